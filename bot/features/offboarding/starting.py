"""Starting: a member asks, and a second one confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.offboarding.beginning import lay_out
from bot.features.offboarding.cards import CASE, WISH
from bot.features.offboarding.flow import changed, go_on
from bot.features.offboarding.holding import case_for, seen_case, speaks
from bot.features.offboarding.kinds import CaseState, Why
from bot.features.offboarding.models import Case
from bot.features.offboarding.noting import Act, note, tell_case
from bot.features.offboarding.templates import template
from bot.features.offboarding.wishing import carry_on
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import calendar_of, person_name, require_active, require_member

YEAR = 366
"""Days that a last day may lie ahead, or behind."""
NOTE = 2000


@dataclass(frozen=True)
class Start:
    """What is asked: ``note`` is internal; ``grace_days`` None: as the template says."""

    client_key: str
    last_day: date
    why: Why
    note: str = ""
    template: str = "default"
    grace_days: int | None = None


def ask(session: Session, start: Start, by: str, now: datetime) -> Case:
    """A member asks to start; a second one has to confirm. An open wish is carried on with it.

    Kindly: not a member; a case is live already; the client has a delivery block, or one that is
    lifted for a while; no such template; a last day more than a year away.
    """
    client = session.get(Client, start.client_key, with_for_update=True)
    if client is None:
        raise Kindly(mark("There is no such client any more."))
    require_member(session, by, client.platform_key)
    require_active(session, client.key)
    _nothing_live(session, client)
    not_ended(session, client)
    found = template(session, start.template)
    if found is None:
        raise Kindly(mark("There is no such template any more. Please choose another one."))
    today = calendar_of(session.get_one(Platform, client.platform_key)).local_date(now)
    near_enough(start.last_day, today)
    case = Case(
        platform_key=client.platform_key,
        client_key=client.key,
        live=client.key,
        state=CaseState.ASKED,
        why=start.why,
        note=start.note.strip()[:NOTE],
        last_day=start.last_day,
        template=found.key,
        grace_days=found.grace_days if start.grace_days is None else start.grace_days,
        asked_by=by,
        asked_at=now,
    )
    session.add(case)
    session.flush()
    wish = carry_on(session, client.key, by, now)
    case.wish_id = wish.id if wish is not None else None
    _note_asked(session, case, now)
    if speaks(session, case):
        platform = session.get_one(Platform, case.platform_key)
        cards.show(session, CASE, case.id, Audience.TEAM, platform.team_channel)
    if wish is not None:
        cards.touch(session, wish.id, kind=WISH)
    changed(session, case)
    tell_case(session, case, now)
    return case


def _nothing_live(session: Session, client: Client) -> None:
    if session.scalar(select(Case.id).where(Case.live == client.key)) is not None:
        raise Kindly(mark("There is an offboarding of {client} already."), client=client.name)


def has_ended(session: Session, client: Client) -> bool:
    """Whether an offboarding has set the client's delivery block, though it may be lifted now."""
    blocked = select(Case.id).where(Case.client_key == client.key, Case.blocked_at.is_not(None))
    return session.execute(blocked.limit(1)).first() is not None


def not_ended(session: Session, client: Client) -> None:
    """Kindly where the work has ended already, and its block is only lifted for a while.

    It comes back by itself then: a second ending would end what has ended.
    """
    if has_ended(session, client):
        raise Kindly(
            mark(
                "The work with {client} has ended already. Its delivery block is lifted for a "
                "while, and then back by itself."
            ),
            client=client.name,
        )


def near_enough(last_day: date, today: date) -> None:
    """Kindly for a last day that must be a slip of the pen."""
    if abs((last_day - today).days) > YEAR:
        raise Kindly(mark("This last day is more than a year away. Please look at it again."))


def _note_asked(session: Session, case: Case, now: datetime) -> None:
    asked = {
        "state": str(case.state),
        "why": str(case.why),
        "note": case.note,
        "last_day": case.last_day,
        "template": case.template,
        "grace_days": case.grace_days,
        "wish": case.wish_id,
    }
    note(session, case, Act.ASKED, case.asked_by, now, after=asked)


def confirm(session: Session, case_id: str, by: str, now: datetime, *, version: int) -> Case:
    """A second member of the platform confirms: the steps are there, and the first are handed out.

    Kindly for who has asked, for no member, and where it has begun or was called off already.
    """
    case = case_for(session, case_id, by)
    if case.state == CaseState.RUNNING and case.confirmed_by is not None:
        raise Kindly(
            mark("{who} has confirmed already. It has begun."),
            who=person_name(session, case.confirmed_by),
        )
    if case.state != CaseState.ASKED:
        raise Kindly(mark("This offboarding is over. Nothing was changed."))
    if by == case.asked_by:
        raise Kindly(mark("You have asked for this yourself: a second member has to confirm it."))
    seen_case(case, version)
    require_active(session, case.client_key)
    case.state, case.confirmed_by, case.started_at = CaseState.RUNNING, by, now
    lay_out(session, case, now)
    before, after = {"state": str(CaseState.ASKED)}, {"state": str(case.state)}
    note(session, case, Act.CONFIRMED, by, now, before=before, after=after)
    tell_case(session, case, now)
    go_on(session, case, now, by=by)
    return case
