"""Calling off: all that the case has changed is put back, until something cannot be undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.features.offboarding.models import Case

PUT_BACK = "offboarding.put_back"
"""The job that puts something back outside: ``{"change": Change.id}``."""


def call_off(
    session: Session, case_id: str, by: str, why: str, now: datetime, *, version: int
) -> Case:
    """End the case as if it had not been: also a question that nobody has confirmed yet.

    What is Perron's own is put back here; what is outside, by a job for each change, latest
    first. Kindly from the first step on that cannot be undone, and names it.
    """
    raise NotImplementedError


def put_back(session: Session, change_id: int, now: datetime, words: str = "") -> None:
    """The job has put it back. Safe to repeat."""
    raise NotImplementedError


def not_put_back(session: Session, change_id: int, why: str, now: datetime) -> None:
    """It could not be put back outside: a person has to; the case's card says so."""
    raise NotImplementedError
