"""What the kinds that need Jira have in common."""

from __future__ import annotations

from bot.core.i18n import mark
from bot.core.worker import Tools
from bot.ports import TrackerEnding
from handlers.offboarding.doers.frame import About, ByHand


def jira_of(tools: Tools, about: About) -> tuple[TrackerEnding, str]:
    """Jira and the client's project there; ByHand where either was not set up."""
    if tools.ending is None:
        raise ByHand(mark("Perron has no Jira set up."))
    if about.project is None:
        raise ByHand(
            mark("{client} has no project in Jira, as far as Perron knows."), client=about.name
        )
    return tools.ending, about.project
