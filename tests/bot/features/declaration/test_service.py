from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Card
from bot.core.jobs import Job
from bot.features.channels.models import Channel
from bot.features.declaration.merge import Plan
from bot.features.declaration.parse import parse
from bot.features.declaration.service import apply, plan
from bot.features.platforms.models import (
    Client,
    ClientChannel,
    Contact,
    Declared,
    Member,
    MemberTalent,
    Platform,
    Rota,
    Talent,
    Weekly,
    WorkingHours,
)
from bot.features.platforms.service import client_of_channel, member_of

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
FILE = """\
talents:
  - {key: backlog, name: {en: Backlog}}
  - {key: billing, name: {en: Billing}}
platforms:
  - key: mario
    name: Super Mario
    team_channel: C0TEAM
    timezone: Europe/Berlin
    hours: "Mon-Fri 09:00-18:00"
    members:
      - slack: U0MARA
        talents: [{talent: backlog, level: 3, likes: true}, {talent: billing, level: 1}]
      - slack: U0JONAS
    clients:
      - key: nord
        name: Nordwind
        channels: [C0NORD]
        jira_project: NORD
        contacts: [U0CONTACT]
        responsible: {billing: U0MARA}
"""
JONAS = "      - slack: U0JONAS\n"
CLIENT = FILE[FILE.index("    clients:") :]
Use = Callable[[str], Plan]


@pytest.fixture
def use(session: Session) -> Use:
    return lambda text: apply(session, parse(text, "agency.yml"), NOW)


def lines(plan: Plan) -> list[str]:
    return [str(change) for change in plan.changes]


def client(session: Session) -> Client:
    return session.get_one(Client, "nord")


def test_everything_is_added_once_and_asked_for_outside(session: Session, use: Use) -> None:
    first = use(FILE)
    assert len(first.changes) == 11
    assert session.get_one(Client, "nord").jira_project == "NORD"
    assert {row.id for row in session.scalars(select(Channel))} == {"C0TEAM", "C0NORD"}
    queued = sorted((job.kind, job.lane) for job in session.scalars(select(Job)))
    assert queued == [
        ("channels.refresh", "channel:C0NORD"),
        ("channels.refresh", "channel:C0TEAM"),
        ("people.sync", "people"),
        ("tickets.project", "project:NORD"),
        ("upkeep.replan", "platform:mario"),  # else its digests begin with the next start
    ]


def test_applying_twice_changes_nothing(session: Session, use: Use) -> None:
    use(FILE)
    jobs = len(session.scalars(select(Job)).all())
    again = use(FILE)
    assert (again.changes, again.conflicts) == ([], [])
    assert len(session.scalars(select(Job)).all()) == jobs


def test_planning_changes_nothing(session: Session) -> None:
    assert plan(session, parse(FILE, "agency.yml")).changes
    assert session.scalars(select(Platform)).all() == []


def test_a_change_in_the_file_is_made(session: Session, use: Use) -> None:
    use(FILE)
    changed = use(
        FILE.replace("name: Nordwind", "name: Nordwind AG").replace("level: 1", "level: 2")
    )
    assert lines(changed) == [
        "change talent billing of U0MARA (level: 1 becomes 2)",
        "change client nord (name: 'Nordwind' becomes 'Nordwind AG')",
    ]
    assert client(session).name == "Nordwind AG"


def test_who_is_removed_becomes_inactive_and_comes_back(session: Session, use: Use) -> None:
    use(FILE)
    assert lines(use(FILE.replace(JONAS, ""))) == ["remove member U0JONAS of platform mario"]
    assert session.get_one(Member, ("mario", "U0JONAS")).active is False
    assert lines(use(FILE)) == ["add member U0JONAS of platform mario"]
    assert member_of(session, "U0JONAS", "mario") is not None


def test_a_removed_client_keeps_what_it_had_out_of_sight(session: Session, use: Use) -> None:
    use(FILE)
    assert lines(use(FILE.replace(CLIENT, ""))) == ["remove client nord"]
    assert client_of_channel(session, "C0NORD") is None
    assert session.get(ClientChannel, "C0NORD") is not None
    assert use(FILE.replace(CLIENT, "")).changes == []
    use(FILE.replace("[C0NORD]", "[C0NEW]"))
    assert client(session).active
    assert session.get(ClientChannel, "C0NORD") is None
    assert client_of_channel(session, "C0NEW") is client(session)


def test_who_comes_back_has_the_talents_declared_then(session: Session, use: Use) -> None:
    use(FILE)
    use(
        FILE.replace("slack: U0MARA", "slack: U0OTHER").replace(
            "billing: U0MARA", "billing: U0OTHER"
        )
    )
    assert session.get(MemberTalent, ("U0MARA", "billing")) is not None
    use(FILE.replace(", {talent: billing, level: 1}", ""))
    assert session.get(MemberTalent, ("U0MARA", "billing")) is None
    assert session.get_one(MemberTalent, ("U0MARA", "backlog")).level == 3


def test_a_channel_can_go_to_another_client(session: Session, use: Use) -> None:
    use(FILE)
    other = "      - {key: sued, name: Südwind, channels: [C0NORD]}\n"
    use(FILE.replace("[C0NORD]", "[]") + other)
    found = client_of_channel(session, "C0NORD")
    assert found is not None
    assert found.key == "sued"


