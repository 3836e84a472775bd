"""A client with something of everything, whose work then ends; and what people press there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.db import Base
from bot.core.jobs import Job
from bot.features.digests.models import ClientDigest
from bot.features.platforms.blocking import block
from bot.features.platforms.models import Client
from bot.features.promises import living
from bot.features.requests import actions
from bot.features.requests.finding import locked
from bot.features.requests.raising import Pointed
from tests.bot.features.ballots import team as ballots
from tests.bot.features.house import (
    ANKE,
    EMRE,
    JONAS,
    LOOKS,
    MARA,
    NORD,
    SHOP,
    UNCLEAR,
    House,
    build,
)
from tests.bot.features.promises.team import FAIR, Team

Body = dict[str, Any]


class Listeners:
    """What an app is told to listen to, by kind and name."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], Callable[..., None]] = {}

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        def listen(key: Any) -> Callable[[Callable[..., None]], None]:
            name = key["callback_id"] if isinstance(key, dict) else str(key)

            def remember(listener: Callable[..., None]) -> None:
                self.found[kind, name] = listener

            return remember

        return listen


def furnish(session: Session) -> SimpleNamespace:
    """Requests in every state, a ballot, promises, answers, a digest, open windows."""
    house, found = build(session), SimpleNamespace()
    found.now = house.now
    found.open = _asked(house, SHOP)
    found.taken = _asked(house, LOOKS)
    actions.take(session, found.taken, MARA, house.now)
    house.say(MARA, "Das sollte behoben sein.", thread=locked(session, found.taken).thread_ts)
    found.closed = _asked(house, UNCLEAR)
    actions.done_by_member(session, found.closed, MARA, house.now)
    found.message = Pointed(NORD, house.say(ANKE, "Danke"), None, ANKE, "Danke")
    ballot = ballots.ask(session, house.now)
    found.ballot, found.round = ballot.id, ballot.round
    team = Team(house)
    found.promise = team.promises(ballot="b1").id
    found.kept = team.promises(ballot="b2").id
    living.kept(session, found.kept, EMRE, house.now)
    found.wanted = team.decides(ballot="b3").ballot
    team.decides(ballot="b4")
    team.answers("b4", JONAS, by_hand=True)
    found.by_hand = "b4"
    digest = ClientDigest(
        client_key="nord", day=date(2026, 11, 20), channel=NORD, text="Hallo", made_at=house.now
    )
    session.add(digest)
    session.flush()
    found.digest = f"{digest.id}:{digest.version}"
    found.forms = {name: forms.remember(session, c, house.now) for name, c in _open(found).items()}
    return found


def end(session: Session, now: datetime) -> None:
    """The block comes."""
    block(session, session.get_one(Client, "nord"), now)


def _asked(house: House, text: str) -> str:
    house.pass_time(minutes=10)
    return house.ask(text).id


def _open(found: SimpleNamespace) -> dict[str, Mapping[str, Any]]:
    """Windows that were open when the block came."""
    word = {"channel": NORD, "text": "Ja.", "how": "perron"}
    terms = {"what": "Configurator", "what_not": "", "owner": JONAS}
    return {
        "message": asdict(found.message),
        "ticket of a message": {"message": asdict(found.message), "rest": ""},
        "ticket": {"request": found.taken, "rest": ""},
        "ballot": {"request": None},
        "answer": {"ballot": found.wanted, **word, **terms},
        "word": {"promise": found.promise, **word},
        "which date": {
            "promise": found.promise,
            "typed": FAIR.isoformat(),
            "other": (FAIR + timedelta(days=7)).isoformat(),
        },
        "news": {"promise": found.kept, **word, "news": True},
        "noticed": {
            "platform": "mario",
            "client": "nord",
            "channel": NORD,
            "thread_ts": found.message.ts,
            "request": None,
            "author": EMRE,
            "words": "by Friday",
            "due": FAIR.isoformat(),
        },
    }


def pressed(
    action: str, who: str, value: str, *, to: str | None = None, channel: str = NORD
) -> Body:
    """A ``block_actions`` payload, as far as listeners read it."""
    button = {"action_id": action, "value": value, "selected_user": to, "action_ts": "1.1"}
    return {
        "actions": [button],
        "user": {"id": who},
        "channel": {"id": channel},
        "container": {"message_ts": "1.2"},
        "trigger_id": "t",
    }


def used(callback: str, who: str, message: Pointed) -> Body:
    """A ``message_action`` payload."""
    return {
        "callback_id": callback,
        "user": {"id": who},
        "channel": {"id": message.channel},
        "message": {"ts": message.ts, "user": message.author, "text": message.text},
        "trigger_id": "t",
    }


def submitted(callback: str, who: str, subject: str, **values: Any) -> Body:
    """A ``view_submission`` payload; a list is what was ticked."""
    state = {name: {"value": _element(value)} for name, value in values.items()}
    return {
        "user": {"id": who},
        "view": {
            "id": f"V-{callback}",
            "callback_id": callback,
            "private_metadata": subject,
            "title": {"type": "plain_text", "text": "A window"},
            "state": {"values": state},
        },
    }


def _element(value: Any) -> Mapping[str, Any]:
    if isinstance(value, list):
        return {"selected_options": [{"value": one} for one in value]}
    return {"value": value}


def everything(session: Session) -> dict[str, list[Any]]:
    """Every row of every table but what is told to the one who pressed."""
    rows = {
        table.name: sorted(map(repr, session.execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name != Job.__tablename__
    }
    jobs = session.scalars(select(Job).where(Job.kind != "slack.tell").order_by(Job.id))
    return {**rows, "job": [(job.kind, job.payload) for job in jobs]}


def told(session: Session) -> str:
    """What was told last to whoever pressed; it is taken away."""
    last = session.scalars(
        select(Job).where(Job.kind == "slack.tell").order_by(Job.id.desc())
    ).first()
    if last is None:
        return ""
    session.delete(last)
    return str(last.payload["text"])
