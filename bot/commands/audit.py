"""The command ``audit``: whether the record is what was written."""

from __future__ import annotations

import json

from bot.commands.database import require_newest
from bot.commands.tell import FAILURE, OK, Failure, command, complain, line
from bot.core.db import Database
from bot.features.record.verifying import Mark, Verdict, head_of, verify
from bot.settings import load


@command
def audit_verify(known: str | None = None, *, as_json: bool = False) -> int:
    """Look at every entry; exit code 1 where something is not as it was written."""
    mark = _mark(known)
    settings = load()
    require_newest(settings)
    db = Database(settings.database)
    try:
        if not as_json:
            line(f"Looking at {_entries(db.read(head_of).count)} …")
        verdict = db.read(lambda s: verify(s, mark))
    finally:
        db.close()
    if as_json:
        line(json.dumps(_content(verdict), indent=2))
    else:
        _tell(verdict)
    return OK if verdict.is_fine else FAILURE


def _mark(known: str | None) -> Mark | None:
    try:
        return Mark.read(known) if known is not None else None
    except ValueError:
        raise Failure(
            "--known should be what an earlier check has printed: COUNT:HASH, 64 digits after it."
        ) from None


def _tell(verdict: Verdict) -> None:
    for finding in verdict.findings:
        complain(str(finding))
    if not verdict.is_fine:
        return
    forgotten = f", {verdict.forgotten} of them forgotten" if verdict.forgotten else ""
    line(f"OK: {_entries(verdict.entries)}{forgotten}. Nothing is missing, nothing was changed.")
    line(f"Write this down, and give it to the next check (--known): {verdict.head}")


def _content(verdict: Verdict) -> dict[str, object]:
    return {
        "ok": verdict.is_fine,
        "entries": verdict.entries,
        "forgotten": verdict.forgotten,
        "head": str(verdict.head),
        "findings": [
            {"wrong": f.wrong.value, "first": f.first, "last": f.last, "text": str(f)}
            for f in verdict.findings
        ],
    }


def _entries(count: int) -> str:
    return f"{count} {'entry' if count == 1 else 'entries'}"
