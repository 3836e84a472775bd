"""Tickets: wanted once, what goes into them, what goes wrong, and where they stand."""

from __future__ import annotations

import pytest

from bot.core.errors import Kindly
from bot.features.platforms.models import ClientStatus
from bot.features.requests import actions
from bot.features.requests.models import Request
from bot.features.tickets import service as tickets
from bot.features.tickets.models import Ticket, TicketStage, Trouble
from bot.features.tickets.prefill import FIELD, prefill
from bot.features.tickets.reading import for_client
from bot.ports import FieldInfo, IssueTypeInfo, ProjectInfo, Refused, TicketRef, TicketState
from tests.bot.features.house import ANKE, GRACE, HARB, JONAS, LOOKS, MARA, SHOP, House

WISH = tickets.Wish(issue_type="1", summary="  Preise\nfalsch ", description="alles", priority="3")
PROJECT = ProjectInfo(
    "NORD",
    "Nordwind",
    (IssueTypeInfo("1", "Bug"), IssueTypeInfo("2", "Story", (FieldInfo("points", "Points"),))),
    (("3", "Medium"),),
    frozenset({"CREATE_ISSUES"}),
)


def wanted(house: House, by: str = MARA) -> tuple[Request, Ticket]:
    request = house.ask()
    tickets.want(house.session, request, WISH, by, house.now)
    return request, house.session.get_one(Ticket, request.id)


def test_a_ticket_is_wanted_once(house: House) -> None:
    request, ticket = wanted(house)
    assert (ticket.summary, ticket.project, ticket.stage) == (
        "Preise falsch",
        "NORD",
        TicketStage.WANTED,
    )
    with pytest.raises(Kindly, match="There is already a ticket"):
        tickets.want(house.session, request, WISH, JONAS, house.now)
    assert house.jobs("tickets.create") == [{"request": request.id}]


def test_after_a_refusal_it_can_be_wanted_again_under_the_same_label(house: House) -> None:
    request, ticket = wanted(house)
    label = ticket.label
    tickets.failed(house.session, request.id, Trouble.RIGHT, "", not_created=True)
    tickets.want(house.session, request, WISH, JONAS, house.now)
    assert (ticket.stage, ticket.trouble, ticket.label) == (TicketStage.WANTED, None, label)
    assert len(house.jobs("tickets.create")) == 2


def test_a_refusal_leaves_the_request_unharmed(house: House) -> None:
    request, _ticket = wanted(house)
    actions.take(house.session, request.id, JONAS, house.now)
    tickets.failed(house.session, request.id, Trouble.MISSING, "", not_created=True)
    assert request.assignee == JONAS
    actions.done_by_member(house.session, request.id, JONAS, house.now)
    assert not request.is_open


def test_no_ticket_for_what_is_closed_or_has_no_project_or_a_delivery_block(house: House) -> None:
    request = house.ask()
    client = house.client()
    client.jira_project = None
    with pytest.raises(Kindly, match="no Jira project"):
        tickets.want(house.session, request, WISH, MARA, house.now)
    client.jira_project, client.status = "NORD", ClientStatus.DELIVERY_BLOCK
    with pytest.raises(Kindly, match="delivery block"):
        tickets.want(house.session, request, WISH, MARA, house.now)
    client.status = ClientStatus.ACTIVE
    actions.done_by_member(house.session, request.id, MARA, house.now)
    with pytest.raises(Kindly, match="no longer open"):
        tickets.want(house.session, request, WISH, MARA, house.now)
    assert house.jobs("tickets.create") == []


def test_created_it_is_linked_followed_and_shown(house: House) -> None:
    request, ticket = wanted(house)
    [card] = house.cards("request.team")
    shown = card.wanted
    tickets.created(house.session, request.id, TicketRef("NORD-1", "https://jira.test/NORD-1"))
    assert (ticket.stage, ticket.key) == (TicketStage.CREATED, "NORD-1")
    assert house.jobs("tickets.link") == [{"request": request.id}]
    assert house.jobs("tickets.follow") == [{"keys": ["NORD-1"]}]
    assert card.wanted == shown + 1


def test_only_a_change_of_status_is_drawn_anew(house: House) -> None:
    request, ticket = wanted(house)
    tickets.created(house.session, request.id, TicketRef("NORD-1", "https://jira.test/NORD-1"))
    for status, changes in (("Open", 1), ("Open", 0), ("In Progress", 1)):
        version = request.version
        state = TicketState("NORD-1", status, "indeterminate")
        tickets.followed(house.session, [state], house.now)
        assert (ticket.status, request.version - version) == (status, changes)


