"""A lead sets a client up in Slack; a member edits their own talents and hours."""

from __future__ import annotations

from typing import Any

from bot.features.declaration.export import export
from bot.features.platforms.models import (
    Client,
    ClientChannel,
    MemberTalent,
    Platform,
    Responsibility,
    Rota,
    WorkingHours,
)
from tests.dialogue.harness import Stage, actions_of, text_of


def answered(day: Stage, who: str, typed: str) -> dict[str, Any]:
    """The newest answer that only this person sees."""
    day.command(who, typed)
    notes = [m for m in day.slack.messages(who, "C0TEAM") if m.get("ephemeral")]
    return dict(notes[-1])


def set_up(day: Stage, who: str, what: str, typed: str = "/perron setup") -> None:
    """Open the set-up and choose from it."""
    assert day.slack.post("command", as_=who, channel="C0TEAM", text=typed)["ok"]
    assert day.submit(who, what=what)["ok"]


def choose(day: Stage, who: str, answer: dict[str, Any], action: str, **more: Any) -> None:
    note = answer["ephemeral_id"]
    reply = day.slack.post(
        "click", as_=who, channel="C0TEAM", action_id=action, ephemeral_id=note, **more
    )
    assert reply["ok"], reply


def test_a_lead_sets_up_a_client(day: Stage) -> None:
    day.slack.post("invite", channel="C0NWRELAUNCH", user="U0PERRON")
    day.settle()
    set_up(day, "mara", "new|super-mario")
    window = day.modal("mara")
    typed = {
        "name": "Südwind",
        "key": "sued wind",
        "language": "de",
        "address": "du",
        "channels": ["C0NWRELAUNCH"],
        "taken_within": "2 Stunden",
    }
    refused = day.submit("mara", **typed)
    assert refused["errors"] == {
        "key": "Hier passt: Buchstaben, Ziffern, Bindestriche, wie in super-mario."
    }
    assert day.modal("mara")["id"] == window["id"]
    assert day.submit("mara", key="suedwind", name="Südwind")["ok"]
    day.settle()
    client = day.read(lambda s: s.get_one(Client, "suedwind"))
    assert (client.name, client.language, client.address) == ("Südwind", "de", "du")
    assert (client.platform_key, client.taken_within) == ("super-mario", 120)
    channel = day.read(lambda s: s.get_one(ClientChannel, "C0NWRELAUNCH"))
    assert channel.client_key == "suedwind"

    set_up(day, "mara", "responsible:0|suedwind", "/perron setup super")
    assert day.submit("mara", **{"responsible-billing": "U0EMRE"})["ok"]
    day.settle()
    found = day.read(lambda s: s.get_one(Responsibility, ("suedwind", "billing")))
    assert found.user_id == "U0EMRE"
    assert "name: Südwind" in day.read(export)


def test_app_home_opens_the_same_for_leads_alone(day: Stage) -> None:
    for who, offered in (("mara", True), ("lena", False)):
        day.slack.post("home", as_=who, tab="home")
        day.settle()
        view = day.slack.get("home", as_=who)["view"]
        assert ("setup_open" in actions_of(view)) is offered
        if offered:
            day.slack.post("click", as_=who, view_id=view["id"], action_id="setup_open")
    assert day.submit("mara", what="rota|super-mario")["ok"]
    assert day.submit("mara", members=["U0LENA", "U0JONAS"], begins="2026-11-16")["ok"]
    assert day.read(lambda s: s.get_one(Rota, "super-mario").members) == ["U0LENA", "U0JONAS"]


def test_only_leads_set_up_and_are_asked_kindly(day: Stage) -> None:
    said = day.command("emre", "/perron setup")
    assert "ask Mara Vogt" in said
    assert "/perron talents" in said
    assert "Du bist Lead von Super Mario" in day.command("mara", "/perron setup zelda")


def test_two_leads_at_once_do_not_undo_each_other(day: Stage) -> None:
    set_up(day, "mara", "member:U0EMRE|super-mario")
    assert day.submit("mara", lead="yes")["ok"]
    for who in ("mara", "emre"):
        set_up(day, who, "client|harbour")
    assert day.submit("mara", name="Harbour Holding")["ok"]
    refused = day.submit("emre", name="Harbour Ltd")
    assert "Somebody changed this meanwhile." in refused["errors"]["name"]
    assert day.read(lambda s: s.get_one(Client, "harbour").name) == "Harbour Holding"


def test_who_is_no_lead_any_more_saves_nothing(day: Stage) -> None:
    set_up(day, "mara", "member:U0LENA|super-mario")
    assert day.submit("mara", lead="yes")["ok"]
    set_up(day, "lena", "platform|super-mario")
    set_up(day, "mara", "member:U0LENA|super-mario")
    assert day.submit("mara", lead="no", jira="lena")["ok"]
    refused = day.submit("lena", name="Luigi")
    assert "kann nur ein Lead" in refused["errors"]["name"]
    assert day.read(lambda s: s.get_one(Platform, "super-mario").name) == "Super Mario"


def test_a_member_edits_their_own_talents_and_hours(day: Stage) -> None:
    answer = answered(day, "emre", "/perron talents")
    assert "Nobody else sees your levels" in text_of(answer)
    choose(day, "emre", answer, "own_talents_0")
    assert day.submit("emre", ux="2+", analytics="0")["ok"]
    choose(day, "emre", answer, "own_hours")
    refused = day.submit("emre", hours="9 to 5")
    assert refused["errors"] == {"hours": "What fits here: hours like Mon-Fri 09:00-18:00."}
    assert day.submit("emre", hours="Mon-Thu 08:00-14:00", timezone="Europe/Lisbon")["ok"]
    day.settle()
    ux = day.read(lambda s: s.get_one(MemberTalent, ("U0EMRE", "ux")))
    assert (ux.level, ux.likes) == (2, True)
    assert day.read(lambda s: s.get(MemberTalent, ("U0EMRE", "analytics"))) is None
    assert day.read(lambda s: s.get_one(MemberTalent, ("U0EMRE", "backend"))).level == 2
    hours = day.read(lambda s: s.get_one(WorkingHours, "U0EMRE"))
    assert (hours.hours, hours.timezone) == ("Mon-Thu 08:00-14:00", "Europe/Lisbon")
    assert "ux, level: 2" not in day.read(export)
