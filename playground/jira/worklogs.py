"""Endpoints about worklogs, as Data Center and Cloud have them; jira820 has the first two only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from playground.jira.answers import Answer, JiraError
from playground.jira.ledger import Entry, read_instant, shown_instant
from playground.jira.rest import Call, Desk, route

PAGE = 1000
LAST_MINUTE = 60.0
"""Seconds: Jira does not tell yet what was changed so lately."""
NO_TIME = "You must indicate the time spent working."


async def of_issue(desk: Desk, call: Call, key: str) -> Answer:
    """Cloud gives pages, Data Center everything at once."""
    desk.rules.demand(call.who.account, key)
    await desk.upstream.call("GET", f"/issue/{key}", query={"fields": "summary"})
    entries = [shown(desk, call, entry) for entry in desk.ledger.of(key)]
    start, size = 0, len(entries)
    if call.who.cloud:
        start = int(call.query.get("startAt", 0))
        size = desk.rules.page(int(call.query.get("maxResults", 5000)), 5000)
    page = {"startAt": start, "maxResults": size, "total": len(entries)}
    return Answer(200, {**page, "worklogs": entries[start : start + size]})


async def write(desk: Desk, call: Call, key: str) -> Answer:
    desk.rules.demand(call.who.account, key, "WORK_ON_ISSUES")
    issue = await desk.upstream.call("GET", f"/issue/{key}", query={"fields": "summary"})
    sent = call.body()
    seconds, started = sent.get("timeSpentSeconds"), read_instant(sent.get("started"))
    if not isinstance(seconds, int) or seconds < 60:
        raise JiraError(400, errors={"timeLogged": NO_TIME})
    if started is None:
        raise JiraError(400, [f"'{sent.get('started')}' is not a date as Jira writes it."])
    author, comment = call.who.account.name, str(sent.get("comment") or "")
    now = desk.clock()
    entry = desk.ledger.write(key, issue["id"], author, started, seconds, comment, now)
    desk.rules.touch(key)
    return Answer(201, shown(desk, call, entry))


async def updated(desk: Desk, call: Call) -> Answer:
    """Ids of what was written or edited from ``since`` on (ms), oldest first, with its time."""
    since = int(call.query.get("since", 0))
    until = desk.clock() - LAST_MINUTE
    values = [
        {"worklogId": entry.id, "updatedTime": _ms(entry.updated), "properties": []}
        for entry in sorted(desk.ledger.entries.values(), key=lambda entry: entry.updated)
        if _ms(entry.updated) >= since and entry.updated <= until and _sees(desk, call, entry)
    ]
    size = desk.rules.page(PAGE, PAGE)
    page, last = values[:size], len(values) <= size
    end = page[-1]["updatedTime"] if page else since
    at = f"{call.base}/rest/api/2/worklog/updated?since="
    told = {"since": since, "until": end, "self": f"{at}{since}", "lastPage": last}
    return Answer(200, {"values": page, **told, **({} if last else {"nextPage": f"{at}{end}"})})


async def listed(desk: Desk, call: Call) -> Answer:
    """Entries by their ids; those that are gone or out of sight are left out."""
    ids = call.body().get("ids")
    if not isinstance(ids, list) or len(ids) > PAGE:
        raise JiraError(400, [f"'ids' must be a list of at most {PAGE} ids."])
    found = [desk.ledger.entries[id_] for id_ in ids if id_ in desk.ledger.entries]
    seen = [entry for entry in found if _sees(desk, call, entry)]
    return Answer(200, [shown(desk, call, entry) for entry in seen])


def shown(desk: Desk, call: Call, entry: Entry) -> dict[str, Any]:
    """An entry in Jira's JSON, with its author in the caller's dialect."""
    account = desk.rules.accounts[entry.author]
    who = {"accountId": account.account_id} if call.who.cloud else {"name": account.name}
    author = {**who, "displayName": account.display, "active": True}
    return {
        "self": f"{call.base}/rest/api/2/issue/{entry.issue_id}/worklog/{entry.id}",
        "author": author,
        "updateAuthor": author,
        "comment": entry.comment,
        "created": shown_instant(_at(entry.created)),
        "updated": shown_instant(_at(entry.updated)),
        "started": shown_instant(entry.started),
        "timeSpentSeconds": entry.seconds,
        "id": str(entry.id),
        "issueId": entry.issue_id,
    }


def _sees(desk: Desk, call: Call, entry: Entry) -> bool:
    return desk.rules.sees(call.who.account, entry.key.rpartition("-")[0])


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _ms(seconds: float) -> int:
    return int(seconds * 1000)


WORKLOG_ROUTES = (
    route("worklogs", "GET", "/issue/{key}/worklog", of_issue),
    route("worklog", "POST", "/issue/{key}/worklog", write),
    route("worklogsUpdated", "GET", "/worklog/updated", updated),
    route("worklogsListed", "POST", "/worklog/list", listed),
)
