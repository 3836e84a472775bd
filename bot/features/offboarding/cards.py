"""Which messages there are about an ending: their kinds and subjects.

Each is wanted by the rules here and drawn from state by handlers.
"""

from __future__ import annotations

from datetime import datetime

from bot.features.offboarding.models import Step

WISH = "offboarding.wish"
"""To the team: a client would like to end; its subject is the wish's id."""
CASE = "offboarding.case"
"""To the team: the case, from the question on; its subject is the case's id."""
STEP = "offboarding.step"
"""To its owner: one step, posted anew each time it comes to them; subject as `subject_of`."""
WAITS = "offboarding.waits"
"""To its owner: a step of theirs waits again; subject as `occasion`, with the time of it."""
REMINDER = "offboarding.reminder"
"""To an owner: all their steps of today; subject ``U0LENA:2026-11-23`` (`Reminded`'s key)."""


def subject_of(step: Step) -> str:
    """The subject of the message in which a step stands before its owner now.

    A message whose subject is another, or whose place is not the owner, is an earlier one: it is
    drawn as a line that says so.
    """
    at = step.handed_at
    return occasion(step, at) if at is not None else f"{step.case_id}:{step.id}:0"


def occasion(step: Step, at: datetime) -> str:
    """The subject of a message about a step that is posted anew each time."""
    return f"{step.case_id}:{step.id}:{int(at.timestamp())}"


def step_id_of(subject: str) -> str:
    """The step of such a subject."""
    return subject.split(":")[1]
