"""What a platform says of suggestions, and whether it learns, reaches whoever is asked."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import MemberTalent
from bot.features.platforms.suggesting import Counting, MayBeWrong
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.routing.alike import alike
from bot.features.routing.gather import weigh, weigh_text
from bot.features.routing.values import Suggestion, WhyNone
from tests.bot.features.house import ANKE, EMRE, JONAS, LENA, LOOKS, MARA, SHOP, House

BOTH = "Preise im Layout"
"""Points to two talents alike."""


def found(house: House, request: Request) -> Suggestion:
    return weigh(house.session, request, (), house.now)


def of(house: House, text: str) -> Suggestion:
    return weigh_text(house.session, text, house.platform, house.now)


def test_how_often_it_may_be_wrong_decides_whether_somebody_is_asked(house: House) -> None:
    request = house.ask("Die Preise im Layout sind falsch.")
    assert house.platform.may_be_wrong == MayBeWrong.ONE_IN_TEN, "unless it says otherwise"
    assert (house.asked(request), request.asks_everybody) == ([], True)
    assert found(house, request).why_none is of(house, BOTH).why_none is WhyNone.UNSURE
    house.platform.may_be_wrong = MayBeWrong.ALWAYS_SUGGEST
    assert found(house, request).choice is not None
    assert of(house, BOTH).choice is not None


def test_what_counts_is_as_the_platform_says(house: House) -> None:
    request = house.ask()
    first = found(house, request).ranked[0]
    assert first.parts.room > 0.0 < first.parts.likes
    house.platform.room_counts = house.platform.likes_count = Counting.IGNORE
    for same in (found(house, request), of(house, SHOP)):
        assert (same.ranked[0].parts.room, same.ranked[0].parts.likes) == (0.0, 0.0)


def test_off_is_as_if_nothing_had_ever_happened(house: House) -> None:
    """Talents, likes and room alone: no likeness, no name, no client known, nothing to *Show*."""
    questions = ("Der Quirrlo hängt.", SHOP, LOOKS, "Die Möwe auf der Startseite blinkt.")
    fresh = [without_room(of(house, text)) for text in questions]
    for text in (*questions, questions[0]):
        house.pass_time(hours=1)
        request = house.request(house.say(ANKE, text))
        actions.take(house.session, request.id, EMRE, house.now)
        house.say(EMRE, "Erledigt.", thread=request.thread_ts)
        actions.done_by_member(house.session, request.id, EMRE, house.now)
    house.pass_time(hours=1)
    shop = house.request(house.say(ANKE, "Der Export der Preise klemmt im Shop."))
    assert max(one.parts.client for one in found(house, shop).ranked) > 0.0
    actions.done_by_member(house.session, shop.id, MARA, house.now)
    house.pass_time(hours=1)
    again = house.ask("Der Quirrlo hängt wieder.")
    assert house.asked(again) == [EMRE]
    assert len(alike(house.session, again.id, EMRE)) == 2
    for undecided_or_off in (None, False):
        house.platform.learning = undecided_or_off
        house.session.flush()
        assert [without_room(of(house, text)) for text in questions] == fresh
        assert found(house, again).why_none is WhyNone.NOBODY_FITS
        assert max(one.parts.client for one in found(house, shop).ranked) == 0.0
        with pytest.raises(Kindly):
            alike(house.session, again.id, EMRE)


def without_room(suggestion: Suggestion) -> object:
    """Who, and what speaks for them, in no order: room is counted from what is open and was."""
    return (
        suggestion.topic,
        suggestion.why_none,
        round(suggestion.confidence, 9),
        {
            one.person_id: (one.parts._replace(room=0.0, client=0.0), one.alike)
            for one in suggestion.ranked
        },
    )


MAIL = """Könnt ihr das Layout vom Button auf dem Handy prüfen?

Viele Grüße
Anke Petersen
Nordwind Shop GmbH, Import und Export, Bestellung unter 0711 123

Von: Kundenservice <service@nordwind.example>
Gesendet: Mittwoch, 11. November 2026 08:14
An: Anke Petersen
Betreff: Preise

