"""What a template consists of."""

from __future__ import annotations

from dataclasses import dataclass

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
    """Kinds of which one is wanted; none: nothing is asked for."""
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
