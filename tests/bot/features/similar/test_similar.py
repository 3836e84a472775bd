"""What was asked before and was alike: for whoever has a question, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from bot.core.forgetting import Forgetting
from bot.core.i18n import Translator
from bot.features.requests import actions
from bot.features.requests import forgetting as forgetting_requests
from bot.features.requests.models import Message, Request
from bot.features.requests.upkeep import forget_texts
from bot.features.similar import service as similar
from bot.features.similar.models import Alike
from handlers.similar.views import Found, alike
from tests.bot.features.house import (
    ANKE,
    EMRE,
    GRACE,
    HARB,
    JONAS,
    LENA,
    LOOKS,
    NORD,
    SHOP,
    TEAM,
    TIL,
    House,
)

AGAIN = "Die Preise nach dem Import stimmen im Shop schon wieder nicht."


def asked(house: House, text: str, who: str = ANKE, channel: str = NORD) -> Request:
    house.pass_time(hours=1)
    return house.ask(text, who, channel)


def done(house: House, request: Request, who: str = JONAS) -> None:
    house.say(who, "Ist behoben.", request.channel, thread=request.thread_ts)
    actions.done_by_member(house.session, request.id, who, house.now)


def look(house: House, request: Request) -> None:
    similar.tell(house.session, request.id, similar.find(house.session, request.id))


def taken(house: House, text: str = AGAIN, who: str = LENA) -> Request:
    request = asked(house, text)
    actions.take(house.session, request.id, who, house.now)
    assert {"subject": request.id} in house.jobs("similar.look")
    look(house, request)
    return request


def found(house: House, request: Request) -> list[str]:
    return [one.words for one in similar.earlier(house.session, request.id)]


def test_who_takes_it_reads_what_was_alike_in_private(house: House) -> None:
    before = asked(house, SHOP)
    done(house, before)
    done(house, asked(house, LOOKS), LENA)
    request = taken(house)
    [one] = similar.earlier(house.session, request.id)
    assert (one.client, one.words) == ("Nordwind", SHOP)
    assert before.thread_ts.replace(".", "") in one.link
    [card] = house.cards(similar.CARD)
    assert (card.place, str(card.audience)) == (LENA, "member")
    for language, head in (("en", "answered before"), ("de", "schon einmal beantwortet")):
        drawn = alike(request.words or AGAIN, Found([one]), Translator(language))
        assert head in str(drawn.blocks)
        assert f"<{one.link}|{SHOP}>" in str(drawn.blocks)


def test_of_all_clients_for_a_member_and_never_in_a_channel(house: House) -> None:
    done(house, asked(house, SHOP, GRACE, HARB))
    request = taken(house)
    assert found(house, request) == [SHOP]
    assert [card.place for card in house.cards(similar.CARD)] == [LENA]
    for card in house.cards("request.client"):
        assert card.place in (NORD, HARB)
    assert not [card for card in house.cards(similar.CARD) if card.place in (NORD, HARB, TEAM)]


def test_three_at_most_and_only_what_was_answered(house: House) -> None:
    for _ in range(4):
        done(house, asked(house, SHOP))
    asked(house, SHOP)
    request = taken(house)
    assert len(found(house, request)) == 3


def test_what_was_only_taken_or_handed_over_has_answered_nothing(house: House) -> None:
    before = asked(house, SHOP, GRACE, HARB)
    actions.take(house.session, before.id, EMRE, house.now)
    request = taken(house)
    assert found(house, request) == []
    actions.hand_to(house.session, before.id, EMRE, JONAS, house.now)
    look(house, request)
    assert found(house, request) == []
    done(house, before)
    look(house, request)
    assert found(house, request) == [SHOP], "it was near enough all the time"


def test_nothing_like_it_is_said_by_nothing(house: House) -> None:
    done(house, asked(house, SHOP))
    request = taken(house, LOOKS)
    assert found(house, request) == []
    assert house.cards(similar.CARD) == []


def test_what_is_handed_on_is_looked_for_again(house: House) -> None:
    done(house, asked(house, SHOP))
    request = taken(house)
    actions.hand_to(house.session, request.id, LENA, JONAS, house.now)
    look(house, request)
    assert found(house, request) == [SHOP]
    assert [card.place for card in house.cards(similar.CARD)] == [LENA, JONAS]


def test_where_nothing_is_learned_nothing_is_shown(house: House) -> None:
    done(house, asked(house, SHOP))
    house.platform.learning = False
    assert found(house, taken(house)) == []


def test_what_is_forgotten_is_read_by_nobody(house: House) -> None:
    before = asked(house, SHOP, GRACE, HARB)
    done(house, before)
    request = taken(house)
    gone = Forgetting(frozenset({GRACE}), frozenset(), house.now, "harb")
    forgetting_requests.forget(house.session, gone)
    assert found(house, request) == []
    [card] = house.cards(similar.CARD)
    drawn = card.wanted
    assert similar.forget(house.session, gone) == {"alike": 1, "alike_page": 0}
    house.session.refresh(card)
    assert card.wanted > drawn
    assert house.session.scalars(select(Alike)).all() == []


def test_texts_that_are_old_and_messages_that_are_deleted_are_gone_too(house: House) -> None:
    old, deleted = asked(house, SHOP), asked(house, SHOP)
    done(house, old)
    done(house, deleted)
    request = taken(house)
    assert len(found(house, request)) == 2
    house.session.execute(
        update(Message)
        .where(Message.request_id == deleted.id, Message.from_client)
        .values(deleted=True, text=None)
    )
    house.session.expire_all()
    assert len(found(house, request)) == 1
    forget_texts(house.session, house.now + timedelta(days=1))
    similar.daily(house.session, house.now)
    assert found(house, request) == []
    assert house.session.scalars(select(Alike)).all() == []


def test_once_nothing_is_learned_messages_show_nothing_of_the_past(house: House) -> None:
    done(house, asked(house, SHOP))
    request = taken(house)
    [card] = house.cards(similar.CARD)
    drawn = card.wanted
    for learning, words in ((False, []), (None, []), (True, [SHOP])):
        house.platform.learning = learning
        similar.decided(house.session, "mario", house.now)
        house.session.refresh(card)
        assert (found(house, request), card.wanted > drawn) == (words, True)
        drawn = card.wanted
    similar.decided(house.session, "another", house.now)
    house.session.refresh(card)
    assert card.wanted == drawn


def test_of_a_question_that_is_forgotten_itself_nothing_stays(house: House) -> None:
    """Its asker is forgotten, not who asked what was like it."""
    done(house, asked(house, SHOP, GRACE, HARB))
    request = taken(house)
    gone = Forgetting(frozenset({ANKE}), frozenset(), house.now, "nord")
    forgetting_requests.forget(house.session, gone)
    assert found(house, request) == []
    assert similar.forget(house.session, gone)["alike"] == 1


def test_words_of_one_of_several_leave_the_messages_that_quote_them(house: House) -> None:
    hers = "Auch die Preise der Messe, sagt der Import."
    before = asked(house, SHOP, TIL)
    house.say(ANKE, hers, NORD)
    done(house, before)
    request = asked(house, AGAIN, TIL)
    actions.take(house.session, request.id, LENA, house.now)
    look(house, request)
    assert hers in str(found(house, request))
    [card] = house.cards(similar.CARD)
    drawn = card.wanted
    gone = Forgetting(frozenset({ANKE}), frozenset(), house.now)
    forgetting_requests.forget(house.session, gone)
    assert similar.forget(house.session, gone)["alike"] == 0
    house.session.refresh(card)
    assert (found(house, request), card.wanted > drawn) == ([SHOP], True)
