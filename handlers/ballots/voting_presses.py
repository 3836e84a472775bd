"""Clicks and windows that vote. Nothing of what they say is kept or logged outside of the box."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots import reading, voting
from bot.features.ballots.models import Choice, Condition
from bot.features.ballots.showing import VOTE
from bot.features.ballots.voting import Change, Pressed
from bot.ports import OutsideError
from handlers.ballots import vote_modals, vote_views
from handlers.ballots.parts import VOTES
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, press_of, tell, translator
from handlers.slack.submissions import Submission, WrongField, answer_to, submission_of

logger = logging.getLogger(__name__)

CHANGES: dict[str, Change] = {
    **{VOTES[one]: Change(choice=one) for one in Choice if one != Choice.GO_IF},
    **{f"ballot_sure_{n}": Change(certainty=n) for n in range(1, 6)},
}
"""What a button sets, by its action."""
WINDOWS: dict[str, Choice | None] = {
    VOTES[Choice.GO_IF]: Choice.GO_IF,
    "ballot_mine": None,
    "ballot_why": None,
}
"""Which buttons open the window, and what is chosen in it."""


def register(app: App, ctx: Context) -> None:
    """Listeners of their own: others remember and log which button was pressed."""
    for action, change in CHANGES.items():
        app.action(action)(_on_click(ctx, change))
    for action, choice in WINDOWS.items():
        app.action(action)(_on_open(ctx, choice))
    app.view(vote_modals.MINE)(_on_window(ctx))


def _pressed(press: Press) -> Pressed:
    ballot_id, _, number = press.value.partition(":")
    return Pressed(ballot_id, int(number) if number.isdecimal() else 0, press.user_id, press.key)


def _on_click(ctx: Context, change: Change) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any]) -> None:
        press, on = press_of(body), _message_of(body)
        _kindly(ctx, press, lambda: ctx.db.write(partial(_vote, ctx, press, on, change)))
        ack()

    return listener


def _message_of(body: Mapping[str, Any]) -> str:
    """The ts of the message whose button was pressed."""
    return str((body.get("container") or {}).get("message_ts") or "")


def _vote(ctx: Context, press: Press, on: str, change: Change, session: Session) -> None:
    """Count it, and see to it that the voter sees so: in the message, or by an answer beside it."""
    now = ctx.clock.now()
    counted = voting.vote(session, _pressed(press), change, now)
    if counted is None:
        return
    is_own_message = _lend(press, on, session)
    if change.choice is None:
        thanks = mark("Thank you. It is noted, and told without names.")
        tell(session, press, now, translator(session, press)(thanks))
    elif counted.again or not is_own_message:
        shown, t = reading.shown(session, counted.ballot, now), translator(session, press)
        said = vote_views.vote_counted(shown, t)
        tell(session, press, now, said.text, () if is_own_message else said.blocks)


def _lend(press: Press, on: str, session: Session) -> bool:
    """Have the voter's own message, if it is what was pressed, turn at once; whether it is."""
    way = press.response_url
    return way is not None and cards.lend(session, VOTE, press.channel, on, way)


def _on_open(ctx: Context, choice: Choice | None) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any]) -> None:
        press, on = press_of(body), _message_of(body)
        _kindly(ctx, press, lambda: _open(ctx, press, choice))
        ctx.db.write(partial(_lend, press, on))  # whatever is voted in the window
        ack()

    return listener


def _open(ctx: Context, press: Press, choice: Choice | None) -> None:
    """Show somebody their own vote: read for the window, and kept nowhere else."""

    def look(session: Session) -> dict[str, Any]:
        ballot, paper = voting.my_vote(session, _pressed(press), ctx.clock.now())
        t = translator(session, press)
        return vote_modals.mine(ballot.id, ballot.round, paper, choice, t)

    view = ctx.db.read(look)
    try:
        ctx.chat.open_view(press.trigger_id, view)
    except OutsideError as error:
        logger.warning("window not opened", extra={"why": str(error)})
        raise Kindly(mark("Slack did not open the window in time. Please press again.")) from None


def _kindly(ctx: Context, press: Press, work: Callable[[], None]) -> None:
    try:
        work()
    except Kindly as problem:
        ctx.db.write(partial(_tell_why, ctx, press, problem))


def _tell_why(ctx: Context, press: Press, problem: Kindly, session: Session) -> None:
    t = translator(session, press)
    tell(session, press, ctx.clock.now(), t.to_client(problem.msgid, **problem.params))


def _on_window(ctx: Context) -> Callable[..., None]:
    def listener(ack: Ack, body: dict[str, Any]) -> None:
        form = submission_of(body)
        try:
            ctx.db.write(partial(_submitted, ctx, form))
        except Kindly as problem:
            t = ctx.db.read(lambda s: readers.person(s, form.user_id))
            ack(**answer_to(body["view"], form, problem, t))
        else:
            ack()

    return listener


def _submitted(ctx: Context, form: Submission, session: Session) -> None:
    ballot_id, _, number = form.subject.partition(":")
    pressed = Pressed(ballot_id, int(number), form.user_id, f"view:{form.view_id}")
    words = form.text("words").strip()
    ticked = tuple(Condition(one) for one in form.chosen("conditions"))
    conditions = (*ticked, Condition.OTHER) if words else ticked
    choice = Choice(form.text("choice"))
    if choice == Choice.GO_IF and not conditions:
        raise WrongField("conditions", mark("Please say what you need for a go."))
    change = Change(
        choice=choice,
        conditions=conditions,
        words=words,
        certainty=int(form.text("certainty") or 0),
        why=form.text("why"),
    )
    voting.vote(session, pressed, change, ctx.clock.now())
