"""*Raise for the client*: what, where, by whom, and what it teaches."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import ClientStatus
from bot.features.requests import actions, raising, reading
from bot.features.requests.models import Request
from tests.bot.features.house import (
    ANKE,
    COLLEAGUE,
    JONAS,
    LOOKS,
    MARA,
    NORD,
    NORD_TOO,
    TEAM,
    House,
)


def pointed(ts: str, author: str = ANKE, text: str = "Danke", **more: str) -> raising.Pointed:
    more = {"channel": NORD, **more}
    return raising.Pointed(
        ts=ts, author=author, text=text, thread_ts=more.pop("thread", None), **more
    )


def test_a_clients_message_is_raised_and_learned_from(house: House) -> None:
    ts = house.say(ANKE, "Danke")
    house.pass_time(hours=2)
    request = raising.raise_for_client(house.session, pointed(ts), "", MARA, house.now)
    assert (request.author, request.raised_by, request.created_at) == (ANKE, MARA, house.now)
    assert ("is a request", MARA) in house.outcomes(request)
    other = house.say(ANKE, LOOKS)
    assert house.request(other).id != request.id, "the window counts from when it was written"


def test_raised_in_a_members_words_it_teaches_nothing(house: House) -> None:
    ts = house.say(ANKE, "Danke")
    words = "Anke braucht die Preisliste"
    request = raising.raise_for_client(house.session, pointed(ts), words, MARA, house.now)
    assert reading.for_team(house.session, request).words == words
    house.pass_time(hours=1)
    house.say(ANKE, "Danke")
    assert len(house.requests()) == 1


def test_a_members_own_message_can_be_raised(house: House) -> None:
    ts = house.say(JONAS, "Nordwind hat am Telefon nach den Preisen gefragt.")
    own = pointed(ts, JONAS, "Nordwind hat am Telefon nach den Preisen gefragt.")
    request = raising.raise_for_client(house.session, own, "", JONAS, house.now)
    assert reading.for_team(house.session, request).words.startswith("Nordwind hat")
    assert "is a request" not in [kind for kind, _ in house.outcomes(request)]


def test_a_reply_is_raised_for_its_thread(house: House) -> None:
    root = house.say(JONAS, "Neues Release.")
    reply = house.say(ANKE, "ok", thread=root)
    asked = pointed(reply, text="ok", thread=root)
    request = raising.raise_for_client(house.session, asked, "Sie will es testen", MARA, house.now)
    assert request.thread_ts == root


def test_what_belongs_to_an_open_request_is_not_raised_twice(
    house: House, request_: Request
) -> None:
    reply = house.say(ANKE, "ok", thread=request_.thread_ts)
    for message in (pointed(request_.thread_ts), pointed(reply, thread=request_.thread_ts)):
        with pytest.raises(Kindly, match="an open request already"):
            raising.raise_for_client(house.session, message, "", MARA, house.now)


def test_raising_what_was_closed_opens_it_again(house: House, request_: Request) -> None:
    actions.done_by_member(house.session, request_.id, MARA, house.now)
    reply = pointed(f"{house.now.timestamp() + 9:.6f}", thread=request_.thread_ts)
    assert raising.raise_for_client(house.session, reply, "", MARA, house.now) is request_
    assert request_.is_open


def test_a_message_that_was_deleted_meanwhile_is_not_raised(house: House) -> None:
    ts = house.say(ANKE, "Danke")
    house.remove(ts)
    with pytest.raises(Kindly, match="deleted meanwhile"):
        raising.raise_for_client(house.session, pointed(ts), "", MARA, house.now)


@pytest.mark.parametrize(
    ("channel", "by", "says"),
    [
        (TEAM, MARA, "not a client's channel"),
        (NORD, COLLEAGUE, "Only members"),
        (NORD_TOO, MARA, "introduction has not been posted"),
    ],
)
def test_where_and_by_whom_nothing_can_be_raised(
    house: House, channel: str, by: str, says: str
) -> None:
    message = pointed(f"{house.now.timestamp():.6f}", channel=channel)
    with pytest.raises(Kindly, match=says):
        raising.raise_for_client(house.session, message, "", by, house.now)
    assert house.requests() == []


def test_nothing_is_raised_for_a_client_with_a_delivery_block(house: House) -> None:
    ts = house.say(ANKE, "Danke")
    house.client().status = ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="delivery block"):
        raising.raise_for_client(house.session, pointed(ts), "", MARA, house.now)
