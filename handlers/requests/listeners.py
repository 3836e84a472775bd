"""Messages, buttons, menus and modals of requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Drawing
from bot.features.noticing import service as noticing
from bot.features.requests import (
    actions,
    client_actions,
    intake,
    raising,
    reading,
    splitting,
)
from handlers.requests import client_views, modals
from handlers.requests.messages import deleted_of, edited_of, incoming_of
from handlers.slack.feature import Context
from handlers.slack.presses import (
    Press,
    on_press,
    on_press_open,
    on_shortcut,
    translator,
)
from handlers.slack.submissions import Submission, WrongField, on_submit


def register(app: App, ctx: Context) -> None:
    """Listen to messages, and to everything that can be pressed on a request's cards."""
    app.event("message")(_message_listener(ctx))
    on_press(app, ctx, "request_take", _take)
    on_press(app, ctx, "request_take_over", _take_over)
    on_press(app, ctx, "request_give", _give)
    on_press(app, ctx, "request_wait", _wait)
    on_press(app, ctx, "request_ours", _ours)
    on_press(app, ctx, "request_close", _close)
    on_press(app, ctx, "request_reopen", _reopen)
    on_press(app, ctx, "request_not", _not_a_request)
    on_press(app, ctx, "request_done", _done)
    on_press(app, ctx, "request_urgent", _urgent)
    on_press_open(app, ctx, "request_later", _open_later)
    on_press_open(app, ctx, "request_split", _open_split)
    on_submit(app, ctx, modals.LATER, _later)
    on_submit(app, ctx, modals.SPLIT, _split)
    on_submit(app, ctx, modals.RAISE, _raise)
    on_shortcut(app, ctx, "request_raise", _open_raise)


def _message_listener(ctx: Context) -> Any:
    def listener(body: dict[str, Any]) -> None:
        now = ctx.clock.now()
        incoming = incoming_of(body)
        edited = edited_of(body)
        deleted = deleted_of(body)
        if incoming is not None:
            ctx.db.write(lambda s: _came(s, incoming, now))
        elif edited is not None:
            ctx.db.write(lambda s: intake.message_edited(s, edited, now))
        elif deleted is not None:
            channel, ts = deleted
            ctx.db.write(lambda s: intake.message_deleted(s, channel, ts, now))

    return listener


def _came(session: Session, incoming: intake.Incoming, now: datetime) -> None:
    intake.message_came(session, incoming, now)
    noticing.heard(session, incoming, now)


def _take(session: Session, press: Press, now: datetime) -> None:
    actions.take(session, press.value, press.user_id, now)


def _take_over(session: Session, press: Press, now: datetime) -> None:
    _hand_to(session, press, press.user_id, now)


def _give(session: Session, press: Press, now: datetime) -> None:
    if press.selected:
        _hand_to(session, press, press.selected, now)


def _hand_to(session: Session, press: Press, to: str, now: datetime) -> None:
    request_id, _, seen = press.value.partition(":")
    actions.hand_to(session, request_id, press.user_id, to, now, seen=seen)


def _wait(session: Session, press: Press, now: datetime) -> None:
    actions.waiting_for_client(session, press.value, press.user_id, now)


def _ours(session: Session, press: Press, now: datetime) -> None:
    actions.our_turn(session, press.value, press.user_id, now)


def _close(session: Session, press: Press, now: datetime) -> None:
    actions.done_by_member(session, press.value, press.user_id, now)


def _reopen(session: Session, press: Press, now: datetime) -> None:
    actions.reopen_by_member(session, press.value, press.user_id, now)


def _not_a_request(session: Session, press: Press, now: datetime) -> None:
    actions.not_a_request(session, press.value, press.user_id, now)


def _done(session: Session, press: Press, now: datetime) -> str | None:
    if client_actions.done_by_client(session, press.value, press.channel, press.user_id, now):
        return None
    return mark("This was closed already. To open it again, just write in the thread.")


def _urgent(session: Session, press: Press, now: datetime) -> Drawing:
    heard = client_actions.more_urgent(session, press.value, press.channel, now)
    return client_views.urgency_heard(heard, translator(session, press))


def _open_later(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    request = actions.to_be_changed(session, press.value, press.user_id)
    return modals.later(reading.for_team(session, request), translator(session, press))


def _later(session: Session, form: Submission, now: datetime) -> None:
    when = form.text("when")
    try:
        actions.later(session, form.subject, form.user_id, when, now)
    except Kindly as problem:
        raise WrongField("when", problem.msgid, **problem.params) from problem


def _open_split(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    request = actions.to_be_changed(session, press.value, press.user_id)
    messages = reading.client_messages(session, request.id)
    return modals.split(reading.for_team(session, request), messages, translator(session, press))


def _split(session: Session, form: Submission, now: datetime) -> None:
    splitting.split(
        session, form.subject, form.user_id, form.chosen("messages"), form.text("words"), now
    )


def _open_raise(session: Session, press: Press, now: datetime) -> Mapping[str, Any]:
    """The message shortcut *Raise for the client*."""
    assert press.message is not None
    raising.client_for_member(session, press.message.channel, press.user_id)
    subject = forms.remember(session, asdict(press.message), now)
    return modals.raise_for_client(press.message, subject, translator(session, press))


def _raise(session: Session, form: Submission, now: datetime) -> None:
    content = forms.recall(session, form.subject)
    if content is None:
        raise Kindly(mark("This window is too old. Please open it again."))
    pointed = raising.Pointed(**content)
    raising.raise_for_client(session, pointed, form.text("words"), form.user_id, now)
