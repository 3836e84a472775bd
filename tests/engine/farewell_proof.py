"""What must be true of an ending once all is quiet: no step lost, done twice or out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.features.offboarding import cards
from bot.features.offboarding.kinds import AccessState, CaseState, StepState
from bot.features.offboarding.models import Access, Case, Change, Step
from bot.features.offboarding.noting import PERRON, Act
from bot.features.platforms.models import Client, ClientStatus
from bot.features.record import service as record
from bot.features.record.service import Entry
from bot.features.record.verifying import verify
from tests.engine.farewell import ORDER, PROJECTS, TICKETS, Farewell
from tests.engine.hands import ours

Json = dict[str, Any]
SETTLES, OPENS = (Act.DONE, Act.NOT_NEEDED, Act.SKIPPED), (Act.REOPENED, Act.WAITS_AGAIN)
ONCE = (Act.ASKED, Act.CONFIRMED)
BY_PEOPLE = (*ONCE, *SETTLES, Act.CHOSE, Act.STATUS, Act.ACCESS_INACTIVE, Act.ACCESS_DELETED)
"""Perron itself never does these."""
MESSAGES = dict.fromkeys(ORDER, 1) | {"rights": 2, "access_inactive": 2, "block": 2}
"""How often each step stood before its owner: once more after it was blocked, was opened again, or
waited for what was."""
PERRONS = {"tickets": 1, "knowledge": 1, "farewell": 1}
"""What Perron did, each behind one click."""


def prove(farewell: Farewell) -> None:
    """Compare the record with the state, with Slack, with Jira and with the wiki."""
    farewell.db.read(_the_record_verifies)
    for case in farewell.called_off:
        farewell.db.read(partial(_is_called_off, case=case))
    last = farewell.case
    farewell.db.read(partial(_is_finished, case=last.id))
    _cards_stand_once(farewell, [*farewell.called_off, last.id])
    _jira_was_told_once(farewell)
    _one_page(farewell, last.id)
    assert farewell.words_said() == 1, "the word to the client is said once"


def _the_record_verifies(session: Session) -> None:
    verdict = verify(session)
    assert verdict.is_fine, verdict.findings
    assert verdict.forgotten == 0


def _of_case(session: Session, case: str) -> list[Entry]:
    found = [one for one in record.entries(session) if one.after.get("case") == case]
    for one in found:
        assert one.who != PERRON or one.what not in BY_PEOPLE, one
    return found


def _is_called_off(session: Session, case: str) -> None:
    held, said = session.get_one(Case, case), _of_case(session, case)
    assert held.state == CaseState.CALLED_OFF
    acts = Counter(one.what for one in said)
    once = (*ONCE, Act.CHOSE, Act.DID, Act.CALLED_OFF)
    assert all(acts[act] == 1 for act in once), acts
    changes = session.scalars(select(Change).where(Change.case_id == case)).all()
    assert [one.put_back_at is not None for one in changes] == [True] * TICKETS
    assert acts[Act.PUT_BACK] == TICKETS
    assert not acts[Act.DONE]


def _is_finished(session: Session, case: str) -> None:
    held, said = session.get_one(Case, case), _of_case(session, case)
    acts = Counter(one.what for one in said)
    assert held.state == CaseState.FINISHED
    assert all(acts[act] == 1 for act in (*ONCE, Act.FINISHED, Act.STATUS)), acts
    assert held.confirmed_by != held.asked_by
    assert session.get_one(Client, held.client_key).status == ClientStatus.DELIVERY_BLOCK
    _no_step_is_lost_or_doubled(session, case, said)
    _in_order(said)
    _access_went_in_two_phases(session, case, said)


def _no_step_is_lost_or_doubled(session: Session, case: str, said: Sequence[Entry]) -> None:
    steps = session.scalars(select(Step).where(Step.case_id == case).order_by(Step.position)).all()
    assert [step.key for step in steps] == list(ORDER)
    assert all(step.is_settled for step in steps)
    settled = Counter(one.after["step"] for one in said if one.what in SETTLES)
    opened = Counter(one.after["step"] for one in said if one.what in OPENS)
    assert {key: settled[key] - opened[key] for key in ORDER} == dict.fromkeys(ORDER, 1)
    assert opened == {"access_inactive": 1}
    for act in (Act.CHOSE, Act.DID):
        assert Counter(one.after["step"] for one in said if one.what == act) == PERRONS
    blocked = [one.after["step"] for one in said if one.what in (Act.BLOCKED, Act.UNBLOCKED)]
    assert blocked == ["rights", "rights"]
    irreversible = {step.key for step in steps if step.irreversible}
    assert irreversible == {"farewell", "access_deleted"}
    assert {step.state for step in steps if step.key != "rights"} == {StepState.DONE}


def _in_order(said: Sequence[Entry]) -> None:
    """When a step was settled, what it builds on was; Perron acts after the click."""
    settled: set[str] = set()
    chosen: Counter[str] = Counter()
    for one in said:
        key = one.after.get("step", "")
        if one.what in SETTLES:
            assert set(ORDER[key]) <= settled, (key, settled)
            settled.add(key)
        elif one.what in OPENS:
            settled.discard(key)
        elif one.what == Act.CHOSE:
            chosen[key] += 1
        elif one.what == Act.DID:
            assert chosen[key] == 1, "nothing is done before it was chosen"


def _access_went_in_two_phases(session: Session, case: str, said: Sequence[Entry]) -> None:
    rows = session.scalars(select(Access).where(Access.case_id == case)).all()
    assert rows
    acts = Counter((one.what, one.about.ref) for one in said)
    for row in rows:
        assert row.state == AccessState.DELETED
        assert row.delete_from is not None
        assert row.deleted_at is not None
        assert row.deleted_at >= row.delete_from
        assert acts[Act.ACCESS_DELETED, row.id] == 1
        undone = acts[Act.ACCESS_UNDONE, row.id]
        assert acts[Act.ACCESS_INACTIVE, row.id] == 1 + undone
    assert sum(1 for one in said if one.what == Act.ACCESS_UNDONE) == 1


def _cards_stand_once(farewell: Farewell, cases: Sequence[str]) -> None:
    """One card for each case; each step once before its owner each time that it came to them."""
    for case in cases:
        [card] = farewell.db.read(partial(_cards, kind=cards.CASE, subject=case))
        held = [_id(one.metadata) for one in ours(farewell.bots, "C0TEAM")]
        assert held.count(card.id) == 1
    keys = farewell.db.read(partial(_keys, case=cases[-1]))
    stood = farewell.db.read(partial(_cards, kind=cards.STEP, subject=f"{cases[-1]}:%"))
    times = Counter(keys[cards.step_id_of(one.subject)] for one in stood)
    assert times == MESSAGES, times
    for one in stood:
        held = [_id(message.metadata) for message in ours(farewell.bots, one.channel)]
        assert held.count(one.id) == 1


def _cards(session: Session, kind: str, subject: str) -> list[Card]:
    found = select(Card).where(Card.kind == kind, Card.subject.like(subject))
    return list(session.scalars(found))


def _keys(session: Session, case: str) -> dict[str, str]:
    steps = session.scalars(select(Step).where(Step.case_id == case))
    return {step.id: step.key for step in steps}


def _id(metadata: Json | None) -> str:
    return str((metadata or {}).get("event_payload", {}).get("id"))


def _jira_was_told_once(farewell: Farewell) -> None:
    """A comment for each time it was closed and opened again."""
    query = {"project": PROJECTS[farewell.client]}
    answer = farewell.bots.slack.client.get("/control/jira/issues", params=query).json()
    found = [(one["status"], len(one["comments"])) for one in answer["issues"]]
    assert found == [("Done", 2 * len(farewell.called_off) + 1)] * TICKETS


def _one_page(farewell: Farewell, case: str) -> None:
    """The case's, beside the space's own; where an answer was lost, without its label."""
    query = {"space": PROJECTS[farewell.client]}
    answer = farewell.bots.slack.client.get("/control/confluence/pages", params=query).json()
    [page] = [one for one in answer["pages"] if one["parent"]]
    assert page["version"] == 1
    assert f"perron-{case}" in page["storage"]
