"""From a window to an issue in Jira, created once, whatever happens between."""

from __future__ import annotations

from tests.dialogue.harness import Json, Stage, actions_of, eventually, text_of

PRICES = "The prices in the shop are wrong since the import."
GERMAN = "Im Shop stimmen die Preise nach dem Import nicht mehr."


def ask(office: Stage, text: str = PRICES, who: str = "grace", channel: str = "C0HARBOUR") -> str:
    ts = office.post(who, channel, text)
    office.settle()
    return ts


def fields(window: Json) -> dict[str, Json]:
    """The inputs of a window by their block's id."""
    return {b["block_id"]: b["element"] for b in window["blocks"] if b["type"] == "input"}


def open_window(office: Stage, who: str = "emre") -> dict[str, Json]:
    office.click(who, "C0TEAM", office.team_card(), "ticket_open")
    return fields(office.modal(who))


def test_from_the_team_card_prefilled_linked_and_followed(office: Stage) -> None:
    ts = ask(office)
    office.post("emre", "C0HARBOUR", "Which ones? " + "long " * 700, thread_ts=ts)
    office.settle()
    shown = open_window(office)
    assert shown["summary"]["initial_value"] == PRICES.rstrip(".")
    assert "Grace Miller" in shown["description"]["initial_value"]
    types = [option["text"]["text"] for option in shown["issue_type"]["options"]]
    assert set(types) == {"Task", "Bug", "Story"}
    assert len(shown["priority"]["options"]) == 5
    office.post("grace", "C0HARBOUR", "All of them.", thread_ts=ts)
    assert office.submit("emre", summary="Wrong prices", issue_type="1", priority="2")["ok"]
    office.settle()

    [issue] = office.issues(ts)
    assert (issue["summary"], issue["type"], issue["priority"]) == ("Wrong prices", "Bug", "High")
    assert issue["assignee"] == "emre"
    assert issue["description"].count("long") == 700, "what exceeds the field is added"
    assert issue["links"][0]["url"].endswith(ts.replace(".", ""))
    for card in (office.team_card(), office.cards("grace", "C0HARBOUR", ts)[0]):
        assert issue["key"] in text_of(card)
        assert "Open" in text_of(card)
        assert not {"ticket_open", "ticket_open_client"} & set(actions_of(card))

    office.jira("transition", key=issue["key"], status="In Progress")
    eventually(lambda: "In Progress" in text_of(office.team_card()), "the new status")
    office.settle()
    assert "In Progress" in text_of(office.cards("grace", "C0HARBOUR", ts)[0])


def test_of_two_windows_for_one_request_one_makes_a_ticket(office: Stage) -> None:
    ts = ask(office)
    for who in ("emre", "sofie"):
        open_window(office, who)
    assert "a few words" in office.submit("sofie", summary="  ")["errors"]["summary"]
    assert office.submit("emre")["ok"]
    assert "There is already a ticket" in str(office.submit("sofie")["errors"])
    office.slack.post("close", as_="sofie", view_id=office.modal("sofie")["id"])
    office.settle()
    assert len(office.issues(ts)) == 1


def test_a_self_service_client_opens_one_and_a_managed_one_cannot(office: Stage) -> None:
    managed = ask(office)
    ts = ask(office, GERMAN, "anke", "C0NORDWIND")
    office.advance(minutes=16)
    assert "ticket_open_client" not in actions_of(office.cards("grace", "C0HARBOUR", managed)[0])
    office.click(
        "anke", "C0NORDWIND", office.cards("anke", "C0NORDWIND", ts)[0], "ticket_open_client"
    )
    assert fields(office.modal("anke"))["summary"]["initial_value"] == GERMAN.rstrip(".")
    assert office.submit("anke", summary="Preise")["ok"]
    office.settle()
    [issue] = office.issues(ts)
    [card] = office.cards("anke", "C0NORDWIND", ts)
    assert issue["key"] in text_of(card)
    assert "ticket_open_client" not in actions_of(card)


def test_a_connection_that_breaks_after_the_deed_leaves_one_ticket(office: Stage) -> None:
    ts = ask(office)
    open_window(office)
    office.jira(
        "hostile",
        jira={"search_lag": 0.5},
        script=[{"method": "POST /rest/api/2/issue", "nth": 1, "do": "drop_after"}],
    )
    assert office.submit("emre")["ok"]
    office.settle()
    [issue] = office.issues(ts)
    assert issue["key"] in text_of(office.team_card())


def test_while_jira_is_away_the_card_says_so_and_then_it_is_created(office: Stage) -> None:
    ts = ask(office)
    open_window(office)
    office.jira("hostile", jira={"down": True})
    assert office.submit("emre")["ok"]
    eventually(lambda: "cannot be reached" in text_of(office.team_card()), "why it takes time")
    assert office.issues(ts) == []
    office.jira("hostile")
    eventually(lambda: office.issues(ts), "the ticket")
    office.settle()
    assert len(office.issues(ts)) == 1
    assert office.issues(ts)[0]["key"] in text_of(office.team_card())


def test_what_jira_demands_or_forbids_is_said_and_the_request_is_unharmed(office: Stage) -> None:
    ts = ask(office)
    open_window(office)
    rights = {"account": "perron", "project": "HARB"}
    office.jira("rights", without=["CREATE_ISSUES"], **rights)
    assert office.submit("emre")["ok"]
    office.settle()
    card = office.team_card()
    assert "not allowed to create tickets" in text_of(card)
    assert "ticket_open" in actions_of(card)

    office.jira("rights", **rights)
    demand = {"project": "HARB", "issue_type": "Bug", "field": "duedate"}
    office.jira("required", name="Due date", **demand)
    open_window(office)
    assert office.submit("emre", issue_type="1")["ok"]
    office.settle()
    assert "Jira requires more" in text_of(office.team_card())
    office.jira("required", name=None, **demand)

    office.jira("hostile", jira={"401": 1.0})
    open_window(office)
    assert office.submit("emre")["ok"]
    office.settle()
    assert "does not accept Perron's token" in text_of(office.team_card())
    office.jira("hostile")
    assert office.issues(ts) == []

    open_window(office)
    assert office.submit("emre")["ok"]
    office.settle()
    [issue] = office.issues(ts)
    office.press("emre", "request_take")
    assert issue["key"] in text_of(office.team_card())
    assert "<@U0EMRE> has had it" in text_of(office.team_card())


def test_by_shortcut_a_message_becomes_a_request_with_a_ticket(office: Stage) -> None:
    ts = office.post("grace", "C0HARBOUR", "Thank you")
    office.settle()
    cards = len(office.cards("mara", "C0TEAM"))
    office.shortcut("emre", "request_ticket", "C0HARBOUR", ts)
    assert len(office.cards("mara", "C0TEAM")) == cards, "opening a window raises nothing"
    assert office.submit("emre", summary="Thank-you note")["ok"]
    office.settle()
    [issue] = office.issues(ts)
    assert issue["key"] in text_of(office.team_card())
    office.shortcut("sofie", "request_ticket", "C0HARBOUR", ts)
    office.settle()
    assert "There is already a ticket" in office.whispers("sofie", "C0HARBOUR")[-1]
