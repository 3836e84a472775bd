"""The client's card in each state: what it says, and what can be pressed on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.worker import Drawing
from bot.features.platforms.models import ClientMode, ClientStatus
from bot.features.requests import actions, client_actions, reading, splitting
from bot.features.requests.models import Request
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Trouble
from bot.features.tickets.reading import for_client as ticket_for_client
from bot.ports import TicketRef, TicketState
from handlers.requests.client_views import client_card, closed_quietly
from handlers.slack import readers
from tests.bot.features.house import ANKE, GRACE, HARB, JONAS, MARA, NORD, House
from tests.dialogue.harness import actions_of, text_of

WISH = tickets.Wish(issue_type="1", summary="Prices", description="")
Deed = Callable[[House, Request], object]


def draw(house: House, request: Request) -> Drawing | None:
    house.client(request.client_key).language = "en"
    return client_card(
        reading.for_client(house.session, request, house.now),
        ticket_for_client(house.session, request),
        readers.client(house.client(request.client_key)),
    )


def seen(house: House, request: Request) -> tuple[str, list[str]]:
    drawn = draw(house, request)
    assert drawn is not None
    message = {"text": drawn.text, "blocks": list(drawn.blocks)}
    return text_of(message), actions_of(message)


def take(house: House, request: Request) -> None:
    actions.take(house.session, request.id, JONAS, house.now)


def want(house: House, request: Request, by: str = ANKE) -> None:
    tickets.want(house.session, request, WISH, by, house.now)


def fail(house: House, request: Request) -> None:
    want(house, request)
    tickets.failed(house.session, request.id, Trouble.RIGHT, "secret", not_created=True)


def create(house: House, request: Request) -> None:
    want(house, request)
    tickets.created(house.session, request.id, TicketRef("NORD-7", "https://jira.test/NORD-7"))
    state = TicketState("NORD-7", "In <Review>", "indeterminate")
    tickets.followed(house.session, [state], house.now)


OPEN = "home_what_is_open"
DONE = ["request_done", "request_urgent", OPEN]
ALL = ["request_done", "request_urgent", "ticket_open_client", OPEN]
STATES: list[tuple[Deed, list[str], list[str]]] = [
    (lambda _h, _r: None, ["looking for the right person"], ALL),
    (take, [f"<@{JONAS}> has been looking after this since <!date^"], ALL),
    (
        lambda h, r: client_actions.more_urgent(h.session, r.id, NORD, h.now),
        ["knows that it is urgent"],
        ["request_done", "ticket_open_client", OPEN],
    ),
    (want, ["being created"], DONE),
    (create, ["<https://jira.test/NORD-7|NORD-7> · In &lt;Review&gt;"], DONE),
    (fail, ["could not be created. The team will take care of it"], ALL),
    (
        lambda h, r: client_actions.done_by_client(h.session, r.id, NORD, ANKE, h.now),
        ["Done, <!date^", "Just write here"],
        [],
    ),
    (
        lambda h, r: actions.later(h.session, r.id, MARA, "in May", h.now),
        ["for later (in May)"],
        [],
    ),
]


@pytest.mark.parametrize(("deed", "says", "buttons"), STATES)
def test_it_says_what_is_and_offers_what_can_be_done(
    house: House, deed: Deed, says: list[str], buttons: list[str]
) -> None:
    request = house.ask()
    deed(house, request)
    text, offered = seen(house, request)
    assert [words for words in says if words not in text] == []
    assert offered == buttons
    assert "secret" not in text


def test_a_managed_client_is_offered_no_tickets(house: House) -> None:
    managed = house.ask("The prices in the shop are wrong.", GRACE, HARB)
    assert house.client("harb").mode == ClientMode.MANAGED
    assert seen(house, managed)[1] == DONE


def test_the_way_out_is_on_the_card_and_does_not_shout(house: House) -> None:
    request = house.ask()
    drawn = draw(house, request)
    assert drawn is not None
    more = drawn.blocks[0]["accessory"]
    assert (more["type"], more["action_id"]) == ("overflow", "offboarding_wish")
    assert [one["text"]["text"] for one in more["options"]] == [
        "We would like to end the work together"
    ]
    client_actions.done_by_client(house.session, request.id, NORD, ANKE, house.now)
    closed = draw(house, request)
    assert closed is not None
    assert "accessory" not in closed.blocks[0]


def test_after_the_end_it_says_so_and_offers_nothing(house: House) -> None:
    request = house.ask()
    house.client().status = ClientStatus.DELIVERY_BLOCK
    text, offered = seen(house, request)
    assert "our work together has come to an end" in text
    assert "block" not in text
    assert offered == []


def test_it_goes_where_there_is_nothing_left_to_say(house: House) -> None:
    request = house.ask()
    house.remove(request.thread_ts)
    assert draw(house, request) is None
    house.pass_time(hours=1)
    other = house.ask()
    actions.not_a_request(house.session, other.id, MARA, house.now)
    assert draw(house, other) is None


def test_two_in_one_thread_say_which_is_which_in_the_clients_own_words(house: House) -> None:
    first = house.ask("Hallo zusammen, die Preise im Shop sind falsch. Danke!")
    assert "On “" not in seen(house, first)[0], "one alone needs no name"
    reply = house.say(
        ANKE, f"<@{JONAS}> und wer ändert mit <@{MARA}> das Impressum?", thread=first.thread_ts
    )
    second = splitting.split(house.session, first.id, MARA, [reply], "geheim", house.now)
    assert seen(house, first)[0].startswith("On “Die Preise im Shop sind falsch”:\n")
    told = seen(house, second)[0]
    assert told.startswith("On “Und wer ändert mit @Mara Vogt das Impressum?”:\n")
    assert "geheim" not in told


def test_what_was_split_off_in_a_members_words_is_told_by_its_number(house: House) -> None:
    first = house.ask("Die Preise sind falsch, und das Impressum ist alt.")
    second = splitting.split(house.session, first.id, MARA, [], "geheimes Impressum", house.now)
    told = seen(house, second)[0]
    assert told.startswith("On point 2 in this thread:\n")
    assert "geheim" not in told


@pytest.mark.parametrize(
    ("address", "says"), [("du", "deine Nachricht"), ("Sie", "Ihre Nachricht")]
)
def test_in_german_too_by_du_and_sie(house: House, address: str, says: str) -> None:
    first = house.ask("Die Preise sind falsch & alt.")
    splitting.split(house.session, first.id, MARA, [], "mehr", house.now)
    house.client().address = address
    drawn = client_card(
        reading.for_client(house.session, first, house.now), None, readers.client(house.client())
    )
    assert drawn is not None
    assert drawn.text.startswith("Zu „Die Preise sind falsch &amp; alt“:\n")
    assert says in drawn.text


def test_a_quiet_end_says_of_what(house: House) -> None:
    first = house.ask("Die Preise sind falsch.")
    splitting.split(house.session, first.id, MARA, [], "mehr", house.now)
    drawn = closed_quietly(
        reading.for_client(house.session, first, house.now), readers.client(house.client("harb"))
    )
    assert drawn.text.startswith("On “Die Preise sind falsch”:\n")
