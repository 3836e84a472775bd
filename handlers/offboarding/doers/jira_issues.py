"""Open tickets: listed, those chosen closed or moved with a comment, those left counted."""

from __future__ import annotations

from collections.abc import Collection

from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.ports import Closed, OpenIssue, Refused, TrackerEnding, Unreachable
from handlers.digests.words import day
from handlers.offboarding.doers import jira_choices, jira_moving
from handlers.offboarding.doers.frame import (
    About,
    ByHand,
    Doer,
    Made,
    Partly,
    Seen,
    Undo,
    refusal,
)
from handlers.offboarding.doers.jira import jira_of


def _look(tools: Tools, about: About) -> Seen:
    jira, project = jira_of(tools, about)
    issues = jira.open_issues([project])
    moving = jira_moving.offer(tools, about, jira, project) if issues else []
    things = [*moving, *(_found(one, about.t) for one in issues)]
    return Seen(things, not issues, _left(len(issues), about.t))


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


def _do(tools: Tools, about: About) -> Made:
    jira, project = jira_of(tools, about)
    if "to" in about.chosen:
        return _moved(jira, about, project)
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


def _moved(jira: TrackerEnding, about: About, project: str) -> Made:
    moved = jira_moving.move(jira, about, project)
    try:
        left = _open_beside(jira, project, moved.gone)
    except Unreachable as error:
        raise Partly(error, moved.results) from error
    words = about.t.plural(
        "One ticket moved to {project}.",
        "{n} tickets moved to {project}.",
        moved.number,
        project=moved.name,
    )
    return Made(moved.results, left == 0, f"{words} {_left(left, about.t)}")


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
    """How many are open; Jira's index lags, and may still list what was just closed or moved."""
    return len({one.key for one in jira.open_issues([project])} - set(closed))


def _put_back(tools: Tools, undo: Undo) -> str:
    if tools.ending is None:
        raise ByHand(mark("Perron has no Jira set up."))
    if "project" in undo.before:
        return jira_moving.put_back(tools.ending, undo)
    comment = undo.t("This ticket is open again: the work goes on.")
    if tools.ending.reopen(undo.ref, undo.before["status"], comment, undo.mark):
        return undo.t("{key} is open again.", key=undo.ref)
    return undo.t("{key} was opened again by somebody else.", key=undo.ref)


ISSUES = Doer(_look, _do, jira_choices.fields, jira_choices.chosen, _put_back, picks=True)
