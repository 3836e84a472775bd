"""Hours written down in Jira: counted for all, and, for the invoice alone, per person as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as day_time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from bot.core.i18n import FORMATS, Translator, format_of, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from bot.ports import HoursEntry, HoursTexts, Spreadsheets, Worklog
from handlers.digests.words import day, month
from handlers.offboarding.doers.frame import About, ByHand, Dict, Doer, Made, Seen
from handlers.offboarding.doers.jira import jira_of
from handlers.offboarding.doers.sending import named, send_once
from handlers.slack.blocks import context, date_input
from handlers.slack.submissions import Submission, WrongField

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Span:
    """Days, both included."""

    first: date
    last: date

    def within(self, zone: str) -> tuple[datetime, datetime]:
        """From its first instant (inclusive) until (exclusive) the end of its last day."""
        midnight, here = day_time(0), ZoneInfo(zone)
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, midnight, here), datetime.combine(after, midnight, here)


def _usual(today: date) -> Span:
    return Span(today - YEAR, today)


def _today(about: About) -> date:
    return about.now.astimezone(ZoneInfo(about.zone)).date()


def _read(tools: Tools, about: About, span: Span) -> list[Worklog]:
    jira, project = jira_of(tools, about)
    return jira.worklogs([project], *span.within(about.zone), about.billed)


def _look(tools: Tools, about: About) -> Seen:
    span = _usual(_today(about))
    found = _read(tools, about, span)
    months = groupby(found, key=lambda one: _day(one, about).replace(day=1))
    things = [_of_month(first, list(work), about) for first, work in months]
    return Seen(things, _is_billed(found, about), _words(found, span, about))


def _of_month(first: date, work: Sequence[Worklog], about: About) -> Found:
    words = f"{month(first, about.t)}: {_counted(work, about)}"
    return Found(f"{first:%Y-%m}", words)


def _counted(work: Sequence[Worklog], about: About) -> str:
    """Never by person."""
    t = about.t
    words = t.plural(
        "{hours} h in one entry", "{hours} h in {n} entries", len(work), hours=_hours(work, t)
    )
    if about.billed is None:
        return words
    left = [one for one in work if not one.billed]
    return t("{all}, {hours} h of it not invoiced", all=words, hours=_hours(left, t))


def _hours(work: Iterable[Worklog], t: Translator) -> str:
    seconds = sum(one.seconds for one in work)
    return str(format_decimal(seconds / 3600, "#,##0.00", locale=format_of(t.language)))


def _is_billed(work: Sequence[Worklog], about: About) -> bool:
    return about.billed is not None and all(one.billed for one in work)


def _words(work: Sequence[Worklog], span: Span, about: About) -> str:
    first, last = (day(one, about.t, "d MMM y") for one in (span.first, span.last))
    words = about.t(
        "From {first} to {last}: {counted}.", first=first, last=last, counted=_counted(work, about)
    )
    if about.billed is None:
        none_set = about.t(
            "What is invoiced cannot be told: no label or field was set for the platform."
        )
        return f"{words} {none_set}"
    return words


def _day(one: Worklog, about: About) -> date:
    return one.started.astimezone(ZoneInfo(about.zone)).date()


def _fields(step: StepView, t: Translator) -> list[Dict]:
    usual = _usual(step.last_day)
    only = t(
        "You get an Excel file and two CSV files by direct message, with hours per person and "
        "month. They are for the invoice: nowhere else does Perron show hours per person."
    )
    return [
        date_input("from", t("From"), usual.first),
        date_input("until", t("Until"), usual.last, hint=t("Both days are included.")),
        context(only),
    ]


def _chosen(form: Submission) -> dict[str, Any]:
    if form.text("from") > form.text("until"):
        raise WrongField("until", mark("This is before the first day."))
    return {"from": form.text("from"), "until": form.text("until")}


def _do(tools: Tools, about: About) -> Made:
    if tools.hours is None:
        raise ByHand(mark("Perron cannot write tables here."))
    span = Span(*(date.fromisoformat(about.chosen[name]) for name in ("from", "until")))
    work = _read(tools, about, span)
    refs = {}
    for name, content in _files(tools.hours, work, about):
        comment = _comment(name, span, about)
        refs[name] = send_once(tools, about, name, content, comment)
    words = _words(work, span, about)
    return Made([Result("hours", words)], _is_billed(work, about), words, refs)


def _files(
    hours: Spreadsheets, work: Sequence[Worklog], about: About
) -> Iterable[tuple[str, bytes]]:
    entries, texts = [_entry(one, about) for one in work], _texts(about)
    t = about.reader
    yield named(about, t("hours"), "xlsx"), hours.workbook(entries, texts)
    yield named(about, t("hours-entries"), "csv"), hours.entries_csv(entries, texts)
    yield named(about, t("hours-sums"), "csv"), hours.sums_csv(entries, texts)


def _entry(one: Worklog, about: About) -> HoursEntry:
    return HoursEntry(
        day=_day(one, about),
        person=one.author,
        name=one.author_name,
        issue=one.issue,
        summary=one.summary,
        comment=one.comment,
        seconds=one.seconds,
        billed=one.billed,
    )


def _comment(name: str, span: Span, about: About) -> str:
    t = about.reader
    first, last = (day(one, t, "d MMM y") for one in (span.first, span.last))
    return t(
        "{client}, {first} to {last}: {file}. It shows hours per person, for the invoice and for "
        "nothing else. Please do not pass it on.",
        client=about.name,
        first=first,
        last=last,
        file=name,
    )


def _texts(about: About) -> HoursTexts:
    t = about.reader
    return HoursTexts(
        language=t.language if t.language in FORMATS else "en",
        title=t("Hours for {client}", client=about.name),
        note=t("Hours per person are shown here alone, for the invoice."),
        entries=t("Entries"),
        sums=t("Sums"),
        day=t("Day"),
        month=t("Month"),
        person=t("Person"),
        issue=t("Ticket"),
        summary=t("Summary"),
        comment=t("Comment"),
        hours=t("Hours"),
        seconds=t("Seconds"),
        billed=t("Invoiced"),
        not_billed=t("Not invoiced"),
        yes=t("yes"),
        no=t("not yet"),
        total=t("Total"),
    )


WORKLOGS = Doer(_look, _do, _fields, _chosen)
