"""Whatever people do, and however late Perron looks: nothing is said twice, at night, or never."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.core.migrate import metadata
from bot.features.clocks import service as clocks
from bot.features.clocks.clock import passed
from bot.features.clocks.models import Nudge, Stage
from bot.features.clocks.standing import hours_of
from bot.features.platforms.targets import ALL, TWO_THIRDS, USUAL, part_of
from bot.features.requests import actions
from bot.features.requests.models import Request, RequestState, Whose
from bot.features.requests.turns import turn_of, turns_of
from tests.bot.features.clocks.play import until
from tests.bot.features.house import ANKE, JONAS, MARA, House, build
from tests.examples import examples

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
HOURS = (
    "Mon-Fri 09:00-18:00",
    "Mon-Thu 08:00-12:00,13:00-17:00, Fri 22:00-24:00",
    "Sat-Sun 01:00-05:00",
)
HOLIDAYS = (None, "AT", "DE-BY", "US")
BEGINNINGS = tuple(
    datetime(year, month, day, 8, tzinfo=UTC)
    for year, month, day in ((2027, 3, 26), (2027, 10, 28), (2026, 12, 21), (2028, 2, 27))
)
"""Before the clocks change, before Christmas, before a leap day."""
TARGET = {
    Stage.CALL: part_of(USUAL.taken, TWO_THIRDS),
    Stage.NOT_TAKEN: part_of(USUAL.taken, ALL),
    Stage.ANSWER_NEARS: part_of(USUAL.answer, TWO_THIRDS),
    Stage.NO_ANSWER: part_of(USUAL.answer, ALL),
}
DEEDS = ("writes", "asks back", "answers", "waits", "ours", "takes", "closes", "opens")
deed = st.tuples(
    st.sampled_from([*DEEDS, "nothing", "hours", "holidays"]),
    st.integers(min_value=1, max_value=100),
    st.booleans(),
)


@cache
def _engine() -> Engine:
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    return engine


@contextmanager
def _house(zone: str, hours: str, begins: datetime) -> Iterator[House]:
    with _engine().connect() as connection:
        transaction = connection.begin()
        with Session(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        ) as session:
            house = build(session)
            house.platform.timezone, house.platform.hours = zone, hours
            house.now = begins
            yield house
        transaction.rollback()


class Play:
    """One request, what happens to it, and what was said about it meanwhile."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.request: Request = house.ask()
        self.known: set[int] = set()

    def do(self, what: str, n: int) -> None:
        house, id_ = self.house, self.request.id
        thread = self.request.thread_ts
        if what == "writes":
            house.say(ANKE, "Es sind die Schuhe. Wann ist es fertig?", thread=thread)
        elif what == "asks back":
            house.say(JONAS, "Welche Artikel sind das denn?", thread=thread)
        elif what == "answers":
            house.say(JONAS, "Das ist behoben.", thread=thread)
        elif what == "opens":
            actions.reopen_by_member(house.session, id_, MARA, house.now)
        elif what == "hours":
            house.platform.hours = HOURS[n % len(HOURS)]
            clocks.recompute(house.session, "mario", house.now)
        elif what == "holidays":
            house.client().holidays = HOLIDAYS[n % len(HOLIDAYS)]
            clocks.recompute(house.session, "mario", house.now)
        elif what != "nothing" and self.request.is_open:
            {
                "waits": actions.waiting_for_client,
                "ours": actions.our_turn,
                "takes": actions.take if self.request.assignee is None else actions.our_turn,
                "closes": actions.done_by_member,
            }[what](house.session, id_, JONAS, house.now)
        house.route()

    def check(self) -> None:
        """Everything that was said since the last check, as things stand now."""
        hours = hours_of(self.house.session, self.request)
        turns = turns_of(self.house.session, self.request)
        new = [nudge for nudge in self.said() if nudge.id not in self.known]
        for nudge in new:
            assert hours.is_open(nudge.at), f"{nudge.stage} at {nudge.at}"
            stage = Stage(nudge.stage)
            if stage in TARGET:
                assert passed(turns, hours, nudge.since, nudge.at) >= TARGET[stage]
        self.known |= {nudge.id for nudge in new}

    def said(self) -> list[Nudge]:
        rows = select(Nudge).where(Nudge.request_id == self.request.id).order_by(Nudge.id)
        return list(self.house.session.scalars(rows))

    def missing(self) -> set[Stage]:
        """What was never said of what stands now."""
        turn = turn_of(self.house.session, self.request)
        if self.request.state == RequestState.OPEN:
            wanted, since = {Stage.CALL, Stage.NOT_TAKEN}, self.request.opened_at
        elif self.request.state == RequestState.TAKEN and turn.whose == Whose.TEAM:
            wanted, since = {Stage.NO_ANSWER}, max(turn.since, self.request.opened_at)
            spoken = self.request.last_team_at
            wanted = set() if spoken is not None and spoken >= since else wanted
        elif self.request.state == RequestState.TAKEN:
            wanted, since = {Stage.FIRST_REMINDER, Stage.LAST_REMINDER}, turn.since
        else:
            return set()
        return wanted - {Stage(nudge.stage) for nudge in self.said() if nudge.at > since}


@settings(max_examples=examples(15), deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    hours=st.sampled_from(HOURS),
    begins=st.sampled_from(BEGINNINGS),
    deeds=st.lists(deed, max_size=10),
)
def test_never_twice_never_in_forbidden_time_never_too_early_and_never_lost(
    zone: str, hours: str, begins: datetime, deeds: list[tuple[str, int, bool]]
) -> None:
    with _house(zone, hours, begins) as house:
        play = Play(house)
        for what, n, outage in deeds:
            if outage:
                house.pass_time(hours=n)
            else:
                until(house, house.now + timedelta(hours=n))
                play.check()
            play.do(what, n)
        until(house, house.now + timedelta(days=50))
        play.check()
        assert play.missing() == set()
        said = [(nudge.stage, nudge.since) for nudge in play.said()]
        assert len(said) == len(set(said))
        reminders = [nudge for nudge in play.said() if "reminder" in nudge.stage]
        asked = [t for t in turns_of(house.session, play.request) if t.whose == Whose.CLIENT]
        assert len(reminders) <= 2 * len(asked)
