"""What is drafted from a workspace loads, once what it asks for is filled in."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.features.declaration.draft import MISSING, Shared, Workspace, draft
from bot.features.declaration.draft_talents import SUGGESTED
from bot.features.declaration.parse import DeclarationError, parse
from bot.ports import ChannelInfo, ProjectName, UserInfo

OURS = "T0US"


def channel(name: str, *, member: bool = True) -> ChannelInfo:
    key = f"C0{name.upper().replace('-', '')}"
    return ChannelInfo(key, name, member, False, False, False, False)


def person(name: str, team: str = OURS, **more: Any) -> UserInfo:
    return UserInfo(f"U0{name.upper()}", team, name, **more)


MARA = person("Mara", locale="de-DE", timezone="Europe/Berlin")
EMRE = person("Emre", locale="en-GB", timezone="Europe/Berlin")
LENA = person("Lena", locale="de-DE", timezone="Europe/Berlin")
ANKE = person("Anke", "T0NORD", locale="de-DE")
GUEST = person("Gil", is_guest=True, locale="en-GB")
NORD = (
    Shared(channel("ext-nordwind-gleiswerk"), "T0NORD", (ANKE,)),
    Shared(channel("nordwind-relaunch", member=False), "T0NORD"),
)
HARBOUR = Shared(channel("harbour"), outsiders=(GUEST,))
PROJECTS = (
    ProjectName("HARB", "Harbour & Co"),
    ProjectName("NW", "Nordwind Shop"),
    ProjectName("INT", "Internal things"),
)


def workspace(**changed: Any) -> Workspace:
    values: dict[str, Any] = {
        "domain": "gleiswerk",
        "people": (MARA, EMRE, LENA),
        "shared": (*NORD, HARBOUR),
        "internal": (channel("general"), channel("super-mario")),
        "projects": PROJECTS,
    }
    return Workspace(**{**values, **changed})


def test_where_nothing_is_missing_it_loads_as_it_is() -> None:
    facts = parse(draft(workspace()), "agency.yml")
    platform = facts["platform", "super-mario"]
    assert (platform["name"], platform["team_channel"]) == ("Super Mario", "C0SUPERMARIO")
    assert (platform["timezone"], platform["language"]) == ("Europe/Berlin", "de")
    assert (platform["holidays"], platform["mode"]) == ("DE", "observe")
    assert [key[-1] for key in facts if key[0] == "member"] == ["U0EMRE", "U0LENA", "U0MARA"]


def test_another_companys_channels_are_one_client() -> None:
    facts = parse(draft(workspace()), "agency.yml")
    nord = facts["client", "nordwind"]
    assert (nord["name"], nord["language"], nord["jira_project"]) == ("Nordwind", "de", "NW")
    channels = {key[-1]: values["client_key"] for key, values in facts.items() if "channel" in key}
    assert channels == {
        "C0EXTNORDWINDGLEISWERK": "nordwind",
        "C0NORDWINDRELAUNCH": "nordwind",
        "C0HARBOUR": "harbour",
    }
    assert "contact" not in {key[0] for key in facts if "nordwind" in key}


def test_guests_are_a_clients_contacts() -> None:
    text = draft(workspace())
    assert ("contact", "harbour", "U0GIL") in parse(text, "agency.yml")
    assert parse(text, "agency.yml")["client", "harbour"]["jira_project"] == "HARB"
    assert "- U0GIL  # Gil" in text


def test_what_was_guessed_says_so() -> None:
    text = draft(workspace())
    for line in (
        "name: Nordwind  #",
        "language: de  # check",
        "jira_project: NW  # check: Nordwind",
    ):
        assert line in text
    assert "# INT  # Internal things" in text
    assert "- C0NORDWINDRELAUNCH  # #nordwind-relaunch: write /invite @Perron there" in text


@pytest.mark.parametrize(
    ("changed", "wrong", "says"),
    [
        ({"internal": ()}, "team_channel", "to do: invite Perron to the team's channel"),
        (
            {"internal": (channel("mario"), channel("luigi"))},
            "team_channel",
            "to do: the id of one of C0MARIO (#mario), C0LUIGI (#luigi)",
        ),
        ({"people": ()}, "timezone", "to do: one like Europe/Berlin"),
    ],
)
def test_what_is_missing_is_told_and_named_by_apply(
    changed: dict[str, Any], wrong: str, says: str
) -> None:
    text = draft(workspace(**changed))
    [line] = [line for line in text.splitlines() if MISSING in line]
    assert says in line
    with pytest.raises(DeclarationError) as told:
        parse(text, "agency.yml")
    [problem] = told.value.problems
    assert text.splitlines()[problem.line - 1] == line
    assert f"'{wrong}' should be" in problem.text
    filled = "Europe/Berlin" if wrong == "timezone" else "C0TEAM"
    assert parse(text.replace(MISSING, filled), "agency.yml")


def test_an_empty_workspace_is_a_start_too() -> None:
    text = draft(workspace(shared=(), projects=None))
    assert parse(text, "agency.yml")
    assert "invite it to one" in text
    assert "Jira is not set up" in text


def test_clients_of_the_same_name_have_keys_of_their_own() -> None:
    twice = (Shared(channel("acme"), "T0A"), Shared(channel("acme-support"), "T0B"))
    facts = parse(draft(workspace(shared=twice)), "agency.yml")
    assert [key[-1] for key in facts if key[0] == "client"] == ["acme", "acme-2"]


def test_the_suggested_talents_are_ready_to_be_taken() -> None:
    start = SUGGESTED.index("# talents:")
    suggested = "\n".join(line[2:] for line in SUGGESTED[start:].splitlines())
    facts = parse(suggested + "\nplatforms: []\n", "agency.yml")
    assert len(facts) == 7
    for talent in yaml.safe_load(suggested)["talents"]:
        assert {*talent["name"]} == {*talent["description"]} == {"en", "de"}
