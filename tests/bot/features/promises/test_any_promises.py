"""Whatever people do with a promise, and however time passes: one truth, and nothing leaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.features.platforms.models import Absence
from bot.features.promises import answering, asking, lessons, living, reading
from bot.features.promises.models import ChangeKind, Lesson, Promise, PromiseState
from bot.features.promises.owning import OWNED
from bot.features.promises.reading import ClientState
from bot.features.promises.service import answer_wanted, open_promise_of
from bot.features.promises.telling import tell_client
from tests.bot.features.house import ANKE, COLLEAGUE, EMRE, JONAS, LENA, MARA, House
from tests.bot.features.promises.team import FAIR, YES, Team
from tests.examples import examples

PEOPLE = (JONAS, LENA, EMRE, MARA, ANKE, COLLEAGUE)
DEEDS = (
    "answer",
    "by hand",
    "posted",
    "not after all",
    "holds",
    "danger",
    "tell",
    "new date",
    "kept",
    "not kept",
    "open again",
    "give",
    "lesson",
    "away",
)


@dataclass(frozen=True)
class Deed:
    """What somebody does, and how many hours pass afterwards. ``days``: of a new date."""

    what: str
    who: str
    days: int
    wait: int


ANY = st.builds(
    Deed,
    st.sampled_from(DEEDS),
    st.sampled_from(PEOPLE),
    st.integers(-3, 60),
    st.sampled_from((0, 0, 1, 5, 24, 60, 24 * 9, 24 * 40)),
)

ASKED_AT_ONCE = [
    Deed("answer", JONAS, 1, 24 * 96),
    Deed("give", LENA, 0, 0),
    Deed("holds", LENA, 0, 0),
]
"""Given late, while its new owner is at work: the question is due at that very moment."""


def do(team: Team, deed: Deed) -> None:
    session, now, who = team.session, team.house.now, deed.who
    promise = session.scalars(select(Promise)).one_or_none()
    of = promise.id if promise is not None else "none"
    due, agreed = now + timedelta(days=deed.days), deed.days % 7 > 0
    deeds: dict[str, Callable[[], object]] = {
        "answer": lambda: team.answers(by=who),
        "by hand": lambda: team.answers(by=who, by_hand=True),
        "posted": lambda: answering.posted(session, "b1", who, now),
        "not after all": lambda: answering.not_after_all(session, "b1", who),
        "holds": lambda: living.holds(session, of, who, now),
        "danger": lambda: living.in_danger(session, of, who, now),
        "tell": lambda: tell_client(session, of, who, "Eng.", now, by_hand=agreed),
        "new date": lambda: living.new_date(session, of, who, due, now, agreed=agreed),
        "kept": lambda: living.kept(session, of, who, now),
        "not kept": lambda: living.not_kept(session, of, who, "Weniger" * agreed, now),
        "open again": lambda: living.open_again(session, of, who, now),
        "give": lambda: OWNED.give(session, of, who, now),
        "lesson": lambda: _says(team, promise, who),
        "away": lambda: _goes_away(team, who),
    }
    deeds[deed.what]()


def _says(team: Team, promise: Promise | None, who: str) -> None:
    if promise is not None:
        lessons.say(team.session, promise.id, who, "Früher fragen", team.house.now)


def _goes_away(team: Team, who: str) -> None:
    now = team.house.now
    team.house.add(Absence(user_id=who, starts_at=now, ends_at=now + timedelta(days=5), cover=LENA))


def live_until(team: Team, end: datetime) -> None:
    """Let the clock go on, and what is due be done in order."""
    while True:
        rows = [(at, "ask", one) for one, at in team.house.due(asking.ASK).items()]
        rows += [(at, "show", one) for one, at in team.house.due(lessons.SHOW).items()]
        coming = min((row for row in rows if row[0] <= end), default=None)
        if coming is None:
            break
        team.house.now = max(team.house.now, coming[0])
        promise = team.session.get_one(Promise, coming[2])
        if coming[1] == "show":
            lessons.show(team.session, promise, team.house.now)
        else:
            before = len(team.house.cards("promises.asks"))
            asking.ask(team.session, promise.id, team.house.now)
            assert promise.state == PromiseState.OPEN
            assert len(team.house.cards("promises.asks")) <= before + 1
            coming_next = team.house.due(asking.ASK).get(promise.id)
            assert coming_next is None or coming_next > coming[0], "never in a circle"
    team.house.now = end


def holds_true(team: Team) -> None:
    """What is true at any time."""
    session, now = team.session, team.house.now
    promises = session.scalars(select(Promise)).all()
    assert len(promises) <= 1, "one answer, one promise"
    told = team.house.cards("promises.word")
    assert len({card.subject for card in told}) == len(told)
    for promise in promises:
        steps = reading.history_of(session, promise.id)
        assert steps[0].kind == ChangeKind.MADE
        assert steps[-1].due == promise.due
        moved = [step for step in steps if step.kind == ChangeKind.NEW_DATE]
        seen = reading.for_client(session, promise)
        assert len(seen.earlier) == len(moved)
        assert "Weekend" not in repr(seen)
        assert not any(secret in repr(seen) for secret in (*YES.conditions, *YES.alternatives))
        is_open = promise.state == PromiseState.OPEN
        assert is_open == (promise.ended_at is None) == (open_promise_of(session, "b1") is not None)
        assert (promise.instead is not None) == (promise.state == PromiseState.NOT_KEPT)
        assert (seen.state in (ClientState.OPEN, ClientState.NEW_DATE)) == is_open
        asked_next = team.house.due(asking.ASK).get(promise.id)
        assert is_open or asked_next is None
        if is_open and promise.due > now:
            assert asked_next is not None
        assert bool(list(OWNED.of_platform(session, now, "mario"))) == is_open
        said = session.execute(select(func.count()).select_from(Lesson)).scalar_one()
        assert said <= 4
        shown = lessons.of_promise(session, promise, now)
        assert len(shown) in (0, said)


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(ANY, min_size=1, max_size=14))
@example(deeds=ASKED_AT_ONCE)
def test_any_life(house: House, deeds: list[Deed]) -> None:
    with rolled_back(house.session):
        live(Team(House(house.session)), deeds)


def live(team: Team, deeds: list[Deed]) -> None:
    """Deed after deed; a refusal changes nothing."""
    session = team.session
    answer_wanted(session, YES, team.house.now)
    for deed in [Deed("answer", JONAS, 1, 1), *deeds] if len(deeds) % 3 else deeds:
        inner = session.begin_nested()
        with suppress(Kindly):
            do(team, deed)
            inner.commit()
        if inner.is_active:
            inner.rollback()
        session.expire_all()
        live_until(team, team.house.now + timedelta(hours=deed.wait))
        holds_true(team)
    assert team.house.now <= FAIR + timedelta(days=600)


@contextmanager
def rolled_back(session: Session) -> Iterator[None]:
    """What happens in it has never been, also where it fails: the next example starts anew."""
    outer = session.begin_nested()
    try:
        yield
    finally:
        outer.rollback()
        session.expire_all()
