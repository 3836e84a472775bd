"""What a playground is made of, and its database with the agency declared."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playground.supervisor.bot import Plan
from playground.supervisor.logs import Json
from playground.testing import Running, free_port

AGENCY = Path(__file__).resolve().parents[1] / "agency.yml"


@dataclass(frozen=True)
class Setup:
    """What a playground is made of. ``begins``: where its clock starts; None keeps the clock.

    ``folder`` exists; ``database`` None is a SQLite file in it. ``shelf`` is a folder where
    databases with the agency declared are kept, so that the next playground starts faster.
    ``world`` is what `Stage.save` writes, taken over at the start where it is there.
    ``on_page`` is called when the page can be looked at, which is before the bot is there.
    """

    folder: Path
    port: int
    begins: datetime | None
    agency: Path = AGENCY
    seed: Json | None = None
    bot_port: int | None = None
    database: str | None = None
    traffic: Path | None = None
    bot: bool = True
    jira_file: Path | None = None
    confluence_file: Path | None = None
    shelf: Path | None = None
    world: Path | None = None
    on_page: Callable[[Running], None] | None = None
    pseudo: bool = False
    hurry: bool = False

    def ready_made(self) -> Path | None:
        """Where a database with this agency, declared at this time, may be found or kept."""
        if self.shelf is None or self.database is not None or self.begins is None:
            return None
        key = self.agency.read_bytes() + self.begins.isoformat().encode()
        return self.shelf / f"{hashlib.sha256(key).hexdigest()}.db"

    @property
    def hours_file(self) -> Path | None:
        """Where what jira820 does not keep is kept: hours, and how projects are set up."""
        return self.jira_file.with_name("jira-hours.json") if self.jira_file else None

    @property
    def clock_file(self) -> Path:
        """What moves the clock of all processes."""
        return self.folder / "clock.json"

    def plan(self, *, jira: bool) -> Plan:
        """How the bot is started."""
        return Plan(
            folder=self.folder,
            slack_url=f"http://127.0.0.1:{self.port}",
            port=self.bot_port or free_port(),
            database=self.database or f"sqlite:///{self.folder / 'perron.db'}",
            clock_file=self.clock_file,
            jira=jira,
            pseudo=self.pseudo,
            hurry=self.hurry,
        )


def set_clock(file: Path, at: datetime) -> None:
    """Write the clock file so that it is ``at`` now."""
    file.write_text(json.dumps({"offset": at.timestamp() - time.time()}), encoding="utf-8")


def prepare(setup: Setup, plan: Plan) -> None:
    """Make the bot's database and declare the agency. Raises Trouble."""
    made = setup.folder / "perron.db"
    ready = setup.ready_made()
    if ready is not None and ready.exists():
        shutil.copyfile(ready, made)
        return
    plan.command("apply", "--migrate", str(setup.agency))
    if ready is not None:
        shutil.copyfile(made, ready)
