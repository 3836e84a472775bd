"""A client's week is sent once: by one click, or by itself; edited, left out, dropped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.digests import planning, weekly
from bot.features.digests.models import DigestState
from bot.features.platforms.models import ClientStatus, Weekly
from tests.bot.features.digests.weeks import DAY, THURSDAY, close, drafted, job, week
from tests.bot.features.house import ANKE, EMRE, HARB, MARA, NORD, House


def test_one_click_by_any_member_and_the_second_is_told(house: House) -> None:
    digest = drafted(house)
    [card] = house.cards(weekly.DRAFT_CARD)
    assert str(card.audience) == "team"
    assert house.cards(weekly.CLIENT_CARD) == []
    weekly.send(house.session, digest.id, 1, EMRE, house.now)
    with pytest.raises(Kindly) as told:
        weekly.send(house.session, digest.id, 1, MARA, house.now)
    assert told.value.params == {"name": "Emre Aydin"}
    [sent] = house.cards(weekly.CLIENT_CARD)
    assert (sent.place, str(sent.audience), sent.subject) == (NORD, "client", digest.id)


def test_only_members_decide(house: House) -> None:
    digest = drafted(house)
    for who in (ANKE, "U0COLLEAGUE"):
        with pytest.raises(Kindly):
            weekly.send(house.session, digest.id, 1, who, house.now)
        with pytest.raises(Kindly):
            weekly.skip(house.session, digest.id, who)
    assert house.cards(weekly.CLIENT_CARD) == []


def test_nobody_sends_a_text_they_have_not_seen(house: House) -> None:
    digest = drafted(house)
    weekly.edit(house.session, digest.id, 1, EMRE, "Alles bestens")
    with pytest.raises(Kindly):
        weekly.send(house.session, digest.id, 1, MARA, house.now)
    with pytest.raises(Kindly) as told:
        weekly.edit(house.session, digest.id, 1, MARA, "Anders")
    assert told.value.params == {"name": "Emre Aydin"}
    with pytest.raises(Kindly):
        weekly.edit(house.session, digest.id, 2, MARA, "  \n ")
    weekly.send(house.session, digest.id, 2, MARA, house.now)
    assert (digest.text, digest.state, digest.decided_by) == ("Alles bestens", "sent", MARA)


def test_not_this_week_is_final(house: House) -> None:
    digest = drafted(house)
    weekly.skip(house.session, digest.id, MARA)
    with pytest.raises(Kindly):
        weekly.send(house.session, digest.id, 1, EMRE, house.now)
    assert digest.state == DigestState.SKIPPED


def test_what_nobody_sent_by_the_next_week_is_dropped_silently(house: House) -> None:
    digest = drafted(house)
    weekly.see_to_next(house.session, "nord", THURSDAY + DAY)
    assert digest.state == DigestState.DRAFT
    weekly.see_to_next(house.session, "nord", THURSDAY + 7 * DAY)
    assert digest.state == DigestState.DROPPED
    assert len(house.cards(weekly.DRAFT_CARD)) == 1
    with pytest.raises(Kindly):
        weekly.send(house.session, digest.id, 1, MARA, house.now)


def test_nothing_goes_out_that_may_not_any_more(house: House) -> None:
    digest = drafted(house)
    house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly):
        weekly.send(house.session, digest.id, 1, MARA, house.now)
    house.client().status = ClientStatus.ACTIVE
    digest.channel = HARB
    with pytest.raises(Kindly):
        weekly.send(house.session, digest.id, 1, MARA, house.now)
    assert house.cards(weekly.CLIENT_CARD) == []


def test_by_itself_where_the_agency_chose_that_and_by_day(house: House) -> None:
    house.client().weekly = Weekly.AUTO
    house.ask()
    saturday = THURSDAY + 2 * DAY
    digest = job(house, saturday)
    assert digest is not None
    assert house.cards(weekly.DRAFT_CARD) == []
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert house.due(planning.SEND) == {digest.id: monday}
    weekly.send_by_itself(house.session, digest.id, monday)
    weekly.send_by_itself(house.session, digest.id, monday)
    assert (digest.state, digest.decided_by) == (DigestState.SENT, None)
    assert len(house.cards(weekly.CLIENT_CARD)) == 1


def test_not_by_itself_if_that_was_switched_off_meanwhile(house: House) -> None:
    house.client().weekly = Weekly.AUTO
    digest = drafted(house)
    house.client().weekly = Weekly.DRAFT
    weekly.send_by_itself(house.session, digest.id, THURSDAY)
    assert digest.state == DigestState.DRAFT


def test_what_a_week_left_out_is_told_in_the_next(house: House) -> None:
    close(house, house.ask())
    first = job(house)
    assert first is not None
    house.now = THURSDAY + timedelta(hours=2)
    house.say(ANKE, "Und wie geht es mit dem Layout der Landingpage weiter?")
    found = week(house, THURSDAY + 7 * DAY)
    assert found.done == [], "a week is a week"
    weekly.see_to_next(house.session, "nord", THURSDAY)
    weekly.send(house.session, first.id, 1, MARA, THURSDAY)
    again = house.ask("Stimmt der Import im Shop jetzt wieder?")
    house.now = THURSDAY + timedelta(hours=1)
    close(house, again)
    assert len(week(house, THURSDAY + 7 * DAY).done) == 1


def test_texts_are_forgotten_in_time(house: House) -> None:
    digest = drafted(house)
    weekly.forget(house.session, THURSDAY - DAY)
    house.session.refresh(digest)
    assert digest.text == "Text"
    weekly.forget(house.session, THURSDAY + DAY)
    house.session.refresh(digest)
    assert (digest.text, digest.links) == (None, [])
    with pytest.raises(Kindly):
        weekly.send(house.session, digest.id, 1, MARA, house.now)
