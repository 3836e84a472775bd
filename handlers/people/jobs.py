"""People: looked up and kept up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.channels import service as channels
from bot.features.platforms.service import learn_person, person_of
from bot.ports import Refused
from handlers.slack.feature import Context


def register(app: App, ctx: Context) -> None:
    """Somebody joined or changed: what we know is looked up anew."""

    def listener(event: dict[str, Any]) -> None:
        ctx.db.write(lambda s: look_up(s, event["user"]["id"]))

    app.event("user_change")(listener)
    app.event("team_join")(listener)


def look_up(session: Session, user_id: str) -> None:
    """Have a person looked up."""
    jobs.enqueue(session, "people.learn", {"user": user_id}, lane=f"person:{user_id}")


def learn(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Note what Slack knows about a person; a change of side makes every check old."""
    try:
        info = tools.chat.user(payload["user"])
    except Refused:
        return None  # hidden from us: they stay what an unknown person is, a client

    def settle(session: Session) -> None:
        before = person_of(session, info.id)
        was_guest = before is not None and before.is_guest
        learn_person(session, info, tools.clock.now())
        if was_guest != info.is_guest:
            channels.doubt_everywhere(session)

    return settle


def sync(tools: Tools, _payload: Mapping[str, Any]) -> Settle:
    """Learn everybody of our own workspace."""
    people = tools.chat.users()

    def settle(session: Session) -> None:
        for info in people:
            learn_person(session, info, tools.clock.now())

    return settle


JOBS: dict[str, JobHandler] = {"people.learn": learn, "people.sync": sync}
