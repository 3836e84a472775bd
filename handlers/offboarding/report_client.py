"""The client's report on paper. Takes the client's type alone, and speaks to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.i18n import Translator
from bot.features.offboarding.kinds import AccountState, EvidenceKind, Fate, Phase
from bot.features.offboarding.report.for_client import (
    ClientAccount,
    ClientEvidence,
    ClientOpen,
    ClientPlan,
    ClientPromised,
    ClientReport,
    ClientStep,
)
from bot.features.promises.reading import ClientState
from bot.ports.wiki import Document, Heading, Paragraph, Words
from handlers.offboarding.report_words import Part, Row, long_day, named, table, titled, whole
from handlers.offboarding.words import ACCOUNT_KINDS
from handlers.papers.paper import Paper

HANDED_OVER = (Phase.HAND_OVER,)
CLOSED = (Phase.WIND_DOWN, Phase.CLOSE, Phase.FAREWELL, Phase.BLOCK)
ACCESS = (Phase.ACCESS, Phase.SETTLE)


def client_paper(report: ClientReport, t: Translator) -> Paper:
    """``t`` is the client's: their language and address."""
    return Paper(
        title=t("Final report") if report.is_final else t("Interim report"),
        subtitle=_subtitle(report, t),
        sender=report.agency,
        body=_body(report, t),
        language=t.language,
        page_of=t("Page {page} of {pages}", page="{page}", pages="{pages}"),
    )


def _subtitle(report: ClientReport, t: Translator) -> str:
    date = long_day(report.as_of.date(), t)
    if report.is_final:
        return f"{report.client} · {date}"
    return t(
        "{client} · as of {day}, {time}",
        client=report.client,
        day=date,
        time=f"{report.as_of:%H:%M}",
    )


def _body(report: ClientReport, t: Translator) -> Document:
    parts: list[Part] = _cover(report, t)
    parts += _steps(t.to_client("Handed over to you"), report.done, HANDED_OVER, t)
    parts += _accounts(report.accounts, t)
    parts += _plans(report.plans, t)
    parts += _promises(report.promises, t)
    parts += _steps(t.to_client("Ended and closed"), report.done, CLOSED, t)
    parts += _steps(t.to_client("Access and your data"), report.done, ACCESS, t)
    parts += _open(report.open, t)
    return tuple(parts)


def _cover(report: ClientReport, t: Translator) -> list[Part]:
    last = long_day(report.last_day, t)
    if report.last_day < report.as_of.date():
        day = t.to_client("The last day of our work together was {day}.", day=last)
    else:
        day = t.to_client("The last day of our work together is {day}.", day=last)
    if report.is_final:
        what = t.to_client(
            "Here you find what we have handed over to you and closed, when that was, and what "
            "shows it."
        )
    else:
        what = t.to_client(
            "Here you find what we have handed over to you and closed so far, and what is still "
            "to come."
        )
    missing = t.to_client(
        "If something is missing, or if you wonder about something, just tell us. Thank you for "
        "the time together."
    )
    return [
        Paragraph(t.to_client("Hello to everybody at {client},", client=report.client)),
        Paragraph(f"{day} {what}"),
        Paragraph(missing),
        Paragraph(t.to_client("Your team {team}", team=report.team)),
    ]


def usual_names(t: Translator) -> dict[str, str]:
    """How steps are called to the client whose names in the default template speak of them."""
    return {
        "promises": t.to_client("What we had promised you finished or handed over"),
        "in_spe": t.to_client("Ideas kept for later handed over or let go"),
        "farewell": t.to_client("Our word to you"),
        "access_inactive": t.to_client("Access of your people set inactive"),
        "access_deleted": t.to_client("Access of your people deleted"),
        "personal_data": t.to_client(
            "Personal data that we have processed for you deleted or returned (Art. 28 GDPR)"
        ),
    }


def _called(step: ClientStep | ClientOpen, t: Translator) -> str:
    return usual_names(t).get(step.usual or "", step.name)


