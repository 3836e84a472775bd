"""What the parts of an ending are called."""

from __future__ import annotations

from bot.core.i18n import mark
from bot.features.offboarding.kinds import (
    AccessState,
    AccountKind,
    AccountState,
    EvidenceKind,
    Phase,
    StepState,
    System,
    Why,
)

PHASES = {
    Phase.WIND_DOWN: mark("Wind down"),
    Phase.HAND_OVER: mark("Hand over"),
    Phase.CLOSE: mark("Close"),
    Phase.FAREWELL: mark("Farewell"),
    Phase.ACCESS: mark("Access"),
    Phase.SETTLE: mark("Settle"),
    Phase.BLOCK: mark("Block"),
}
WHY = {
    Why.BY_CLIENT: mark("ended by the client"),
    Why.BY_US: mark("ended by us"),
    Why.OVER: mark("project over"),
}
STATES = {
    StepState.WAITING: mark("waits"),
    StepState.POSSIBLE: mark("can be done"),
    StepState.BLOCKED: mark("blocked"),
    StepState.DONE: mark("done"),
    StepState.NOT_NEEDED: mark("not needed"),
    StepState.SKIPPED: mark("left out"),
}
SIGNS = {
    StepState.WAITING: "○",
    StepState.POSSIBLE: "▸",
    StepState.BLOCKED: "⏸",
    StepState.DONE: "✓",
    StepState.NOT_NEEDED: "–",
    StepState.SKIPPED: "–",
}
EVIDENCE = {
    EvidenceKind.LINK: mark("a link"),
    EvidenceKind.TEXT: mark("a sentence"),
    EvidenceKind.NUMBER: mark("a number"),
    EvidenceKind.FILE: mark("a file"),
    EvidenceKind.CHECK: mark("a look by Perron"),
}
ACCOUNT_KINDS = {
    AccountKind.ACCOUNT: mark("account"),
    AccountKind.DOMAIN: mark("domain"),
    AccountKind.TOOL: mark("tool"),
}
ACCOUNT_STATES = {
    AccountState.OPEN: mark("open"),
    AccountState.HANDED_OVER: mark("handed over"),
    AccountState.DEACTIVATED: mark("deactivated"),
    AccountState.DELETED: mark("deleted"),
}
SYSTEMS = {
    System.CLOUD: mark("Cloud"),
    System.WIKI: mark("Wiki"),
    System.JIRA: mark("Jira"),
    System.SLACK: mark("Slack"),
}
ACCESS_STATES = {
    AccessState.ACTIVE: mark("active"),
    AccessState.INACTIVE: mark("inactive"),
    AccessState.DELETED: mark("deleted"),
}
