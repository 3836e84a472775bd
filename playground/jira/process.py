"""Starting jira820 as a process of its own, and being sure that it ends with us."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from playground import loopback
from playground.patience import patiently

ROOT = Path(__file__).resolve().parents[2]


class JiraNotStartedError(RuntimeError):
    """Jira could not be started; the message is one sentence for a person."""


@dataclass
class Jira820:
    """A running jira820. ``url`` is its own address, without the strict proxy."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the process; safe to call twice."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait(self, patience: float = 20.0) -> None:
        """Return once it answers, within ``patience`` seconds. Raises `JiraNotStartedError`."""
        _wait_until_it_answers(self, patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def start_jira820(port: int = 0, persist: Path | None = None, patience: float = 20.0) -> Jira820:
    """Start jira820 on loopback and return once it answers.

    ``patience`` is in seconds, the rest as in `launch_jira820`. Raises `JiraNotStartedError`.
    """
    running = launch_jira820(port, persist)
    try:
        running.wait(patience)
    except BaseException:
        running.stop()
        raise
    return running


def launch_jira820(port: int = 0, persist: Path | None = None) -> Jira820:
    """Start jira820 on loopback and return at once; what is asked too early waits for it.

    ``port`` 0 takes any free one; ``persist`` names a file that keeps the issues over restarts.
    Raises `JiraNotStartedError`.
    """
    with _listening(port) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command = [sys.executable, "-m", "playground.jira.serve", "--fd", str(listener.fileno())]
        if persist is not None:
            command += ["--persist", str(persist)]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; it ends with its standard input
        )
    return Jira820(url, process)


def _listening(port: int) -> socket.socket:
    """The socket is bound here and handed down, so nobody can take the port in between."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise JiraNotStartedError(
            f"Jira cannot start: port {port} on 127.0.0.1 is not free ({error.strerror})."
        ) from error
    return listener


def _wait_until_it_answers(running: Jira820, patience: float) -> None:
    deadline = time.monotonic() + patiently(patience)
    with loopback.client(timeout=patiently(1.0)) as client:
        while time.monotonic() < deadline:
            if running.process.poll() is not None:
                raise JiraNotStartedError(
                    f"Jira ended while starting (exit code {running.process.returncode})."
                )
            try:
                client.get(f"{running.url}/rest/api/2/serverInfo").raise_for_status()
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
    raise JiraNotStartedError(f"Jira did not answer within {patience:g} seconds.")
