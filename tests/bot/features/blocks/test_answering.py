"""A client in delivery block writes: once answered, and then in peace."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.cards import Audience
from bot.features.blocks.answering import Posted, posted
from bot.features.platforms.models import PlatformMode
from bot.features.platforms.service import learn_person
from bot.features.requests.intake import Incoming, place
from bot.ports import UserInfo
from tests.bot.features.blocks.blocked import ON_BOTH, Ended
from tests.bot.features.house import (
    ANKE,
    EMRE,
    JONAS,
    LENA,
    MARA,
    NORD,
    NORD_TOO,
    SHOP,
    TEAM,
    THEIRS,
    TIL,
    UNCLEAR,
)

pytestmark = ON_BOTH


def test_who_asks_is_answered_where_they_wrote_and_nothing_is_raised(ended: Ended) -> None:
    ended.posts(SHOP)
    (answer,) = ended.answers()
    (card,) = ended.house.cards("blocks.answer")
    assert (card.audience, card.channel, card.thread_ts) == (Audience.CLIENT, NORD, answer.ts)
    assert ended.house.requests() == []
    assert ended.house.jobs("requests.notice") == []
    assert ended.house.jobs("requests.route") == []


def test_in_a_thread_the_answer_stands_in_the_thread(ended: Ended) -> None:
    root = ended.house.say(MARA, "Zur Übergabe:")
    ended.posts("Wann bekommen wir die Daten?", thread=root)
    (card,) = ended.house.cards("blocks.answer")
    assert card.thread_ts == root


def test_who_closed_the_case_is_named_and_told(ended: Ended) -> None:
    ended.posts(SHOP)
    (answer,) = ended.answers()
    assert (answer.contact, answer.by_day) == (JONAS, date(2026, 11, 19))
    assert [card.place for card in ended.house.cards("blocks.heard")] == [JONAS]


def test_while_they_are_away_their_cover_is_named(ended: Ended) -> None:
    ended.house.away(JONAS, cover=EMRE)
    ended.posts(SHOP)
    assert ended.answers()[0].contact == EMRE


def test_without_them_it_is_a_lead(ended: Ended) -> None:
    ended.house.away(JONAS)
    ended.posts(SHOP)
    assert ended.answers()[0].contact == MARA


def test_where_nobody_is_there_the_team_is_told(ended: Ended) -> None:
    for who in (JONAS, MARA, LENA, EMRE):
        ended.house.away(who)
    ended.posts(SHOP)
    assert ended.answers()[0].contact is None
    assert [card.place for card in ended.house.cards("blocks.heard")] == [TEAM]


@pytest.mark.parametrize("text", ["Danke euch", "Guten Morgen", ":wave:", "Alles klar, danke"])
def test_thanks_and_greetings_get_no_answer(ended: Ended, text: str) -> None:
    ended.posts(text)
    assert ended.answers() == []


def test_the_same_person_is_answered_once_in_seven_days(ended: Ended) -> None:
    ended.posts(SHOP)
    ended.house.pass_time(days=6)
    ended.posts(UNCLEAR)
    (answer,) = ended.answers()
    assert answer.more == 1
    ended.house.pass_time(days=1, minutes=1)
    ended.posts(SHOP)
    assert len(ended.answers()) == 2


def test_each_person_is_answered(ended: Ended) -> None:
    ended.posts(SHOP)
    ended.posts(UNCLEAR, TIL)
    assert [answer.author for answer in ended.answers()] == [ANKE, TIL]


def test_an_edit_of_what_was_answered_is_no_more(ended: Ended) -> None:
    ts = ended.house.say(ANKE, SHOP)
    ended.house.edit(ANKE, ts, UNCLEAR)
    jobs = ended.house.jobs("blocks.posted")
    assert [job["ts"] for job in jobs] == [ts, ts]
    for job in jobs:
        posted(ended.session, Posted(**job), ended.now)
    (answer,) = ended.answers()
    assert answer.more == 0


def test_on_a_friday_they_hear_by_monday(ended: Ended) -> None:
    ended.house.pass_time(days=2)
    ended.posts(SHOP)
    assert ended.answers()[0].by_day == date(2026, 11, 23)


def test_members_and_other_channels_get_none(ended: Ended) -> None:
    ended.posts(SHOP, MARA)
    ended.posts(SHOP, channel=NORD_TOO)
    assert ended.answers() == []


def test_while_perron_observes_it_says_nothing(ended: Ended) -> None:
    ended.house.platform.mode = PlatformMode.OBSERVE
    ended.posts(SHOP)
    assert ended.answers() == []


def test_somebody_unknown_is_looked_up_first(ended: Ended) -> None:
    ended.posts(SHOP, "U0NEW", team=None)
    assert ended.answers() == []
    (waiting,) = ended.house.jobs("requests.sort")
    learn_person(ended.session, UserInfo(id="U0NEW", team_id=THEIRS, name="New"), ended.now)
    place(ended.session, Incoming.from_payload(waiting))
    assert len(ended.house.jobs("blocks.posted")) == 1
