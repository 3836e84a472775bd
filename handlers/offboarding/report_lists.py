"""The internal report's lists: accounts and money, open ends, access, hours, and the record."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.i18n import Translator, mark
from bot.features.offboarding.kinds import AccessState
from bot.features.offboarding.report.ends import ReportedEnd, ReportedPromise
from bot.features.offboarding.report.internal import InternalReport
from bot.features.offboarding.report.lists import ReportedAccess, ReportedAccount
from bot.features.promises.models import PromiseState
from bot.ports.wiki import Heading, Paragraph
from handlers.offboarding.list_windows import END_KINDS, FATES, money
from handlers.offboarding.report_history import happened
from handlers.offboarding.report_words import (
    Part,
    Row,
    short_day,
    short_moment,
    table,
    titled,
)
from handlers.offboarding.words import ACCESS_STATES, ACCOUNT_KINDS, ACCOUNT_STATES, SYSTEMS

OUTCOMES = {
    PromiseState.OPEN: mark("open"),
    PromiseState.KEPT: mark("kept"),
    PromiseState.NOT_KEPT: mark("not kept"),
}


def lists(report: InternalReport, t: Translator) -> list[Part]:
    """What follows the steps."""
    return [
        *_accounts(report, t),
        *_hours(report, t),
        *_promises(report, t),
        *_ends(report, t),
        *_access(report, t),
        *_could_not(report, t),
        *_put_back(report, t),
        *_history(report, t),
        *_proof(report, t),
    ]


def _accounts(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("Name"), t("Kind"), t("State"), t("Who"), t("Cost a month"), t("Notice by"))
    parts = titled(
        t("Accounts, domains and tools"), table(head, [_account(one, t) for one in report.accounts])
    )
    for one in report.sums:
        said = t(
            "All of them together: {sum} a month, of which {running} still run.",
            sum=money(one.cents, one.currency, t),
            running=money(one.running_cents, one.currency, t),
        )
        parts.append(Paragraph(said))
    return parts


def _account(one: ReportedAccount, t: Translator) -> Row:
    state = t(ACCOUNT_STATES[one.state])
    if one.to:
        state = f"{state}: {one.to}"
    cost = money(one.monthly_cents, one.currency, t) if one.monthly_cents is not None else ""
    notice = short_day(one.notice_on, t) if one.notice_on is not None else ""
    who = one.owner or one.by
    return (str(one.sequence), one.name, t(ACCOUNT_KINDS[one.kind]), state, who, cost, notice)


def _hours(report: InternalReport, t: Translator) -> list[Part]:
    if not report.hours:
        return []
    parts: list[Part] = [Heading(t("Hours, as counted in Jira"))]
    head = (t("No."), t("Step"), t("When"), t("Counted"), t("Files"))
    rows = [
        (
            str(one.sequence),
            one.step,
            short_moment(one.at, report.zone, t),
            one.words,
            ", ".join(one.files),
        )
        for one in report.hours
    ]
    return [*parts, table(head, rows)]


def _promises(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("Promise"), t("By when"), t("Who"), t("What became of it"))
    rows = [_promise(one, report.zone, t) for one in report.promises]
    return titled(t("Promises"), table(head, rows))


def _promise(one: ReportedPromise, zone: str, t: Translator) -> Row:
    outcome = [t(OUTCOMES[one.state])]
    if one.promise.instead:
        outcome.append(one.promise.instead)
    if one.fate is not None:
        outcome.append(f"{t(FATES[one.fate])}: {one.to}")
    due = short_moment(one.promise.due, zone, t)
    return (str(one.sequence), one.promise.what, due, one.owner, "; ".join(outcome))


def _ends(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("Kind"), t("What it is"), t("What became of it"), t("Who"), t("When"))
    rows = [_end(one, report.zone, t) for one in (*report.ballots, *report.in_spe)]
    return titled(t("Ballots and projects in spe"), table(head, rows))


def _end(one: ReportedEnd, zone: str, t: Translator) -> Row:
    fate = f"{t(FATES[one.fate])}: {one.to}" if one.fate is not None else t("open")
    when = short_moment(one.at, zone, t) if one.at is not None else ""
    return (str(one.sequence), t(END_KINDS[one.kind]), one.words, fate, one.by, when)


def _access(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("Who"), t("Where"), t("What they could reach"), t("State"))
    rows = [_held(one, report.zone, t) for one in report.access]
    return titled(t("Access of the client's people"), table(head, rows))


def _held(one: ReportedAccess, zone: str, t: Translator) -> Row:
    known = [one.name, one.account] if one.account != one.name else [one.name]
    who = ", ".join(filter(None, known)) or t("forgotten")
    return (str(one.sequence), who, t(SYSTEMS[one.system]), one.what, _state(one, zone, t))


def _state(one: ReportedAccess, zone: str, t: Translator) -> str:
    found = [t(ACCESS_STATES[one.state])]
    if one.inactive_at is not None:
        found.append(t("inactive since {time}", time=short_moment(one.inactive_at, zone, t)))
    if one.deleted_at is not None:
        found.append(t("deleted on {time}", time=short_moment(one.deleted_at, zone, t)))
    elif one.state is AccessState.INACTIVE and one.delete_from is not None:
        time = short_moment(one.delete_from, zone, t)
        found.append(t("to be deleted from {time}", time=time))
    if one.given_back:
        found.append(t("was given back: {reason}", reason=one.given_back))
    return "; ".join(found)


def _could_not(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("When"), t("Step"), t("Why"))
    rows = [
        (str(one.sequence), short_moment(one.at, report.zone, t), one.step, one.words)
        for one in report.could_not
    ]
    return titled(t("What Perron could not do"), table(head, rows))


def _put_back(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("What it is"), t("When"), t("Who"), t("Why not"))
    rows: list[Row] = []
    for one in report.put_back:
        when = short_moment(one.at, report.zone, t) if one.at is not None else t("not yet")
        rows.append((str(one.sequence), one.words, when, one.by, one.trouble))
    return titled(t("Put back after the call-off"), table(head, rows))


def _history(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("When"), t("Who"), t("What happened"))
    rows: Iterable[Row] = [
        (
            str(one.sequence),
            short_moment(one.at, report.zone, t),
            one.who,
            happened(one, report.zone, t),
        )
        for one in report.history
    ]
    return titled(t("Who did what, and when"), table(head, rows))


def _proof(report: InternalReport, t: Translator) -> list[Part]:
    proof = report.proof
    said = t(
        "This report is read from the {n} entries about this offboarding in Perron's record; the "
        "whole record has {count} entries now. “perron audit verify” shows whether all of it is "
        "as it was written.",
        n=proof.entries,
        count=proof.count,
    )
    seal = t("Seal of the last entry: {hash}", hash=proof.head)
    if proof.forgotten:
        gone = t.plural(
            "One entry about people of the client has been forgotten: it is left out here.",
            "{n} entries about people of the client have been forgotten: they are left out here.",
            proof.forgotten,
        )
        said = f"{said} {gone}"
    return [Heading(t("The record")), Paragraph(f"{said}\n{seal}")]
