"""What can be pressed once a ballot is closed, and by a lead who is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots import after, leads
from bot.features.ballots.models import Alternative, Ballot
from bot.features.platforms.service import require_member
from handlers.ballots import vote_modals
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press, on_press_open, translator
from handlers.slack.submissions import Submission, WrongField, on_submit


def register(app: App, ctx: Context) -> None:
    """Hands, the team's word, alternatives, a lead's view."""
    on_press_open(app, ctx, "ballot_in", _open_hand)
    on_press(app, ctx, "ballot_out", _out)
    on_press(app, ctx, "ballot_stand", _stand)
    on_press(app, ctx, "ballot_say_no", _say_no)
    on_press_open(app, ctx, "ballot_offer", _open_offer)
    on_press_open(app, ctx, "ballot_view", _open_view)
    on_submit(app, ctx, vote_modals.HAND, _hand)
    on_submit(app, ctx, vote_modals.OFFER, _offer)
    on_submit(app, ctx, vote_modals.VIEW, _view)


def _open_hand(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    ballot, hand = after.raising(session, press.value, press.user_id)
    return vote_modals.hand(ballot, hand.words if hand else "", translator(session, press))


def _hand(session: Session, form: Submission, now: datetime) -> None:
    words = form.text("words")
    if not words.strip():
        raise WrongField("words", mark("Please say with what, in a few words."))
    after.say(session, form.subject, form.user_id, True, words, now)


def _out(session: Session, press: Press, now: datetime) -> str:
    after.say(session, press.value, press.user_id, False, "", now)
    return mark("Noted: not with you. You need not say why.")


def _stand(session: Session, press: Press, now: datetime) -> str | None:
    if after.stand_behind(session, press.value, press.user_id, now):
        return None
    return mark("Said. Once somebody else confirms it, the client can be answered.")


def _say_no(session: Session, press: Press, now: datetime) -> str:
    after.say_no(session, press.value, press.user_id, now)
    return mark("Good. The answer to the client can be drafted in the team channel now.")


def _open_offer(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    ballot = after.offering(session, press.value, press.user_id)
    return vote_modals.offer(ballot, translator(session, press))


def _offer(session: Session, form: Submission, now: datetime) -> None:
    kind = Alternative(form.text("kind"))
    try:
        after.offer(session, form.subject, form.user_id, kind, form.text("words"), now)
    except Kindly as problem:
        raise WrongField("words", problem.msgid, **problem.params) from problem


def _open_view(session: Session, press: Press, _now: datetime) -> Mapping[str, Any]:
    ballot = session.get(Ballot, press.value)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    require_member(session, press.user_id, ballot.platform_key)
    mine = dict(leads.views_of(session, ballot.id)).get(press.user_id, "")
    return vote_modals.view(ballot, mine, translator(session, press))


def _view(session: Session, form: Submission, _now: datetime) -> None:
    leads.add_view(session, form.subject, form.user_id, form.text("words"))
