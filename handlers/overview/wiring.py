"""``/perron`` and what it answers."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.inbox import first_time
from bot.core.worker import Drawing
from bot.features.platforms.models import Platform
from bot.features.platforms.service import (
    Side,
    called,
    clients_of,
    platform_here,
    side_of,
)
from bot.features.requests import reading
from bot.features.requests.models import Request
from bot.features.routing.values import Parts
from bot.features.routing.why_not import asked, request_at
from bot.features.tickets.service import ticket_of
from bot.ports import OutsideError
from handlers.overview import views
from handlers.routing.views import why_person
from handlers.routing.wiring import talent_names
from handlers.slack import readers
from handlers.slack.feature import Asker, Command, Context, Feature, Window
from handlers.slack.telling import tell

SUGGESTED = 3
"""People that ``/perron who`` names at most."""


def feature(others: Sequence[Command]) -> Feature:
    """The slash command, whose words all features bring: ``others`` and its own."""
    words = {command.word: command for command in (*others, *COMMANDS)}

    def listen(app: App, ctx: Context) -> None:
        app.command("/perron")(_command_listener(ctx, words))

    return Feature("overview", listen, {}, {"slack.tell": tell}, COMMANDS)


def _command_listener(ctx: Context, commands: Mapping[str, Command]) -> Any:
    def listener(ack: Ack, body: dict[str, Any]) -> None:
        found = _answer(ctx, body, commands)
        if isinstance(found, Window):
            found = _opened(ctx, body, found)
        if found is None:
            ack()
            return
        ack(
            response_type="ephemeral",
            text=found.text,
            blocks=[dict(block) for block in found.blocks] or None,
        )

    return listener


def _answer(
    ctx: Context, body: Mapping[str, Any], commands: Mapping[str, Command]
) -> Drawing | Window | None:
    """What the command answers; None where it has been carried out already."""
    now, typed = ctx.clock.now(), body.get("text") or ""
    command = commands.get(_first_word(typed))
    writes = command is not None and command.writes

    def work(session: Session) -> Drawing | Window | None:
        if writes and not first_time(session, f"command:{body['trigger_id']}", now):
            return None
        t = readers.person(session, body["user_id"])
        asker = Asker(body["user_id"], body.get("channel_id", ""), t)
        return answer(session, asker, typed, commands, now)

    try:
        return ctx.db.write(work) if writes else ctx.db.read(work)
    except Kindly as problem:
        return _told(ctx, body, problem)


def _told(ctx: Context, body: Mapping[str, Any], problem: Kindly) -> Drawing:
    t = ctx.db.read(lambda s: readers.person(s, body["user_id"]))
    return Drawing(problem.to(t), ())


def _opened(ctx: Context, body: Mapping[str, Any], window: Window) -> Drawing | None:
    """Open the window; what is answered beside it."""
    try:
        ctx.chat.open_view(body["trigger_id"], window.view)
    except OutsideError:
        too_late = mark("Slack did not open the window in time. Please type it again.")
        return _told(ctx, body, Kindly(too_late))
    return window.answer


def _first_word(typed: str) -> str:
    return typed.strip().partition(" ")[0].lower()


def answer(
    session: Session, asker: Asker, typed: str, commands: Mapping[str, Command], now: datetime
) -> Drawing | Window:
    """What ``/perron <typed>`` answers to the asker alone."""
    if side_of(session, team_id=None, user_id=asker.user_id) is not Side.MEMBER:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    word, _, rest = typed.strip().partition(" ")
    command = commands.get(word.lower())
    if command is None:
        lines = [(asker.t(one.usage), asker.t(one.summary)) for one in commands.values()]
        return views.help_text(
            lines, asker.t, unknown="" if word.lower() == "help" else html.unescape(word)
        )
    return command.run(session, asker, rest.strip(), now)


def _entries(session: Session, requests: Sequence[Request]) -> list[views.Entry]:
    return [(reading.for_team(session, one), ticket_of(session, one.id)) for one in requests]


def who(session: Session, asker: Asker, question: str, now: datetime) -> Drawing:
    """Whom to ask, and why."""
    if not question:
        raise Kindly(mark("Type the question after it: /perron who the shop shows wrong prices"))
    request = request_at(session, question, asker.user_id)
    platform = platform_here(session, asker.user_id, asker.channel)
    if request is not None:
        platform = session.get_one(Platform, request.platform_key)
        question = reading.for_team(session, request).words
    result = asked(session, question, request, platform, now)
    names = talent_names(session)
    told = [
        (scored.person_id, why_person(scored, names, asker.t))
        for scored in result.ranked[:SUGGESTED]
        if speaks_for(scored.parts)
    ]
    why_none = result.why_none.value if result.why_none is not None else None
    about = {
        "user": asker.user_id,
        "platform": platform.key,
        "question": question,
        "request": request.id if request is not None else None,
    }
    return views.who(question, told, why_none, forms.remember(session, about, now), asker.t)


def speaks_for(parts: Parts) -> bool:
    """Whether more than habit and room speaks for somebody."""
    return parts.talent + parts.history + parts.named + parts.responsible > 0


def client(session: Session, asker: Asker, name: str, _now: datetime) -> Drawing:
    """What is open for a client of one's platforms."""
    mine_ = clients_of(session, asker.user_id)
    found = called(mine_, html.unescape(name)) if name else []
    if len(found) != 1:
        return views.choose_client([one.name for one in found or mine_], asker.t)
    chosen = found[0]
    in_spe = [
        (reading.for_team(session, session.get_one(Request, kept.request_id)).words, kept.when)
        for kept in reading.in_spe_of_client(session, chosen.key)
    ]
    entries = _entries(session, reading.open_of_client(session, chosen.key))
    return views.client(chosen.name, entries, in_spe, asker.t)


COMMANDS = (
    Command(
        "who",
        mark("who <question>"),
        mark("whom to ask, and why; only you see the answer"),
        who,
        writes=True,
    ),
    Command(
        "client",
        mark("client <name>"),
        mark("what is open for a client, whose turn it is, tickets: the minute before a call"),
        client,
    ),
)
