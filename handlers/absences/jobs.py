"""What absences have done at a time, and what is looked up for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core.worker import JobHandler, Settle, Tools
from bot.features.absences import calendars, handover, notices, returning
from bot.features.absences.owned import AllOwned
from bot.ports import Calendars, Refused, Unreachable

GIVEN_A_DAY = timedelta(days=1)
"""So long may a calendar be out of reach before its owner hears of it."""


def handlers(owned: AllOwned, agenda: Calendars) -> dict[str, JobHandler]:
    """By kind of job."""
    return {
        "absences.eve": _on_absence(notices.eve),
        "absences.warn": _on_absence(notices.warn),
        "absences.begin": _on_absence(lambda s, one, now: handover.begin(s, owned, one, now)),
        "absences.back": _on_absence(returning.back),
        "absences.forget": _on_absence(lambda s, one, _now: returning.forget(s, one)),
        handover.TELL: _tell,
        calendars.READ: _read(agenda),
        "absences.quiet": _quiet,
    }


def _on_absence(rule: Callable[[Session, int, datetime], None]) -> JobHandler:
    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle:
        now = tools.clock.now()
        return lambda session: rule(session, int(payload["subject"]), now)

    return job


def _tell(_tools: Tools, payload: Mapping[str, Any]) -> Settle:
    return lambda session: handover.tell(session, payload["subject"])


def _quiet(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Look up whether somebody wants to be left in peace."""
    user = payload["user"]
    try:
        span = tools.chat.undisturbed(user)
    except Refused:
        return None  # hidden from us: there is no hint then
    return lambda session: notices.note_undisturbed(session, user, span)


def _read(agenda: Calendars) -> JobHandler:
    """Read a member's calendar. Trouble is never a reason to read it no more."""

    def job(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
        user, now = payload["subject"], tools.clock.now()
        wanted = tools.db.read(lambda s: calendars.to_read(s, user, now))
        if wanted is None:
            return None
        address, (since, until), zone = wanted
        try:
            spans = agenda.busy(address, since, until, zone)
        except Refused as refused:
            code = refused.code
            return lambda s: calendars.note_trouble(s, user, address, code, now)
        except Unreachable:
            return lambda s: calendars.out_of_reach(s, user, address, now, GIVEN_A_DAY)
        return lambda s: calendars.note(s, user, address, spans, now)

    return job
