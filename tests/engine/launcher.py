"""Starts bots quickly: imports and rehearses everything once and forks a process for each.

A line of JSON on standard input asks for a bot, a line on standard output gives its pid:
``{"env": {…}, "only": null, "log": path, "lease": seconds, "kill": {"at": n, "when": "before"}}``.
With ``kill`` the process ends itself with SIGKILL right before or right after its ``at``-th commit.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import sys
import threading
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from bot.core import cards, jobs, log
from bot.main import run
from bot.settings import load
from integrations.slack import chat
from tests.engine.rehearsal import rehearse

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    rehearse()
    gc.freeze()  # what bots inherit is neither looked through nor copied
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _be_a_bot(order)
        print(json.dumps({"pid": pid}), flush=True)  # noqa: T201  the answer to whoever asked


def _be_a_bot(order: dict[str, Any]) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    out = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(out, stream)
    os.environ.update(order["env"])
    jobs.LEASE = cards.LEASE = order["lease"]
    if order["hurry"]:
        cards.QUIET, cards.LONGEST = 0.05, 0.2
        chat.LIMITS.update(dict.fromkeys(chat.LIMITS, (100.0, 100.0)))
    if order["kill"]:
        _die_at(order["kill"]["at"], after=order["kill"]["when"] == "after")
    settings = load(env_file=None)
    log.configure(settings.log.format, settings.secrets())
    os._exit(run(settings, only=order["only"]))


def _die_at(nth: int, *, after: bool) -> None:
    lock = threading.Lock()
    commits = 0
    doomed: set[int] = set()

    @event.listens_for(Engine, "commit")
    def _commit(connection: Any) -> None:
        nonlocal commits
        with lock:
            commits += 1
            if commits == nth:
                if not after:
                    os.kill(os.getpid(), signal.SIGKILL)
                doomed.add(id(connection.connection.dbapi_connection))

    @event.listens_for(Pool, "checkin")
    def _given_back(dbapi_connection: Any, _record: Any) -> None:
        if id(dbapi_connection) in doomed:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
