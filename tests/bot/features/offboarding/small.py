"""A short template in which everything happens that can: order, no way back, access, the block."""

from __future__ import annotations

from bot.features.offboarding.kinds import Does, EvidenceKind, Phase
from bot.features.offboarding.template_values import TemplateStep
from bot.features.offboarding.templates import packed

GRACE_DAYS = 5


def _step(
    key: str, phase: Phase, *needs: str, does: Does | None = None, irreversible: bool = False
) -> TemplateStep:
    return TemplateStep(
        key=key,
        phase=phase,
        names={"en": key.title()},
        notes={},
        talents=("shop",),
        days=-2,
        needs=needs,
        evidence=(EvidenceKind.TEXT,),
        does=does,
        irreversible=irreversible,
    )


STEPS = (
    _step("ads", Phase.WIND_DOWN),
    _step("tools", Phase.WIND_DOWN, "ads"),
    _step("accounts", Phase.HAND_OVER, "tools", does=Does.ACCOUNTS),
    _step("inactive", Phase.ACCESS, "tools", does=Does.ACCESS_INACTIVE),
    _step("deleted", Phase.ACCESS, "inactive", does=Does.ACCESS_DELETED, irreversible=True),
    _step("bye", Phase.SETTLE, "ads", irreversible=True),
    _step("report", Phase.SETTLE),
    _step("block", Phase.BLOCK, "inactive", "report", does=Does.BLOCK),
)
SMALL = packed(STEPS)
KEYS = tuple(step.key for step in STEPS)