def _steps(
    title: str, steps: Iterable[ClientStep], phases: Sequence[Phase], t: Translator
) -> list[Part]:
    head = (t.to_client("What"), t.to_client("Done on"), t.to_client("What shows it"))
    rows = [row for step in steps if step.phase in phases for row in _step(step, t)]
    return titled(title, table(head, rows))


def _step(step: ClientStep, t: Translator) -> Iterable[Row]:
    """A row, and one more for each further piece of evidence."""
    shown = [_evidence(one, t) for one in step.evidence] or [""]
    yield (_called(step, t), whole(long_day(step.on, t)), shown[0])
    for more in shown[1:]:
        yield ("", "", more)


def _evidence(one: ClientEvidence, t: Translator) -> Words:
    if one.kind == EvidenceKind.LINK:
        return named(one.words)
    if one.kind == EvidenceKind.FILE:
        return t.to_client("File: {name}", name=one.words)
    return one.words


def _accounts(accounts: Iterable[ClientAccount], t: Translator) -> list[Part]:
    head = (
        t.to_client("Name"),
        t.to_client("Kind"),
        t.to_client("What became of it"),
        t.to_client("On"),
    )
    return titled(
        t.to_client("Accounts, domains and tools"),
        table(head, [_account(one, t) for one in accounts]),
    )


def _account(one: ClientAccount, t: Translator) -> Row:
    states = {
        AccountState.OPEN: t.to_client("still open"),
        AccountState.HANDED_OVER: t.to_client("handed over to {person}", person=one.to),
        AccountState.DEACTIVATED: t.to_client("deactivated"),
        AccountState.DELETED: t.to_client("deleted"),
    }
    day = whole(long_day(one.on, t)) if one.state != AccountState.OPEN else ""
    return (one.name, t(ACCOUNT_KINDS[one.kind]), states[one.state], day)


def _plans(plans: Iterable[ClientPlan], t: Translator) -> list[Part]:
    head = (t.to_client("What you had in mind"), t.to_client("What became of it"))
    rows = [
        (one.words or t.to_client("An idea that came up with us"), _fate(one, t)) for one in plans
    ]
    return titled(t.to_client("Ideas kept for later"), table(head, rows))


def _fate(one: ClientPlan, t: Translator) -> str:
    if one.fate is None:
        return t.to_client("still open")
    if one.fate == Fate.LET_GO:
        return t.to_client("let go")
    return t.to_client("handed over to {person}", person=one.to)


def _promises(promises: Iterable[ClientPromised], t: Translator) -> list[Part]:
    head = (
        t.to_client("What"),
        t.to_client("By when"),
        t.to_client("Who"),
        t.to_client("What became of it"),
    )
    rows = [(one.what, whole(long_day(one.due, t)), one.who, _outcome(one, t)) for one in promises]
    return titled(t.to_client("What we had promised you"), table(head, rows))


def _outcome(one: ClientPromised, t: Translator) -> str:
    if one.to:
        return t.to_client("handed over to {person}", person=one.to)
    if one.state == ClientState.AGREED_ANEW:
        anew = t.to_client("agreed anew")
        return f"{anew}: {one.instead}" if one.instead else anew
    states = {
        ClientState.KEPT: t.to_client("kept"),
        ClientState.NEW_DATE: t.to_client("new date"),
        ClientState.OPEN: t.to_client("open"),
    }
    return states[one.state]


def _open(points: Sequence[ClientOpen], t: Translator) -> list[Part]:
    title = t.to_client("Still open")
    if not points:
        return [Heading(title), Paragraph(t.to_client("Nothing is open."))]
    head = (t.to_client("What"), t.to_client("Expected by"), t.to_client("Who sees to it"))
    rows = [
        (_called(one, t), whole(long_day(one.due, t)) if one.due is not None else "", one.who)
        for one in points
    ]
    return titled(title, table(head, rows))
