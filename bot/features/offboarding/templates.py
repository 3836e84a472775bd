"""Which templates there are: the default, and the agency's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import Does, EvidenceKind, Phase


@dataclass(frozen=True)
class TemplateStep:
    """A step as a template has it; texts by language (``en``, ``de``)."""

    key: str
    phase: Phase
    names: dict[str, str]
    notes: dict[str, str]
    talents: tuple[str, ...]
    """Keys, the first that somebody has counts."""
    days: int
    """Before (negative) or after the last day."""
    needs: tuple[str, ...] = ()
    evidence: tuple[EvidenceKind, ...] = ()
    does: Does | None = None
    irreversible: bool = False
    for_client: bool = False


@dataclass(frozen=True)
class Template:
    """A way of ending; ``steps`` in order."""

    key: str
    names: dict[str, str]
    grace_days: int
    steps: tuple[TemplateStep, ...]


def template(session: Session, key: str) -> Template | None:
    """The template of that key; None where there is none."""
    raise NotImplementedError


def all_templates(session: Session) -> list[Template]:
    """The default first, unless the agency has one of the same key; then its own, by key."""
    raise NotImplementedError


def packed(steps: Sequence[TemplateStep]) -> list[dict[str, Any]]:
    """Steps as JSON keeps them."""
    raise NotImplementedError


def unpacked(content: Sequence[dict[str, Any]]) -> tuple[TemplateStep, ...]:
    """The steps that were `packed`."""
    raise NotImplementedError
