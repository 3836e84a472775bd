"""What is pressed at a case, how it begins, and how it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.offboarding import (
    calling_off,
    changing,
    leaving_out,
    putting_back,
    reading,
    starting,
    templates,
    walking,
)
from bot.features.offboarding.changing import New
from bot.features.offboarding.kinds import EvidenceKind, Phase, Why
from bot.features.offboarding.models import Case, Change
from bot.features.offboarding.showing import CaseView, StepLine
from bot.features.offboarding.starting import Start
from bot.features.platforms.models import Client, ClientStatus
from bot.features.platforms.service import clients_of, require_member
from handlers.offboarding import case_windows
from handlers.offboarding.case_views import stamped
from handlers.offboarding.case_windows import Offer
from handlers.offboarding.step_presses import day_in, step_of
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.steps import on_last_step, on_step
from handlers.slack.submissions import Submission, WrongField, on_submit

NO_CASE = mark("There is no such offboarding any more. `/perron offboard` shows what there is.")


def register(app: App, ctx: Context) -> None:
    """Listen to the buttons of a case, and to its windows."""
    on_submit(app, ctx, case_windows.START, _start)
    on_press(app, ctx, "offboarding_confirm", _confirm)
    on_press_open(app, ctx, "offboarding_call_off", _open_call_off)
    on_submit(app, ctx, case_windows.CALL_OFF, _call_off)
    on_press(app, ctx, "offboarding_put_back", _put_back)
    on_press(app, ctx, "offboarding_out_confirm", _leave_out)
    on_press(app, ctx, "offboarding_out_stays", _stays)
    on_press_open(app, ctx, "offboarding_steps", _open_steps)
    on_press_open(app, ctx, "offboarding_change", _open_change)
    on_step(app, ctx, case_windows.CHANGE, _next_window)
    on_last_step(app, ctx, case_windows.ADD, _add)
    on_last_step(app, ctx, case_windows.SKIP, _skip)
    on_last_step(app, ctx, case_windows.MOVE, _move)
    on_last_step(app, ctx, case_windows.GIVE, _give)
    on_last_step(app, ctx, case_windows.LAST_DAY, _last_day)


def case_of(session: Session, value: str, who: str) -> Case:
    """The case that a button or a window is about, for a member of its platform."""
    case = session.get(Case, stamped(value)[0])
    if case is None:
        raise Kindly(NO_CASE)
    require_member(session, who, case.platform_key)
    return case


def view_of(session: Session, value: str, who: str, t: Translator, now: datetime) -> CaseView:
    """The same, as it stands now."""
    return reading.case_view(session, case_of(session, value, who).id, t.language, now)


def offer(session: Session, user_id: str, client: Client | None, t: Translator) -> Offer:
    """What the first window offers to a member: the clients that can be said goodbye to."""
    theirs = [one for one in clients_of(session, user_id) if _can_end(session, one)]
    if client is not None and reading.live_case(session, client.key) is not None:
        raise Kindly(mark("There is an offboarding of {client} already."), client=client.name)
    if client is not None and client.status == ClientStatus.ACTIVE:
        starting.not_ended(session, client)
    if client is not None and client not in theirs:
        raise Kindly(mark("{client} has a delivery block: the work has ended."), client=client.name)
    if not theirs:
        raise Kindly(mark("There is no client of yours whose work could be ended."))
    names = [
        (one.key, one.names.get(t.language) or one.key) for one in templates.all_templates(session)
    ]
    return Offer([(one.key, one.name) for one in theirs], names, client.key if client else None)


def _can_end(session: Session, client: Client) -> bool:
    blocked = client.status == ClientStatus.DELIVERY_BLOCK
    ended = starting.has_ended(session, client)
    return not blocked and not ended and reading.live_case(session, client.key) is None


def _start(session: Session, form: Submission, now: datetime) -> None:
    wanted = Start(
        client_key=form.text("client"),
        last_day=day_in(form, "last_day"),
        why=Why(form.text("why")),
        note=form.text("note"),
        template=form.text("template") or _only_template(session),
    )
    starting.ask(session, wanted, form.user_id, now)


def _only_template(session: Session) -> str:
    return templates.all_templates(session)[0].key


def _confirm(session: Session, press: Press, now: datetime) -> None:
    case_id, version = stamped(press.value)
    starting.confirm(session, case_id, press.user_id, now, version=version)


def _open_call_off(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    t = translator(session, press)
    return case_windows.call_off(view_of(session, press.value, press.user_id, t, now), t)


def _call_off(session: Session, form: Submission, now: datetime) -> None:
    case_id, version = stamped(form.subject)
    calling_off.call_off(session, case_id, form.user_id, form.text("why"), now, version=version)


def _put_back(session: Session, press: Press, now: datetime) -> None:
    change = session.get(Change, int(press.selected)) if press.selected else None
    if change is not None:
        case = session.get_one(Case, change.case_id)
        require_member(session, press.user_id, case.platform_key)
        putting_back.put_back(session, change.id, now, by=press.user_id)


def _leave_out(session: Session, press: Press, now: datetime) -> None:
    step, version = step_of(session, press.value, press.user_id)
    leaving_out.confirm(session, step.id, press.user_id, now, version=version)


def _stays(session: Session, press: Press, now: datetime) -> None:
    step, version = step_of(session, press.value, press.user_id)
    leaving_out.stays(session, step.id, press.user_id, now, version=version)


def _open_steps(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    t = translator(session, press)
    return case_windows.all_steps(view_of(session, press.value, press.user_id, t, now), t)


def _open_change(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    t = translator(session, press)
    return case_windows.change(view_of(session, press.value, press.user_id, t, now), t)


def _next_window(session: Session, form: Submission, now: datetime) -> Mapping[str, Any]:
    t = readers.person(session, form.user_id)
    case = view_of(session, form.subject, form.user_id, t, now)
    what = form.text("what")
    if what == "add":
        return case_windows.add(case, t)
    if what == "last_day":
        return case_windows.last_day(case, t)
    step = _chosen(case, form.text("step"))
    if what == "skip":
        return case_windows.skip(step, t)
    if what == "give":
        return case_windows.give(step, t)
    return case_windows.move(case, step, t)


def _chosen(case: CaseView, step_id: str) -> StepLine:
    for step in case_windows.open_steps(case):
        if step.id == step_id:
            return step
    field = "step" if case_windows.open_steps(case) else "what"
    raise WrongField(field, mark("Choose a step that is still open."))


def _add(session: Session, form: Submission, now: datetime) -> None:
    case_id, version = stamped(form.subject)
    more = form.chosen("more")
    new = New(
        name=form.text("name"),
        phase=Phase(form.text("phase")),
        due=day_in(form, "due"),
        owner=form.text("owner") or None,
        note=form.text("how"),
        needs=[form.text("needs")] if form.text("needs") else [],
        evidence=[EvidenceKind(kind) for kind in form.chosen("evidence")],
        irreversible=case_windows.YES in more,
        for_client="client" in more,
    )
    changing.add(session, case_id, new, form.user_id, now, version=version)


def _skip(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    changing.skip(session, step.id, form.user_id, form.text("why"), now, version=version)


def _move(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    chosen = form.text("before")
    before = None if chosen == case_windows.LAST else chosen
    changing.move(session, step.id, form.user_id, before, now, version=version)


def _give(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    walking.give_to(session, step.id, form.user_id, form.text("to"), now, version=version)


def _last_day(session: Session, form: Submission, now: datetime) -> None:
    case_id, version = stamped(form.subject)
    day = day_in(form, "day")
    changing.new_last_day(session, case_id, form.user_id, day, now, version=version)
