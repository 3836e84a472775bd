"""What leads and members change in Slack: the same state, checks and conflicts as a file."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.core.jobs import Job
from bot.features.channels.models import Channel
from bot.features.declaration import fields, leads, offers, own, setup
from bot.features.declaration.editing import AtField, NotAllowed, read
from bot.features.declaration.export import export
from bot.features.declaration.parse import parse
from bot.features.declaration.service import apply, plan, undecided_about_learning
from bot.features.platforms.models import (
    Client,
    ClientChannel,
    Contact,
    Member,
    MemberTalent,
    Platform,
    Responsibility,
    Rota,
    WorkingHours,
)
from bot.features.platforms.service import learn_person, member_of, remember_installation
from bot.ports import Identity, UserInfo

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
MARA, JONAS, LENA, KIM = "U0MARA", "U0JONAS", "U0LENA", "U0KIM"
FILE = f"""\
talents:
  - {{key: backlog, name: {{en: Backlog}}}}
  - {{key: billing, name: {{en: Billing}}}}
platforms:
  - key: mario
    name: Super Mario
    team_channel: C0TEAM
    timezone: Europe/Berlin
    hours: "Mon-Fri 09:00-18:00"
    members:
      - {{slack: {MARA}, lead: true}}
      - slack: {JONAS}
        talents: [{{talent: backlog, level: 3, likes: true}}]
      - slack: {LENA}
    clients:
      - key: nord
        name: Nordwind
        channels: [C0NORD]
        responsible: {{billing: {JONAS}}}
      - {{key: harb, name: Harbour, mode: self-service, channels: [C0HARB]}}
