"""A promise is open, kept, moved with the client, or not kept; and remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.errors import Kindly
from bot.core.schedule import Due
from bot.features.platforms.availability import hours_of
from bot.features.platforms.models import Absence, PlatformMode
from bot.features.platforms.owning import in_order, matters_of
from bot.features.promises import asking, lessons, living, reading, telling
from bot.features.promises.models import (
    ChangeKind,
    ClientAnswer,
    Lesson,
    LessonWanted,
    PromiseState,
)
from bot.features.promises.owning import OWNED
from bot.features.promises.reading import ClientState
from bot.features.promises.service import lessons_of
from bot.features.promises.telling import tell_client
from bot.features.promises.upkeep import forget_hands
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    EMRE,
    GRACE,
    JONAS,
    LENA,
    MARA,
    MORNING,
    NORD,
    TEAM,
)
from tests.bot.features.promises.team import FAIR, YES, Team

LATER = datetime(2026, 12, 11, 16, 0, tzinfo=UTC)


def kinds(team: Team, promise_id: str) -> list[ChangeKind]:
    return [step.kind for step in reading.history_of(team.session, promise_id)]


def test_its_owner_is_asked_at_ten_on_working_days(team: Team) -> None:
    hours = hours_of(team.session, JONAS, team.house.platform)
    berlin = [at.astimezone(UTC).strftime("%a %d.%m. %H:%M") for at in asking.times(FAIR, hours)]
    assert berlin == [
        "Fri 27.11. 09:00",
        "Wed 02.12. 09:00",
        "Thu 03.12. 09:00",
        "Fri 04.12. 16:00",
    ]


def test_on_a_monday_the_day_before_is_a_friday(team: Team) -> None:
    monday = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    hours = hours_of(team.session, JONAS, team.house.platform)
    days = [at.strftime("%a %d.%m.") for at in asking.times(monday, hours)]
    assert days == ["Mon 30.11.", "Fri 04.12.", "Mon 07.12."]


def test_what_is_due_soon_is_asked_about_from_now_on_only(team: Team) -> None:
    promise = team.promises(due=MORNING + timedelta(days=2))
    assert team.house.due(asking.ASK) == {promise.id: MORNING + timedelta(days=1)}


def ask(team: Team, promise_id: str, at: datetime) -> None:
    team.house.now = at
    asking.ask(team.session, promise_id, at)


def test_each_time_has_its_own_card(team: Team) -> None:
    promise = team.promises()
    for _ in range(4):
        ask(team, promise.id, team.house.due(asking.ASK)[promise.id])
    assert team.house.due(asking.ASK) == {}
    cards = team.house.cards("promises.asks")
    assert [card.place for card in cards] == [JONAS] * 4
    assert len({card.subject for card in cards}) == 4


def test_about_a_yes_that_came_after_its_date_its_owner_is_asked_once(team: Team) -> None:
    promise = team.promises(due=MORNING - timedelta(days=2))
    for owner in (JONAS, LENA):
        [at] = team.house.due(asking.ASK).values()
        assert at >= MORNING
        ask(team, promise.id, at)
        assert team.house.due(asking.ASK) == {}
        assert team.house.cards("promises.asks")[-1].place == owner
        team.house.pass_time(minutes=10)
        living.give(team.session, promise, LENA, EMRE, team.house.now)
    assert len(team.house.cards("promises.asks")) == 2


def test_in_absence_the_cover_is_asked_and_without_one_the_team(team: Team) -> None:
    promise = team.promises()
    team.house.add(Absence(user_id=JONAS, starts_at=MORNING, ends_at=LATER, cover=LENA))
    ask(team, promise.id, team.house.due(asking.ASK)[promise.id])
    team.house.add(Absence(user_id=LENA, starts_at=MORNING, ends_at=LATER))
    ask(team, promise.id, team.house.due(asking.ASK)[promise.id])
    cards = team.house.cards("promises.asks")
    assert {(card.place, str(card.audience)) for card in cards} == {
        (LENA, "member"),
        (TEAM, "team"),
    }


def test_nobody_is_asked_outside_their_hours(team: Team) -> None:
    promise = team.promises()
    evening = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
    ask(team, promise.id, evening)
    assert team.house.cards("promises.asks") == []
    assert team.house.due(asking.ASK)[promise.id] == datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


def test_while_a_platform_observes_nobody_is_asked(team: Team) -> None:
    promise = team.promises()
    team.house.platform.mode = PlatformMode.OBSERVE
    ask(team, promise.id, team.house.due(asking.ASK)[promise.id])
    assert team.house.cards("promises.asks") == []
    assert promise.id in team.house.due(asking.ASK)


def test_kept(team: Team) -> None:
    promise = team.promises()
    for _ in range(2):
        living.kept(team.session, promise.id, EMRE, team.house.now)
    assert promise.state == PromiseState.KEPT
    assert kinds(team, promise.id) == [ChangeKind.MADE, ChangeKind.KEPT]
    assert team.house.due(asking.ASK) == {}
    assert reading.for_client(team.session, promise).state == ClientState.KEPT
    asking.ask(team.session, promise.id, team.house.now)
    assert team.house.cards("promises.asks") == []


def test_a_new_date_is_agreed_with_the_client_and_leaves_the_old_one_visible(team: Team) -> None:
    promise = team.promises()
    with pytest.raises(Kindly, match="talk with the client first"):
        team.moves(promise, LATER, agreed=False)
    with pytest.raises(Kindly, match="has passed"):
        team.moves(promise, MORNING)
    with pytest.raises(Kindly, match="holds already"):
        team.moves(promise, FAIR)
    team.moves(promise, LATER)
    seen = reading.for_client(team.session, promise)
    assert (seen.state, seen.due, seen.earlier) == (ClientState.NEW_DATE, LATER, (FAIR,))
    assert team.house.due(asking.ASK)[promise.id] == datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    team.moves(promise, LATER + timedelta(days=7))
    assert reading.for_client(team.session, promise).earlier == (FAIR, LATER)


def test_not_kept_is_read_as_what_was_agreed_instead(team: Team) -> None:
    promise = team.promises()
    with pytest.raises(Kindly, match="agreed instead"):
        living.not_kept(team.session, promise.id, JONAS, " ", team.house.now)
    living.not_kept(team.session, promise.id, JONAS, "Drei Modelle,\nder Rest im Januar", MORNING)
    seen = reading.for_client(team.session, promise)
    assert (seen.state, seen.instead) == (
        ClientState.AGREED_ANEW,
        "Drei Modelle, der Rest im Januar",
    )
    assert not any("not kept" in str(state) for state in ClientState)


def test_danger_begins_a_conversation_and_holding_ends_it(team: Team) -> None:
    promise = team.promises()
    living.in_danger(team.session, promise.id, JONAS, MORNING)
    word = tell_client(team.session, promise.id, JONAS, "Es wird eng.", MORNING, by_hand=False)
    assert (word.channel, word.promise_id) == (NORD, promise.id)
    assert promise.danger_at == MORNING
    assert len(team.house.cards("promises.word")) == 2
    assert reading.for_client(team.session, promise).state == ClientState.OPEN
    living.holds(team.session, promise.id, JONAS, MORNING)
    assert promise.danger_at is None
    assert kinds(team, promise.id) == [ChangeKind.MADE, ChangeKind.IN_DANGER, ChangeKind.HOLDS]


@pytest.mark.parametrize("who", [ANKE, COLLEAGUE, GRACE])
def test_nobody_else_touches_it(team: Team, who: str) -> None:
    promise = team.promises()
    deeds: list[Callable[[], object]] = [
        lambda: living.holds(team.session, promise.id, who, MORNING),
        lambda: living.kept(team.session, promise.id, who, MORNING),
        lambda: living.in_danger(team.session, promise.id, who, MORNING),
        lambda: living.not_kept(team.session, promise.id, who, "x", MORNING),
        lambda: team.moves(promise, LATER, who),
        lambda: living.open_again(team.session, promise.id, who, MORNING),
        lambda: tell_client(team.session, promise.id, who, "x", MORNING, by_hand=False),
    ]
    for deed in deeds:
        with pytest.raises(Kindly):
            deed()
    assert kinds(team, promise.id) == [ChangeKind.MADE]


def test_what_is_over_stays_over_until_it_is_opened_again(team: Team) -> None:
    promise = team.promises()
    living.not_kept(team.session, promise.id, JONAS, "Later", MORNING)
    for deed in (living.kept, living.holds, living.in_danger):
        with pytest.raises(Kindly, match="over already"):
            deed(team.session, promise.id, JONAS, MORNING)
    living.open_again(team.session, promise.id, JONAS, MORNING)
    living.open_again(team.session, promise.id, JONAS, MORNING)
    assert (promise.state, promise.instead, promise.ended_at) == (PromiseState.OPEN, None, None)
    assert promise.id in team.house.due(asking.ASK)
    assert team.session.scalars(select(LessonWanted)).all() == []
    living.kept(team.session, promise.id, JONAS, MORNING)


def test_it_is_owned_shown_with_its_date_and_handed_over(team: Team) -> None:
    promise = team.promises()
    [matter] = matters_of([OWNED], team.session, MORNING, JONAS)
    assert (matter.kind, matter.ref, matter.due, matter.words) == (
        "promise",
        promise.id,
        FAIR,
        YES.what,
    )
    assert [m.ref for m in in_order(OWNED.of_platform(team.session, MORNING, "mario"))] == [
        promise.id
    ]
    assert OWNED.give(team.session, promise.id, LENA, MORNING)
    assert not OWNED.give(team.session, promise.id, LENA, MORNING)
    assert not OWNED.give(team.session, promise.id, COLLEAGUE, MORNING)
    assert promise.owner == LENA
    assert matters_of([OWNED], team.session, MORNING, JONAS) == []
    living.kept(team.session, promise.id, LENA, MORNING)
    assert matters_of([OWNED], team.session, MORNING, LENA) == []
    assert not OWNED.give(team.session, promise.id, JONAS, MORNING)


def test_the_board_shows_what_is_open_and_what_is_over_of_late(team: Team) -> None:
    first, second = team.promises(), team.promises(ballot="b5", what="Second", due=LATER)
    living.kept(team.session, first.id, JONAS, MORNING)
    seen = reading.on_board(team.session, "nord", NORD, MORNING)
    assert [(one.what, one.state) for one in seen] == [
        ("Second", ClientState.OPEN),
        (YES.what, ClientState.KEPT),
    ]
    later = MORNING + timedelta(days=61)
    assert [one.what for one in reading.on_board(team.session, "nord", NORD, later)] == ["Second"]
    assert reading.of_person(team.session, JONAS) == [second]
    assert reading.of_platform(team.session, "mario") == [second]
    assert reading.of_client(team.session, "nord", MORNING) == [second, first]
    assert reading.of_client(team.session, "harb", MORNING) == []


def test_lessons_have_no_name_and_are_shown_all_at_once(team: Team) -> None:
    promise = team.promises()
    living.kept(team.session, promise.id, MARA, MORNING)
    assert {card.place for card in team.house.cards("promises.lesson")} == {JONAS, LENA}
    lessons.say(team.session, promise.id, JONAS, " Begin with\nthe data ", MORNING)
    assert lessons_of(team.session, "nord", MORNING) == []
    assert reading.for_team(team.session, promise, MORNING).lessons == ()
    with pytest.raises(Kindly, match="already"):
        lessons.say(team.session, promise.id, JONAS, "Once more", MORNING)
    with pytest.raises(Kindly, match="already"):
        lessons.say(team.session, promise.id, EMRE, "I was not in", MORNING)
    with pytest.raises(Kindly, match="A line"):
        lessons.say(team.session, promise.id, LENA, "  ", MORNING)
    lessons.say(team.session, promise.id, LENA, "Ask for pictures early", MORNING)
    both = {"Begin with the data", "Ask for pictures early"}
    assert set(lessons_of(team.session, "nord", MORNING)) == both
    assert set(reading.for_team(team.session, promise, MORNING).lessons) == both
    assert team.house.due(lessons.SHOW) == {}


def test_lessons_come_after_a_week_though_not_all_have_spoken(team: Team) -> None:
    promise = team.promises()
    living.kept(team.session, promise.id, MARA, MORNING)
    lessons.say(team.session, promise.id, JONAS, "Begin with the data", MORNING)
    due = team.house.due(lessons.SHOW)[promise.id]
    assert due == MORNING + lessons.WAIT
    lessons.show(team.session, promise, due)
    assert lessons_of(team.session, "nord", due) == ["Begin with the data"]
    with pytest.raises(Kindly):
        lessons.say(team.session, promise.id, LENA, "Too late", due)
    other = team.promises(ballot="b7")
    assert reading.for_team(team.session, other, due).before == ("Begin with the data",)
    assert lessons_of(team.session, "harb", due) == []


def test_nothing_about_a_lesson_tells_who_or_when() -> None:
    assert set(Lesson.__table__.columns.keys()) == {"id", "promise_id", "words"}
    assert set(LessonWanted.__table__.columns.keys()) == {"promise_id", "user_id"}


def test_the_ticket_follows_each_date(team: Team) -> None:
    request = team.house.ask()
    promise = team.promises(request=request.id)
    team.moves(promise, LATER)
    assert team.house.jobs("promises.ticket") == [{"request": request.id}] * 2


def test_the_due_rows_are_those_of_open_promises(team: Team) -> None:
    promise = team.promises()
    living.kept(team.session, promise.id, JONAS, MORNING)
    kinds_due = set(team.session.scalars(select(Due.kind).where(Due.subject == promise.id)))
    assert kinds_due == {lessons.SHOW}


def test_who_put_in_what_is_forgotten_in_time(team: Team) -> None:
    promise, other = team.promises(), team.promises(ballot="b8")
    living.kept(team.session, promise.id, JONAS, MORNING)
    forget_hands(team.session, MORNING)
    assert promise.hands, "not before its time"
    forget_hands(team.session, MORNING + timedelta(days=1))
    assert (promise.hands, promise.conditions, promise.alternatives) == ([], [], [])
    assert other.hands, "not while it is open"
    answers = {ballot: team.session.get_one(ClientAnswer, ballot) for ballot in ("b1", "b8")}
    assert (answers["b1"].hands, bool(answers["b8"].hands)) == ([], True)
    assert promise.what == YES.what


def test_news_can_be_told_once_by_a_person_and_nothing_is_posted_by_itself(team: Team) -> None:
    promise = team.promises()
    words = len(team.house.cards("promises.word"))
    with pytest.raises(Kindly, match="nothing new to tell"):
        telling.news_of(team.session, promise.id, EMRE)
    team.moves(promise, LATER)
    living.holds(team.session, promise.id, JONAS, team.house.now)
    assert telling.news_of(team.session, promise.id, EMRE)[1].kind == ChangeKind.NEW_DATE
    assert reading.for_team(team.session, promise, team.house.now).may_tell
    word = telling.tell_news(team.session, promise.id, EMRE, "Neu.", team.house.now, by_hand=False)
    assert (word.channel, word.promise_id, word.by) == (promise.channel, promise.id, EMRE)
    assert not reading.for_team(team.session, promise, team.house.now).may_tell
    with pytest.raises(Kindly, match="told already"):
        telling.tell_news(team.session, promise.id, JONAS, "Neu.", team.house.now, by_hand=True)
    team.house.pass_time(hours=1)
    living.not_kept(team.session, promise.id, LENA, "Im Januar", team.house.now)
    assert telling.news_of(team.session, promise.id, EMRE)[1].kind == ChangeKind.NOT_KEPT
    assert len(team.house.cards("promises.word")) == words + 1
    living.open_again(team.session, promise.id, LENA, team.house.now)
    with pytest.raises(Kindly, match="nothing new to tell"):
        telling.news_of(team.session, promise.id, EMRE)
    with pytest.raises(Kindly):
        telling.news_of(team.session, promise.id, ANKE)
    assert promise.danger_at is None, "news is no danger"
