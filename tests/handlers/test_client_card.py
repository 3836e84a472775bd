"""The client's card in each state: what it says, and what can be pressed on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.worker import Drawing
from bot.features.platforms.models import ClientMode, ClientStatus
from bot.features.requests import actions, client_actions, reading
from bot.features.requests.models import Request
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Trouble
from bot.features.tickets.reading import for_client as ticket_for_client
from bot.ports import TicketRef, TicketState
from handlers.requests.client_views import client_card
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


ALL = ["request_done", "request_urgent", "ticket_open_client"]
STATES: list[tuple[Deed, list[str], list[str]]] = [
    (lambda _h, _r: None, ["looking for the right person"], ALL),
    (take, [f"<@{JONAS}> has been looking after this since <!date^"], ALL),
    (
        lambda h, r: client_actions.more_urgent(h.session, r.id, NORD, h.now),
        ["knows that it is urgent"],
        ["request_done", "ticket_open_client"],
    ),
    (want, ["being created"], ["request_done", "request_urgent"]),
    (create, ["<https://jira.test/NORD-7|NORD-7> · In &lt;Review&gt;"], ALL[:2]),
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


def test_a_managed_or_blocked_client_is_offered_no_tickets(house: House) -> None:
    managed = house.ask("The prices in the shop are wrong.", GRACE, HARB)
    assert house.client("harb").mode == ClientMode.MANAGED
    assert seen(house, managed)[1] == ALL[:2]
    request = house.ask()
    house.client().status = ClientStatus.DELIVERY_BLOCK
    assert seen(house, request)[1] == ALL[:2]


def test_it_goes_where_there_is_nothing_left_to_say(house: House) -> None:
    request = house.ask()
    house.remove(request.thread_ts)
    assert draw(house, request) is None
    house.pass_time(hours=1)
    other = house.ask()
    actions.not_a_request(house.session, other.id, MARA, house.now)
    assert draw(house, other) is None
