"""Reports are sent once, to who asked and to nobody else: by the button's job, and by a step."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.core.jobs import Job
from bot.core.work import GiveUp
from bot.features.offboarding.kinds import Does, EvidenceKind, Turn
from handlers.offboarding.report_files import Audience, Form
from handlers.offboarding.report_jobs import HANDLERS, SEND, want
from playground.testing import Running
from tests.handlers.offboarding.doers.walk import MARA, Walk, found

BOTH = [Form.PDF, Form.MARKDOWN]


def files_in_dm(slack: Running, person: str = "mara") -> list[dict[str, Any]]:
    """What somebody was sent by Perron, in order."""
    listed = slack.get("messages", as_=person, channel="dm")["messages"]
    return [
        {"text": message["text"], **file}
        for message in listed
        for file in message.get("files") or ()
    ]


def asked(walk: Walk, audience: Audience) -> dict[str, Any]:
    """Press *Make it*; what the job is to do."""
    now = walk.tools.clock.now()
    walk.db.write(lambda s: want(s, walk.case, audience, BOTH, MARA, now))
    [job] = walk.db.read(lambda s: list(s.scalars(select(Job).where(Job.kind == SEND))))
    return dict(job.payload)


def test_it_comes_once_by_direct_message_and_says_who_may_read_it(
    in_slack: Walk, slack: Running
) -> None:
    payload = asked(in_slack, Audience.CLIENT)
    for _ in range(2):  # the first answer was lost
        HANDLERS[SEND](in_slack.tools, payload)
    sent = files_in_dm(slack)
    mark = payload["mark"]
    assert [one["name"] for one in sent] == [
        f"nordwind-bericht-{mark}.pdf",
        f"nordwind-bericht-{mark}.md",
    ]
    assert all("Lies ihn, bevor du ihn weitergibst" in one["text"] for one in sent)
    assert files_in_dm(slack, "jonas") == []


def test_a_report_that_is_called_off_meanwhile_is_not_made(in_slack: Walk) -> None:
    payload = asked(in_slack, Audience.CLIENT)
    in_slack.call_off()
    with pytest.raises(GiveUp, match="called off"):
        HANDLERS[SEND](in_slack.tools, payload)


def test_a_step_makes_both_and_keeps_them_as_evidence(in_slack: Walk, slack: Running) -> None:
    in_slack.given(Does.REPORT)
    first, second = found(in_slack.look(Does.REPORT))
    assert first.startswith("For the client: 0 points done, ")
    assert second.startswith("Internal: ")
    step = in_slack.do(Does.REPORT, refs=["client", "internal"], forms=["pdf"])
    assert (step.turn, step.trouble) == (Turn.DID, "")
    sent = files_in_dm(slack)
    assert "für den Kunden" in sent[0]["text"]
    assert "nicht für den Kunden" in sent[1]["text"]
    kept = [one for one in in_slack.evidence(Does.REPORT) if one.kind == EvidenceKind.FILE]
    assert {(one.words, one.ref) for one in kept} == {(one["name"], one["id"]) for one in sent}
    assert not any(one.for_client for one in kept)
