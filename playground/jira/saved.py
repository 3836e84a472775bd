"""What the proxy adds to jira820, kept in a file over restarts: hours, fields, project settings.

Issues are kept by jira820 itself, see ``persist`` of `playground.jira.start_jira820`.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from playground.jira.ledger import Entry
from playground.jira.rest import Desk


def save(desk: Desk, file: Path) -> None:
    """Write it, all or nothing."""
    entries = [
        asdict(entry) | {"started": entry.started.isoformat()}
        for entry in desk.ledger.entries.values()
    ]
    rules = desk.rules
    settings = {"values": rules.values, "schemes": rules.schemes, "categories": rules.categories}
    settings["moved"] = {"gone_to": desk.moves.gone_to, "ids": desk.moves.ids}
    beside = file.with_name(file.name + ".new")
    beside.write_text(json.dumps({"entries": entries, **settings}), encoding="utf-8")
    os.replace(beside, file)


def load(desk: Desk, file: Path) -> None:
    """Take over what `save` wrote."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    entries = [
        Entry(**one | {"started": datetime.fromisoformat(one["started"])})
        for one in kept["entries"]
    ]
    desk.ledger.take(entries)
    desk.rules.values = kept["values"]
    desk.rules.schemes |= kept["schemes"]
    desk.rules.categories |= kept["categories"]
    moved = kept.get("moved", {})
    desk.moves.gone_to, desk.moves.ids = moved.get("gone_to", {}), moved.get("ids", {})