"""
CLIENT: dict[str, Any] = {
    "name": "Nordwind",
    "mode": "managed",
    "language": "en",
    "address": "Sie",
    "weekly": "draft",
    "show_targets": "no",
    "channels": ["C0NORD"],
    "contacts": [],
}
PLATFORM: dict[str, Any] = {
    "name": "Super Mario",
    "team_channel": "C0TEAM",
    "language": "en",
    "timezone": "Europe/Berlin",
    "hours": "Mon-Fri 09:00-18:00",
    "mode": "active",
    "close_after_days": "14",
    "response_times": "no",
    "ballot_rule": "consent",
    "ballot_quorum": "60",
    "notices_promises": "no",
}


@pytest.fixture(autouse=True)
def agency(session: Session) -> None:
    remember_installation(session, Identity("T0US", "U0BOT", "B0BOT", "https://us.test/"))
    apply(session, parse(FILE, "agency.yml"), NOW)
    for user, name in ((MARA, "Mara Vogt"), (JONAS, "Jonas"), (LENA, "Lena"), (KIM, "Kim")):
        learn_person(session, UserInfo(user, "T0US", name), NOW)
    learn_person(session, UserInfo("U0ANKE", "T0NORD", "Anke"), NOW)
    learn_person(session, UserInfo("U0GIL", "T0US", "Gil", is_guest=True), NOW)
    session.execute(delete(Job))


def platform(session: Session) -> Platform:
    return session.get_one(Platform, "mario")


def save_client(session: Session, **given: Any) -> str:
    """Nordwind; a new client where a key was typed."""
    known = None if "key" in given else "nord"
    seen = setup.client_facts(session, known) if known else {}
    return setup.save_client(session, platform(session), known, seen, CLIENT | given, MARA)


def save_platform(session: Session, **given: Any) -> None:
    seen = setup.platform_facts(session, "mario")
    setup.save_platform(session, "mario", seen, PLATFORM | given, MARA)


def save_members(session: Session, *users: str) -> None:
    seen = setup.member_facts(session, "mario")
    setup.save_members(session, "mario", seen, {"members": list(users)}, MARA)


def save_rota(session: Session, begins: str, *users: str) -> None:
    given = {"begins": begins, "members": list(users)}
    setup.save_rota(session, "mario", setup.rota_facts(session, "mario"), given, MARA)


def jobs(session: Session) -> list[tuple[str, Any]]:
    return [(job.kind, dict(job.payload)) for job in session.scalars(select(Job))]


# Who may


def test_leads_set_up_and_others_learn_whom_to_ask(session: Session) -> None:
    assert [one.key for one in leads.require_leads(session, MARA)] == ["mario"]
    with pytest.raises(Kindly, match="ask Mara Vogt"):
        leads.require_leads(session, JONAS)
    with pytest.raises(Kindly, match="Only a lead of Super Mario"):
        leads.require_lead(session, JONAS, "mario")
    session.get_one(Member, ("mario", MARA)).lead = False
    session.flush()
    with pytest.raises(Kindly, match="has none yet"):
        leads.require_leads(session, JONAS)


# The platform


def test_whether_it_learns_is_undecided_until_a_lead_decides(session: Session) -> None:
    assert undecided_about_learning(session) == ["Super Mario"]
    assert platform(session).learning is None
    save_platform(session)
    assert platform(session).learning is None
    assert jobs(session) == []
    save_platform(session, learning="yes")
    assert platform(session).learning is True
    assert jobs(session) == [("similar.decided", {"subject": "mario"})]
    save_platform(session, learning="no")
    assert platform(session).learning is False
    assert undecided_about_learning(session) == []


def test_a_change_of_hours_has_the_clocks_counted_anew(session: Session) -> None:
    save_platform(session, hours="Mon-Thu 08:00-17:00", emergency="Call 0711")
    found = platform(session)
    assert (found.hours, found.emergency) == ("Mon-Thu 08:00-17:00", "Call 0711")
    assert jobs(session) == [("upkeep.replan", {"subject": "mario"})]


def test_what_changes_nothing_asks_for_nothing(session: Session) -> None:
    save_platform(session)
    assert jobs(session) == []


@pytest.mark.parametrize(
    ("given", "field", "allowed"),
    [
        ({"hours": "9 to 5"}, "hours", "hours like Mon-Fri 09:00-18:00"),
        ({"timezone": "Berlin"}, "timezone", "a time zone like Europe/Berlin"),
        ({"holidays": "XX"}, "holidays", "a country or a part of it, like DE or DE-BW"),
        ({"close_after_days": "0"}, "close_after_days", "a whole number from {least} to {most}"),
        ({"name": "  "}, "name", "something: it cannot be empty"),
    ],
)
def test_what_is_not_allowed_is_told_at_its_field(
    session: Session, given: dict[str, str], field: str, allowed: str
) -> None:
    with pytest.raises(NotAllowed) as told:
        save_platform(session, **given)
    assert (told.value.field, told.value.wrong.msgid) == (field, allowed)


def test_a_team_channel_is_no_clients_channel(session: Session) -> None:
    with pytest.raises(AtField, match="a client's channel is another one") as told:
        save_platform(session, team_channel="C0NORD")
    assert told.value.field == "channels"


# Two at once


def test_what_somebody_else_changed_meanwhile_is_not_undone(session: Session) -> None:
    seen = setup.platform_facts(session, "mario")
    save_platform(session, name="Luigi")
    given = PLATFORM | {"hours": "Mon-Fri 10:00-18:00"}
    setup.save_platform(session, "mario", seen, given, JONAS)
    found = platform(session)
    assert (found.name, found.hours) == ("Luigi", "Mon-Fri 10:00-18:00")
    with pytest.raises(AtField, match="Somebody changed this meanwhile") as told:
        setup.save_platform(session, "mario", seen, given | {"name": "Peach"}, JONAS)
    assert told.value.field == "name"


# On call


def test_who_is_on_call_is_set_and_taken_away(session: Session) -> None:
    assert setup.next_monday(date(2026, 11, 22)) == date(2026, 11, 23)
    assert setup.next_monday(date(2026, 11, 23)) == date(2026, 11, 23)
    save_rota(session, "2026-11-23", LENA, MARA)
    rota = session.get_one(Rota, "mario")
    assert (rota.begins, rota.members) == (date(2026, 11, 23), [LENA, MARA])
    with pytest.raises(NotAllowed) as told:
        save_rota(session, "2026-11-24", LENA)
    assert told.value.field == "begins"
    with pytest.raises(AtField, match=r"Kim is no member of Super Mario\."):
        save_rota(session, "2026-11-23", LENA, KIM)
    save_rota(session, "2026-11-23")
    assert session.get(Rota, "mario") is None


# Members


def test_members_come_and_go_and_keep_what_they_are(session: Session) -> None:
    save_members(session, MARA, JONAS, KIM)
    assert member_of(session, KIM, "mario") is not None
    assert member_of(session, LENA, "mario") is None
    assert session.get_one(Member, ("mario", MARA)).lead
    assert ("people.sync", {}) in jobs(session)


def test_a_page_of_members_says_nothing_about_the_others(session: Session) -> None:
    page = setup.member_facts(session, "mario", LENA)
    setup.save_members(session, "mario", page, {"members": [KIM]}, MARA)
    found = [user for user in (MARA, JONAS, LENA, KIM) if member_of(session, user, "mario")]
    assert found == [MARA, JONAS, KIM]


@pytest.mark.parametrize(
    ("users", "says"),
    [
        ([MARA, JONAS, LENA, "U0ANKE"], "Anke cannot be a member"),
        ([MARA, JONAS, LENA, "U0GIL"], "Gil cannot be a member"),
        ([MARA, JONAS, LENA, "U0STRANGER"], "cannot be a member"),
        ([JONAS, LENA], "Somebody has to be lead"),
        ([MARA, LENA], "Jonas is responsible for something at Nordwind"),
    ],
)
def test_who_cannot_come_or_go_is_told(session: Session, users: list[str], says: str) -> None:
    with pytest.raises(AtField, match=says) as told:
        save_members(session, *users)
    assert told.value.field == "members"


def test_who_is_on_call_cannot_go_yet(session: Session) -> None:
    save_rota(session, "2026-11-23", LENA)
    with pytest.raises(AtField, match="Lena is on call in turn"):
        save_members(session, MARA, JONAS)


def test_a_member_becomes_lead_and_has_a_name_in_jira(session: Session) -> None:
    seen = setup.member_facts(session, "mario", JONAS)
    given = {"lead": "yes", "jira": " jonas "}
    setup.save_member(session, "mario", JONAS, seen, given, MARA)
    member = session.get_one(Member, ("mario", JONAS))
    assert (member.lead, member.jira) == (True, "jonas")


def test_the_last_lead_stays_lead(session: Session) -> None:
    seen = setup.member_facts(session, "mario", MARA)
    with pytest.raises(AtField, match="Somebody has to be lead"):
        setup.save_member(session, "mario", MARA, seen, {"lead": "no", "jira": ""}, MARA)


# Clients


def test_a_client_is_set_up(session: Session) -> None:
    save_client(
        session,
        language="de",
        taken_within="6h",
        done_within="5 Werktage",
        show_targets="yes",
        weekly="auto",
        holidays="AT",
        jira_project="NORD",
        channels=["C0NEW"],
        contacts=["U0GIL"],
    )
    client = session.get_one(Client, "nord")
    assert (client.taken_within, client.answer_within, client.done_within) == (360, None, 2700)
    assert (client.language, client.weekly, client.holidays) == ("de", "auto", "AT")
    assert client.show_targets
    assert session.get(ClientChannel, "C0NORD") is None
    assert session.get_one(ClientChannel, "C0NEW").client_key == "nord"
    assert session.get(Contact, ("nord", "U0GIL")) is not None
    assert {kind for kind, _ in jobs(session)} == {
        "channels.refresh",
        "upkeep.replan",
        "people.sync",
        "tickets.project",
    }


def test_a_new_client_has_a_key_of_its_own(session: Session) -> None:
    assert save_client(session, key="sued", name="Südwind", channels=[]) == "sued"
    assert session.get_one(Client, "sued").platform_key == "mario"
    with pytest.raises(AtField, match="key already: Nordwind"):
        save_client(session, key="nord")
    with pytest.raises(NotAllowed):
        save_client(session, key="no spaces")


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"channels": ["C0HARB"]}, "channels", "One of these is a channel of Harbour"),
        ({"channels": ["C0TEAM"]}, "channels", "This is a team channel"),
        ({"contacts": [JONAS]}, "contacts", "Jonas is a member"),
        ({"mode": "self-service"}, "mode", "take them away first"),
        ({"done_within": "soon"}, "done_within", "a duration of business time"),
        ({"jira_project": "nord"}, "jira_project", "in capitals"),
    ],
)
def test_what_does_not_go_together_is_told_at_its_field(
    session: Session, given: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(AtField, match=says) as told:
        save_client(session, **given)
    assert told.value.field == field


def test_responsibilities_go_from_one_to_another_or_to_nobody(session: Session) -> None:
    talents = ["backlog", "billing"]

    def save(**given: str) -> None:
        seen = setup.responsible_facts(session, "nord", talents)
        typed = {f"responsible-{talent}": user for talent, user in given.items()}
        setup.save_responsible(session, "nord", talents, seen, typed, MARA)

    save(backlog=LENA, billing=MARA)
    assert session.get_one(Responsibility, ("nord", "billing")).user_id == MARA
    with pytest.raises(AtField, match="Kim is no member") as told:
        save(backlog=KIM)
    assert told.value.field == "responsible-backlog"
    save(backlog=LENA)
    assert session.get(Responsibility, ("nord", "billing")) is None


def test_a_client_who_is_gone_cannot_be_set_up(session: Session) -> None:
    session.get_one(Client, "harb").active = False
    session.flush()
    with pytest.raises(Kindly, match="no longer here"):
        leads.require_client(session, platform(session), "harb")


def test_only_channels_that_nobody_else_has_are_offered(session: Session) -> None:
    session.add(Channel(id="C0FREE", name="free", outside=False))
    session.add(Channel(id="C0OUT", name="out", outside=True))
    session.get_one(Channel, "C0NORD").name = "nord"
    session.flush()
    assert offers.for_team(session, platform(session)) == [
        ("C0TEAM", "C0TEAM"),
        ("C0FREE", "#free"),
    ]
    assert [key for key, _ in offers.for_client(session, "nord")] == ["C0NORD", "C0FREE", "C0OUT"]
    assert offers.for_client(session, None) == [("C0FREE", "#free"), ("C0OUT", "#out")]
    session.get_one(Client, "harb").active = False
    session.flush()
    assert ("C0HARB", "C0HARB") in offers.for_client(session, None)


# One's own


def test_everybody_says_themselves_what_they_are_good_at(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    seen = own.own_facts(session, JONAS, "skill")
    with caplog.at_level(logging.INFO):
        own.save_talents(
            session, JONAS, ["backlog", "billing"], seen, {"backlog": "2", "billing": "1+"}
        )
    backlog = session.get_one(MemberTalent, (JONAS, "backlog"))
    billing = session.get_one(MemberTalent, (JONAS, "billing"))
    assert [(one.level, one.likes) for one in (backlog, billing)] == [(2, False), (1, True)]
    noted = [record.__dict__ for record in caplog.records if record.message == "set up in Slack"]
    assert {one["what"] for one in noted} == {
        "talent backlog of U0JONAS",
        "talent billing of U0JONAS",
    }
    assert all(one["by"] == JONAS and "values" not in one for one in noted)
    seen = own.own_facts(session, JONAS, "skill")
    own.save_talents(session, JONAS, ["billing"], seen, {"billing": own.NOT_MINE})
    assert session.get(MemberTalent, (JONAS, "billing")) is None
    assert session.get(MemberTalent, (JONAS, "backlog")) is not None


def test_own_hours_are_in_ones_own_zone(session: Session) -> None:
    def save(**given: str) -> None:
        own.save_hours(session, LENA, own.own_facts(session, LENA, "hours"), given)

    save(hours="Mon-Thu 08:00-14:00", timezone="Europe/Lisbon")
    assert session.get_one(WorkingHours, LENA).timezone == "Europe/Lisbon"
    assert jobs(session) == [("upkeep.replan", {"subject": "mario"})]
    with pytest.raises(AtField, match="needs hours beside it"):
        save(timezone="Europe/Lisbon")
    save()
    assert session.get(WorkingHours, LENA) is None


# Beside the file


def test_both_ways_mix(session: Session) -> None:
    save_client(session, name="Nordwind Holding", done_within="5d")
    save_platform(session, hours="Mon-Fri 10:00-18:00")
    changed = FILE.replace("Super Mario", "Luigi")
    found = apply(session, parse(changed, "agency.yml"), NOW)
    assert [str(change) for change in found.changes] == [
        "change platform mario (name: 'Super Mario' becomes 'Luigi')"
    ]
    assert found.conflicts == []
    text = export(session)
    assert "name: Nordwind Holding" in text
    assert "Mon-Fri 10:00-18:00" in text
    assert plan(session, parse(text, "agency.yml")).changes == []


def test_the_log_says_who_changed_what(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        save_platform(session, name="Luigi")
    [noted] = [r.__dict__ for r in caplog.records if r.message == "set up in Slack"]
    assert (noted["by"], noted["what"], noted["action"]) == (MARA, "platform mario", "change")
    assert (noted["before"], noted["values"]) == ({"name": "Super Mario"}, {"name": "Luigi"})


def test_what_is_allowed_is_said_in_german_too() -> None:
    told = []
    for form, inputs in (
        (fields.PLATFORM, setup.PLATFORM_INPUTS),
        (fields.CLIENT, setup.CLIENT_INPUTS),
    ):
        for name in inputs:
            try:
                read(form, (name,), {name: "\N{SNOWMAN}" * 3000})
            except NotAllowed as problem:
                wrong = problem.wrong
                told.append((wrong.msgid, Translator("de")(wrong.msgid, **wrong.params)))
    assert len(told) > 8
    words = [one for one in told if " or " not in one[0]]
    assert [one for one in words if one[0] == one[1]] == []


def test_what_counts_in_suggestions_is_set_and_nothing_else_changes(session: Session) -> None:
    seen = setup.platform_facts(session, "mario")
    chosen = {name: str(fields.PLATFORM[name].default) for name in setup.SUGGESTING_INPUTS}
    given = chosen | {"room_counts": "much", "may_be_wrong": "one in five"}
    before = {**seen["platform", "mario"]}
    setup.save_suggesting(session, "mario", seen, given, MARA)
    after = setup.platform_facts(session, "mario")["platform", "mario"]
    changed = {name: after[name] for name in after if after[name] != before[name]}
    assert changed == {"room_counts": "much", "may_be_wrong": "one in five"}
    with pytest.raises(AtField) as caught:
        setup.save_suggesting(session, "mario", seen, given | {"newcomers": "all"}, MARA)
    assert caught.value.field == "newcomers"


def test_who_wants_to_learn_a_talent_has_no_level_of_it(session: Session) -> None:
    own.save_talents(session, LENA, ["backlog"], {}, {"backlog": own.LEARNS})
    assert session.get_one(MemberTalent, (LENA, "backlog")).level == 0
    assert own.answer(0, likes=False) == own.LEARNS
