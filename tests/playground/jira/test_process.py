"""jira820 as a process: quick to start, never left behind, clear when it cannot."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from playground.jira import JiraNotStartedError, start_jira820
from tests.playground.jira.running import WEB, until

ROOT = Path(__file__).resolve().parents[3]
PARENT = """
from playground.jira import start_jira820
print(start_jira820().url, flush=True)
input()
"""


def answers(url: str) -> bool:
    try:
        return WEB.get(f"{url}/rest/api/2/serverInfo").is_success
    except httpx.TransportError:
        return False


def test_it_ends_with_a_killed_parent() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().strip()
        assert answers(url)
        parent.kill()
    assert until(lambda: not answers(url))


def test_a_port_that_is_taken_gets_one_clear_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(JiraNotStartedError, match=f"port {port} on 127.0.0.1 is not free"):
            start_jira820(port)


def test_what_is_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    kept = tmp_path / "jira.json"
    fields = {"project": {"key": "HARB"}, "issuetype": {"id": "6"}, "summary": "Kept"}
    with start_jira820(persist=kept) as jira820:
        at = f"{jira820.url}/rest/api/2/issue"
        assert WEB.post(at, json={"fields": fields}).status_code == 201
    with start_jira820(persist=kept) as jira820:
        at = f"{jira820.url}/rest/api/2/issue/HARB-1"
        assert WEB.get(at).json()["fields"]["summary"] == "Kept"
    assert not answers(jira820.url)