def test_a_ticket_is_followed_until_it_and_its_request_are_done(house: House) -> None:
    request, ticket = wanted(house)
    assert tickets.open_keys(house.session) == []
    tickets.created(house.session, request.id, TicketRef("NORD-1", ""))
    assert tickets.open_keys(house.session) == ["NORD-1"]
    actions.done_by_member(house.session, request.id, MARA, house.now)
    assert tickets.open_keys(house.session) == ["NORD-1"]
    ticket.category = "done"
    assert tickets.open_keys(house.session) == []


def test_while_jira_is_away_people_are_told_once(house: House) -> None:
    request, ticket = wanted(house)
    version = request.version
    for _ in range(2):
        tickets.in_trouble(house.session, request.id, Trouble.AWAY, "")
    assert (ticket.stage, ticket.trouble) == (TicketStage.WANTED, Trouble.AWAY)
    assert request.version == version + 1


@pytest.mark.parametrize(
    ("code", "trouble"),
    [("right", Trouble.RIGHT), ("auth", Trouble.AUTH), ("query", Trouble.OTHER)],
)
def test_every_refusal_is_something_a_person_can_act_on(code: str, trouble: Trouble) -> None:
    assert tickets.trouble_of(Refused(code)) is trouble


def test_the_window_starts_with_the_thread_with_names_and_a_link(house: House) -> None:
    request = house.ask()
    house.say(JONAS, f"Hallo <@{ANKE}>, siehe <https://shop.test|hier>", thread=request.thread_ts)
    start = prefill(house.session, request, for_client=False)
    assert start.summary == SHOP.rstrip(".")
    said = start.description.splitlines()
    assert said[0] == "Anke Petersen, 18. November 2026, 10:00 Uhr:"
    assert said[-2] == "Zeiten: Mitteleuropäische Zeit"
    assert "Hallo @Anke Petersen, siehe hier (https://shop.test)" in said
    assert said[-1].startswith("https://us.test/archives/C0NORD/p")
    assert start.rest == ""


def test_its_times_are_the_platforms_in_the_tickets_language(house: House) -> None:
    house.platform.timezone = "America/New_York"
    request = house.ask("The prices are wrong.", GRACE, HARB)
    said = prefill(house.session, request, for_client=False).description.splitlines()
    assert said[0] == "Grace Miller, 18 November 2026, 04:00:"
    assert said[-2] == "Times: Eastern Time"


def test_its_summary_is_never_empty(house: House) -> None:
    ts = house.say(ANKE, "", files=("Preise.xlsx", "Foto.png"))
    named = prefill(house.session, house.request(ts), for_client=True)
    assert named.summary == "Preise.xlsx, Foto.png"
    house.pass_time(hours=1)
    ts = house.say(ANKE, "", files=("",))
    nameless = prefill(house.session, house.request(ts), for_client=True)
    assert nameless.summary == "Anliegen von Nordwind"
    house.pass_time(hours=1)
    asked = house.ask("Hallo zusammen, kurze Frage: Wer pflegt die Bilder? Danke!")
    assert prefill(house.session, asked, for_client=True).summary == "Wer pflegt die Bilder?"


def test_what_exceeds_the_field_is_kept_for_the_submission(house: House) -> None:
    request = house.ask(LOOKS + " x" * 3000)
    start = prefill(house.session, request, for_client=False)
    assert len(start.description) == FIELD
    whole = start.description + start.rest
    assert whole.count(" x") == 3000
    assert whole.endswith(request.thread_ts.replace(".", ""))


def test_a_members_words_are_not_in_what_a_client_reads(house: House) -> None:
    request = house.ask()
    request.words = "Das ist wohl wieder deren eigener Fehler"
    ours = prefill(house.session, request, for_client=False)
    theirs = prefill(house.session, request, for_client=True)
    assert request.words in ours.description
    assert "eigener Fehler" not in theirs.summary + theirs.description + theirs.rest


def test_what_a_project_offers_is_remembered_also_when_jira_is_away(house: House) -> None:
    assert tickets.project(house.session, "NORD") == (None, None)
    tickets.project_known(house.session, PROJECT, house.now)
    assert tickets.project(house.session, "NORD") == (PROJECT, None)
    tickets.project_unknown(house.session, "NORD", Trouble.AWAY, house.now)
    assert tickets.project(house.session, "NORD") == (PROJECT, Trouble.AWAY)


def test_a_client_sees_a_ticket_and_a_vain_try_of_their_own_only(house: House) -> None:
    request, ticket = wanted(house)
    seen = for_client(house.session, request)
    assert seen is not None
    assert (seen.key, seen.failed) == (None, False)
    tickets.failed(house.session, request.id, Trouble.RIGHT, "internal", not_created=True)
    assert for_client(house.session, request) is None
    ticket.wanted_by = ANKE
    seen = for_client(house.session, request)
    assert seen is not None
    assert seen.failed
