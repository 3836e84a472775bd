"""The introduction, who can read a channel, and a channel with a new id."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Kindly
from bot.features.channels import service as channels
from bot.features.channels.models import Channel
from bot.features.channels.service import Exposure
from bot.features.platforms.models import PlatformMode
from bot.features.platforms.service import client_of_channel
from bot.features.requests.moving import channel_renamed
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    LENA,
    MARA,
    NORD,
    NORD_TOO,
    SHOP,
    TEAM,
    House,
)

WALL = datetime(2026, 1, 1, tzinfo=UTC)


def introduce(
    house: House, by: str = MARA, text: str = "Guten Tag.", *, by_hand: bool = False
) -> None:
    channels.introduce(house.session, NORD_TOO, by, text, house.now, posted_by_hand=by_hand)


def test_the_introduction_is_offered_to_the_team_when_the_bot_joins(house: House) -> None:
    channels.joined(house.session, NORD_TOO)
    channels.joined(house.session, NORD_TOO)
    assert [card.place for card in house.cards("channel.offer")] == [TEAM]


@pytest.mark.parametrize("channel", [NORD, TEAM])
def test_it_is_offered_neither_twice_nor_where_there_is_no_client(
    house: House, channel: str
) -> None:
    channels.joined(house.session, channel)
    assert house.cards("channel.offer") == []


def test_posted_it_lets_perron_read_from_there_on(house: House) -> None:
    assert not channels.may_read(house.session, NORD_TOO)
    introduce(house, text=" Guten Tag. ")
    [card] = house.cards("channel.introduction")
    assert (card.place, str(card.audience)) == (NORD_TOO, "client")
    row = house.session.get_one(Channel, NORD_TOO)
    assert (row.introduction, row.introduced_by) == ("Guten Tag.", MARA)
    assert channels.may_read(house.session, NORD_TOO)
    assert channels.introduced_since(house.session, NORD_TOO) == house.now.timestamp()


def test_it_is_posted_once(house: House) -> None:
    introduce(house)
    house.pass_time(hours=1)
    with pytest.raises(Kindly, match="posted already"):
        introduce(house, LENA, "Noch einmal.")
    row = house.session.get_one(Channel, NORD_TOO)
    assert (row.introduction, row.introduced_by) == ("Guten Tag.", MARA)


@pytest.mark.parametrize("who", [ANKE, COLLEAGUE])
def test_only_members_post_it(house: House, who: str) -> None:
    with pytest.raises(Kindly, match=r"Only members of Super Mario|for members of a platform"):
        introduce(house, who)
    assert not channels.may_read(house.session, NORD_TOO)


def test_an_empty_introduction_introduces_nobody(house: House) -> None:
    with pytest.raises(Kindly, match="a few words"):
        introduce(house, text="  \n ")


def test_observing_it_is_posted_by_hand_and_nothing_is_written(house: House) -> None:
    house.platform.mode = PlatformMode.OBSERVE
    introduce(house, by_hand=True)
    assert channels.may_read(house.session, NORD_TOO)
    assert not channels.may_write(house.session, NORD_TOO)
    assert house.cards("channel.introduction") == []


def test_nothing_is_written_before_it_either(house: House) -> None:
    assert channels.may_write(house.session, NORD)
    assert not channels.may_write(house.session, NORD_TOO)
    assert not channels.may_write(house.session, TEAM)


def test_a_check_is_relied_on_for_a_minute(house: House) -> None:
    def exposure(after: int) -> Exposure:
        return channels.exposure(house.session, TEAM, WALL + timedelta(seconds=after))

    assert exposure(0) is Exposure.STALE
    channels.checked(house.session, TEAM, name="team", outside=False, at=WALL)
    assert (exposure(60), exposure(61)) == (Exposure.INSIDE, Exposure.STALE)
    channels.connected(house.session, TEAM, "T0NORD")
    assert exposure(1) is Exposure.STALE
    assert house.session.get_one(Channel, TEAM).outside


def test_a_team_channel_seen_from_outside_is_silenced_and_the_leads_are_told(house: House) -> None:
    channels.checked(house.session, TEAM, name="team", outside=True, at=WALL)
    channels.checked(house.session, TEAM, name="team", outside=True, at=WALL)
    assert [card.place for card in house.cards("channel.silenced")] == [MARA]
    channels.checked(house.session, TEAM, name="team", outside=False, at=WALL)
    assert not house.session.get_one(Channel, TEAM).silenced


def test_who_is_connected_is_kept(house: House) -> None:
    for team in ("T0NORD", "T0OTHER", "T0NORD"):
        channels.connected(house.session, NORD, team)
    channels.disconnected(house.session, NORD, "T0OTHER")
    assert house.session.get_one(Channel, NORD).connected_teams == ["T0NORD"]


@pytest.mark.parametrize("known_before", [False, True])
def test_a_channel_with_a_new_id_is_the_same_channel(house: House, known_before: bool) -> None:
    request = house.ask()
    if known_before:
        channels.connected(house.session, "C0NEW", "T0NORD")
    for _ in range(2):
        channels.renamed(house.session, NORD, "C0NEW")
        channel_renamed(house.session, NORD, "C0NEW")
    client = client_of_channel(house.session, "C0NEW")
    assert client is not None
    assert client.key == "nord"
    assert channels.may_write(house.session, "C0NEW")
    reply = house.say(ANKE, "Es eilt.", "C0NEW", thread=request.thread_ts)
    assert house.request(reply, "C0NEW").id == request.id
    house.edit(ANKE, request.thread_ts, SHOP + " Bitte heute.", "C0NEW")
    assert len(house.requests()) == 1


def test_the_team_channel_may_change_its_id_too(house: House) -> None:
    house.ask()
    channels.checked(house.session, TEAM, name="team", outside=False, at=WALL)
    channels.renamed(house.session, TEAM, "C0NEWTEAM")
    assert house.platform.team_channel == "C0NEWTEAM"
    assert [card.place for card in house.cards("request.team")] == ["C0NEWTEAM"]
