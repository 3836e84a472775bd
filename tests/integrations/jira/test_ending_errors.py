"""Whatever goes wrong at the end comes as one of the three errors, after a single call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.ports import (
    ArchiveTo,
    Busy,
    OutsideError,
    Refused,
    Standing,
    TicketDraft,
    Tracker,
    TrackerEnding,
    Unreachable,
)
from integrations.jira import JiraEnding
from playground.jira import TOKEN
from tests.integrations.jira.conftest import EMAIL
from tests.playground.jira.running import RunningJira

THEN = datetime(2026, 11, 3, tzinfo=UTC)
CLOUD = ("places", "move", "task")
CALLS: dict[str, Callable[[TrackerEnding], object]] = {
    "rights": lambda ending: ending.rights("NORD"),
    "open_issues": lambda ending: ending.open_issues(["NORD"]),
    "finishing": lambda ending: ending.finishing("NORD-1"),
    "close": lambda ending: ending.close("NORD-1", "Thank you.", "perron-1"),
    "reopen": lambda ending: ending.reopen("NORD-1", "Done", "Back.", "perron-1"),
    "places": lambda ending: ending.places("NORD"),
    "move": lambda ending: ending.move(["NORD-1"], "WERK", "Thank you.", "perron-1"),
    "task": lambda ending: ending.move(["NORD-1"], "WERK", "Thank you.", "perron-1", "6:10000"),
    "worklogs": lambda ending: ending.worklogs(["NORD"], THEN, THEN),
    "worklogs_changed": lambda ending: ending.worklogs_changed(["NORD"], THEN),
    "standing": lambda ending: ending.standing("NORD"),
    "archive": lambda ending: ending.archive("NORD", ArchiveTo(category="Clients")),
    "put_back": lambda ending: ending.put_back(Standing("NORD", None, None)),
}
BAD_DAYS: dict[str, type[OutsideError]] = {
    "401": Refused,
    "403": Refused,
    "429": Busy,
    "500": Unreachable,
    "drop_before": Unreachable,
    "drop_after": Unreachable,
}


@pytest.mark.parametrize("name", CALLS)
def test_every_call_says_what_happened(jira: RunningJira, tracker: Tracker, name: str) -> None:
    tracker.create(TicketDraft("NORD", "Summary", "", "6", "perron-1"))
    ending = JiraEnding(jira.url, TOKEN, EMAIL if name in CLOUD else None)
    for deed, error in BAD_DAYS.items():
        jira.hostile({"method": "*", "nth": 1, "do": deed})
        jira.traffic.clear()
        with pytest.raises(error):
            CALLS[name](ending)
        assert len(jira.calls()) == 1
