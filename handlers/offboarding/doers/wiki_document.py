"""The last information about a client's work as a page. Pure: what it says is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.i18n import Translator, mark
from bot.features.offboarding.last_information import (
    AccountLine,
    Decision,
    LastInformation,
    Promised,
)
from bot.features.promises.reading import ClientState
from bot.features.promises.values import Verdict
from bot.ports.wiki import Bullets, Document, Heading, Link, Paragraph, Table, Words
from handlers.digests.words import day
from handlers.offboarding.words import ACCOUNT_KINDS, ACCOUNT_STATES

Part = Heading | Paragraph | Bullets | Table
OUTCOMES = {
    ClientState.OPEN: mark("open"),
    ClientState.KEPT: mark("kept"),
    ClientState.NEW_DATE: mark("new date"),
    ClientState.AGREED_ANEW: mark("agreed anew"),
}


def document(
    info: LastInformation,
    people: Sequence[str],
    made: datetime,
    token: str,
    zone: str,
    t: Translator,
) -> Document:
    """``people`` are the client's, by name; ``token`` is opaque and tells this writing of the
    page from any other."""
    here = ZoneInfo(zone)
    parts: list[Part] = [Paragraph(t("Written by Perron, to be completed by people."))]
    parts += [Heading(t("Decisions")), _decisions(info.decisions, here, t)]
    parts += [Heading(t("Promises and what became of them")), _promises(info.promises, here, t)]
    parts += [Heading(t("Contacts")), *_contacts(info, people, t)]
    parts += [Heading(t("Accounts, domains and tools")), _accounts(info.accounts, t)]
    parts += [Heading(t("Links")), _links(info.links, t)]
    there = made.astimezone(here)
    return (*parts, Paragraph(f"{_date(there.date(), t)}, {there:%H:%M} · {token}"))


def _date(at: datetime | date, t: Translator) -> str:
    return day(at, t, "d MMM y")


def _none(t: Translator) -> Paragraph:
    return Paragraph(t("None."))


def _decisions(decisions: Sequence[Decision], here: ZoneInfo, t: Translator) -> Part:
    if not decisions:
        return _none(t)
    names = {Verdict.YES: t("a yes"), Verdict.NO: t("a no")}
    rows: list[tuple[Words, ...]] = [
        (_date(one.at.astimezone(here).date(), t), names[one.verdict], one.said)
        for one in decisions
    ]
    return Table((t("Day"), t("Decision"), t("What we answered")), tuple(rows))


def _promises(promises: Sequence[Promised], here: ZoneInfo, t: Translator) -> Part:
    if not promises:
        return _none(t)
    rows = tuple(_promise(one, here, t) for one in promises)
    return Table((t("What was promised"), t("By when"), t("Who"), t("What became of it")), rows)


def _promise(one: Promised, here: ZoneInfo, t: Translator) -> tuple[Words, ...]:
    promise = one.promise
    outcome = t(OUTCOMES[promise.state])
    if promise.instead:
        outcome = f"{outcome}: {promise.instead}"
    return (promise.what, _date(promise.due.astimezone(here).date(), t), one.owner, outcome)


def _contacts(info: LastInformation, people: Sequence[str], t: Translator) -> list[Part]:
    theirs = Bullets(tuple(people)) if people else _none(t)
    ours = [f"{what}: {who}" if what else who for what, who in info.ours]
    return [
        Paragraph(info.client),
        theirs,
        Paragraph(t("With us")),
        Bullets(tuple(ours)) if ours else _none(t),
    ]


def _accounts(accounts: Sequence[AccountLine], t: Translator) -> Part:
    if not accounts:
        return _none(t)
    rows: list[tuple[Words, ...]] = [
        (one.name, t(ACCOUNT_KINDS[one.kind]), t(ACCOUNT_STATES[one.state]), one.to)
        for one in accounts
    ]
    return Table((t("Name"), t("Kind"), t("What became of it"), t("To whom")), tuple(rows))


def _links(links: Sequence[tuple[str, str]], t: Translator) -> Part:
    if not links:
        return _none(t)
    return Bullets(tuple((f"{words}: ", Link(url, url)) for words, url in links))
