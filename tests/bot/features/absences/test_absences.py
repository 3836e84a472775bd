"""Away, handed over, back: nothing is lost, nobody is told twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.errors import Kindly
from bot.features.absences import entering, handover, notices, reading, returning
from bot.features.absences.covering import NotThem
from bot.features.absences.models import Handed
from bot.features.absences.owned import AllOwned
from bot.features.absences.reading import Stand
from bot.features.platforms.availability import is_absent
from bot.features.platforms.models import (
    Absence,
    Client,
    Member,
    Platform,
    PlatformMode,
    WorkingHours,
)
from bot.features.platforms.people import person_of
from bot.features.requests import actions
from tests.bot.features.absences.life import FRIDAY, NEXT_FRIDAY, enter, live_until, taken
from tests.bot.features.house import ANKE, COLLEAGUE, EMRE, JONAS, LENA, LOOKS, MARA, TEAM, House


def places(house: House, kind: str) -> list[str]:
    return [card.place for card in house.cards(kind)]


def told(house: House, owned: AllOwned, absence: Absence) -> list[tuple[Stand, str | None]]:
    rows = returning.told_in(house.session, absence.id)
    return [
        (line.stand, line.owner) for line in reading.lines(house.session, owned, rows, house.now)
    ]


def test_everything_goes_to_the_cover_and_is_told_once_in_the_morning(
    house: House, owned: AllOwned
) -> None:
    one, two = taken(house), taken(house, text=LOOKS)
    absence = enter(house, owned, cover=LENA)
    live_until(house, owned, FRIDAY - timedelta(minutes=1))
    assert places(house, "absence.eve") == [JONAS]
    assert {one.assignee, two.assignee} == {JONAS}
    live_until(house, owned, FRIDAY)
    assert {one.assignee, two.assignee} == {LENA}
    assert house.cards("absence.handover") == [], "it is midnight"
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert places(house, "absence.handover") == [LENA]
    assert house.cards("request.given") == []
    assert house.cards("absence.asks") == []
    lines = reading.lines(
        house.session, owned, handover.handed_in(house.session, absence.id), house.now
    )
    assert [(line.client, line.stand, line.owner) for line in lines] == [
        ("Nordwind", Stand.OURS, LENA),
        ("Nordwind", Stand.OURS, LENA),
    ]
    assert all(line.link and line.words and line.since for line in lines)
    handover.begin(house.session, owned, absence.id, house.now)
    assert len(handover.handed_in(house.session, absence.id)) == 2, "twice is once"


def test_the_eve_comes_in_the_afternoon_in_the_persons_own_zone(
    house: House, owned: AllOwned
) -> None:
    house.add(WorkingHours(user_id=JONAS, hours="Mon-Thu 08:00-14:00", timezone="America/New_York"))
    enter(house, owned)
    [eve] = house.due("absences.eve").values()
    assert eve == datetime(2026, 11, 19, 17, 0, tzinfo=UTC), "noon in New York, two hours before"


def test_nothing_is_said_the_afternoon_before_to_who_is_away_then_already(
    house: House, owned: AllOwned
) -> None:
    enter(house, owned, start=house.now, end=FRIDAY)
    enter(house, owned)
    live_until(house, owned, FRIDAY)
    assert house.cards("absence.eve") == []


def test_typed_on_the_day_itself_it_begins_at_once(house: House, owned: AllOwned) -> None:
    request = taken(house)
    midnight = house.now.replace(hour=0) - timedelta(hours=1)
    enter(house, owned, start=midnight, end=FRIDAY, cover=LENA)
    assert request.assignee == LENA
    assert places(house, "absence.handover") == [LENA]


def test_without_a_cover_the_team_is_asked_in_its_hours_and_nothing_is_lost(
    house: House, owned: AllOwned
) -> None:
    one, two = taken(house), taken(house, text=LOOKS)
    absence = enter(house, owned)
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert {one.assignee, two.assignee} == {JONAS}
    assert places(house, "absence.asks") == [TEAM]
    handover.begin(house.session, owned, absence.id, house.now)
    first, second = handover.handed_in(house.session, absence.id)
    with pytest.raises(Kindly, match="Only members"):
        handover.take(house.session, owned, first.id, COLLEAGUE, house.now)
    for _ in range(2):
        handover.take(house.session, owned, first.id, EMRE, house.now)
    with pytest.raises(Kindly, match="Emre Aydin has it"):
        handover.take(house.session, owned, first.id, MARA, house.now)
    actions.done_by_member(house.session, second.ref, MARA, house.now)
    with pytest.raises(Kindly, match="no longer open"):
        handover.take(house.session, owned, second.id, MARA, house.now)
    assert sorted([str(one.assignee), str(two.assignee)]) == [EMRE, JONAS]


def test_back_at_the_next_working_time_with_one_message_and_a_way_back(
    house: House, owned: AllOwned
) -> None:
    requests = [taken(house, text=text) for text in ("", LOOKS, "Die Roadmap fehlt uns noch.")]
    ends = datetime(2026, 11, 27, 23, 0, tzinfo=UTC)
    absence = enter(house, owned, end=ends, cover=LENA)
    live_until(house, owned, FRIDAY + timedelta(hours=10))
    closed, answered, waiting = requests
    actions.done_by_member(house.session, closed.id, LENA, house.now)
    house.say(LENA, "Ist erledigt, schau bitte.", thread=answered.thread_ts)
    live_until(house, owned, ends + timedelta(days=2))
    assert house.cards("absence.return") == [], "it is Sunday"
    monday = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    live_until(house, owned, monday)
    assert places(house, "absence.return") == [JONAS]
    stands = dict(zip([h.ref for h in returning.told_in(house.session, absence.id)],
                      told(house, owned, absence), strict=True))  # fmt: skip
    assert stands == {
        closed.id: (Stand.OVER, None),
        answered.id: (Stand.ANSWERED, LENA),
        waiting.id: (Stand.OURS, LENA),
    }
    rows = {row.ref: row for row in returning.told_in(house.session, absence.id)}
    with pytest.raises(Kindly, match="Only Jonas Weber"):
        handover.take_back(house.session, owned, rows[waiting.id].id, EMRE, house.now)
    for _ in range(2):
        handover.take_back(house.session, owned, rows[waiting.id].id, JONAS, house.now)
    assert waiting.assignee == JONAS
    assert answered.assignee == LENA, "not touched by itself"
    with pytest.raises(Kindly, match="no longer open"):
        handover.take_back(house.session, owned, rows[closed.id].id, JONAS, house.now)
    returning.back(house.session, absence.id, house.now)
    assert len(house.cards("absence.return")) == 1


def test_what_changed_hands_meanwhile_stays_there_and_is_named(
    house: House, owned: AllOwned
) -> None:
    request = taken(house)
    absence = enter(house, owned, start=house.now, cover=LENA)
    actions.hand_to(house.session, request.id, LENA, EMRE, house.now)
    live_until(house, owned, NEXT_FRIDAY + timedelta(hours=9))
    assert request.assignee == EMRE
    assert told(house, owned, absence) == [(Stand.OURS, EMRE)]


def test_who_had_nothing_in_hand_is_not_bothered(house: House, owned: AllOwned) -> None:
    enter(house, owned, cover=LENA)
    live_until(house, owned, NEXT_FRIDAY + timedelta(days=1))
    assert places(house, "absence.handover") == []
    assert places(house, "absence.return") == []


def test_back_early_is_believed_at_any_hour(house: House, owned: AllOwned) -> None:
    request = taken(house)
    enter(house, owned, start=house.now, cover=LENA)
    house.pass_time(hours=12)
    entering.come_back(house.session, JONAS, house.now)
    assert places(house, "absence.return") == [JONAS]
    assert house.due("absences.back") == {}
    assert request.assignee == LENA
    with pytest.raises(Kindly, match="not away"):
        entering.come_back(house.session, JONAS, house.now)


def test_overlapping_absences_are_one_return(house: House, owned: AllOwned) -> None:
    one = taken(house)
    first = enter(house, owned, start=house.now, end=FRIDAY, cover=LENA)
    second = enter(house, owned, start=house.now + timedelta(days=1), cover=EMRE)
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert house.cards("absence.return") == []
    assert one.assignee == LENA, "handed over once"
    live_until(house, owned, NEXT_FRIDAY + timedelta(hours=9))
    assert places(house, "absence.return") == [JONAS]
    together = returning.told_in(house.session, first.id) + returning.told_in(
        house.session, second.id
    )
    assert [row.ref for row in together] == [one.id]


def test_the_same_time_again_is_the_same_absence(house: House, owned: AllOwned) -> None:
    request = taken(house)
    first = enter(house, owned, start=house.now)
    house.pass_time(minutes=5)
    again = enter(house, owned, start=house.now, cover=LENA)
    assert again.id == first.id
    assert request.assignee == LENA, "who is named later takes over"
    assert len(house.session.scalars(select(Absence)).all()) == 1


def test_changed_before_it_begins_everything_moves(house: House, owned: AllOwned) -> None:
    request = taken(house)
    absence = enter(house, owned, cover=LENA)
    later = FRIDAY + timedelta(days=3)
    entering.change(house.session, owned, absence.id, JONAS, later, NEXT_FRIDAY, EMRE, house.now)
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert request.assignee == JONAS
    live_until(house, owned, later + timedelta(hours=9))
    assert request.assignee == EMRE
    assert places(house, "absence.handover") == [EMRE]


def test_changed_while_it_goes_on_only_what_the_cover_still_has_moves(
    house: House, owned: AllOwned
) -> None:
    kept, moved = taken(house), taken(house, text=LOOKS)
    absence = enter(house, owned, start=house.now, cover=LENA)
    actions.hand_to(house.session, kept.id, LENA, MARA, house.now)
    longer = NEXT_FRIDAY + timedelta(days=7)
    entering.change(house.session, owned, absence.id, JONAS, FRIDAY, longer, EMRE, house.now)
    assert (kept.assignee, moved.assignee) == (MARA, EMRE)
    assert absence.starts_at < FRIDAY, "what has begun keeps its beginning"
    assert set(places(house, "absence.handover")) == {LENA, EMRE}
    [back] = house.due("absences.back").values()
    assert back > longer


def test_removed_before_it_begins_nothing_follows(house: House, owned: AllOwned) -> None:
    request = taken(house)
    absence = enter(house, owned, cover=LENA)
    with pytest.raises(Kindly, match="over, or was removed"):
        entering.remove(house.session, absence.id, LENA, house.now)
    entering.remove(house.session, absence.id, JONAS, house.now)
    live_until(house, owned, NEXT_FRIDAY + timedelta(days=1))
    assert request.assignee == JONAS
    assert house.session.scalars(select(Absence)).all() == []
    with pytest.raises(Kindly, match="over, or was removed"):
        entering.remove(house.session, absence.id, JONAS, house.now)


def test_removed_while_it_goes_on_it_ends(house: House, owned: AllOwned) -> None:
    taken(house)
    absence = enter(house, owned, start=house.now, cover=LENA)
    entering.remove(house.session, absence.id, JONAS, house.now)
    assert not is_absent(house.session, JONAS, house.now)
    assert places(house, "absence.return") == [JONAS]


@pytest.mark.parametrize(
    ("cover", "says"),
    [
        (JONAS, "can't cover for yourself"),
        (ANKE, "Anke Petersen is on none"),
        (COLLEAGUE, "Kim Sommer is on none"),
        (EMRE, "Emre Aydin is away then"),
    ],
)
def test_who_covers_is_a_member_and_there(
    house: House, owned: AllOwned, cover: str, says: str
) -> None:
    enter(house, owned, EMRE, FRIDAY - timedelta(hours=5), FRIDAY + timedelta(hours=5))
    with pytest.raises(NotThem, match=says):
        enter(house, owned, cover=cover)


def test_a_cover_who_falls_ill_meanwhile_hands_on_to_theirs(house: House, owned: AllOwned) -> None:
    request = taken(house)
    absence = enter(house, owned, start=house.now, cover=LENA)
    with pytest.raises(Kindly, match="Jonas Weber is away then"):
        enter(house, owned, LENA, house.now, FRIDAY, JONAS)
    enter(house, owned, LENA, house.now, FRIDAY, EMRE)
    assert request.assignee == EMRE
    assert places(house, "absence.handover") == [LENA, EMRE]
    live_until(house, owned, NEXT_FRIDAY + timedelta(hours=9))
    assert places(house, "absence.return") == [LENA, JONAS]
    assert told(house, owned, absence) == [(Stand.OURS, EMRE)]


def test_a_cover_who_is_away_when_it_begins_is_skipped_and_was_announced(
    house: House, owned: AllOwned
) -> None:
    request = taken(house)
    enter(house, owned, cover=LENA)
    enter(house, owned, LENA, FRIDAY - timedelta(hours=1), NEXT_FRIDAY, MARA)
    live_until(house, owned, house.now)
    assert places(house, "absence.cover_away") == [JONAS]
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert request.assignee == MARA


def test_covers_in_a_circle_leave_it_to_the_team(house: House, owned: AllOwned) -> None:
    request = taken(house)
    enter(house, owned, cover=LENA)
    house.add(Absence(user_id=LENA, starts_at=FRIDAY, ends_at=NEXT_FRIDAY, cover=JONAS))
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert request.assignee == JONAS
    assert places(house, "absence.asks") == [TEAM]


def test_a_cover_who_has_left_is_none(house: House, owned: AllOwned) -> None:
    request = taken(house)
    enter(house, owned, cover=LENA)
    house.session.get_one(Member, ("mario", LENA)).active = False
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    assert request.assignee == JONAS
    assert places(house, "absence.asks") == [TEAM]


def test_who_leaves_while_away_is_not_written_to(house: House, owned: AllOwned) -> None:
    request = taken(house)
    absence = enter(house, owned, start=house.now, cover=LENA)
    house.session.get_one(Member, ("mario", JONAS)).active = False
    live_until(house, owned, NEXT_FRIDAY + timedelta(days=3))
    assert house.cards("absence.return") == []
    assert absence.over_at is not None
    assert request.assignee == LENA


def test_of_two_platforms_each_keeps_to_itself(house: House, owned: AllOwned) -> None:
    house.add(
        Platform(key="tetris", name="Tetris", team_channel="C0TETRIS", timezone="Europe/Berlin",
                 hours="Mon-Fri 09:00-18:00"),
    )  # fmt: skip
    house.add(
        Member(platform_key="tetris", user_id=JONAS),
        Client(key="south", platform_key="tetris", name="Südwind"),
    )
    here, there = taken(house), taken(house, text=LOOKS)
    there.platform_key, there.client_key = "tetris", "south"
    house.session.flush()
    enter(house, owned, start=house.now, cover=LENA)
    assert (here.assignee, there.assignee) == (LENA, JONAS)
    assert places(house, "absence.asks") == ["C0TETRIS"]


def test_in_an_observing_platform_nobody_is_bothered(house: House, owned: AllOwned) -> None:
    request = taken(house)
    house.platform.mode = PlatformMode.OBSERVE
    enter(house, owned, start=house.now, cover=LENA)
    assert request.assignee == JONAS
    for kind in ("absence.handover", "absence.asks"):
        assert house.cards(kind) == []


def test_after_downtime_the_whole_absence_passes_without_a_word(
    house: House, owned: AllOwned
) -> None:
    request = taken(house)
    absence = enter(house, owned, end=FRIDAY + timedelta(hours=12), cover=LENA)
    house.now = NEXT_FRIDAY + timedelta(hours=3)
    notices.eve(house.session, absence.id, house.now)
    handover.begin(house.session, owned, absence.id, house.now)
    returning.back(house.session, absence.id, house.now)
    assert house.due("absences.back")[str(absence.id)] == NEXT_FRIDAY + timedelta(hours=9)
    live_until(house, owned, NEXT_FRIDAY + timedelta(hours=9))
    assert request.assignee == JONAS
    for kind in ("absence.eve", "absence.handover", "absence.return"):
        assert house.cards(kind) == []


def test_what_is_over_for_long_is_forgotten(house: House, owned: AllOwned) -> None:
    taken(house)
    absence = enter(house, owned, start=house.now, end=FRIDAY, cover=LENA)
    live_until(house, owned, FRIDAY + timedelta(hours=9))
    [row] = returning.told_in(house.session, absence.id)
    live_until(house, owned, FRIDAY + timedelta(days=15))
    assert house.session.scalars(select(Absence)).all() == []
    assert house.session.scalars(select(Handed)).all() == []
    with pytest.raises(Kindly, match="too long ago"):
        handover.take_back(house.session, owned, row.id, JONAS, house.now)


@pytest.mark.parametrize("hours", [0, -1, 24 * 366 * 4])
def test_an_end_before_its_beginning_or_far_away_is_a_mistake(
    house: House, owned: AllOwned, hours: int
) -> None:
    with pytest.raises(Kindly, match="Please choose an end"):
        enter(house, owned, end=FRIDAY + timedelta(hours=hours))
    with pytest.raises(Kindly, match="Please choose an end"):
        enter(house, owned, start=house.now - timedelta(days=2), end=house.now)
    with pytest.raises(Kindly, match="members of a platform"):
        enter(house, owned, COLLEAGUE)


def test_hints_hand_nothing_over(house: House, owned: AllOwned) -> None:
    request = taken(house)
    person = person_of(house.session, JONAS)
    assert person is not None
    person.says_away = True
    house.session.flush()
    live_until(house, owned, NEXT_FRIDAY)
    assert request.assignee == JONAS
    assert house.cards("absence.asks") == []
