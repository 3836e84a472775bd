"""Open tickets moved to another project, where Jira lets Perron: offered, carried out, put back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.i18n import mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.saying import Said
from bot.features.platforms.models import Client
from bot.ports import Came, MovedIssue, Refused, TrackerEnding, Unreachable
from handlers.offboarding.doers.frame import (
    About,
    ByHand,
    Partly,
    UnderWay,
    Undo,
)

BECAME = {
    Came.MOVED: mark("{key} is {new} now."),
    Came.ALONG: mark("{key} went with its ticket, and is {new} now."),
    Came.ALREADY: mark("{key} was moved there already: it is {new}."),
    Came.ELSEWHERE: mark("{key} was moved by somebody else meanwhile: it is {new}."),
    Came.PARENT: mark("{key} stays: it belongs to a ticket that was not chosen."),
    Came.GONE: mark("{key} is not there any more."),
    Came.STAYED: mark("{key} stays: Jira did not move it, and does not say why."),
}
STILL_THERE = (Came.PARENT, Came.STAYED)
BACK = {
    Came.MOVED: mark("{key} is back, as {new}."),
    Came.ALONG: mark("{key} is back, as {new}."),
    Came.ALREADY: mark("{key} was moved back by somebody else: it is {new}."),
    Came.ELSEWHERE: mark("{key} was moved on by somebody else, and stays there: it is {new}."),
    Came.GONE: mark("{key} is not there any more."),
}


@dataclass(frozen=True)
class Moved:
    """What became of the chosen tickets. ``gone``: those that are not in the project any more."""

    results: Sequence[Result]
    gone: Collection[str]
    name: str
    """The project to which they were moved."""
    number: int


def offer(tools: Tools, about: About, jira: TrackerEnding, project: str) -> list[Found]:
    """A line that says whether Perron can move, with the projects; none on a Data Center.

    Other clients' projects are left out: their people may read what is there.
    """
    try:
        places = jira.places(project)
    except Refused as refused:
        if refused.code == "auth":
            raise
        if refused.code == "unsupported":
            return []
        return [Found("", _lacks(refused).to(about.t), detail={"to": []})]
    clients = tools.db.read(_projects_of_clients)
    to = [[one.key, one.name] for one in places if one.key not in clients]
    words = about.t("Perron can close these tickets, or move them to another project.")
    if not to:
        words = about.t("There is no project of your own to which Perron may move tickets.")
    return [Found("", words, detail={"to": to})]


def _projects_of_clients(session: Session) -> frozenset[str]:
    found = session.scalars(select(Client.jira_project).where(Client.jira_project.is_not(None)))
    return frozenset(key for key in found if key is not None)


def move(jira: TrackerEnding, about: About, project: str) -> Moved:
    """Carry it out, as far as Jira is; asked again until it is over.

    ByHand with what is missing where Jira would refuse it; then nothing was moved.
    """
    to = about.chosen["to"]
    name = _offered(about).get(to)
    if name is None:
        raise ByHand(mark("This project was not offered. Please let Perron look again."))
    deed = f"{about.step}-{about.round}"
    try:
        moving = jira.move(about.refs, to, about.chosen["comment"], deed, about.task)
    except Refused as refused:
        raise _by_hand(refused, name) from refused
    except Unreachable as error:
        raise Partly(error, _not_known(about, project)) from error
    if moving.task:
        raise UnderWay(moving.task, _not_known(about, project))
    results = [_result(one, about, project) for one in moving.issues]
    gone = {one.was for one in moving.issues if one.came not in STILL_THERE}
    number = sum(one.came in (Came.MOVED, Came.ALONG) for one in moving.issues)
    return Moved(results, gone, name, number)


def _offered(about: About) -> dict[str, str]:
    """The projects that the look has found, by key."""
    lines = [one["detail"] for one in about.found if not one["ref"]]
    return {key: name for line in lines for key, name in line.get("to", ())}


def _by_hand(refused: Refused, name: str) -> Refused | ByHand:
    if refused.code == "right":
        lacks = _lacks(refused)
        return ByHand(lacks.msgid, **lacks.params)
    if refused.code == "types":
        types = ", ".join(refused.fields)
        return ByHand(
            mark(
                "{project} lacks these issue types: {types}. Nothing was moved: let Perron look "
                "again, and choose another project, or other tickets."
            ),
            project=name,
            types=types,
        )
    return refused


def _lacks(refused: Refused) -> Said:
    """What is missing, by Jira's own names."""
    rights = ", ".join(refused.fields.values()) or refused.detail
    msgid = mark("Perron may not move these tickets; in Jira it needs for that: {rights}.")
    return Said(msgid, {"rights": rights})


def _result(one: MovedIssue, about: About, project: str) -> Result:
    words = about.t(BECAME[one.came], key=one.was, new=one.key)
    if one.came is Came.STAYED and one.why:
        words = about.t("{key} stays: {why}", key=one.was, why=one.why)
    if one.came is not Came.MOVED:
        return Result(one.was, words, ok=one.came in (Came.ALONG, Came.ALREADY))
    before, after = {"project": project}, {"key": one.key, "project": about.chosen["to"]}
    return Result(one.was, words, link=one.url, before=before, after=after)


def _not_known(about: About, project: str) -> list[Result]:
    """Should Jira never answer again: a call-off has to know that they may have been moved."""
    return [
        Result(
            key,
            about.t("Whether {key} was moved is not known.", key=key),
            ok=False,
            before={"project": project},
        )
        for key in about.refs
    ]


def put_back(jira: TrackerEnding, undo: Undo) -> str:
    """Where it was, unless somebody has moved it since; a sentence about it."""
    if "key" not in undo.after:
        raise ByHand(mark("Whether {key} was moved is not known."), key=undo.ref)
    comment = undo.t("This ticket is back: the work goes on.")
    keys, to = [undo.after["key"]], undo.before["project"]
    moving = jira.move(keys, to, comment, undo.mark, undo.task)
    if moving.task:
        raise UnderWay(moving.task, ())
    [one] = moving.issues
    if one.came not in BACK:
        raise ByHand(mark("Jira did not move {key} back."), key=one.key)
    return undo.t(BACK[one.came], key=undo.ref, new=one.key)
