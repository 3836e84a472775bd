from pathlib import Path

import pytest

from bot.features.declaration.parse import DeclarationError, parse
from bot.features.declaration.state import KINDS

AGENCY = Path(__file__).parents[4] / "playground" / "agency.yml"
FORMAT = Path(__file__).parents[4] / "docs" / "agency-file.md"
START = """\
talents:
  - {key: backlog, name: {en: Backlog, de: Backlog}, description: {en: "Prioritising"}}
platforms:
  - key: super-mario
    name: Super Mario
    team_channel: C0TEAM
    timezone: Europe/Berlin
    hours: "Mon-Fri 09:00-18:00"
    members:
      - slack: U0001
        talents: [{talent: backlog, level: 3, likes: true}]
    clients:
      - key: nordwind
        name: Nordwind
        channels: [C0SHARED]
"""
PLATFORM = """\
  - key: tetris
    name: Tetris
    team_channel: C0TETRIS
    timezone: Europe/Berlin
    hours: "Mon-Fri 09:00-18:00"
"""


def said(text: str) -> list[str]:
    with pytest.raises(DeclarationError) as caught:
        parse(text, "agency.yml")
    return str(caught.value).splitlines()


def test_the_demo_agency_is_declared_as_it_should_be() -> None:
    facts = parse(AGENCY.read_text(), "agency.yml")
    assert facts["platform", "super-mario"]["holidays"] == "DE-BW"
    assert facts["client", "nordwind"]["mode"] == "self-service"
    assert facts["responsible", "harbour", "billing"] == {"user_id": "U0SOFIE"}
    assert facts["skill", "U0MARA", "backlog"] == {"level": 3, "likes": True}
    assert facts["channel", "C0HARBOUR"] == {"client_key": "harbour"}


def test_the_file_that_the_documentation_shows_can_be_applied() -> None:
    shown = FORMAT.read_text().partition("```yaml\n")[2].partition("```")[0]
    facts = parse(shown, "agency-file.md")
    assert facts["client", "nordwind"]["done_within"] == 2700
    assert {key[0] for key in facts} == set(KINDS), "every kind of fact is shown"


