"""What Perron does or checks in a step: asked for, shown, chosen, carried out; safe to repeat.

`look` and `choose` are clicks; jobs carry them out and come back with `found`, `did` or `failed`.
A result of an earlier round, or one that was handed in before, changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.features.offboarding.models import Step

LOOK = "offboarding.look"
"""The job that looks: ``{"step": id, "round": n}``; ends in `found` or `failed`."""
DO = "offboarding.do"
"""The job that carries out ``Step.chosen``: ``{"step": id, "round": n}``; `did` or `failed`."""


@dataclass(frozen=True)
class Found:
    """One thing that was found. ``ref`` is what a choice names, unique in its step."""

    ref: str
    words: str
    link: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What became of one thing. ``before`` and ``after``: what a call-off needs to put it back."""

    ref: str
    words: str
    ok: bool = True
    link: str | None = None
    before: Mapping[str, Any] | None = None
    """None: nothing was changed that could be put back."""
    after: Mapping[str, Any] = field(default_factory=dict)


def look(session: Session, step_id: str, by: str, now: datetime, *, version: int) -> Step:
    """Have Perron look: at once into its own tables, else by the job `LOOK`. Nothing is changed."""
    raise NotImplementedError


def found(
    session: Session,
    step_id: str,
    round: int,  # noqa: A002  the word of the model
    things: Sequence[Found],
    now: datetime,
    *,
    holds: bool,
    words: str,
) -> bool:
    """What was found; ``holds``: it is as it should be, which counts as a check.

    ``words`` is a sentence in the team channel's language, kept as evidence where it holds.
    False where the round is over.
    """
    raise NotImplementedError


def choose(
    session: Session,
    step_id: str,
    by: str,
    chosen: Mapping[str, Any],
    now: datetime,
    *,
    version: int,
    sure: bool = False,
) -> Step:
    """Have the job `DO` carry out what somebody chose from what was shown.

    ``chosen`` is JSON, as the step's kind understands it; refs under ``"refs"`` must be among
    those found. Kindly where nothing was shown yet, or it cannot be undone and nobody is ``sure``.
    """
    raise NotImplementedError


def did(
    session: Session,
    step_id: str,
    round: int,  # noqa: A002
    results: Sequence[Result],
    now: datetime,
    *,
    holds: bool,
    words: str,
    refs: Mapping[str, str] | None = None,
) -> bool:
    """What was carried out: evidence, and what a call-off puts back. The step is done by a click.

    ``holds``: nothing is left of what it is about. ``refs``: files that were made, name to place.
    False where the round is over or this came already.
    """
    raise NotImplementedError


def failed(
    session: Session,
    step_id: str,
    round: int,  # noqa: A002
    why: str,
    now: datetime,
) -> bool:
    """It could not be done (no permission, no such API): a person does it and gives evidence."""
    raise NotImplementedError
