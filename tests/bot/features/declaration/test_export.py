"""What is exported is the state, and applying it changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.channels.models import Channel
from bot.features.declaration import state
from bot.features.declaration.export import export
from bot.features.declaration.merge import Action, Change
from bot.features.declaration.parse import parse
from bot.features.declaration.rules import Facts, Key
from bot.features.declaration.service import apply, plan, remember
from bot.features.platforms.models import Client, Member, MemberTalent, Person, Platform
from tests.bot.features.declaration.agencies import CLIENTS, PLATFORMS, SKILLS, agencies
from tests.examples import examples

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
AGENCY = Path(__file__).parents[4] / "playground" / "agency.yml"
FORMAT = Path(__file__).parents[4] / "docs" / "agency-file.md"
EACH = settings(
    max_examples=examples(30),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def changes_nothing(session: Session, declared: Facts) -> None:
    found = plan(session, declared)
    assert [str(one) for one in (*found.changes, *found.conflicts)] == []


@EACH
@given(agencies())
def test_what_was_applied_comes_back(session: Session, agency: Facts) -> None:
    with session.begin_nested() as undone:
        apply(session, agency, NOW)
        assert parse(export(session), "agency.yml") == agency
        undone.rollback()


@EACH
@given(agencies(), st.data())
def test_what_is_exported_changes_nothing_when_applied(
    session: Session, agency: Facts, data: st.DataObject
) -> None:
    """Whatever was changed in Slack, and whoever is gone that something else refers to."""
    with session.begin_nested() as undone:
        apply(session, agency, NOW)
        for key in data.draw(_some_of(agency)):
            kinds = {"platform": PLATFORMS, "client": CLIENTS, "skill": SKILLS}
            if key[0] in kinds and data.draw(st.booleans()):
                change = Change(Action.CHANGE, key, data.draw(kinds[key[0]]))
            else:
                change = Change(Action.REMOVE, key)
            state.write(session, change)
        declared = parse(export(session), "agency.yml")
        remember(session, declared, NOW)
        changes_nothing(session, declared)
        edited = declared | data.draw(_edits(declared))
        assert apply(session, edited, NOW).conflicts == []
        here = state.current(session)
        assert {key: here[key] for key in edited} == edited
        changes_nothing(session, edited)
        undone.rollback()


def _edits(declared: Facts) -> st.SearchStrategy[Facts]:
    """Platforms and clients of a file with other values."""
    kinds = {"platform": PLATFORMS, "client": CLIENTS}
    others: dict[Key, st.SearchStrategy[dict[str, Any]]] = {
        key: kinds[key[0]].map(lambda new, old=values: old | new)  # type: ignore[misc]
        for key, values in declared.items()
        if key[0] in kinds
    }
    return st.fixed_dictionaries({}, optional=others)


def _some_of(agency: Facts) -> st.SearchStrategy[list[tuple[str, ...]]]:
    keys = list(agency)
    return st.lists(st.sampled_from(keys), unique=True, max_size=6) if keys else st.just([])


def _applied(session: Session) -> None:
    apply(session, parse(AGENCY.read_text(), "agency.yml"), NOW)
    session.add(Person(team_id="T1", user_id="U0MARA", name="Mara\nVogt", checked_at=NOW))
    session.get_one(Channel, "C0TEAM").name = "super-mario"
    session.flush()


def test_ids_are_explained(session: Session) -> None:
    _applied(session)
    lines = [line.strip() for line in export(session).splitlines()]
    assert "- slack: U0MARA  # Mara Vogt" in lines
    assert "team_channel: C0TEAM  # #super-mario" in lines
    assert "backlog: U0MARA  # Mara Vogt" in lines
    assert max(len(line) for line in lines) <= 100


def test_a_levels_secret_stays_the_persons(session: Session) -> None:
    _applied(session)
    session.get_one(MemberTalent, ("U0JONAS", "backend")).level = 2
    session.add(MemberTalent(user_id="U0JONAS", talent_key="ux", level=1, likes=True))
    session.flush()
    text = export(session)
    declared = parse(text, "agency.yml")
    assert [key[-1] for key in declared if key[:2] == ("skill", "U0JONAS")] == ["analytics"]
    assert "# 2 talents are kept in Slack: levels are seen by nobody else." in text
    remember(session, declared, NOW)
    contradicted = {**declared, ("skill", "U0JONAS", "backend"): {"level": 1, "likes": True}}
    [conflict] = plan(session, contradicted).conflicts
    assert str(conflict) == (
        "talent backend of U0JONAS was changed meanwhile by the person and stays so; adapt the file"
    )


def test_editing_goes_on_from_the_exported_file(session: Session) -> None:
    _applied(session)
    session.get_one(Client, "nordwind").name = "Nordwind AG"
    session.get_one(Platform, "super-mario").hours = "Mon-Fri 10:00-16:00"
    session.get_one(Member, ("super-mario", "U0EMRE")).active = False
    session.flush()
    text = export(session)
    remember(session, parse(text, "agency.yml"), NOW)
    edited = text.replace("name: Nordwind AG", "name: Nordwind Holding").replace(
        "Mon-Fri 10:00-16:00", "Mon-Fri 09:00-16:00"
    )
    found = apply(session, parse(edited, "agency.yml"), NOW)
    assert found.conflicts == []
    assert [str(change) for change in found.changes] == [
        "change platform super-mario (hours: 'Mon-Fri 10:00-16:00' becomes 'Mon-Fri 09:00-16:00')",
        "change client nordwind (name: 'Nordwind AG' becomes 'Nordwind Holding')",
    ]


def test_the_file_comes_back_from_either_database(any_db: Database) -> None:
    declared = parse(FORMAT.read_text().partition("```yaml\n")[2].partition("```")[0], "shown.md")
    any_db.write(lambda s: apply(s, declared, NOW))
    assert parse(any_db.read(export), "agency.yml") == declared


def test_nothing_declared_is_a_file_too(session: Session) -> None:
    assert parse(export(session), "agency.yml") == {}
