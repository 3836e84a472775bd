"""Who of the client can reach what: collected for the list that people keep, never changed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.core.worker import Tools
from bot.features.offboarding import access
from bot.features.offboarding.access import Held
from bot.features.offboarding.doing import Found
from bot.features.offboarding.kinds import AccessState, System
from bot.features.offboarding.models import Access
from bot.ports import Refused
from handlers.digests.words import day
from handlers.offboarding.doers.frame import About, ByHand, Doer, Seen, reason
from handlers.offboarding.doers.outsiders import Gathered, gather
from handlers.offboarding.doers.readers import read_space
from handlers.offboarding.doers.slack_people import held_in_slack, things_in_slack
from handlers.offboarding.doers.wiki_readers import held_in_wiki, things_in_wiki
from handlers.offboarding.words import SYSTEMS


def _collect(tools: Tools, about: About) -> Seen:
    """From Slack and the wiki onto the list; what cannot be seen is said, not left out."""
    seen = gather(tools, about)
    in_wiki, held = _in_wiki(tools, about, seen)
    held = [*held_in_slack(seen), *held]
    by_hand = about.t(
        "Jira and the cloud: Perron cannot see who has access there. Please add them to the list."
    )
    in_slack = _of(System.SLACK, things_in_slack(seen, about.t), about.t)
    things = [*in_slack, *in_wiki, Found("by hand", by_hand)]

    def settle(session: Session) -> None:
        access.note(session, about.case, held, None, about.now)

    return Seen(things, False, by_hand, settle)


def _in_wiki(tools: Tools, about: About, seen: Gathered) -> tuple[list[Found], list[Held]]:
    try:
        found = read_space(tools, about, seen)
    except (ByHand, Refused) as problem:
        why = reason(problem).to(about.t)
        words = about.t("The wiki could not be looked into: {why}", why=why)
        return [Found("wiki", words)], []
    things = _of(System.WIKI, things_in_wiki(found, about.t), about.t)
    return things, held_in_wiki(found, about.space or "")


def _of(system: System, things: Sequence[Found], t: Translator) -> list[Found]:
    """Each with where it is."""
    return [replace(one, words=f"{t(SYSTEMS[system])}: {one.words}") for one in things]


def _due(tools: Tools, about: About) -> Seen:
    """What is to be deleted, and from when on. Deleting is for people, and noted on the list."""
    rows = tools.db.read(lambda s: access.of_case(s, about.case))
    left = [row for row in rows if row.state != AccessState.DELETED]
    words = about.t.plural("One is to be deleted.", "{n} are to be deleted.", len(left))
    return Seen([Found(row.id, _line(row, about)) for row in left], not left, words)


def _line(row: Access, about: About) -> str:
    t = about.t
    who = f"{row.name} ({t(SYSTEMS[row.system])}): {row.what}"
    if row.delete_from is None:
        return t("{who}, still active: set inactive first", who=who)
    since = day(row.delete_from.astimezone(ZoneInfo(about.zone)).date(), t, "d MMM y")
    return t("{who}, from {day} on", who=who, day=since)


INACTIVE = Doer(_collect)
DELETED = Doer(_due)
