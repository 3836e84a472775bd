"""Submitted modals: once by their view's id, with a sentence at the field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.core.inbox import first_time
from handlers.slack import readers
from handlers.slack.blocks import modal, section
from handlers.slack.feature import Context

MENTION = re.compile(r"<@[UW][A-Z0-9]+>")


@dataclass(frozen=True)
class Given:
    """A file that was put into a window, by its id in Slack."""

    id: str
    name: str


@dataclass(frozen=True)
class Submission:
    """A submitted modal: ``subject`` is its opaque id, ``values`` what was typed, by block."""

    user_id: str
    team_id: str | None
    """The actor's team: here ``team`` is theirs."""
    view_id: str
    subject: str
    values: Mapping[str, Any]

    def text(self, block_id: str) -> str:
        """What was typed or chosen in a block; empty where nothing was."""
        value = self.values.get(block_id)
        return value if isinstance(value, str) else ""

    def files(self, block_id: str) -> tuple[Given, ...]:
        """The files that were put into a block."""
        value = self.values.get(block_id)
        given = value if isinstance(value, list) else ()
        return tuple(one for one in given if isinstance(one, Given))

    def chosen(self, block_id: str) -> tuple[str, ...]:
        """What was ticked in a block."""
        value = self.values.get(block_id)
        return tuple(value) if isinstance(value, list) else ()


class WrongField(Kindly):
    """A sentence that belongs to one field of a modal."""

    def __init__(self, block_id: str, msgid: str, **params: Any) -> None:
        super().__init__(msgid, **params)
        self.block_id = block_id


def submission_of(body: Mapping[str, Any]) -> Submission:
    """Read a ``view_submission`` payload."""
    view = body["view"]
    return Submission(
        user_id=body["user"]["id"],
        team_id=body["user"].get("team_id") or (body.get("team") or {}).get("id"),
        view_id=view["id"],
        subject=view.get("private_metadata", ""),
        values={
            block_id: _value(next(iter(elements.values())))
            for block_id, elements in view["state"]["values"].items()
        },
    )


def _value(element: Mapping[str, Any]) -> Any:
    if element.get("selected_option"):
        return element["selected_option"]["value"]
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"]]
    if element.get("type") == "file_input":
        given = element.get("files") or ()
        return [Given(one["id"], str(one.get("name") or one["id"])) for one in given]
    for several in ("selected_users", "selected_conversations"):
        if several in element:
            return list(element[several] or ())
    chosen = element.get("selected_user") or element.get("selected_date")
    chosen = chosen or element.get("selected_conversation")
    return chosen or element.get("selected_time") or element.get("value")


def _reader(session: Session, submission: Submission) -> Translator:
    return readers.person(session, submission.user_id)


def answer_to(
    view: Mapping[str, Any], submission: Submission, problem: Kindly, t: Translator
) -> dict[str, Any]:
    """The sentence at the field that is wrong, or at the first; without a field, in the window."""
    sentence = t.to_client(problem.msgid, **problem.params)
    field = problem.block_id if isinstance(problem, WrongField) else None
    field = field or next(iter(submission.values), None)
    if field is not None:
        return {"response_action": "errors", "errors": {field: _without_mentions(sentence, t)}}
    shown = modal(view["callback_id"], view["title"]["text"], None, t("Close"), [section(sentence)])
    return {"response_action": "update", "view": shown}


def _without_mentions(sentence: str, t: Translator) -> str:
    """At a field Slack shows plain text: a person whose name is not known is no mention there."""
    named, found = MENTION.subn(t("this person"), sentence)
    return named[:1].upper() + named[1:] if found else sentence


def on_submit(
    app: App,
    ctx: Context,
    callback_id: str,
    rule: Callable[[Session, Submission, datetime], None],
    *,
    reader: Callable[[Session, Submission], Translator] = _reader,
) -> None:
    """Carry out ``rule`` for each submission of ``callback_id``; bad input stays in the modal.

    ``reader`` says in which language; a submission tells of no channel.
    """

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        submission = submission_of(body)
        now = ctx.clock.now()

        def work(session: Session) -> None:
            if first_time(session, f"view:{submission.view_id}", now):
                rule(session, submission, now)

        try:
            ctx.db.write(work)
        except Kindly as problem:
            t = ctx.db.read(lambda s: reader(s, submission))
            ack(**answer_to(body["view"], submission, problem, t))
        else:
            ack()

    app.view(callback_id)(listener)
