"""Two people at the same moment, on both databases; and no trace of what died before its commit."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.core.errors import Kindly
from bot.features.offboarding import starting, walking
from bot.features.offboarding.kinds import EvidenceKind, StepState, Why
from bot.features.offboarding.models import Case, OffboardingTemplate, Step
from bot.features.offboarding.walking import Given
from bot.features.record import service as record
from tests.bot.features.house import JONAS, LENA, MARA, MORNING, build
from tests.bot.features.offboarding.goodbye import LAST_DAY
from tests.bot.features.offboarding.small import GRACE_DAYS, SMALL

SETTLED = [Given(EvidenceKind.TEXT, "All settled.")]


def _template(session: Session) -> None:
    build(session)
    session.add(OffboardingTemplate(key="small", names={}, grace_days=GRACE_DAYS, steps=SMALL))


def _ask(session: Session, by: str) -> str:
    start = starting.Start("nord", LAST_DAY, Why.OVER, template="small")
    return starting.ask(session, start, by, MORNING).id


def _confirm(session: Session, case_id: str, by: str) -> None:
    version = session.get_one(Case, case_id).version
    starting.confirm(session, case_id, by, MORNING, version=version)


def _step(session: Session) -> Step:
    return session.scalars(select(Step).where(Step.key == "ads")).one()


def _at_once(db: Database, *works: object) -> list[str]:
    """Each in a thread of its own; what each was told, sorted."""
    said: list[str] = []

    def run(work: object) -> None:
        assert callable(work)
        try:
            db.write(work)
            said.append("")
        except Kindly as error:
            said.append(str(error))

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_two_people_at_the_same_moment(any_db: Database) -> None:
    any_db.write(_template)
    asked = _at_once(any_db, lambda s: _ask(s, MARA), lambda s: _ask(s, LENA))
    assert asked == ["", "There is an offboarding of Nordwind already."]
    case = any_db.read(lambda s: s.scalars(select(Case)).one())
    other = LENA if case.asked_by == MARA else MARA
    confirmed = _at_once(
        any_db, lambda s: _confirm(s, case.id, other), lambda s: _confirm(s, case.id, JONAS)
    )
    assert confirmed[0] == ""
    assert "has confirmed already" in confirmed[1]
    step = any_db.read(_step)

    def done(by: str) -> object:
        return lambda s: (
            walking.done(s, step.id, by, MORNING, version=step.version, given=SETTLED).id
        )

    first, second = _at_once(any_db, done(MARA), done(LENA))
    assert first == ""
    assert "was faster: “Ads” is done already." in second
    entries = any_db.read(lambda s: record.entries(s, client_key="nord"))
    assert [entry.what for entry in entries].count("step done") == 1


def test_what_died_before_its_commit_did_not_happen(db: Database) -> None:
    db.write(_template)
    case_id = db.write(lambda s: _ask(s, MARA))
    db.write(lambda s: _confirm(s, case_id, LENA))
    step = db.read(_step)

    def dies(session: Session) -> None:
        walking.done(session, step.id, MARA, MORNING, version=step.version, given=SETTLED)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        db.write(dies)
    assert db.read(_step).state == StepState.POSSIBLE
    assert db.read(_step).version == step.version
