"""Time goes by: what is due becomes jobs, and the jobs of reminders are carried out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import schedule
from bot.core.dates import Unclear
from bot.core.jobs import Job
from bot.features.reminders import answering, deadlines, reading, ringing, typed
from bot.features.reminders.making import Wish, make
from bot.features.reminders.models import Answer, Reminder, Ringing
from bot.features.reminders.timing import RING
from tests.bot.features.house import MARA, House

BERLIN = ZoneInfo("Europe/Berlin")
WORK = {
    RING: ringing.ring,
    ringing.LATE_JOB: ringing.ring_late,
    "reminders.deadline": deadlines.follow,
}


def berlin(day: int, hour: int = 9, minute: int = 0, *, month: int = 11) -> datetime:
    """A wall time of 2026 in Berlin."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def work_off(session: Session, now: datetime) -> None:
    """Carry out the jobs of reminders that wait, in order."""
    waiting = select(Job).where(Job.kind.in_([*WORK, ringing.FORGET])).order_by(Job.run_at, Job.id)
    while (job := session.scalars(waiting.limit(1)).first()) is not None:
        if job.kind == ringing.FORGET:
            ringing.forget(session, job.payload["subject"])
        else:
            WORK[job.kind](session, job.payload["subject"], now)
        session.delete(job)
        session.flush()


def go_on(house: House, until: datetime) -> None:
    """Time passes, step by step, with Perron running."""
    work_off(house.session, house.now)
    while (due := schedule.next_due(house.session)) is not None and due <= until:
        house.now = max(house.now, due)
        tick(house)
    house.now = until


def tick(house: House) -> None:
    """What is due now, at once: also after Perron was away."""
    while schedule.tick(house.session, house.now):
        pass
    work_off(house.session, house.now)


def remind(house: House, text: str, maker: str = MARA, **more: object) -> Reminder:
    """What somebody types after ``/perron remind``."""
    reader = typed.Reader(maker, "en")
    found = typed.understand(house.session, reader, text, house.now)
    if found.when is None:
        raise found.unclear or Unclear("nothing", text=text)
    wish = Wish(maker, found.when, found.what, found.person, found.channel, **more)  # type: ignore[arg-type]
    return make(house.session, wish, house.now)


def rung(house: House, place: str | None = None) -> list[Ringing]:
    """Every time that something came, in order."""
    found = house.session.scalars(select(Ringing).order_by(Ringing.at, Ringing.due_at, Ringing.id))
    return [one for one in found if place in (None, one.place)]


def times(house: House, place: str | None = None) -> list[datetime]:
    """When things came."""
    return [one.at for one in rung(house, place)]


def shown(house: House, bundle: str) -> list[reading.Rings]:
    """What one message holds."""
    found = reading.of_bundle(house.session, bundle)
    return [*found.waiting, *found.over]


def press(house: House, given: Answer, by: str = MARA) -> None:
    """Answer what came last."""
    answering.answer(house.session, rung(house)[-1].id, by, given, house.now)
