"""``perron export``: the current state as an agency file."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.commands.database import clock, require_newest
from bot.commands.files import write_new
from bot.commands.tell import OK, command, line
from bot.core.db import Database
from bot.features.declaration import service as declaration
from bot.features.declaration.export import export as export_text
from bot.features.declaration.parse import parse
from bot.settings import load


@command
def export(file: Path | None, *, force: bool = False) -> int:
    """Write the agency file, or show it where no file is named.

    A file that was written is what the next ``perron apply`` starts from; what is only shown is
    not remembered, so that it cannot put back what somebody changes in Slack.
    """
    settings = load()
    require_newest(settings)
    db = Database(settings.database)
    try:
        text = db.read(export_text)
        if file is None:
            sys.stdout.write(text)
            sys.stderr.write("Only shown. To go on editing from it: perron export FILE\n")
            return OK
        declared = parse(text, str(file))
        write_new(file, text, force=force)
        now = clock(settings).now()
        db.write(lambda s: declaration.remember(s, declared, now))
    finally:
        db.close()
    line(f"{file} is written: edit it, then run `perron apply {file}`.")
    return OK
