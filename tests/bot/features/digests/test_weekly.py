"""A client's week: what is in it, who may send it, and that it is sent once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.channels import service as channels
from bot.features.digests import planning, weekly
from bot.features.digests.company_week import ClientWeek
from bot.features.digests.models import ClientDigest, DigestState
from bot.features.platforms.models import ClientStatus, PlatformMode, Weekly
from bot.features.promises.models import Promise
from bot.features.requests import actions
from bot.features.requests.models import Request, RequestState
from bot.features.tickets.models import Ticket, TicketStage
from tests.bot.features.house import ANKE, EMRE, HARB, JONAS, LOOKS, MARA, NORD, NORD_TOO, House

THURSDAY = datetime(2026, 11, 19, 13, 0, tzinfo=UTC)
"""Two in the afternoon in Berlin."""
DAY = timedelta(days=1)


def due(house: House, at: datetime = THURSDAY, client: str = "nord") -> weekly.Wanted | None:
    house.now = at
    return weekly.wanted(house.session, client, at)


def week(house: House, at: datetime = THURSDAY) -> ClientWeek:
    found = due(house, at)
    assert found is not None
    return found.week


def job(house: House, at: datetime = THURSDAY, text: str = "Text") -> ClientDigest | None:
    """What the job does at ``at``; the newest digest."""
    found = due(house, at)
    weekly.see_to_next(house.session, "nord", at)
    if found is not None:
        weekly.draft(house.session, found, text, [("Preise", "https://x")], 2, at)
    rows = house.session.query(ClientDigest).order_by(ClientDigest.made_at.desc()).all()
    return rows[0] if rows else None


def drafted(house: House) -> ClientDigest:
    house.ask()
    digest = job(house)
    assert digest is not None
    return digest


def taken(house: House, text: str = LOOKS) -> Request:
    house.pass_time(minutes=10)
    request = house.ask(text)
    actions.take(house.session, request.id, JONAS, house.now)
    return request


def close(house: House, request: Request) -> None:
    actions.done_by_member(house.session, request.id, JONAS, house.now)


# What is in it


def test_done_in_work_with_whom_waiting_and_dates(house: House) -> None:
    close(house, house.ask())
    request = taken(house)
    house.add(
        Ticket(
            request_id=request.id,
            label="l",
            stage=TicketStage.CREATED,
            project="NORD",
            issue_type="1",
            summary="",
            description="",
            wanted_by=JONAS,
            wanted_at=house.now,
            key="NORD-1",
            url="https://jira.test/NORD-1",
            due=date(2026, 11, 27),
        )
    )
    waits = taken(house, "Wann startet die neue Landingpage für den Shop?")
    house.say(JONAS, "Welche Texte sollen wir nehmen?", thread=waits.thread_ts)
    found = week(house)
    assert [one.words for one in found.done] == [
        "Im Shop stimmen die Preise nach dem Import nicht mehr"
    ]
    [work] = found.in_work
    assert (work.person, work.due) == ("Jonas Weber", date(2026, 11, 27))
    assert [one.words for one in found.waiting] == [
        "Wann startet die neue Landingpage für den Shop?"
    ]
    assert [one.due for one in found.dated] == [date(2026, 11, 27)]


def test_what_was_promised_in_the_channel_is_a_date(house: House) -> None:
    def promise(what: str, days: int, channel: str = NORD) -> Promise:
        return Promise(
            platform_key="mario",
            client_key="nord",
            channel=channel,
            what=what,
            what_not="",
            due=THURSDAY + days * DAY,
            owner=JONAS,
            made_at=house.now,
        )

    house.add(promise("Der Umzug", 30), promise("Der Rest", 40, NORD_TOO), promise("Die Messe", -1))
    assert due(house) is None, "a date far off is no reason for a digest"
    house.add(promise("Der Katalog", 6))
    found = week(house)
    assert [(one.words, one.due) for one in found.dates] == [
        ("Der Katalog", date(2026, 11, 25)),
        ("Der Umzug", date(2026, 12, 19)),
    ]


def test_members_words_are_not_told_and_what_rests_is_left_in_peace(house: House) -> None:
    request = taken(house)
    request.words = "Die wollen schon wieder alles neu"
    assert week(house).in_work[0].words.startswith("Das Layout der Landingpage")
    request.state = RequestState.RESTING
    assert due(house) is None


def test_matters_of_another_channel_are_counted_and_not_told(house: House) -> None:
    channels.introduce(house.session, NORD_TOO, MARA, "Hi", house.now, posted_by_hand=True)
    house.ask("Können wir die Gehälter im Shop anzeigen?", ANKE, NORD_TOO)
    house.pass_time(minutes=10)
    close(house, house.ask(LOOKS, ANKE, NORD_TOO))
    found = week(house)
    assert not [*found.done, *found.in_work, *found.waiting]
    assert (found.done_elsewhere, found.open_elsewhere) == (1, 1)


def test_it_goes_to_the_channel_that_was_introduced_first(house: House) -> None:
    channels.introduce(house.session, NORD_TOO, MARA, "Hi", house.now, posted_by_hand=True)
    house.ask(LOOKS, ANKE, NORD_TOO)
    found = due(house)
    assert found is not None
    assert found.channel == NORD


# When there is one


def test_nothing_happened_no_digest(house: House) -> None:
    assert due(house) is None
    house.ask()
    assert due(house) is not None
    assert due(house, THURSDAY + 14 * DAY) is None, "open, but nothing has moved in that week"


@pytest.mark.parametrize(
    ("at", "made"),
    [
        (THURSDAY - timedelta(minutes=1), False),
        (THURSDAY, True),
        (THURSDAY + 3 * DAY, True),
        (THURSDAY + 3 * DAY + timedelta(minutes=1), False),
        (THURSDAY + 6 * DAY, False),
    ],
)
def test_a_missed_week_is_made_up_for_within_three_days(
    house: House, at: datetime, made: bool
) -> None:
    house.ask()
    assert (due(house, at) is not None) is made


def test_none_where_it_is_switched_off_or_nothing_is_written(house: House) -> None:
    house.ask()
    house.client().weekly = Weekly.OFF
    assert due(house) is None
    house.client().weekly = Weekly.DRAFT
    house.platform.mode = PlatformMode.OBSERVE
    assert due(house) is None
    house.platform.mode = PlatformMode.ACTIVE
    house.client().status = ClientStatus.DELIVERY_BLOCK
    assert due(house) is None
    house.client().status = ClientStatus.ACTIVE
    assert due(house) is not None


def test_the_clients_holidays_count_too(house: House) -> None:
    house.client().holidays = "US"
    planning.plan(house.session, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    rows = house.due(planning.CLIENT)
    assert rows["nord"] == datetime(2026, 11, 25, 13, 0, tzinfo=UTC), "before Thanksgiving"
    assert rows["harb"] == datetime(2026, 11, 26, 13, 0, tzinfo=UTC)


def test_one_a_week_however_often_the_clock_asks(house: House) -> None:
    house.ask()
    for hours in (0, 5, 60):
        job(house, THURSDAY + timedelta(hours=hours))
    assert house.session.query(ClientDigest).count() == 1
    assert house.due(planning.CLIENT)["nord"] == THURSDAY + 7 * DAY


# Send, edit, not this week


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
