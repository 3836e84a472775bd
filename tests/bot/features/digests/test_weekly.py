"""A client's week: what is in it, and when there is one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.features.channels import service as channels
from bot.features.digests import planning
from bot.features.digests.models import ClientDigest
from bot.features.platforms.models import ClientStatus, PlatformMode, Weekly
from bot.features.promises.models import Promise
from bot.features.requests.models import RequestState
from bot.features.tickets.models import Ticket, TicketStage
from tests.bot.features.digests.weeks import DAY, THURSDAY, close, due, job, taken, week
from tests.bot.features.house import ANKE, JONAS, LOOKS, MARA, NORD, NORD_TOO, House

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
