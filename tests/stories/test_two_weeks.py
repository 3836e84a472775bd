"""Two working weeks with the real bot: every message each person got, held against the rules.

What is right is computed here once more, from the calendar alone (`tests/stories/weeks.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, time

import pytest

from tests.stories import marks, weeks
from tests.stories.played import Played, is_at, mornings, parts, play_it, quotes, told
from tests.stories.transcript import BERLIN
from tests.stories.weeks import CLIENTS, LEAD, TEAM, berlin, works

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("weeks") / "stage"
    folder.mkdir()
    return play_it(folder)


def test_it_goes_as_told_and_people_really_do_things(played: Played) -> None:
    assert played.fine, played.told[-3000:]
    assert set(TEAM) | {who for two in CLIENTS.values() for who in two} == {
        *(act.who for act in played.script.acts),
        "U0PAUL",  # he is written to, and does nothing himself
    }
    assert len(played.script.got) > 60


def test_nobody_is_written_to_outside_their_hours_on_holidays_or_when_away(played: Played) -> None:
    direct = [one for one in played.script.got if one.direct]
    assert {one.reader for one in direct} == set(TEAM), "everybody is told something"
    assert (wrong := [one for one in direct if not played.may_come(one)]) == [], told(wrong)


def test_only_who_is_on_call_hears_of_urgent_things_at_night(played: Played) -> None:
    urgent = played.script.saying(*marks.ON_CALL)
    assert [one.reader for one in urgent] == ["U0IDA", "U0IDA", "U0LENA"], told(urgent)
    assert not any(weeks.platform_works(one.at) for one in urgent)


def test_the_team_channel_is_quiet_unless_somebody_does_something(played: Played) -> None:
    """At night it only mirrors what a client has just written."""
    ours = [one for one in played.script.got if one.channel == "C0TEAM" and one.reader is None]
    offers = [one for one in ours if "I read nothing there" in one.words]
    wrong = [
        one
        for one in ours
        if one not in offers
        and not weeks.platform_works(one.at)
        and not played.script.has_just_acted(None, one.at)
    ]
    assert wrong == [], told(wrong)


def test_nothing_comes_twice(played: Played) -> None:
    cards = [one.card for one in played.script.got if one.card is not None]
    assert len(cards) == len(set(cards)), "a card was posted again"
    same = Counter(
        (one.channel, one.thread, one.words, one.at.astimezone(BERLIN).date())
        for one in played.script.got
        if "Anke anrufen" not in one.words  # put off by an hour, it comes again that day
    )
    assert [what for what, times in same.items() if times > 1] == []
    suggested = Counter(
        (one.reader, quoted)
        for one in played.script.saying(*marks.SUGGESTS)
        for quoted in quotes(one)
    )
    assert [what for what, times in suggested.items() if times > 1] == []


@pytest.mark.parametrize(
    ("words", "last_word"),
    [("last invoice", berlin(10, 25, 10)), ("neuen Landingpage ist", berlin(10, 25, 11))],
)
def test_a_client_is_reminded_twice_at_most_and_then_it_rests(
    played: Played, words: str, last_word: datetime
) -> None:
    channel, ts, _ = played.question(words)
    found = [o for o in played.script.saying(*marks.REMINDS, *marks.LETS_REST) if o.thread == ts]
    expected = [weeks.days_after(last_word, days, channel) for days in (3, 7)]
    assert len(found) == len(expected), told(found)
    for one, when in zip(found, expected, strict=True):
        assert is_at(one, when), f"{one} is not at {when}"
        assert weeks.both_work(channel)(one.at), f"{one} is on a holiday of theirs"
    assert [any(w in one.words for w in marks.LETS_REST) for one in found] == [False, True]


def test_nobody_else_is_reminded(played: Played) -> None:
    every = played.script.saying(*marks.REMINDS, *marks.LETS_REST)
    threads = {played.question(words)[1] for words in ("last invoice", "neuen Landingpage ist")}
    assert {one.thread for one in every} == threads, told(every)
    assert all(count <= 2 for count in Counter(one.thread for one in every).values())


@pytest.mark.parametrize(
    ("words", "taken_within", "people"),
    [("Preise nach dem Import", 360, 2), ("Besucher hatte", 360, 1), ("Paul, could", 180, 2)],
)
def test_what_nobody_takes_is_told_in_thirds(
    played: Played, words: str, taken_within: int, people: int
) -> None:
    channel, _, asked = played.question(words)
    both = weeks.both_work(channel)
    thirds = [weeks.after(asked, taken_within * n // 3, both) for n in range(4)]
    suggested = played.about(words, *marks.SUGGESTS)
    assert len(suggested) == people, told(suggested)
    for one, when in zip(suggested, thirds, strict=False):
        assert is_at(one, when), f"{one} is not at {when}"
        assert one.reader is not None
        assert works(one.reader, one.at), f"{one} is asked while not at work"
    [call], [again] = played.about(words, marks.CALL), played.about(words, marks.WAITS)
    called = thirds[people]
    assert is_at(call, called), f"{call} is not at {called}"
    assert is_at(again, thirds[3]), f"{again} is not at {thirds[3]}"


@pytest.mark.parametrize(
    ("words", "answer_within", "reader"),
    [("weniger Conversions", 540, "U0EMRE"), ("search console shows", 360, "U0EMRE")],
)
def test_what_nobody_answers_is_told_to_one_and_then_to_the_team(
    played: Played, words: str, answer_within: int, reader: str
) -> None:
    channel, _, asked = played.question(words)
    both = weeks.both_work(channel)
    nears = played.about(words, "is waiting for an answer from you")
    assert [one.reader for one in nears] == [reader], told(nears)
    assert is_at(nears[0], weeks.after(asked, answer_within * 2 // 3, both)), nears[0]
    [late] = played.about(words, marks.NO_ANSWER)
    assert late.channel == "C0TEAM"
    assert is_at(late, weeks.after(asked, answer_within, both)), late


def test_each_stage_comes_once(played: Played) -> None:
    for mark in (marks.CALL, marks.WAITS, marks.NO_ANSWER):
        found = [quoted for one in played.script.saying(mark) for quoted in quotes(one)]
        assert len(found) == len(set(found)), f"{mark}: {found}"


def test_the_team_reads_of_questions_and_of_nobody_as_late(played: Played) -> None:
    names = [re.escape(name) for name in marks.NAMES.values()]
    anybody = re.compile("|".join([*(f"<@{who}>" for who in TEAM), *names]))
    for one in played.script.saying(marks.CALL, marks.WAITS, marks.NO_ANSWER):
        assert one.channel == "C0TEAM"
        unquoted = "\n".join(line for line in one.words.split("\n") if line[:1] != ">")
        assert not anybody.search(unquoted), one.words
    overdue = [part for one in mornings(played) for part in parts(one, "Overdue")]
    assert overdue
    assert not any(anybody.search(part) for part in overdue)


def test_the_lead_gets_nothing_but_their_own_matters(played: Played) -> None:
    own = ("Anke anrufen", "search console shows", "Preise nach dem Import")
    assert (mine := played.script.to(LEAD)), "what they asked for themselves comes"
    assert (wrong := [one for one in mine if not any(w in one.words for w in own)]) == [], told(
        wrong
    )
    alone = [one for one in played.script.got if one.reader == LEAD and not one.direct]
    assert all(played.script.has_just_acted(LEAD, one.at) for one in alone), told(alone)


@pytest.mark.parametrize("who", sorted(weeks.ABSENCES))
def test_around_an_absence_each_is_told_once(played: Played, who: str) -> None:
    start, end, cover = weeks.ABSENCES[who]
    eve = [one for one in played.script.to(who) if any(w in one.words for w in marks.SOON_AWAY)]
    assert len(eve) == 1, told(eve)
    assert eve[0].at < start
    handed = [o for o in played.script.saying(*marks.COVERS) if f"<@{who}>" in o.words]
    assert [one.reader for one in handed] == [cover], told(handed)
    begins = weeks.first(start, lambda at: works(cover, at))
    assert is_at(handed[0], begins), f"{handed[0]} is not at {begins}"
    assert "\n• <http" in handed[0].words, "each matter with its link"
    back = [one for one in played.script.to(who) if any(w in one.words for w in marks.BACK)]
    assert len(back) == 1, told(back)
    returns = weeks.first(end, lambda at: works(who, at))
    assert is_at(back[0], returns), f"{back[0]} is not at {returns}"


@pytest.mark.parametrize("who", sorted(weeks.ABSENCES))
def test_the_clients_card_shows_who_covers_from_the_beginning(played: Played, who: str) -> None:
    start, _end, cover = weeks.ABSENCES[who]
    cards = [one for one in played.script.changed if one.channel in CLIENTS and is_at(one, start)]
    assert [one for one in cards if f"<@{cover}>" in one.words]
    assert not [one for one in cards if f"<@{who}>" in one.words]


def test_mornings_come_at_nine_on_business_days_and_say_something(played: Played) -> None:
    found = mornings(played)
    days = list(weeks.business_days())[1:]  # on the first there was nothing to say yet
    assert [one.at.astimezone(BERLIN).date() for one in found] == days, told(found)
    for one in found:
        assert one.channel == "C0TEAM"
        assert is_at(one, datetime.combine(one.at.astimezone(BERLIN).date(), time(9), BERLIN)), one
        assert "\n• " in one.words, "an empty morning"


def test_weeks_go_to_clients_by_a_click_or_where_it_was_wanted(played: Played) -> None:
    sent = [one for one in played.script.saying(*marks.WEEK_SENT) if one.channel in CLIENTS]
    found = Counter(one.channel for one in sent)
    assert found == {"C0HARBOUR": 2, "C0NORDWIND": 2}, "Alpenblick's drafts were never sent"
    for one in sent:
        assert one.at.astimezone(BERLIN).weekday() == 3
        assert weeks.both_work(one.channel)(one.at), one
        assert one.channel == "C0HARBOUR" or played.script.has_just_acted("U0KIM", one.at), one


def test_the_month_comes_once_on_its_first_business_day(played: Played) -> None:
    [month] = played.script.saying(marks.MONTH)
    assert month.channel == "C0TEAM"
    assert is_at(month, berlin(11, 2, 10)), month
    assert not any(name in month.words for name in marks.NAMES.values()), (
        "figures are never of persons"
    )


def test_reminders_come_to_whom_and_when_they_should_and_no_others(played: Played) -> None:
    found = [one for one in played.script.got if "reminder_done" in str(one.blocks)]
    assert len(found) == len(marks.REMINDERS), told(found)
    ordered = sorted(found, key=lambda one: (one.at.replace(second=0, microsecond=0), one.words))
    for place, words, when in marks.REMINDERS:
        fitting = [
            one
            for one in ordered
            if words in one.words and place in (one.reader, one.channel) and is_at(one, when)
        ]
        assert len(fitting) == 1, f"{place} {words} at {when}: {told(fitting)}"


def test_clients_see_nothing_internal_and_nobody_who_has_nothing_to_do_with_it(
    played: Played,
) -> None:
    direct = {one.reader for one in played.script.got if one.direct}
    assert not direct & {who for two in CLIENTS.values() for who in two}
    theirs = [one for one in (*played.script.got, *played.script.changed) if one.channel in CLIENTS]
    assert theirs
    for one in theirs:
        assert (found := [w for w in marks.INTERNAL if w in one.words]) == [], (
            f"{found}: {one.words}"
        )
    for who, words in played.seen.items():
        assert (found := [w for w in marks.INTERNAL if w in words]) == [], f"{who}: {found}"
    for channel, people in CLIENTS.items():
        elsewhere = {text for text, at in played.asked.items() if at[0] != channel}
        for who in people:
            assert not [text for text in elsewhere if text in played.seen[who]], who


@pytest.mark.parametrize(
    ("words", "asked_in_vain"),
    [
        ("voucher campaign", ["U0SOFIE"]),
        ("Preise nach dem Import", ["U0IDA"]),
        ("Paul, could", ["U0PAUL"]),
    ],
)
def test_clients_never_learn_who_passed_or_kept_silent(
    played: Played, words: str, asked_in_vain: list[str]
) -> None:
    _, ts, _ = played.question(words)
    said = played.threads[ts]
    assert said
    assert {one.reader for one in played.about(words, *marks.SUGGESTS)} >= set(asked_in_vain)
    assert not any(f"<@{who}>" in said or marks.NAMES[who] in said for who in asked_in_vain)


@pytest.mark.parametrize(
    ("words", "answer_within"), [("Preise nach dem Import", 540), ("Besucher hatte", 540)]
)
def test_an_answer_is_promised_only_where_the_agency_wants_it(
    played: Played, words: str, answer_within: int
) -> None:
    promised = [one for one in played.script.got if "Eine Antwort bekommen Sie bis" in one.words]
    assert {one.channel for one in promised} == {"C0NORDWIND"}
    channel, ts, asked = played.question(words)
    [card] = [one for one in promised if one.thread == ts]
    by = weeks.after(asked, answer_within, weeks.both_work(channel))
    assert f"{by.astimezone(BERLIN):%Y-%m-%d %H:%M}" in card.words


def test_on_a_holiday_the_client_reads_when_somebody_is_back(played: Played) -> None:
    _, ts, _ = played.question("checkout so slow")
    first = next(one for one in played.script.got if one.thread == ts)
    assert "2027-11-02 09:00" in first.words


def test_clients_are_addressed_in_their_own_way(played: Played) -> None:
    said = {
        channel: "\n".join(one.words for one in played.script.got if one.channel == channel)
        for channel in CLIENTS
    }
    assert re.search(r"\bSie\b|\bIhre?\b", said["C0NORDWIND"])
    assert not re.search(r"\b(du|dich|dir|deine?)\b", said["C0NORDWIND"])
    assert re.search(r"\b(dir|deine?)\b", said["C0ALPEN"])
    assert "Anliegen" not in said["C0HARBOUR"]
