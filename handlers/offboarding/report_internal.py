"""The internal report on paper: the case and its steps. What belongs to it follows in lists."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.i18n import Translator, mark
from bot.features.offboarding.kinds import CaseState, Phase, StepState
from bot.features.offboarding.report.internal import InternalReport
from bot.features.offboarding.report.steps import ReportedEvidence, ReportedStep
from bot.ports.wiki import Document, Link, Paragraph, Words
from handlers.offboarding.report_lists import lists
from handlers.offboarding.report_words import (
    Part,
    Row,
    long_day,
    moment,
    named,
    short_day,
    short_moment,
    table,
    titled,
)
from handlers.offboarding.words import PHASES, STATES, WHY
from handlers.papers.paper import Paper

CASES = {
    CaseState.ASKED: mark("waits for a second member"),
    CaseState.RUNNING: mark("running"),
    CaseState.FINISHED: mark("finished"),
    CaseState.CALLED_OFF: mark("called off"),
}


def internal_paper(report: InternalReport, t: Translator) -> Paper:
    """``t`` is the reader's."""
    date = long_day(report.as_of.date(), t)
    when = moment(report.as_of, report.zone, t)
    as_of = date if report.is_over else t("as of {moment}", moment=when)
    return Paper(
        title=t("Internal report of the offboarding"),
        subtitle=f"{report.client} · {as_of}",
        sender=t("{platform} · internal, not for the client", platform=report.platform),
        body=_body(report, t),
        language=t.language,
        page_of=t("Page {page} of {pages}", page="{page}", pages="{pages}"),
    )


def _body(report: InternalReport, t: Translator) -> Document:
    parts: list[Part] = [Paragraph(_summary(report, t)), _facts(report, t)]
    for phase in Phase:
        parts += _phase(phase, [s for s in report.steps if s.phase == phase], report.zone, t)
    parts += _blocked(report, t)
    return (*parts, *lists(report, t))


def _summary(report: InternalReport, t: Translator) -> str:
    settled = sum(step.is_settled for step in report.steps)
    said = t(
        "{n} of {all} steps are settled. Each line bears the number of the entry in Perron's "
        "record that it comes from.",
        n=settled,
        all=len(report.steps),
    )
    if report.is_over:
        return said
    now = t("This is how things stand; the offboarding still runs.")
    return f"{now} {said}"


def _facts(report: InternalReport, t: Translator) -> Part:
    def by(who: str, at: object) -> str:
        return f"{who}, {at}" if who and at else ""

    zone = report.zone
    started = moment(report.started_at, zone, t) if report.started_at is not None else ""
    ended = moment(report.ended_at, zone, t) if report.ended_at is not None else ""
    blocked = moment(report.blocked_at, zone, t) if report.blocked_at is not None else ""
    no_way = moment(report.irreversible_at, zone, t) if report.irreversible_at else ""
    facts = [
        (t("State"), t(CASES[report.state])),
        (t("Last day of the work"), long_day(report.last_day, t)),
        (t("Why"), ": ".join(filter(None, (t(WHY[report.why]), report.note)))),
        (t("Asked for"), by(report.asked_by, moment(report.asked_at, zone, t))),
        (t("Confirmed"), by(report.confirmed_by, started)),
        (t("Template"), report.template),
        (t("Grace period"), t.plural("one day", "{n} days", report.grace_days)),
        (t("No way back since"), no_way),
        (t("Delivery block since"), blocked),
        (t("Ended"), by(report.ended_by, ended)),
        (t("Why it was called off"), report.end_note),
    ]
    return table((t("The case"), ""), [(name, said) for name, said in facts if said])


def _phase(phase: Phase, steps: Iterable[ReportedStep], zone: str, t: Translator) -> list[Part]:
    head = (t("No."), t("Step"), t("State"), t("Who"), t("When"), t("Evidence or reason"))
    rows = [row for step in steps for row in _step(step, zone, t)]
    return titled(t(PHASES[phase]), table(head, rows))


def _step(step: ReportedStep, zone: str, t: Translator) -> Iterable[Row]:
    """A row, and one more for each further piece of evidence."""
    shown = [*([step.reason] if step.reason else []), *(_evidence(e) for e in step.evidence)]
    shown = shown or [""]
    state = t(STATES[step.state])
    yield (str(step.sequence), step.name, state, _who(step), _when(step, zone, t), shown[0])
    for more in shown[1:]:
        yield ("", "", "", "", "", more)


def _who(step: ReportedStep) -> str:
    return step.by if step.is_settled else step.owner


def _when(step: ReportedStep, zone: str, t: Translator) -> str:
    if step.is_settled:
        return short_moment(step.at, zone, t) if step.at is not None else ""
    if step.state == StepState.BLOCKED and step.comes_back is not None:
        return t("until {day}", day=short_day(step.comes_back, t))
    return t("by {day}", day=short_day(step.due, t))


def _evidence(one: ReportedEvidence) -> Words:
    who = f" ({one.by or 'Perron'})"
    if one.words.startswith(("https://", "http://")):
        link = named(one.words)
        return Link(f"{link.text}{who}", link.url)
    return f"{one.words}{who}"


def _blocked(report: InternalReport, t: Translator) -> list[Part]:
    head = (t("No."), t("Step"), t("From"), t("Until"), t("Who"), t("Why"))
    rows: list[Row] = []
    for step in report.steps:
        for one in step.blocked:
            if one.ended is not None:
                until = short_moment(one.ended, report.zone, t)
            elif one.is_open and one.until is not None:
                until = t("meant until {day}", day=short_day(one.until, t))
            else:
                until = t("waits for something else")
            since = short_moment(one.since, report.zone, t)
            rows.append((str(one.sequence), one.step, since, until, one.by, one.reason))
    return titled(t("Blocked times"), table(head, rows))
