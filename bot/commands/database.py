"""The commands that work on the database alone: ``migrate`` and ``apply``."""

from __future__ import annotations

from pathlib import Path

from bot.commands.tell import FAILURE, OK, WRONG_USE, Failure, command, complain, line
from bot.core import migrate as schema
from bot.core.clock import Clock, MovedClock, SystemClock
from bot.core.db import Database
from bot.features.declaration import service as declaration
from bot.features.declaration.merge import Plan
from bot.features.declaration.parse import parse
from bot.settings import Settings, load


@command
def migrate() -> int:
    """Bring the database to the newest revision."""
    url = load().database
    before = schema.current(url)
    schema.upgrade(url)
    after = schema.current(url)
    if before == after:
        line(f"The database is at the newest revision ({after}) already.")
    else:
        line(f"The database went from {before or 'empty'} to revision {after}.")
    return OK


@command
def apply(file: Path, *, dry_run: bool = False, first_migrate: bool = False) -> int:
    """Apply a declaration file, or tell what applying it would do.

    ``first_migrate``: bring the database to the newest revision before.
    """
    if dry_run and first_migrate:
        complain("--dry-run changes nothing: it does not go together with --migrate.")
        return WRONG_USE
    settings = load()
    declared = parse(_content(file), str(file))
    if first_migrate:
        schema.upgrade(settings.database)
    require_newest(settings)
    db = Database(settings.database)
    try:
        if dry_run:
            plan = db.read(lambda s: declaration.plan(s, declared))
        else:
            now = clock(settings).now()
            plan = db.write(lambda s: declaration.apply(s, declared, now))
        undecided = db.read(declaration.undecided_about_learning)
    finally:
        db.close()
    for name in undecided:
        line(
            f"{name}: nobody has decided yet whether Perron learns from who answers what, and so "
            "it does not. `learning: true` or `learning: false` in the file says so; "
            "docs/settings.md says what it means for people."
        )
    return _report(plan, dry_run=dry_run)


def require_newest(settings: Settings) -> None:
    """Failure where the database has not the tables of this version."""
    if schema.current(settings.database) != schema.head():
        raise Failure("The database has not the newest revision: run `perron migrate` first.")


def clock(settings: Settings) -> Clock:
    """Domain time: the machine's, or as the playground moved it."""
    return MovedClock(settings.clock_file) if settings.clock_file else SystemClock()


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Failure(f"{file} cannot be read: it is not a text in UTF-8.") from None


def _report(plan: Plan, *, dry_run: bool) -> int:
    for change in plan.changes:
        line(str(change))
    for conflict in plan.conflicts:
        complain(f"conflict: {conflict}")
    done = "would be made" if dry_run else "made"
    count = len(plan.changes)
    if count:
        line(f"{count} change{'' if count == 1 else 's'} {done}.")
    else:
        line("Nothing to change.")
    return FAILURE if plan.conflicts else OK
