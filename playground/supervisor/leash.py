"""Holds a process that must not outlive us: ``python -m playground.supervisor.leash COMMAND …``.

Its first and only line of output is the process id of the command, whose own output is dropped;
what the command says on stderr is passed on. The command runs until it ends by itself, or until
our standard input ends. That happens when whoever started us closes it or is gone, however it
went, so nothing is left behind by a SIGKILL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

PATIENCE = 5.0
"""Seconds that the command has to end after SIGTERM."""


def hold(command: list[str]) -> int:
    """Run the command; its exit code, or 128 + the signal that ended it."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    sys.stdout.write(f"{child.pid}\n")
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever holds us decides
    threading.Thread(target=_end_when_alone, args=(child,), daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def _end_when_alone(child: subprocess.Popen[bytes]) -> None:
    while os.read(0, 4096):  # a buffered read would hold a lock when we end by ourselves
        pass
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    sys.exit(hold(sys.argv[1:]))
