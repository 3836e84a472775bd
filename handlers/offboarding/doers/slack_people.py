"""The client's people in shared channels: listed, and noted as having access."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.core.worker import Tools
from bot.features.offboarding import access
from bot.features.offboarding.access import Held
from bot.features.offboarding.doing import Found
from bot.features.offboarding.kinds import System
from handlers.offboarding.doers.frame import About, Doer, Seen
from handlers.offboarding.doers.outsiders import Gathered, gather


def _look(tools: Tools, about: About) -> Seen:
    seen = gather(tools, about)
    things, is_empty = things_in_slack(seen, about.t), not seen.people and not seen.closed

    def settle(session: Session) -> None:
        access.note(session, about.case, held_in_slack(seen), None, about.now)

    return Seen(things, is_empty, _words(seen, about.t), settle)


def held_in_slack(seen: Gathered) -> list[Held]:
    """A line of the list of access for each channel that each of them is in."""
    return [
        Held(System.SLACK, one.user_id, one.name, f"#{channel}")
        for one in seen.people
        for channel in one.channels
    ]


def things_in_slack(seen: Gathered, t: Translator) -> list[Found]:
    """Who is where, and what could not be looked into."""
    people = [Found(one.user_id, f"{one.name}: {_hashed(one.channels)}") for one in seen.people]
    closed = [
        Found(channel, t("#{channel} could not be looked into: {why}", channel=name, why=why))
        for channel, name, why in seen.closed
    ]
    return [*people, *closed]


def _hashed(channels: Sequence[str]) -> str:
    return ", ".join(f"#{channel}" for channel in channels)


def _words(seen: Gathered, t: Translator) -> str:
    if seen.closed:
        return t("Not every shared channel could be looked into.")
    if not seen.people:
        return t("Nobody of the client is in a shared channel.")
    return t.plural(
        "One of the client's people is in shared channels.",
        "{n} of the client's people are in shared channels.",
        len(seen.people),
    )


PEOPLE = Doer(_look)
