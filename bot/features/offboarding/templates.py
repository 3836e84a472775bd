"""Which templates there are: the default, and the agency's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding.kinds import Does, EvidenceKind, Phase
from bot.features.offboarding.models import OffboardingTemplate
from bot.features.offboarding.template import DEFAULT
from bot.features.offboarding.template_values import Template, TemplateStep

__all__ = [
    "DEFAULT",
    "Template",
    "TemplateStep",
    "all_templates",
    "packed",
    "template",
    "unpacked",
]


def template(session: Session, key: str) -> Template | None:
    """The template of that key; None where there is none. The agency's own comes first."""
    own = session.get(OffboardingTemplate, key)
    if own is not None and own.active:
        return _template(own)
    return DEFAULT if key == DEFAULT.key else None


def all_templates(session: Session) -> list[Template]:
    """The default first, unless the agency has one of the same key; then its own, by key."""
    rows = session.scalars(
        select(OffboardingTemplate)
        .where(OffboardingTemplate.active)
        .order_by(OffboardingTemplate.key)
    )
    own = [_template(row) for row in rows]
    return own if any(one.key == DEFAULT.key for one in own) else [DEFAULT, *own]


def _template(row: OffboardingTemplate) -> Template:
    return Template(row.key, row.names, row.grace_days, unpacked(row.steps))


def packed(steps: Sequence[TemplateStep]) -> list[dict[str, Any]]:
    """Steps as JSON keeps them."""
    return [
        {
            "key": step.key,
            "phase": str(step.phase),
            "names": dict(step.names),
            "notes": dict(step.notes),
            "talents": list(step.talents),
            "days": step.days,
            "needs": list(step.needs),
            "evidence": [str(kind) for kind in step.evidence],
            "does": str(step.does) if step.does is not None else None,
            "irreversible": step.irreversible,
            "for_client": step.for_client,
        }
        for step in steps
    ]


def unpacked(content: Sequence[dict[str, Any]]) -> tuple[TemplateStep, ...]:
    """The steps that were `packed`."""
    return tuple(
        TemplateStep(
            key=one["key"],
            phase=Phase(one["phase"]),
            names=one["names"],
            notes=one["notes"],
            talents=tuple(one["talents"]),
            days=one["days"],
            needs=tuple(one["needs"]),
            evidence=tuple(EvidenceKind(kind) for kind in one["evidence"]),
            does=Does(one["does"]) if one["does"] else None,
            irreversible=one["irreversible"],
            for_client=one["for_client"],
        )
        for one in content
    )
