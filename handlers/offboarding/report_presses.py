"""*Report* on the case's card: asks for whom, and has it made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.i18n import mark
from bot.features.offboarding.report.for_client import is_for_a_client
from handlers.offboarding import report_views
from handlers.offboarding.case_presses import case_of, view_of
from handlers.offboarding.report_files import Audience, in_order
from handlers.offboarding.report_jobs import want
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit


def register(app: App, ctx: Context) -> None:
    """Listen to the button and its window."""
    on_press_open(app, ctx, "offboarding_report", window)
    on_submit(app, ctx, report_views.WINDOW, make)


def window(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """What *Report* opens, for a member of the case's platform."""
    t = translator(session, press)
    return report_views.ask(view_of(session, press.value, press.user_id, t, now), t)


def make(session: Session, form: Submission, now: datetime) -> None:
    """Have the files made that were chosen. WrongField without any, Kindly for who may not."""
    case = case_of(session, form.subject, form.user_id)
    forms = in_order(form.chosen("forms"))
    if not forms:
        raise WrongField("forms", mark("Please choose one."))
    audience = Audience(form.text("audience"))
    if audience is Audience.CLIENT:
        is_for_a_client(case)
    want(session, case.id, audience, forms, form.user_id, now)
