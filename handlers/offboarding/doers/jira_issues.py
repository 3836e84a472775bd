"""Open tickets: listed, those chosen closed with a comment, those left counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from bot.ports import Closed, OpenIssue, Refused, TrackerEnding, Unreachable
from handlers.digests.words import day
from handlers.offboarding.doers.frame import (
    About,
    ByHand,
    Dict,
    Doer,
    Made,
    Partly,
    Seen,
    Undo,
    refusal,
)
from handlers.offboarding.doers.jira import jira_of
from handlers.slack.blocks import context, text_input
from handlers.slack.submissions import Submission, WrongField

COMMENT = 2000
"""Characters: as much as Jira's readers bear."""


def _look(tools: Tools, about: About) -> Seen:
    jira, project = jira_of(tools, about)
    issues = jira.open_issues([project])
    return Seen([_found(one, about.t) for one in issues], not issues, _left(len(issues), about.t))


def _found(issue: OpenIssue, t: Translator) -> Found:
    facts = [issue.status, issue.assignee or t("nobody")]
    if issue.due is not None:
        facts.append(t("due {day}", day=day(issue.due, t, "d MMM y")))
    words = f"{issue.key} {issue.summary} ({', '.join(facts)})"
    return Found(issue.key, words, issue.url, {"status": issue.status, "url": issue.url})


def _left(n: int, t: Translator) -> str:
    if n == 0:
        return t("No ticket is open in Jira.")
    return t.plural("One ticket is still open in Jira.", "{n} tickets are still open in Jira.", n)


def _fields(step: StepView, t: Translator) -> list[Dict]:
    """The comment is read by whoever reads the ticket: it tells neither why nor by whom."""
    comment = t(
        "The work on this project ends on {day}. This ticket is closed as it stands.",
        day=day(step.last_day, t, "d MMMM y"),
    )
    hint = t("Whoever can read the ticket reads it, the client, too.")
    leave = t(
        "Perron closes tickets and does not move them: Jira has an interface for that in the cloud "
        "only. Leave those out here, move them in Jira by hand, and let Perron look again."
    )
    return [
        text_input(
            "comment",
            t("Comment on each closed ticket"),
            initial=comment,
            multiline=True,
            hint=hint,
            max_length=COMMENT,
        ),
        context(leave),
    ]


def _chosen(form: Submission) -> dict[str, Any]:
    comment = form.text("comment").strip()
    if not comment:
        raise WrongField("comment", mark("Please leave a few words for whoever reads the ticket."))
    return {"comment": comment}


def _do(tools: Tools, about: About) -> Made:
    jira, project = jira_of(tools, about)
    results: list[Result] = []
    for key in about.refs:
        try:
            results.append(_close(jira, about, key))
        except Unreachable as error:
            raise Partly(error, results) from error
    closed = {one.ref for one in results if one.ok}
    try:
        left = _open_beside(jira, project, closed)
    except Unreachable as error:
        raise Partly(error, results) from error
    words = about.t.plural("One ticket closed.", "{n} tickets closed.", len(closed))
    return Made(results, left == 0, f"{words} {_left(left, about.t)}")


def _close(jira: TrackerEnding, about: About, key: str) -> Result:
    deed = f"{about.step}-{about.round}-{key}"
    try:
        became = jira.close(key, about.chosen["comment"], deed)
    except Refused as refused:
        if refused.code == "auth":
            raise
        why = _demanded(refused) or refusal(refused).to(about.t)
        return Result(key, about.t("{key} stays open: {why}", key=key, why=why), ok=False)
    if became is Closed.ALREADY:
        return Result(key, about.t("{key} was finished already.", key=key))
    words = about.t("{key} closed.", key=key)
    return Result(key, words, before={"status": about.detail(key)["status"]})


def _demanded(refused: Refused) -> str:
    """Which fields a person has to fill in, in Jira's words."""
    return "; ".join(refused.fields.values())


def _open_beside(jira: TrackerEnding, project: str, closed: Collection[str]) -> int:
    """How many are open; Jira's index lags, and may still list what was just closed."""
    return len({one.key for one in jira.open_issues([project])} - set(closed))


def _put_back(tools: Tools, undo: Undo) -> str:
    if tools.ending is None:
        raise ByHand(mark("Perron has no Jira set up."))
    comment = undo.t("This ticket is open again: the work goes on.")
    if tools.ending.reopen(undo.ref, undo.before["status"], comment, undo.mark):
        return undo.t("{key} is open again.", key=undo.ref)
    return undo.t("{key} was opened again by somebody else.", key=undo.ref)


ISSUES = Doer(_look, _do, _fields, _chosen, _put_back, picks=True)