def test_what_is_left_out_has_a_default() -> None:
    facts = parse(START, "agency.yml")
    assert facts["platform", "super-mario"] == {
        "name": "Super Mario",
        "team_channel": "C0TEAM",
        "timezone": "Europe/Berlin",
        "hours": "Mon-Fri 09:00-18:00",
        "holidays": None,
        "mode": "active",
        "language": "en",
        "close_after_days": 14,
        "emergency": None,
        "response_times": False,
        "learning": None,
        "ballot_rule": "consent",
        "ballot_quorum": 60,
        "notices_promises": False,
        "level_counts": "normal",
        "likes_count": "normal",
        "room_counts": "normal",
        "client_counts": "normal",
        "newcomers": "one in ten",
        "may_be_wrong": "one in ten",
        "billed_label": None,
        "billed_field": None,
        "archive_scheme": None,
        "archive_category": None,
    }
    assert facts["client", "nordwind"] == {
        "name": "Nordwind",
        "language": "en",
        "address": "Sie",
        "mode": "managed",
        "jira_project": None,
        "wiki_space": None,
        "platform_key": "super-mario",
        "window_seconds": 120,
        "taken_within": None,
        "answer_within": None,
        "done_within": None,
        "show_targets": False,
        "holidays": None,
        "weekly": "draft",
    }
    assert facts["member", "super-mario", "U0001"] == {"lead": False, "jira": None}


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    text = START.replace("name: Nordwind", "name: No")
    assert parse(text, "agency.yml")["client", "nordwind"]["name"] == "No"
    text = START.replace("slack: U0001", "slack: U0001\n        jira: 0557058")
    assert parse(text, "agency.yml")["member", "super-mario", "U0001"]["jira"] == "0557058"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("key: super-mario", "key: Super Mario!", 4, "'key' should be letters, digits, hyphens"),
        ("timezone: Europe/Berlin", "timezone: Berlin", 7, "like Europe/Berlin"),
        ("Mon-Fri 09:00-18:00", "Mo-Fr 9-18", 8, "hours like Mon-Fri 09:00-18:00"),
        ("team_channel: C0TEAM", "team_channel: '#team'", 6, "a channel's Slack id"),
        ("team_channel: C0TEAM", "team_chanel: C0TEAM", 6, "did you mean 'team_channel'?"),
        ("    name: Super Mario\n", "", 4, "'name' is missing."),
        ("slack: U0001", "slack: mara", 10, "a person's Slack id"),
        ("level: 3", "level: 4", 11, "a whole number from 0 to 3, not '4'"),
        ("likes: true", "likes: very", 11, "true or false, not 'very'"),
        ("talent: backlog", "talent: backlg", 11, "no talent 'backlg'; declared are backlog."),
        ("name: Nordwind", "name: Nordwind\n        language: fr", 15, "en or de, not 'fr'"),
        ("name: Nordwind", "name: Nordwind\n        address: sie", 15, "du or Sie, not 'sie'"),
        ("name: Nordwind", "name: Nordwind\n        mode: self", 15, "self-service or managed"),
        ("name: Nordwind", "name: Nordwind\n        jira_project: nord", 15, "in capitals"),
        ("name: Nordwind", "name: Nordwind\n        window: soon", 15, "from 0 to 3600"),
        ("name: Nordwind", "name: Nordwind\n        contacts: [U0001]", 15, "is a member"),
        ("name: Nordwind", "name: Nordwind\n        contacts: U0001", 15, "should be a list"),
        ("channels: [C0SHARED]", "channels: [C0TEAM]", 15, "is a team channel"),
        ("channels: [C0SHARED]", "channels: [C0SHARED, C0SHARED]", 15, "on line 15 already"),
        ("name: Super Mario", "name: Super Mario\n    mode: silent", 6, "active or observe"),
        ("name: Super Mario", "name: Super Mario\n    holidays: DE-XX", 6, "like DE or DE-BW"),
        ("name: Super Mario", "name: Super Mario\n    name: Luigi", 6, "'name' is there twice"),
        ("name: {en: Backlog, de: Backlog}", "name: Backlog", 2, "a mapping with en, de"),
        ("name: {en: Backlog, de: Backlog}", "name: {fr: Arriéré}", 2, "'fr' is not known here"),
        ("slack: U0001", "slack: U0001\n        hours: 9-5", 11, "hours like Mon-Fri"),
        ("slack: U0001", "slack: U0001\n        timezone: Mars", 11, "zone like Europe/Berlin"),
        ("slack: U0001", "slack: U0001\n        timezone: UTC", 10, "stands beside 'hours'"),
        ("name: Nordwind", "name: Nordwind\n        weekly: no", 15, "off or draft or auto"),
        ("name: Nordwind", "name: Nordwind\n        show_targets: soon", 15, "true or false"),
        ("name: Nordwind", "name: Nordwind\n        holidays: XX", 15, "like DE or DE-BW"),
        ("name: Nordwind", "name: Nordwind\n        targets: 6h", 15, "with taken, answer, done"),
        ("name: Nordwind", "name: Nordwind\n        targets: {takn: 6h}", 15, "mean 'taken'?"),
        (
            "name: Nordwind",
            "name: Nordwind\n        targets: {done: fast}",
            15,
            "a duration of business time like 45m, 6h or 5d: 'fast' is not understood",
        ),
        ("platforms:", "platform:", 3, "did you mean 'platforms'?"),
        ("level: 3,", "level: [3,", 11, "This is not YAML"),
    ],
)
def test_an_error_names_the_line_and_what_is_allowed(
    old: str, new: str, line: int, says: str
) -> None:
    assert old in START
    messages = said(START.replace(old, new, 1))
    assert any(m.startswith(f"agency.yml:{line}: ") and says in m for m in messages), messages


