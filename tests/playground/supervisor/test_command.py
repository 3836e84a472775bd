"""The playground as a process: it starts, says one address, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from playground.testing import free_port

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow


@contextmanager
def playground(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "playground", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def said_until(process: subprocess.Popen[str], word: str) -> str:
    """What it says up to a line with the word; fails with all of it where the word never comes."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(said)


def eventually(look: Callable[[], bool], what: str, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"never so: {what}"
        time.sleep(0.05)


def below(folder: Path) -> list[str]:
    """The command lines of running processes that work in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(folder):
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def test_starts_with_a_history_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    with playground(tmp_path, "--port", str(port)) as process:
        said = said_until(process, "Open")
        assert f"http://127.0.0.1:{port}" in said
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            state = client.get("/control/state", params={"as": "mara"}).json()
            assert state["clock"]["now"].startswith(tuple("2"))
            query = {"as": "mara", "channel": "super-mario"}
            cards = client.get("/control/messages", params=query).json()["messages"]
            actions = [
                element["action_id"]
                for card in cards
                for block in card.get("blocks", ())
                for element in block.get("elements", ())
                if block["type"] == "actions"
            ]
            assert actions.count("request_reopen") == 8
            assert actions.count("introduction_open") == 2
            jobs = client.get("/control/traffic", params={"limit": 5000}).json()["entries"]
            assert {"requests.route", "card request.team"} <= {
                entry["name"] for entry in jobs if entry["kind"] == "job"
            }
        assert any("bot run" in line for line in below(tmp_path))
        process.send_signal(signal.SIGKILL)
        process.wait()
        eventually(lambda: not below(tmp_path), "no process is left")


def test_a_dead_bot_is_told_in_a_sentence(tmp_path: Path) -> None:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    url = "sqlite:////nowhere/at/all/perron.db"
    with taken, playground(tmp_path, "--port", str(free_port()), "--database", url) as process:
        said = said_until(process, "failed")
        assert "`perron migrate` failed" in said
        assert process.wait(10) == 1


def test_a_taken_port_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with playground(tmp_path, "--port", port) as process:
            out, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert out.splitlines()[1:] == [
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use): "
        "choose another one with --port."
    ]


def test_keeps_its_state_and_starts_fresh_without_being_asked(tmp_path: Path) -> None:
    port = str(free_port())

    def texts(*arguments: str, post: str | None = None) -> list[str]:
        with playground(tmp_path, "--port", port, "--no-bot", *arguments) as process:
            said_until(process, "Open")
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                where = {"as": "anke", "channel": "nordwind-relaunch"}
                if post:
                    client.post("/control/post", json={**where, "text": post})
                found = client.get("/control/messages", params=where).json()["messages"]
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        return [one["text"] for one in found]

    assert texts("--keep", post="Hallo") == ["Hallo"]
    assert texts("--keep") == ["Hallo"]
    assert texts() == []
