"""Asking the team: what, by when, what is at stake, who votes until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.ballots import carrying, reminding, secrecy
from bot.features.ballots.after import asked_again
from bot.features.ballots.models import Asked, Ballot, Stage
from bot.features.ballots.showing import asked_of, show_all, touch_voters
from bot.features.ballots.timing import default_closing, may_close
from bot.features.ballots.whose import platform_of, require_still_theirs
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import (
    available,
    calendar_of,
    member_of,
    members,
    person_name,
    require_active,
    require_member,
)
from bot.features.promises.service import answer_withdrawn

LEAST = 3
"""People who are asked at least: with fewer no vote is secret."""


class Wrong(Kindly):
    """A sentence that belongs to one ``field`` of a `Frame`."""

    def __init__(self, field: str, msgid: str, **params: Any) -> None:
        super().__init__(msgid, **params)
        self.field = field


@dataclass(frozen=True)
class Frame:
    """What the team is asked. ``closes_at`` None: as usual, see `timing.default_closing`."""

    client: str
    """A client's key."""
    what: str
    what_not: str
    due: datetime
    answer_by: datetime
    if_kept: str
    if_broken: str
    if_no: str
    in_return: str
    asked: tuple[str, ...]
    closes_at: datetime | None = None
    needs: str = ""
    """What it takes: people, days, weekends."""


def default_voters(session: Session, platform: Platform, now: datetime) -> list[str]:
    """The platform's members who are not away, without its lead."""
    return [
        one.user_id
        for one in members(session, platform.key)
        if not one.lead and not available(session, one.user_id, now, platform=platform).is_away
    ]


def checked(
    session: Session, frame: Frame, asker: str, now: datetime, running: str | None = None
) -> Frame:
    """The frame with its closing and each voter once; Kindly where the team cannot be asked so.

    ``running``: the ballot whose frame it is to be, if it is voted on already.
    """
    platform = platform_of(session, require_active(session, frame.client), running)
    require_member(session, asker, platform.key)
    if platform.mode == PlatformMode.OBSERVE:
        raise Kindly(
            mark("{platform} only observes for now: the team is not asked."), platform=platform.name
        )
    if not frame.what.strip():
        raise Wrong("what", mark("Please say what it is about."))
    if frame.due <= now:
        raise Wrong("due", mark("This date has passed. Please choose a later one."))
    if not now < frame.answer_by <= frame.due:
        raise Wrong(
            "answer_by", mark("The client needs the answer after now, and before it is to be done.")
        )
    asked = tuple(sorted(set(frame.asked)))
    _check_voters(session, platform, asked)
    return replace(frame, asked=asked, closes_at=_closing(platform, frame, now))


def _check_voters(session: Session, platform: Platform, asked: Sequence[str]) -> None:
    for user_id in asked:
        if member_of(session, user_id, platform.key) is None:
            raise Wrong(
                "asked",
                mark("{name} is not a member of {platform}. Ask only people who are."),
                name=person_name(session, user_id),
                platform=platform.name,
            )
    if len(asked) < LEAST:
        raise Wrong(
            "asked",
            mark("Please ask three people or more: with fewer, no vote can stay secret."),
        )


def _closing(platform: Platform, frame: Frame, now: datetime) -> datetime:
    hours = calendar_of(platform)
    if frame.closes_at is None:
        closes = default_closing(hours, now, frame.answer_by)
        if closes is None:
            raise Wrong(
                "answer_by",
                mark(
                    "Too little working time is left until then: a vote needs a quarter of an "
                    "hour, and you need some time to answer. Agree on a later date with the "
                    "client, or talk to each other directly."
                ),
            )
        return closes
    if not may_close(hours, frame.closes_at, now, frame.answer_by):
        raise Wrong(
            "closes_at",
            mark(
                "The vote has to close on a business day, in a quarter of an hour at the "
                "earliest, and before the client needs the answer."
            ),
        )
    return frame.closes_at


def ask(
    session: Session,
    frame: Frame,
    asker: str,
    now: datetime,
    *,
    request_id: str | None = None,
    earlier: str | None = None,
) -> Ballot:
    """Ask the team. ``earlier``: the ballot of which this asks again, with new information."""
    platform = platform_of(session, require_active(session, frame.client))
    if earlier is not None:
        _check_earlier(session, earlier, platform)
    frame = checked(session, frame, asker, now)
    ballot = Ballot(
        platform_key=platform.key,
        request_id=request_id,
        earlier=earlier,
        asker=asker,
        rule=platform.ballot_rule,
        quorum=platform.ballot_quorum,
        asked_at=now,
        **_columns(frame),
    )
    session.add(ballot)
    session.flush()
    _begin(session, ballot, platform, frame.asked, now)
    if earlier is not None:
        carrying.cancel(session, earlier)
        answer_withdrawn(session, earlier)
        cards.touch(session, earlier)
    return ballot


