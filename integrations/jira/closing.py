"""Finishing issues with a word: once, however often it is tried."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.ports import Closed, FieldInfo, Finishing, Refused, Way
from integrations.jira.client import Client
from integrations.jira.errors import mapped
from integrations.jira.markup import escape_within
from integrations.jira.metadata import read_rights

COMMENT = 32_767
PAGE = 100
FINISHED = "done"
"""Jira's key of the status category of finished issues, in every language."""


def read_finishing(client: Client, key: str) -> Finishing:
    """Where an issue stands and the ways to finish it; two calls, none of them to the index."""
    status = _status(client, key)
    if status["statusCategory"]["key"] == FINISHED:
        return Finishing(key, status["name"], finished=True)
    ways = tuple(_way(way) for way in _transitions(client, key) if _finishes(way))
    return Finishing(key, status["name"], finished=False, ways=ways)


def close_issue(
    client: Client, key: str, comment: str, mark: str, way: str, resolution: str
) -> Closed:
    """First the comment, then the transition: finished issues may take no comments.

    Both are looked for before: a try whose answer was lost, or a process that died between them,
    is gone on with. What Jira would refuse is refused before anything is written.
    """
    finishing = read_finishing(client, key)
    written = is_marked(client, key, mark)
    if finishing.finished:
        return Closed.CLOSED if written else Closed.ALREADY
    if not finishing.ways:
        raise _nowhere(client, key, finishing.status)
    chosen = _chosen(finishing, way)
    if not written:
        write_comment(client, key, comment, mark)
    fields = _resolution(chosen, resolution)
    try:
        _transit(client, key, chosen.id, fields)
    except Refused:
        if not read_finishing(client, key).finished:  # somebody was faster
            raise
    return Closed.CLOSED


def reopen_issue(client: Client, key: str, status: str, comment: str, mark: str) -> bool:
    """As `close_issue`, to a status by its name; False when it was there and not by us."""
    there = _status(client, key)["name"]
    written = is_marked(client, key, mark)
    if there == status:
        return written
    ways = [way for way in _transitions(client, key) if way["to"]["name"] == status]
    free = [way for way in map(_way, ways) if not (way.demands or way.resolutions)]
    if not ways:
        raise _nowhere(client, key, there)
    if not free:
        raise Refused("way", f"no transition that demands nothing leads {key} to {status}")
    if not written:
        write_comment(client, key, comment, mark)
    _transit(client, key, free[0].id, {})
    return True


def _status(client: Client, key: str) -> Mapping[str, Any]:
    with mapped("issue"):
        status: Mapping[str, Any] = client.get(f"issue/{key}", {"fields": "status"})["fields"][
            "status"
        ]
        return status


def _transitions(client: Client, key: str) -> list[Mapping[str, Any]]:
    with mapped("transitions"):
        asked = {"expand": "transitions.fields"}
        ways: list[Mapping[str, Any]] = client.get(f"issue/{key}/transitions", asked)["transitions"]
        return ways


def _finishes(way: Mapping[str, Any]) -> bool:
    with mapped("transitions"):
        return bool(way["to"]["statusCategory"]["key"] == FINISHED)


def _way(raw: Mapping[str, Any]) -> Way:
    with mapped("transitions"):
        demanded = {
            name: field
            for name, field in (raw.get("fields") or {}).items()
            if field["required"] and not field.get("hasDefaultValue")
        }
        offered = demanded.pop("resolution", {}).get("allowedValues", ())
        resolutions = tuple((str(one["id"]), str(one["name"])) for one in offered)
        demands = tuple(FieldInfo(name, field["name"]) for name, field in demanded.items())
        return Way(str(raw["id"]), raw["name"], raw["to"]["name"], resolutions, demands)


def _nowhere(client: Client, key: str, status: str) -> Refused:
    """Jira shows no transitions to who may not go them: say which of the two it is."""
    if "TRANSITION_ISSUES" in read_rights(client, key.rpartition("-")[0]):
        return Refused("way", f"no transition leads {key} on from {status}")
    return Refused("right", f"TRANSITION_ISSUES is needed to finish {key}")


def _chosen(finishing: Finishing, wanted: str) -> Way:
    ways = [way for way in finishing.ways if wanted in ("", way.id)]
    if not ways:
        text = f"the transition {wanted} does not finish {finishing.key} from {finishing.status}"
        raise Refused("way", text)
    free = [way for way in ways if not way.demands]
    if not free:
        raise Refused("field", ways[0].name, {field.key: field.name for field in ways[0].demands})
    return free[0]


def _resolution(way: Way, wanted: str) -> dict[str, Any]:
    """The screen's resolution where it demands one: the one asked for, else the first."""
    if not way.resolutions:
        return {}
    offered = [id_ for id_, _ in way.resolutions if wanted in ("", id_)]
    return {"resolution": {"id": offered[0] if offered else way.resolutions[0][0]}}


def _transit(client: Client, key: str, way: str, fields: Mapping[str, Any]) -> None:
    with mapped("transition"):
        client.send(f"issue/{key}/transitions", {"transition": {"id": way}, "fields": fields})


def write_comment(client: Client, key: str, text: str, mark: str) -> None:
    """The mark is in the text: comment properties cannot be listed on every Jira."""
    body = f"{escape_within(text, COMMENT - len(mark) - 2)}\n\n{mark}"
    with mapped("comment"):
        client.post(f"issue/{key}/comment", {"body": body})


def is_marked(client: Client, key: str, mark: str) -> bool:
    """Whether a comment carries our mark; comments are not read from the index."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(mark)}(?![\w-])")
    seen = 0
    while True:
        with mapped("comments"):
            asked = {"startAt": seen, "maxResults": PAGE}
            page = client.get(f"issue/{key}/comment", asked)
            comments, total = page["comments"], page["total"]
            if any(pattern.search(comment["body"]) for comment in comments):
                return True
        seen += len(comments)
        if not comments or seen >= total:
            return False