def test_responsibilities_are_for_managed_clients_their_members_and_known_talents() -> None:
    managed = START + "        responsible: {backlog: U0001}\n"
    assert parse(managed, "agency.yml")["responsible", "nordwind", "backlog"]
    self_service = managed + "        mode: self-service\n"
    assert said(self_service) == ["agency.yml:16: 'responsible' is for managed clients only."]
    wrong = said(START + "        responsible: {billing: U0001, backlog: U0002}\n")
    assert wrong == [
        "agency.yml:16: There is no member of super-mario 'U0002'; declared are U0001.",
        "agency.yml:16: There is no talent 'billing'; declared are backlog.",
    ]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (PLATFORM.replace("tetris", "super-mario"), "platform super-mario was declared on line 4"),
        (PLATFORM.replace("C0TETRIS", "C0TEAM"), "C0TEAM is a team channel already"),
        (PLATFORM + "    clients: [{key: nordwind, name: Other}]\n", "client nordwind"),
        (PLATFORM + "    clients: [{key: o, name: O, channels: [C0SHARED]}]\n", "channel C0SHARED"),
        (PLATFORM + "    members: [{slack: U01}, {slack: U01}]\n", "member U01 of platform tetris"),
        (
            PLATFORM + "    members: [{slack: U0001, talents: [{talent: backlog, level: 1}]}]\n",
            "talent backlog of U0001 was declared on line 11 already.",
        ),
    ],
)
def test_nothing_is_declared_twice(more: str, says: str) -> None:
    assert says in "\n".join(said(START + more))


def test_a_person_on_two_platforms_may_have_the_same_talents_there() -> None:
    same = "    members: [{slack: U0001, talents: [{talent: backlog, level: 3, likes: true}]}]\n"
    assert ("member", "tetris", "U0001") in parse(START + PLATFORM + same, "agency.yml")


def test_all_errors_are_told_at_once_in_order() -> None:
    text = START.replace("level: 3", "level: 9").replace("Europe/Berlin", "Berlin")
    assert [message.split(":")[1] for message in said(text)] == ["7", "11"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a list\n", "just words", "a: [b", "\x00"])
def test_what_is_no_declaration_is_told(text: str) -> None:
    assert said(text)


def on_call(text: str) -> str:
    return START.replace("    members:", f"    on_call: {text}\n    members:", 1)


def test_who_is_on_call_is_declared_by_week() -> None:
    facts = parse(on_call("{begins: 2026-11-23, members: [U0001]}"), "agency.yml")
    assert facts["rota", "super-mario"] == {"begins": "2026-11-23", "members": ["U0001"]}


@pytest.mark.parametrize(
    ("rota", "says"),
    [
        ("{begins: 2026-11-24, members: [U0001]}", "a Monday like 2026-11-23: 2026-11-24 is no"),
        ("{begins: monday, members: [U0001]}", "should be a Monday like 2026-11-23"),
        ("{members: [U0001]}", "'begins' is missing."),
        ("{begins: 2026-11-23, members: []}", "should name at least one person."),
        ("{begins: 2026-11-23, members: [U0001, U0001]}", "U0001 is there twice."),
        ("{begins: 2026-11-23, members: [U0009]}", "no member of super-mario 'U0009'"),
        ("[U0001]", "a mapping with begins, members"),
    ],
)
def test_a_rota_that_cannot_be_is_told_on_its_line(rota: str, says: str) -> None:
    [message] = said(on_call(rota))
    assert message.startswith("agency.yml:9: ")
    assert says in message


def test_targets_are_business_time_of_the_platform() -> None:
    targets = "        targets: {taken: 6h, answer: 1 business day, done: 5d}\n"
    facts = parse(START + targets, "agency.yml")
    values = facts["client", "nordwind"]
    assert [values[f"{name}_within"] for name in ("taken", "answer", "done")] == [360, 540, 2700]
    shorter = (START + targets).replace("09:00-18:00", "09:00-12:00,13:00-17:00")
    assert parse(shorter, "agency.yml")["client", "nordwind"]["done_within"] == 5 * 420


def test_working_hours_belong_to_the_person() -> None:
    hours = '        hours: "Mon-Thu 08:00-14:00"\n        timezone: Europe/Lisbon\n'
    text = START.replace("slack: U0001\n", f"slack: U0001\n{hours}", 1)
    expected = {"hours": "Mon-Thu 08:00-14:00", "timezone": "Europe/Lisbon"}
    assert parse(text, "agency.yml")["hours", "U0001"] == expected
    again = PLATFORM + f"    members:\n      - slack: U0001\n{hours}"
    assert parse(text + again, "agency.yml")["hours", "U0001"] == expected
    assert parse(text + PLATFORM + "    members: [{slack: U0001}]\n", "agency.yml")
    contradicted = said(text + again.replace("08:00", "09:00"))
    assert [m.split(": ", 1)[1] for m in contradicted] == [
        "working hours of U0001 was declared on line 10 already."
    ]
