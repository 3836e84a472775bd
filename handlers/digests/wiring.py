"""Digests in Slack: the buttons of a client's week, and everything that comes at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.features.digests import planning, weekly
from bot.features.digests.forgetting import forget
from bot.features.platforms.owning import Owns
from handlers.digests import draft_views
from handlers.digests.draws import draws
from handlers.digests.jobs import handlers
from handlers.slack import readers
from handlers.slack.feature import Context, Feature
from handlers.slack.presses import Press, on_press, on_press_open
from handlers.slack.submissions import Submission, on_submit


def feature(owns: Sequence[Owns]) -> Feature:
    """The feature, for the registry; ``owns`` is what people have in hand, of all features."""
    return Feature(
        "digests",
        _register,
        draws(owns),
        handlers(owns),
        plan=planning.plan,
        replan=planning.replan,
        daily=weekly.forget,
        forget=forget,
    )


def _register(app: App, ctx: Context) -> None:
    on_press(app, ctx, draft_views.SEND, _send)
    on_press(app, ctx, draft_views.SKIP, _skip)
    on_press_open(app, ctx, draft_views.EDIT, _edit)
    on_submit(app, ctx, draft_views.EDITED, _edited)


def _which(value: str) -> tuple[str, int]:
    """The draft's id, and the version that the presser saw."""
    digest_id, _, version = value.partition(":")
    return digest_id, int(version or 0)


def _send(session: Session, press: Press, now: datetime) -> None:
    digest_id, version = _which(press.value)
    weekly.send(session, digest_id, version, press.user_id, now)


def _skip(session: Session, press: Press, _now: datetime) -> None:
    weekly.skip(session, _which(press.value)[0], press.user_id)


def _edit(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    digest_id, _ = _which(press.value)
    digest = weekly.undecided(session, digest_id, press.user_id)
    t = readers.person(session, press.user_id)
    return draft_views.edit(digest.text or "", f"{digest.id}:{digest.version}", t)


def _edited(session: Session, submission: Submission, _now: datetime) -> None:
    digest_id, version = _which(submission.subject)
    weekly.edit(session, digest_id, version, submission.user_id, submission.text("text"))
