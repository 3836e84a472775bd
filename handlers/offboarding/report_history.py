"""Every entry of the record in a few words, for the internal report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.core.i18n import Translator, mark
from bot.features.offboarding.kinds import AccountState, Fate
from bot.features.offboarding.noting import Act
from bot.features.offboarding.report.telling import Happened
from bot.features.platforms.models import ClientStatus
from handlers.offboarding.list_windows import FATES
from handlers.offboarding.report_words import short_day, short_moment
from handlers.offboarding.words import ACCOUNT_STATES, PHASES, WHY

ACTS = {
    Act.WISHED: mark("the client would like to end the work"),
    Act.WISH_DROPPED: mark("the client's wish was talked over: nothing ends"),
    Act.ASKED: mark("the end of the work was asked for"),
    Act.CONFIRMED: mark("confirmed, it has begun"),
    Act.CALLED_OFF: mark("called off"),
    Act.PUT_BACK: mark("put back as it was"),
    Act.NOT_PUT_BACK: mark("could not be put back"),
    Act.LAST_DAY: mark("another last day"),
    Act.PLATFORM: mark("goes on at another platform"),
    Act.FINISHED: mark("finished"),
    Act.STATUS: mark("status of the client"),
    Act.ADDED: mark("step added"),
    Act.DONE: mark("done"),
    Act.NOT_NEEDED: mark("not needed"),
    Act.SKIPPED: mark("left out"),
    Act.OUT_ASKED: mark("somebody asked to leave it out"),
    Act.OUT_DROPPED: mark("it is not left out"),
    Act.BLOCKED: mark("blocked"),
    Act.UNBLOCKED: mark("goes on"),
    Act.GIVEN: mark("given into other hands"),
    Act.NEW_DATE: mark("new date"),
    Act.MOVED: mark("put elsewhere"),
    Act.REOPENED: mark("opened again"),
    Act.WAITS_AGAIN: mark("waits again"),
    Act.LOOKED: mark("Perron was asked to look"),
    Act.FOUND: mark("Perron has looked"),
    Act.CHOSE: mark("Perron was asked to do it"),
    Act.DID: mark("Perron has done it"),
    Act.FAILED: mark("Perron could not do it"),
    Act.DECIDED: mark("decided"),
    Act.ACCOUNT_PUT: mark("put on the list"),
    Act.ACCOUNT_EDITED: mark("changed on the list"),
    Act.ACCOUNT_STATE: mark("on the list of accounts"),
    Act.ACCOUNT_REMOVED: mark("taken from the list"),
    Act.ACCESS_NOTED: mark("access noted"),
    Act.ACCESS_INACTIVE: mark("access set inactive"),
    Act.ACCESS_UNDONE: mark("access given back"),
    Act.ACCESS_DELETED: mark("access deleted"),
}
DAYS = {Act.LAST_DAY: "last_day", Act.NEW_DATE: "due"}
IN_LISTS = (Act.DECIDED, Act.ACCOUNT_STATE, Act.ACCESS_INACTIVE)
STATUS = {
    ClientStatus.ACTIVE: mark("active"),
    ClientStatus.DELIVERY_BLOCK: mark("delivery block"),
}


def happened(one: Happened, zone: str, t: Translator) -> str:
    """What an entry says: of what, what, and the words that go with it."""
    said = t(ACTS[one.act])
    line = f"{one.subject}: {said}" if one.subject else said
    details = ", ".join(filter(None, _details(one, zone, t)))
    return f"{line} ({details})" if details else line


def _details(one: Happened, zone: str, t: Translator) -> list[str]:
    after = one.after
    if one.act in DAYS:
        return [_changed(one.before, after, DAYS[one.act], t)]
    if one.act in IN_LISTS:
        return [_in_list(one.act, after, zone, t), after.get("to", "")]
    match one.act:
        case Act.ASKED:
            return [t(WHY[after["why"]]), _day(after["last_day"], t), after["note"]]
        case Act.BLOCKED:
            return [t("until {day}", day=_day(after["until"], t)), after["reason"]]
        case Act.GIVEN:
            return [t("to {person}", person=after["owner"] or "–")]
        case Act.ADDED | Act.MOVED:
            return [t(PHASES[after["phase"]])]
        case Act.STATUS:
            return [t(STATUS[after["status"]])]
    said = after.get("words", "") if one.subject != after.get("words") else ""
    return [after.get("reason", ""), said]


def _in_list(act: Act, after: Mapping[str, Any], zone: str, t: Translator) -> str:
    if act == Act.DECIDED:
        return t(FATES[Fate(after["fate"])])
    if act == Act.ACCOUNT_STATE:
        return t(ACCOUNT_STATES[AccountState(after["state"])])
    until = after.get("delete_from")
    if not until:
        return ""
    return t("to be deleted from {time}", time=short_moment(datetime.fromisoformat(until), zone, t))


def _day(text: str | None, t: Translator) -> str:
    return short_day(date.fromisoformat(text), t) if text else ""


def _changed(before: Mapping[str, Any], after: Mapping[str, Any], what: str, t: Translator) -> str:
    return f"{_day(before[what], t)} → {_day(after[what], t)}"
