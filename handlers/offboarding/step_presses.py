"""What owners press at a step, and the windows that follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.features.offboarding import doing, reading, reopening, walking
from bot.features.offboarding.kinds import EvidenceKind
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.showing import StepView
from bot.features.offboarding.walking import Given
from bot.features.platforms.models import Platform
from bot.features.platforms.service import calendar_of, require_member
from handlers.offboarding import step_windows
from handlers.offboarding.case_views import stamped
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit

GONE = mark(
    "This step is gone: the offboarding was changed. `/perron offboard` shows how it stands."
)
FIELDS = {
    EvidenceKind.LINK: "link",
    EvidenceKind.NUMBER: "number",
    EvidenceKind.TEXT: "text",
}
"""Where in the window each kind of evidence is typed."""


def register(app: App, ctx: Context) -> None:
    """Listen to the buttons of a step."""
    on_press(app, ctx, "offboarding_done", _done_at_once)
    on_press_open(app, ctx, "offboarding_done_with", _open(step_windows.done))
    on_submit(app, ctx, step_windows.DONE, _done)
    on_press_open(app, ctx, "offboarding_not_needed", _open(step_windows.not_needed))
    on_submit(app, ctx, step_windows.NOT_NEEDED, _not_needed)
    on_press_open(app, ctx, "offboarding_blocked", open_blocked)
    on_submit(app, ctx, step_windows.BLOCKED, _blocked)
    on_press(app, ctx, "offboarding_unblock", _unblock)
    on_press_open(app, ctx, "offboarding_date", _open(step_windows.new_date))
    on_submit(app, ctx, step_windows.DATE, _new_date)
    on_press_open(app, ctx, "offboarding_reopen", _open(step_windows.reopen))
    on_submit(app, ctx, step_windows.REOPEN, _reopen)
    on_press(app, ctx, "offboarding_give", _give)
    on_press(app, ctx, "offboarding_look", _look)


def step_of(session: Session, value: str, who: str) -> tuple[Step, int]:
    """The step that a button or a window is about, for a member, and the version that was seen."""
    step_id, version = stamped(value)
    step = session.get(Step, step_id)
    if step is None:
        raise Kindly(GONE)
    require_member(session, who, session.get_one(Case, step.case_id).platform_key)
    return step, version


def view_of(session: Session, value: str, who: str, t: Translator, now: datetime) -> StepView:
    """The same, as it stands now."""
    step, _ = step_of(session, value, who)
    return reading.step_view(session, step.id, t.language, now)


def _open(
    window: Callable[[StepView, Translator], Mapping[str, Any]],
) -> Callable[[Session, Press, datetime], Mapping[str, Any]]:
    def view(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
        t = translator(session, press)
        return window(view_of(session, press.value, press.user_id, t, now), t)

    return view


def open_blocked(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The window for *Blocked*: it comes back in a week, where nothing else is chosen."""
    t = translator(session, press)
    view = view_of(session, press.value, press.user_id, t, now)
    hours = calendar_of(session.get_one(Platform, session.get_one(Case, view.case_id).platform_key))
    return step_windows.blocked(view, hours.local_date(now) + timedelta(days=7), t)


def _done_at_once(session: Session, press: Press, now: datetime) -> None:
    step, version = step_of(session, press.value, press.user_id)
    walking.done(session, step.id, press.user_id, now, version=version)


def _done(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    given = given_in(form)
    walking.done(
        session,
        step.id,
        form.user_id,
        now,
        version=version,
        given=given,
        sure=step.irreversible,
    )


def given_in(form: Submission) -> list[Given]:
    """What was filled in as evidence; a sentence at the field that is not what it should be."""
    for_client = bool(form.chosen("for_client"))
    typed = {kind: form.text(field).strip() for kind, field in FIELDS.items()}
    given = [Given(kind, words, for_client=for_client) for kind, words in typed.items() if words]
    for one in given:
        try:
            one.checked()
        except Kindly as problem:
            raise WrongField(FIELDS[one.kind], problem.msgid, **problem.params) from problem
    files = [Given(EvidenceKind.FILE, one.name, one.id, for_client) for one in form.files("file")]
    return [*given, *files]


def _not_needed(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    walking.not_needed(session, step.id, form.user_id, form.text("why"), now, version=version)


def _blocked(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    until = day_in(form, "until")
    why = form.text("why")
    walking.blocked(session, step.id, form.user_id, why, until, now, version=version)


def _unblock(session: Session, press: Press, now: datetime) -> None:
    step, version = step_of(session, press.value, press.user_id)
    walking.unblocked(session, step.id, press.user_id, now, version=version)


def _new_date(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    walking.new_date(session, step.id, form.user_id, day_in(form, "due"), now, version=version)


def _reopen(session: Session, form: Submission, now: datetime) -> None:
    step, version = step_of(session, form.subject, form.user_id)
    reopening.reopen(session, step.id, form.user_id, form.text("why"), now, version=version)


def _give(session: Session, press: Press, now: datetime) -> None:
    if press.selected:
        step, version = step_of(session, press.value, press.user_id)
        walking.give_to(session, step.id, press.user_id, press.selected, now, version=version)


def _look(session: Session, press: Press, now: datetime) -> None:
    step, version = step_of(session, press.value, press.user_id)
    doing.look(session, step.id, press.user_id, now, version=version)


def day_in(form: Submission, block_id: str) -> date:
    """The day that was chosen in a block; Slack sends it as ``2026-11-30``."""
    return date.fromisoformat(form.text(block_id))
