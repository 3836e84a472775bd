"""The playground as a process: it starts, says one address, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from playground.loopback import client
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


def eventually(look: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"never so: {what}"
        time.sleep(0.05)


def started_by(pid: int) -> dict[int, str]:
    """The running processes that a process started, and those that they did: id, command."""
    parents, commands = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            parents[int(entry.name)] = int(stat[1])
            commands[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
    found = {pid: ""}
    while fresh := {p for p, parent in parents.items() if parent in found} - set(found):
        found |= {p: commands.get(p, "") for p in fresh}
    return {p: command for p, command in found.items() if p != pid}


def the_bot(pid: int) -> int:
    """The bot below a playground, and not the leash that holds it."""
    there = started_by(pid).items()
    return next(p for p, line in there if "bot run" in line and "leash" not in line)


def gone(processes: dict[int, str]) -> bool:
    """Whether none of these processes runs any more."""
    return not [pid for pid in processes if Path(f"/proc/{pid}/exe").exists()]


def test_starts_with_a_history_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = free_port()
    with playground(tmp_path, "--port", str(port)) as process:
        url = f"http://127.0.0.1:{port}"
        assert url in said_until(process, "The page is there")
        with client(base_url=url) as slack:
            assert slack.get("/").status_code == 200
            state = slack.get("/control/state", params={"as": "mara"}).json()
            assert state["preparing"] in ("bot", "history")
        assert url in said_until(process, "Open")
        with client(base_url=f"http://127.0.0.1:{port}") as slack:
            assert slack.get("/control/state", params={"as": "mara"}).json()["preparing"] is None
            query = {"as": "mara", "channel": "super-mario"}
            cards = slack.get("/control/messages", params=query).json()["messages"]
            actions = [
                element["action_id"]
                for card in cards
                for block in card.get("blocks", ())
                for element in block.get("elements", ())
                if block["type"] == "actions"
            ]
            assert actions.count("request_reopen") == 8
            assert actions.count("introduction_open") == 2
            jobs = slack.get("/control/traffic", params={"limit": 5000}).json()["entries"]
            assert {"requests.route", "card request.team"} <= {
                entry["name"] for entry in jobs if entry["kind"] == "job"
            }
        started = started_by(process.pid)
        assert sorted(line.split(" -m ")[-1].split()[0] for line in started.values()) == [
            "bot",
            "bot",
            "playground.jira.serve",
        ]
        process.send_signal(signal.SIGKILL)
        process.wait()
        eventually(lambda: gone(started), "no process is left")


def test_a_bot_that_dies_is_told_in_a_sentence(tmp_path: Path) -> None:
    with playground(tmp_path, "--port", str(free_port()), "--no-history") as process:
        said_until(process, "Open")
        started = started_by(process.pid)
        os.kill(the_bot(process.pid), signal.SIGKILL)
        assert "The bot has ended (exit code 137)" in said_until(process, "bot.log")
        assert process.wait(20) == 1
        eventually(lambda: gone(started), "no process is left")


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path) -> None:
    url = "sqlite:////nowhere/at/all/perron.db"
    with playground(tmp_path, "--port", str(free_port()), "--database", url) as process:
        assert "`perron apply` failed" in said_until(process, "failed")
        assert process.wait(20) == 1


def test_a_taken_port_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with playground(tmp_path, "--port", port) as process:
            out, _ = process.communicate(timeout=120)
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
            with client(base_url=f"http://127.0.0.1:{port}") as slack:
                where = {"as": "anke", "channel": "nordwind-relaunch"}
                if post:
                    slack.post("/control/post", json={**where, "text": post})
                found = slack.get("/control/messages", params=where).json()["messages"]
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        return [one["text"] for one in found]

    assert texts("--keep", post="Hallo") == ["Hallo"]
    assert texts("--keep") == ["Hallo"]
    assert texts() == []