def test_a_whole_platform_can_be_removed(session: Session, use: Use) -> None:
    use(FILE)
    use("platforms: []\n")
    for row in (*session.scalars(select(Platform)), *session.scalars(select(Talent))):
        assert row.active is False
    assert not client(session).active
    assert use("platforms: []\n").changes == []


def test_what_was_changed_in_slack_stays(session: Session, use: Use) -> None:
    use(FILE)
    client(session).window_seconds = 300
    session.add(Contact(client_key="nord", user_id="U0NEW"))
    session.flush()
    assert use(FILE).changes == []
    changed = use(FILE.replace("name: Nordwind", "name: Nordwind AG"))
    assert lines(changed) == ["change client nord (name: 'Nordwind' becomes 'Nordwind AG')"]
    assert client(session).window_seconds == 300


def test_a_conflict_is_reported_until_both_agree_and_the_rest_is_applied(
    session: Session, use: Use
) -> None:
    use(FILE)
    client(session).name = "Nordwind Holding"
    session.flush()
    changed = FILE.replace("name: Nordwind", "name: Nordwind AG").replace("level: 1", "level: 2")
    for expected in (["change talent billing of U0MARA (level: 1 becomes 2)"], []):
        plan = use(changed)
        assert lines(plan) == expected
        [conflict] = plan.conflicts
        assert "'Nordwind AG'" in str(conflict)
        assert "'Nordwind Holding'" in str(conflict)
    assert client(session).name == "Nordwind Holding"
    settled = use(changed.replace("Nordwind AG", "Nordwind Holding"))
    assert (settled.changes, settled.conflicts) == ([], [])


def test_removed_on_one_side_and_changed_on_the_other_is_a_conflict(
    session: Session, use: Use
) -> None:
    use(FILE)
    session.get_one(Member, ("mario", "U0JONAS")).lead = True
    session.get_one(Member, ("mario", "U0MARA")).active = False
    session.flush()
    plan = use(
        FILE.replace(JONAS, "").replace("slack: U0MARA", "slack: U0MARA\n        lead: true")
    )
    assert [conflict.key[-1] for conflict in plan.conflicts] == ["U0MARA", "U0JONAS"]
    assert ["stays removed" in str(conflict) for conflict in plan.conflicts] == [True, False]
    assert session.get_one(Member, ("mario", "U0JONAS")).active
    assert not session.get_one(Member, ("mario", "U0MARA")).active


def test_a_channel_that_slack_renamed_is_left_alone(session: Session, use: Use) -> None:
    use(FILE)
    session.delete(session.get_one(ClientChannel, "C0NORD"))
    session.add(ClientChannel(channel_id="C0MOVED", client_key="nord"))
    session.flush()
    for text in (FILE, FILE.replace("[C0NORD]", "[C0MOVED]")):
        plan = use(text)
        assert (plan.changes, plan.conflicts) == ([], [])


LATER = (
    FILE.replace(
        "    members:\n",
        "    emergency: Call +49 711 0\n    response_times: true\n"
        "    on_call: {begins: 2026-11-23, members: [U0MARA, U0JONAS]}\n    members:\n",
    )
    .replace("slack: U0JONAS\n", 'slack: U0JONAS\n        hours: "Mon-Thu 08:00-14:00"\n')
    .replace(
        "jira_project: NORD\n",
        "jira_project: NORD\n        targets: {taken: 6h, done: 5d}\n        show_targets: true\n"
        "        holidays: AT\n        weekly: auto\n",
    )
)


def test_the_newer_keys_are_written_once_and_go_again(session: Session, use: Use) -> None:
    use(FILE)
    assert lines(use(LATER)) == [
        "change platform mario (emergency: None becomes 'Call +49 711 0', "
        "response_times: False becomes True)",
        "add on call rota of platform mario",
        "add working hours of U0JONAS",
        "change client nord (show_targets: False becomes True, holidays: None becomes 'AT', "
        "weekly: 'draft' becomes 'auto', taken_within: None becomes 360, "
        "done_within: None becomes 2700)",
    ]
    assert session.get_one(Rota, "mario").begins == date(2026, 11, 23)
    assert session.get_one(WorkingHours, "U0JONAS").timezone is None
    assert client(session).done_within == 2700
    assert use(LATER).changes == []
    assert [change.split(" (")[0] for change in lines(use(FILE))] == [
        "remove on call rota of platform mario",
        "remove working hours of U0JONAS",
        "change platform mario",
        "change client nord",
    ]
    assert session.get(Rota, "mario") is None


def test_a_file_applied_before_the_newer_keys_gives_way_to_slack(
    session: Session, use: Use
) -> None:
    use(FILE)
    row = session.get_one(Declared, "agency")
    row.content = {
        key: {name: value for name, value in values.items() if name != "weekly"}
        for key, values in row.content.items()
    }
    client(session).weekly = Weekly.AUTO
    session.flush()
    again = use(FILE)
    assert (again.changes, again.conflicts) == ([], [])
    assert client(session).weekly == Weekly.AUTO


def test_who_has_opened_their_home_sees_what_is_set_up_anew(session: Session, use: Use) -> None:
    use(FILE)
    cards.show(session, cards.HOME, "home:U0JONAS", Audience.MEMBER, "U0JONAS")
    card = session.scalars(select(Card)).one()
    card.dirty, card.ts = False, "1"
    session.flush()
    use(FILE)
    assert not card.dirty
    use(FILE.replace(JONAS, ""))
    assert card.dirty
