"""A client in delivery block: answered once, hours that are found, and lifted for a while."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.features.offboarding.beginning import lay_out
from bot.features.offboarding.kinds import CaseState, Why
from bot.features.offboarding.models import Case
from bot.features.platforms.blocking import block, is_served
from bot.features.platforms.models import Client
from bot.features.requests.models import Request
from playground.jira import TOKEN
from tests.dialogue.harness import Stage, actions_of, eventually, text_of
from tests.dialogue.promising import card, press

NORD, TEAM = "C0NORDWIND", "C0TEAM"
QUESTION = "Könnt ihr uns bitte noch die Preise im Shop korrigieren?"


@pytest.fixture
def ended(office: Stage) -> Iterator[Stage]:
    """The work for Nordwind has ended; each test finds the block in its place."""
    office.db.write(partial(_end, office.bot.clock.now()))
    yield office
    assert not served(office)


def _end(now: datetime, session: Session) -> None:
    """As an offboarding does that Mara has walked to its end."""
    if session.scalar(select(Case.id)) is None:
        over: dict[str, Any] = {"state": CaseState.FINISHED, "why": Why.OVER, "template": "default"}
        by = {"asked_by": "U0MARA", "ended_by": "U0MARA"}
        at = {"asked_at": now, "ended_at": now, "blocked_at": now, "last_day": now.date()}
        keys = {"platform_key": "super-mario", "client_key": "nordwind"}
        case = Case(**over, **by, **at, **keys)
        session.add(case)
        session.flush()
        lay_out(session, case, now)
    block(session, session.get_one(Client, "nordwind"), now)


def served(here: Stage) -> bool:
    return here.read(lambda s: is_served(s, "nordwind"))


def requests(session: Session) -> int:
    return session.scalars(select(func.count(Request.id))).one()


def offered(here: Stage, who: str, action: str) -> dict[str, Any]:
    """What the command has shown to somebody alone, with this button."""

    def look() -> dict[str, Any] | None:
        seen = here.slack.messages(who, TEAM)
        return next((m for m in seen if m.get("ephemeral") and action in actions_of(m)), None)

    return eventually(look, action)


def test_the_client_is_answered_once_and_somebody_hears_of_it(ended: Stage) -> None:
    first = ended.post("anke", NORD, QUESTION)
    ended.settle()
    (answer,) = ended.cards("anke", NORD, first)
    assert text_of(answer).startswith("Vielen Dank für Ihre Nachricht. Unsere Zusammenarbeit ist")
    assert "<@U0MARA>" in text_of(answer)
    assert "Donnerstag, 19. November" in text_of(answer)
    heard = text_of(ended.cards("mara", "dm")[-1])
    assert "<@U0ANKE> von Nordwind hat in <#C0NORDWIND> geschrieben" in heard
    assert f"p{first.replace('.', '')}" in heard
    assert ended.reactions(NORD, first) == []
    for text in ("Danke!", "Und der Warenkorb?"):
        again = ended.post("anke", NORD, text)
        ended.settle()
        assert ended.cards("anke", NORD, again) == []
    assert "seitdem noch eine Nachricht" in text_of(ended.cards("mara", "dm")[-1])
    assert ended.read(requests) == 0


def test_two_members_lift_it_and_it_is_back_by_itself(ended: Stage) -> None:
    assert "Liefersperre" in ended.command("jonas", "/perron offboard Nordwind")
    shown = offered(ended, "jonas", "block_lift")
    body = {"action_id": "block_lift", "ephemeral_id": shown["ephemeral_id"]}
    ended.slack.post("click", as_="jonas", channel=TEAM, **body)
    assert not ended.submit("jonas", until="yesterday", why="A last invoice")["ok"]
    assert ended.submit("jonas", until="in 3 days", why="A last invoice")["ok"]
    ended.settle()
    press(ended, "jonas", TEAM, "would like to lift", "block_confirm")
    ended.settle()
    assert not served(ended)
    press(ended, "lena", TEAM, "would like to lift", "block_confirm")
    ended.settle()
    assert served(ended)
    assert "aufgehoben" in ended.command("mara", "/perron offboard Nordwind")
    ended.advance(days=4)
    ended.settle()
    assert not served(ended)
    assert "has a delivery block again" in text_of(ended.cards("mara", TEAM)[-1])
    told = "".join(text_of(one) for one in ended.cards("anke", NORD))
    assert "invoice" not in told
    assert "sperre" not in told.lower()


def test_hours_in_jira_are_shown_to_their_author_then_to_the_platform(ended: Stage) -> None:
    keys = [issue(ended), issue(ended)]
    for key, who in zip(keys, ("lena", "emre"), strict=True):
        started = (ended.bot.clock.now() - timedelta(hours=1)).isoformat()
        ended.jira("worklog", key=key, author=who, started=started, seconds=3600)
    ended.advance(hours=13)
    ended.settle()
    card(ended, "lena", "dm", keys[0])
    card(ended, "emre", "dm", keys[1])
    assert not any(keys[0] in text_of(one) for one in ended.cards("mara", TEAM))
    last = ended.slack.client.get("/control/jira/worklogs?project=NORD").json()["worklogs"][-1]
    ended.jira("unlog", id=last["id"])
    ended.advance(days=2, hours=1)
    ended.settle()
    assert f"~{keys[1]}" in text_of(card(ended, "emre", "dm", keys[1]))
    booked = text_of(card(ended, "mara", TEAM, keys[0]))
    assert keys[1] not in booked
    assert "lena" not in booked.lower()


def issue(here: Stage) -> str:
    """Somebody opens an issue in Jira itself."""
    fields = {"project": {"key": "NORD"}, "summary": "Leftovers", "issuetype": {"name": "Task"}}
    made = here.slack.client.post(
        "/jira/rest/api/2/issue",
        json={"fields": fields},
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    assert made.is_success, made.text
    return str(made.json()["key"])