Die Preise im Shop stimmen nach dem Import nicht, und der Quirrlo fehlt im Warenkorb."""


def test_signatures_and_quoted_history_are_neither_routed_nor_learned(house: House) -> None:
    request = house.ask(MAIL)
    assert (house.asked(request), request.topic) == ([LENA], "ux")
    house.say(LENA, "Erledigt.", thread=request.thread_ts)
    actions.done_by_member(house.session, request.id, LENA, house.now)
    assert of(house, "Was ist mit dem Quirrlo?").choice is None
    assert LENA not in [one.person_id for one in of(house, SHOP).ranked if one.alike]
    assert of(house, "Könnt ihr das Layout vom Button auf dem Handy prüfen?").ranked[0].alike


# A correction shows on the very next question like it


@pytest.mark.parametrize(("before", "by"), [(0, LENA), (12, MARA)], ids=["given", "taken over"])
def test_in_whose_hands_it_was_put_is_asked_next(house: House, before: int, by: str) -> None:
    grown(house, before)
    text = "Die Möwe auf der Startseite blinkt"
    assert of(house, f"{text} komisch").choice is None
    given(house, text, LENA, by)
    found = of(house, f"{text} wieder")
    assert found.choice is not None
    assert found.choice.person_id == MARA


@pytest.mark.parametrize("by", [JONAS, MARA], ids=["given", "taken over"])
@pytest.mark.parametrize("before", [0, 12], ids=["first day", "much learned"])
def test_a_correction_counts_against_clear_words(house: House, before: int, by: str) -> None:
    grown(house, before)
    text = "Die Preise der Gutscheine fehlen im Shop"
    first = of(house, text)
    assert first.ranked[0].person_id == JONAS
    given(house, text, JONAS, by)
    second = of(house, f"{text} wieder")
    assert second.choice is not None
    assert second.choice.person_id == MARA
    other = of(house, "Wo sehe ich im Shop die Preise?")
    assert other.choice is not None
    assert other.choice.person_id == JONAS


def test_a_correction_counts_whosever_turn_it_is(house: House) -> None:
    emre = house.session.get_one(MemberTalent, (EMRE, "shop"))
    emre.level, emre.likes = 3, True
    for _ in range(4):
        house.pass_time(hours=1)
        request = house.request(house.say(ANKE, SHOP))
        actions.take(house.session, request.id, JONAS, house.now)
        actions.done_by_member(house.session, request.id, JONAS, house.now)
    text = "Die Gutscheine fehlen im Shop beim Checkout"
    assert chosen(of(house, text)) == EMRE, "he had fewer"
    given(house, text, EMRE, EMRE, to=JONAS)
    assert chosen(of(house, f"{text} wieder")) == JONAS
    assert chosen(of(house, "Wo sehe ich im Shop die Preise?")) == EMRE, "nobody put that anywhere"


def chosen(suggestion: Suggestion) -> str | None:
    return suggestion.choice.person_id if suggestion.choice else None


def test_what_turned_out_to_be_no_request_teaches_nothing(house: House) -> None:
    request = house.request(house.say(ANKE, "Der Quirrlo ist da."))
    actions.take(house.session, request.id, LENA, house.now)
    house.say(LENA, "Schön.", thread=request.thread_ts)
    assert chosen(of(house, "Was ist mit dem Quirrlo?")) == LENA
    actions.not_a_request(house.session, request.id, LENA, house.now)
    assert chosen(of(house, "Was ist mit dem Quirrlo?")) is None
    actions.reopen_by_member(house.session, request.id, LENA, house.now)
    assert chosen(of(house, "Was ist mit dem Quirrlo?")) == LENA


def given(house: House, text: str, first: str, by: str, to: str = MARA) -> None:
    """Somebody took it, and it was given to ``to``, or taken over; not answered yet."""
    house.pass_time(hours=1)
    request = house.request(house.say(ANKE, f"{text}."))
    actions.take(house.session, request.id, first, house.now)
    actions.hand_to(house.session, request.id, by, to, house.now)


def grown(house: House, questions: int) -> None:
    """A platform that has learned who answers what."""
    for number in range(questions):
        text, who = ((SHOP, JONAS), (LOOKS, LENA))[number % 2]
        house.pass_time(hours=1)
        request = house.request(house.say(ANKE, f"{text} Nummer {'abcdef'[number % 6] * 3}."))
        actions.take(house.session, request.id, who, house.now)
        actions.done_by_member(house.session, request.id, who, house.now)
