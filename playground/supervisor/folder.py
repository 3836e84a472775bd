"""The folder that a playground keeps its state in, and the port it listens on."""

from __future__ import annotations

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playground.supervisor.trouble import Trouble
from playground.testing import free_port


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder, so that two playgrounds do not write into one. Raises Trouble."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(
                f"Another playground runs in {folder} already: stop it, or start this one in "
                "another folder."
            ) from None
        yield


def usable_port(wanted: int | None, flag: str) -> int:
    """The port that was wanted, or any free one. Raises Trouble where it is taken."""
    if wanted is None:
        return free_port()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise Trouble(
                f"Port {wanted} on 127.0.0.1 cannot be used ({error.strerror}): "
                f"choose another one with {flag}."
            ) from None
    return wanted
