"""The house says goodbye to Nordwind: the shortest words for what happens in an ending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.features.offboarding import access, calling_off, reading, starting, walking
from bot.features.offboarding.holding import steps_of
from bot.features.offboarding.kinds import Does, EvidenceKind, StepState, Why
from bot.features.offboarding.models import Case, Step
from bot.features.offboarding.showing import CaseView, StepView
from bot.features.offboarding.walking import Given
from bot.features.record import service as record
from tests.bot.features.house import EMRE, JONAS, LENA, MARA, House

LAST_DAY = date(2026, 12, 18)
"""A Friday, a month and two days after `MORNING`."""
TEXT = [Given(EvidenceKind.TEXT, "All settled, see the folder.")]
LINK = [Given(EvidenceKind.LINK, "https://wiki.test/nordwind")]


class Goodbye:
    """A house, a case, and what people do with it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.session = house.session
        self.case_id = ""

    @property
    def now(self) -> datetime:
        return self.house.now

    @property
    def case(self) -> Case:
        return self.session.get_one(Case, self.case_id)

    # Starting

    def ask(self, by: str = MARA, **more: Any) -> Case:
        start = starting.Start("nord", more.pop("last_day", LAST_DAY), Why.OVER, **more)
        case = starting.ask(self.session, start, by, self.now)
        self.case_id = case.id
        return case

    def confirm(self, by: str = JONAS) -> Case:
        return starting.confirm(self.session, self.case_id, by, self.now, version=self.case.version)

    def start(self, **more: Any) -> Case:
        self.ask(**more)
        return self.confirm()

    def call_off(self, by: str = LENA, why: str = "They stay.") -> Case:
        return calling_off.call_off(
            self.session, self.case_id, by, why, self.now, version=self.case.version
        )

    # Walking

    def step(self, key: str) -> Step:
        found = select(Step).where(Step.case_id == self.case_id, Step.key == key)
        return self.session.scalars(found).one()

    def steps(self) -> list[Step]:
        return steps_of(self.session, self.case_id)

    def state(self, key: str) -> StepState:
        return StepState(self.step(key).state)

    def possible(self) -> set[str]:
        return {step.key for step in self.steps() if step.state == StepState.POSSIBLE}

    def done(self, key: str, by: str = MARA, **more: Any) -> Step:
        """Call it done, with evidence that fits and a word that one is sure."""
        step = self.step(key)
        more.setdefault("version", step.version)
        more.setdefault("given", fitting(step))
        more.setdefault("sure", step.irreversible)
        return walking.done(self.session, step.id, by, self.now, **more)

    def not_needed(self, key: str, by: str = MARA, why: str = "There is none.") -> Step:
        step = self.step(key)
        return walking.not_needed(self.session, step.id, by, why, self.now, version=step.version)

    def until(self, *keys: str) -> None:
        """Do everything that comes before these, in order."""
        wanted = {need for key in keys for need in self.before(key)}
        for step in self.steps():
            if step.key in wanted and not step.is_settled:
                self.done(step.key)

    def before(self, key: str) -> set[str]:
        needs = set(self.step(key).needs)
        return needs | {one for need in needs for one in self.before(need)}

    # Access

    def note(self, *names: str) -> list[str]:
        held = [
            access.Held(access.System.WIKI, f"{name}@nord.test", name, "space NORD")
            for name in names
        ]
        rows = access.note(self.session, self.case_id, held, MARA, self.now)
        return [row.id for row in rows]

    # What is to be seen

    def view(self, language: str = "en") -> CaseView:
        return reading.case_view(self.session, self.case_id, language, self.now)

    def step_view(self, key: str, language: str = "en") -> StepView:
        return reading.step_view(self.session, self.step(key).id, language, self.now)

    def entries(self) -> list[record.Entry]:
        return record.entries(self.session, client_key="nord")

    def acts(self) -> list[str]:
        return [entry.what for entry in self.entries()]

    def pass_days(self, days: int) -> None:
        self.house.now += timedelta(days=days)


def fitting(step: Step) -> Sequence[Given]:
    """Evidence of a kind that the step wants, as far as a person can give it."""
    kinds = [kind for kind in step.evidence if kind != EvidenceKind.CHECK]
    if not kinds or step.does in (Does.ACCOUNTS, Does.IN_SPE):
        return ()
    said = {"link": "https://wiki.test/nordwind", "number": "1,250.00", "file": "report.pdf"}
    kind = EvidenceKind(kinds[0])
    return [Given(kind, said.get(kind, "All settled."), ref="F1" if kind == "file" else None)]


def said(error: Kindly) -> str:
    """The sentence, in English."""
    return str(error)


__all__ = ["EMRE", "JONAS", "LAST_DAY", "LENA", "LINK", "MARA", "TEXT", "Goodbye", "Session"]
