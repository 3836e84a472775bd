"""One clear answer to the client, and with a yes a promise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import ClientStatus, PlatformMode
from bot.features.promises import answering, living, upkeep
from bot.features.promises.answering import Terms
from bot.features.promises.models import AnswerState, ClientAnswer, ClientWord, PromiseState
from bot.features.promises.service import answer_wanted, answer_withdrawn, open_promise_of
from bot.features.promises.values import Verdict
from bot.features.requests.models import RequestState
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    EMRE,
    HARB,
    JONAS,
    LENA,
    MARA,
    NORD,
    NORD_TOO,
    TEAM,
)
from tests.bot.features.promises.team import FAIR, NO, YES, Team


def test_the_team_is_offered_to_answer(team: Team) -> None:
    team.decides()
    assert [card.place for card in team.house.cards("promises.answer")] == [TEAM]


def test_a_platform_that_observes_is_left_in_peace(team: Team) -> None:
    team.house.platform.mode = PlatformMode.OBSERVE
    team.decides()
    assert team.house.cards("promises.answer") == []


def test_a_yes_is_posted_and_is_a_promise(team: Team) -> None:
    team.decides()
    word = team.answers(by=JONAS, text="  Ja, bis zur Messe.  ")
    assert (word.text, word.by, word.by_hand) == ("Ja, bis zur Messe.", JONAS, False)
    [card] = team.house.cards("promises.word")
    assert (card.subject, card.place, card.audience) == (word.id, NORD, "client")
    promise = open_promise_of(team.session, "b1")
    assert promise is not None
    assert word.promise_id == promise.id
    assert (promise.what, promise.due, promise.owner) == (YES.what, FAIR, JONAS)
    assert promise.conditions == list(YES.conditions)
    assert promise.hands == [list(hand) for hand in YES.hands]
    assert [card.place for card in team.house.cards("promises.board")] == [NORD]
    assert team.house.jobs("promises.pin") == [{"channel": NORD}]
    assert [card.place for card in team.house.cards("promises.team")] == [TEAM]


def test_a_no_is_an_answer_and_no_promise(team: Team) -> None:
    team.decides(NO)
    team.answers("b2", text="Nein, leider nicht.")
    assert open_promise_of(team.session, "b2") is None
    assert team.session.get_one(ClientAnswer, "b2").state == AnswerState.GIVEN
    assert team.house.cards("promises.board") == []
    assert len(team.house.cards("promises.word")) == 1


def test_two_people_at_once_give_one_answer(team: Team) -> None:
    team.decides()
    team.answers(by=JONAS)
    with pytest.raises(Kindly, match="Jonas Weber has answered the client already"):
        team.answers(by=LENA)
    assert len(team.house.cards("promises.word")) == 1


@pytest.mark.parametrize("who", [ANKE, COLLEAGUE])
def test_only_members_answer(team: Team, who: str) -> None:
    team.decides()
    with pytest.raises(Kindly):
        answering.wanted(team.session, "b1", who)
    with pytest.raises(Kindly):
        answering.wanted(team.session, "b9", JONAS)


def test_who_answers_for_it_is_a_member(team: Team) -> None:
    team.decides()
    team.answers(by=JONAS, terms=Terms("A configurator", "", EMRE))
    promise = open_promise_of(team.session, "b1")
    assert promise is not None
    assert (promise.owner, promise.what, promise.what_not) == (EMRE, "A configurator", "")
    team.decides(ballot="b3")
    with pytest.raises(Kindly, match="Kim Sommer is not a member"):
        team.answers("b3", terms=Terms("A configurator", "", COLLEAGUE))


def test_posted_by_hand_it_is_a_promise_once_its_writer_says_so(team: Team) -> None:
    team.decides()
    word = team.answers(by=JONAS, by_hand=True)
    assert team.house.cards("promises.word") == []
    assert [card.place for card in team.house.cards("promises.copy")] == [JONAS]
    assert open_promise_of(team.session, "b1") is None
    with pytest.raises(Kindly, match="Jonas Weber is posting the answer by hand"):
        team.answers(by=LENA)
    with pytest.raises(Kindly, match="Only Jonas Weber"):
        answering.posted(team.session, "b1", LENA, team.house.now)
    for _ in range(2):
        answering.posted(team.session, "b1", JONAS, team.house.now)
    promise = open_promise_of(team.session, "b1")
    assert promise is not None
    assert word.promise_id == promise.id
    assert team.house.cards("promises.word") == []


def test_what_is_not_posted_by_hand_after_all_is_anybodys_again(team: Team) -> None:
    team.decides()
    team.answers(by=JONAS, by_hand=True)
    answering.not_after_all(team.session, "b1", MARA)
    with pytest.raises(Kindly, match="nothing to be posted"):
        answering.posted(team.session, "b1", JONAS, team.house.now)
    with pytest.raises(Kindly, match="nothing to be posted"):
        answering.not_after_all(team.session, "b1", MARA)
    assert team.answers(by=LENA).by == LENA


def test_perron_writes_only_where_it_was_introduced(team: Team) -> None:
    team.decides()
    with pytest.raises(Kindly, match="may not write"):
        team.answers(channel=NORD_TOO)
    with pytest.raises(Kindly, match="no client"):
        team.answers(channel=HARB)
    with pytest.raises(Kindly, match="a few words"):
        team.answers(text="  ")
    assert team.answers(channel=NORD_TOO, by_hand=True).channel == NORD_TOO


def test_the_answer_stands_in_the_thread_of_the_request(team: Team) -> None:
    request = team.house.ask("Wir brauchen den Konfigurator bis zur Messe am 4. Dezember.")
    answer = team.decides(request=request.id)
    assert answering.places(team.session, answer) == [NORD]
    team.house.pass_time(hours=1)
    word = team.answers(by=EMRE)
    assert word.thread_ts == request.thread_ts
    [card] = team.house.cards("promises.word")
    assert (card.channel, card.thread_ts) == (NORD, request.thread_ts)
    assert (request.state, request.assignee) == (RequestState.TAKEN, EMRE)
    assert request.answered_at == team.house.now
    assert not request.client_waits


def test_nothing_new_is_promised_to_a_blocked_client(team: Team) -> None:
    team.decides()
    team.house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="delivery block"):
        team.answers()


def test_the_same_decision_twice_is_one_and_a_late_one_changes_no_answer(team: Team) -> None:
    team.decides()
    team.decides(what="Configurator, put right")
    assert team.session.get_one(ClientAnswer, "b1").what == "Configurator, put right"
    team.answers()
    answer_wanted(team.session, YES, team.house.now)
    assert team.session.get_one(ClientAnswer, "b1").what == "Configurator, put right"
    assert team.session.get_one(ClientAnswer, "b1").state == AnswerState.GIVEN


def test_a_promise_that_is_over_is_not_open(team: Team) -> None:
    promise = team.promises()
    living.kept(team.session, promise.id, JONAS, team.house.now + timedelta(days=1))
    assert open_promise_of(team.session, "b1") is None
    assert promise.state == PromiseState.KEPT
    assert team.session.get_one(ClientAnswer, "b1").verdict == Verdict.YES


@pytest.mark.parametrize("by_hand", [False, True])
def test_asked_again_the_earlier_answer_is_nobodys_any_more(team: Team, by_hand: bool) -> None:
    team.decides()
    if by_hand:
        team.answers(by_hand=True)
    answer_withdrawn(team.session, "b1")
    with pytest.raises(Kindly, match="asked again"):
        answering.wanted(team.session, "b1", LENA)
    with pytest.raises(Kindly, match="asked again"):
        team.answers(by=LENA)
    with pytest.raises(Kindly, match="nothing to be posted"):
        answering.posted(team.session, "b1", JONAS, team.house.now)
    team.decides(what="Late")
    assert team.session.get_one(ClientAnswer, "b1").state == AnswerState.WITHDRAWN
    assert team.house.cards("promises.answer")[0].dirty, "its card says so"


def test_what_the_client_has_heard_is_not_withdrawn(team: Team) -> None:
    team.decides()
    team.answers()
    answer_withdrawn(team.session, "b1")
    answer_withdrawn(team.session, "b9")
    assert team.session.get_one(ClientAnswer, "b1").state == AnswerState.GIVEN
    assert open_promise_of(team.session, "b1") is not None


@pytest.mark.parametrize("text", ["a" * 2501, "<&>" * 300])
def test_an_answer_is_whole_or_not_taken(team: Team, text: str) -> None:
    team.decides()
    with pytest.raises(Kindly, match="shorten it"):
        team.answers(text=text)
    assert team.answers(text="a" * 2500).text == "a" * 2500


def test_what_was_said_is_forgotten_with_other_texts(team: Team) -> None:
    team.decides(NO)
    no = team.answers("b2", text="Nein.", by_hand=True)
    promise = team.promises()
    yes = team.session.get_one(ClientAnswer, "b1").word_id
    said = team.session.get_one(ClientWord, yes)
    later = team.house.now + timedelta(days=1)
    upkeep.forget(team.session, team.house.now)
    assert (no.text, said.text) == ("Nein.", "Ja, das schaffen wir."), "not old enough"
    upkeep.forget(team.session, later)
    assert (no.text, said.text) == ("", "Ja, das schaffen wir."), "the promise is still open"
    living.kept(team.session, promise.id, JONAS, team.house.now)
    upkeep.forget(team.session, later)
    assert said.text == ""