def _columns(frame: Frame) -> dict[str, Any]:
    return {
        "client_key": frame.client,
        "what": frame.what.strip(),
        "what_not": frame.what_not.strip(),
        "due": frame.due,
        "answer_by": frame.answer_by,
        "if_kept": frame.if_kept.strip(),
        "if_broken": frame.if_broken.strip(),
        "if_no": frame.if_no.strip(),
        "in_return": frame.in_return.strip(),
        "needs": frame.needs.strip() or None,
        "closes_at": frame.closes_at,
        "asked": len(frame.asked),
    }


def _begin(
    session: Session, ballot: Ballot, platform: Platform, asked: Sequence[str], now: datetime
) -> None:
    """A new box, everybody asked, what is due."""
    session.execute(delete(Asked).where(Asked.ballot_id == ballot.id))
    session.add_all(Asked(ballot_id=ballot.id, user_id=user_id) for user_id in asked)
    secrecy.new_box(session, ballot.id)
    reminding.plan(session, ballot, calendar_of(platform), now)
    show_all(session, ballot)


def _check_earlier(session: Session, earlier: str, platform: Platform) -> None:
    ballot = session.get(Ballot, earlier, with_for_update=True, populate_existing=True)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    require_still_theirs(session, ballot)
    if ballot.platform_key != platform.key:
        raise Kindly(mark("A ballot stays with its client. Please ask anew for another one."))
    if asked_again(session, earlier) is not None:
        raise Kindly(mark("This was asked again. What counts is the newer ballot."))
    if ballot.stage == Stage.VOTING:
        raise Kindly(mark("The team still votes on this. What has changed goes into that ballot."))


def frame_of(session: Session, ballot: Ballot) -> Frame:
    """What was asked, as it can be asked again or changed."""
    return Frame(
        client=ballot.client_key,
        what=ballot.what,
        what_not=ballot.what_not,
        due=ballot.due,
        answer_by=ballot.answer_by,
        if_kept=ballot.if_kept,
        if_broken=ballot.if_broken,
        if_no=ballot.if_no,
        in_return=ballot.in_return,
        asked=tuple(asked_of(session, ballot.id)),
        closes_at=ballot.closes_at,
        needs=ballot.needs or "",
    )


def frame_to_change(session: Session, ballot: Ballot, now: datetime) -> Frame:
    """What was asked, as its change begins: nobody gets less time for the new vote than usual."""
    frame = frame_of(session, ballot)
    hours = calendar_of(session.get_one(Platform, ballot.platform_key))
    usual = default_closing(hours, now, ballot.answer_by)
    is_late = usual is not None and usual <= ballot.closes_at
    return frame if is_late else replace(frame, closes_at=None)


def may_change(session: Session, ballot_id: str, user_id: str, now: datetime) -> Ballot:
    """The running ballot, held, for somebody who may change its frame. A lead may not."""
    secrecy.hold(session, ballot_id)
    ballot = session.get(Ballot, ballot_id, with_for_update=True, populate_existing=True)
    if ballot is None:
        raise Kindly(mark("This ballot no longer exists. Nothing was changed."))
    member = require_member(session, user_id, ballot.platform_key)
    if member.lead:
        raise Kindly(
            mark(
                "A lead cannot change or close a ballot. You can add your view, and anybody else "
                "of the team can change what is asked."
            )
        )
    require_active(session, ballot.client_key)
    if ballot.stage != Stage.VOTING or now >= ballot.closes_at:
        raise Kindly(mark("This vote is closed. You can ask again, with what is new."))
    return ballot


def restart(
    session: Session, ballot_id: str, frame: Frame, by: str, now: datetime, seen: int
) -> Ballot:
    """Change what is asked while the vote runs: it begins again, and the votes are destroyed.

    ``seen`` is the round that was shown to whoever changes it.
    """
    ballot = may_change(session, ballot_id, by, now)
    if seen != ballot.round:
        raise Kindly(mark("Somebody else has just changed this ballot. Please look again."))
    if frame.client != ballot.client_key:
        raise Kindly(mark("A ballot stays with its client. Please ask anew for another one."))
    before = frame_of(session, ballot)
    same = replace(
        frame, asked=tuple(sorted(set(frame.asked))), closes_at=frame.closes_at or before.closes_at
    )
    if same == before:
        raise Kindly(mark("You have changed nothing, so the vote goes on as it is."))
    frame = checked(session, frame, by, now, ballot.id)
    reminding.cancel(session, ballot)
    touch_voters(session, ballot)
    for name, value in _columns(frame).items():
        setattr(ballot, name, value)
    ballot.round += 1
    ballot.moved = False
    ballot.asked_at, ballot.restarted_at, ballot.restarted_by = now, now, by
    session.flush()
    platform = session.get_one(Platform, ballot.platform_key)
    _begin(session, ballot, platform, frame.asked, now)
    cards.touch(session, ballot.id)
    return ballot
