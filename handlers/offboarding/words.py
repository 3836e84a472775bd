"""What the parts of an ending are called."""

from __future__ import annotations

from bot.core.i18n import Translator, mark
from bot.features.offboarding.kinds import (
    AccessState,
    AccountKind,
    AccountState,
    Does,
    EvidenceKind,
    Phase,
    StepState,
    System,
    Why,
)
from bot.features.offboarding.showing import StepLine

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
WITHOUT = {
    Does.BLOCK: mark(
        "Without it nothing is blocked: the client stays active, with requests, tickets and "
        "promises as before. So a second member of the platform has to confirm."
    ),
    Does.FAREWELL: mark("Without it the client hears no word from us at the end."),
    Does.ACCESS_INACTIVE: mark(
        "Without it their people keep the access they have. As long as some of it is active on "
        "the list, the delivery block cannot be set."
    ),
    Does.ACCESS_DELETED: mark("Without it their access stays inactive, and is never deleted."),
}
"""What follows where a step is left out."""
WITHOUT_PRIVACY = mark(
    "Art. 28 GDPR asks for it. Leave it out only where no personal data was processed for this "
    "client, and write that down."
)
PRIVACY = "personal_data"
"""The default template's key of the confirmation about personal data."""
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


def without(step: StepLine, t: Translator) -> str | None:
    """What follows where the step is left out, for whoever is about to; None: nothing special."""
    if step.key == PRIVACY:
        return t(WITHOUT_PRIVACY)
    words = WITHOUT.get(step.does) if step.does is not None else None
    return t(words) if words is not None else None
