"""The commands that reach outside: ``run`` and ``doctor``."""

from __future__ import annotations

import gc

from sqlalchemy import make_url

from bot.commands.tell import FAILURE, OK, WRONG_USE, Failure, command, complain, line
from bot.core import log
from bot.settings import SettingsError, load


@command
def run(only: str | None) -> int:
    """Run the process until it is told to stop; ``only``: ``receiver``, ``worker`` or None."""
    settings = load()
    if only is not None and make_url(settings.database).get_backend_name() == "sqlite":
        complain("--only needs PostgreSQL (PERRON_DATABASE_URL): SQLite has one process.")
        return WRONG_USE
    log.configure(settings.log.format, settings.secrets())
    gc.disable()
    from bot.main import CannotStart
    from bot.main import run as run_process

    gc.freeze()  # what was imported stays: nobody need look through it again
    gc.enable()
    try:
        return run_process(settings, only=only)
    except CannotStart as error:
        raise Failure(str(error)) from None


@command
def doctor() -> int:
    """Check everything; exit code 1 where something is to be done."""
    try:
        settings = load()
    except SettingsError as error:
        for problem in error.problems:
            _show(fine=False, text=problem)
        return FAILURE
    from bot.commands.doctor import examine
    from bot.outside import build_chat, build_tracker, build_wiki

    log.configure(settings.log.format, settings.secrets())
    outside = build_chat(settings), build_tracker(settings), build_wiki(settings)
    wrong = 0
    for finding in examine(settings, *outside):
        _show(fine=finding.fine, text=finding.text)
        wrong += not finding.fine
    return FAILURE if wrong else OK


def _show(*, fine: bool, text: str) -> None:
    line(f"{'fine ' if fine else 'to do'}  {text}", "" if fine else "bold")
