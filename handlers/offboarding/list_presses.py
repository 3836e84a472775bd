"""What is done with the lists of a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.blocks.standing import is_blocked
from bot.features.offboarding import access, accounts, endings, undoing
from bot.features.offboarding.access import Held
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.kinds import (
    AccountKind,
    AccountState,
    Does,
    EndKind,
    Fate,
    System,
)
from bot.features.offboarding.models import Account, Case, Step
from bot.features.platforms.models import Client
from handlers.blocks import presses as block_presses
from handlers.offboarding import list_windows
from handlers.offboarding.case_presses import case_of
from handlers.offboarding.step_presses import step_of
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.steps import on_last_step, on_step, so_far
from handlers.slack.submissions import Submission, WrongField, on_submit

AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?\s*([A-Za-z]{3}|€)?")
KINDS = {
    Does.PROMISES_BALLOTS: (EndKind.PROMISE, EndKind.BALLOT),
    Does.IN_SPE: (EndKind.IN_SPE,),
}


def register(app: App, ctx: Context) -> None:
    """Listen to *The list*, and to the windows behind it."""
    on_press_open(app, ctx, "offboarding_list", _open)
    on_step(app, ctx, list_windows.ACCOUNTS, _account_window)
    on_last_step(app, ctx, list_windows.ACCOUNT, _save_account)
    on_last_step(app, ctx, list_windows.ACCOUNT_STATE, _set_state)
    on_step(app, ctx, list_windows.ACCESS, _access_window)
    on_last_step(app, ctx, list_windows.HELD, _note)
    on_last_step(app, ctx, list_windows.ACCESS_CHANGE, _change_access)
    on_submit(app, ctx, list_windows.ENDS, _decide)


def _open(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    step, _ = step_of(session, press.value, press.user_id)
    t = translator(session, press)
    return list_of(session, step, t)


def list_of(session: Session, step: Step, t: Any) -> Mapping[str, Any]:
    """The list that belongs to a step."""
    if step.does == Does.ACCOUNTS:
        found = accounts.of_case(session, step.case_id)
        return list_windows.accounts(step.case_id, found, t)
    if step.does in KINDS:
        case = session.get_one(Case, step.case_id)
        left = endings.open_ends(session, case, *KINDS[step.does])
        return list_windows.ends(step.case_id, left, t)
    return list_windows.access(step.case_id, access.of_case(session, step.case_id), t)


def _account_window(session: Session, form: Submission, now: datetime) -> Mapping[str, Any]:
    case_of(session, form.subject, form.user_id)
    t = readers.person(session, form.user_id)
    which, what = form.text("which"), form.text("what")
    one = None if which == list_windows.NEW else session.get(Account, which)
    seen: dict[str, Any] = {"case": form.subject, "what": what, "account": one.id if one else None}
    seen["version"] = one.version if one else 0
    subject = forms.remember(session, seen, now)
    if one is None or what == list_windows.EDIT:
        return list_windows.account(one, subject, t)
    state = AccountState(what) if what != list_windows.REMOVE else AccountState.OPEN
    return list_windows.account_state(one, state, subject, t)


def _save_account(session: Session, form: Submission, now: datetime) -> None:
    seen = so_far(session, form)
    cents, currency = _cost(form.text("cost"))
    notice = form.text("notice")
    entry = Entry(
        AccountKind(form.text("kind")),
        form.text("name"),
        form.text("owner") or None,
        cents,
        currency,
        date.fromisoformat(notice) if notice else None,
    )
    if seen["account"] is None:
        accounts.put(session, seen["case"], entry, form.user_id, now)
    else:
        account, version = seen["account"], seen["version"]
        accounts.edit(session, account, entry, form.user_id, now, version=version)


def _cost(typed: str) -> tuple[int | None, str]:
    """Cents a month, and the currency. A sentence at the field where it is no amount."""
    if not typed.strip():
        return None, "EUR"
    found = AMOUNT.fullmatch(typed.strip())
    if found is None:
        raise WrongField("cost", mark("Write an amount, such as 29.90 or 29.90 CHF."))
    whole, part, currency = found.groups()
    cents = int(whole) * 100 + int((part or "0").ljust(2, "0"))
    return cents, "EUR" if currency in (None, "€") else currency.upper()


def _set_state(session: Session, form: Submission, now: datetime) -> None:
    seen = so_far(session, form)
    account, version = seen["account"], seen["version"]
    if seen["what"] == list_windows.REMOVE:
        accounts.remove(session, account, form.user_id, now, version=version)
        return
    state = AccountState(seen["what"])
    accounts.set_state(
        session,
        account,
        state,
        form.user_id,
        now,
        version=version,
        to=form.text("to"),
        sure=state is AccountState.DELETED,
    )


def _access_window(session: Session, form: Submission, now: datetime) -> Mapping[str, Any]:
    case = case_of(session, form.subject, form.user_id)
    t = readers.person(session, form.user_id)
    what = form.text("what")
    if what == list_windows.NEW:
        return list_windows.held(form.subject, t)
    everything = access.of_case(session, form.subject)
    found = list_windows.chosen_access(everything, form.chosen("which"))
    if not found:
        field = "which" if everything else "what"
        raise WrongField(field, mark("Choose who it is about."))
    blocked = is_blocked(session.get_one(Client, case.client_key))
    ids = [one.id for one in found]
    seen = {"case": form.subject, "what": what, "ids": ids, "blocked": blocked}
    subject = forms.remember(session, seen, now)
    return list_windows.access_change(found, what, subject, t, blocked=blocked)


def _note(session: Session, form: Submission, now: datetime) -> None:
    held = Held(System(form.text("system")), form.text("who"), form.text("name"), form.text("what"))
    access.note(session, form.subject, [held], form.user_id, now)


def _change_access(session: Session, form: Submission, now: datetime) -> None:
    seen = so_far(session, form)
    case, ids, who = seen["case"], seen["ids"], form.user_id
    if seen["what"] == list_windows.INACTIVE:
        access.set_inactive(session, case, ids, who, now)
    elif seen["what"] == list_windows.UNDO and seen["blocked"]:
        client = session.get_one(Client, case_of(session, case, who).client_key)
        block_presses.ask(session, form, client, now, ids)
    elif seen["what"] == list_windows.UNDO:
        undoing.undo(session, case, ids, who, form.text("why"), now)
    else:
        access.delete(session, case, ids, who, now, sure=True)


def _decide(session: Session, form: Submission, now: datetime) -> None:
    kind, _, ref = form.text("which").partition("|")
    if not ref:
        raise Kindly(mark("Choose what it is about."))
    endings.decide(
        session,
        form.subject,
        EndKind(kind),
        ref,
        Fate(form.text("fate")),
        form.text("to"),
        form.user_id,
        now,
    )
