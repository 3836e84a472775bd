"""Files: read with the token, sent once, and what comes of it in the playground."""

from __future__ import annotations

import time

import pytest

from bot.ports import Refused
from integrations.slack.chat import SlackChat
from integrations.slack.files import SlackFiles
from playground.testing import Running

TEAM = "C0TEAM"


@pytest.fixture
def files(slack: Running) -> SlackFiles:
    return SlackFiles("xoxb-playground", f"{slack.url}/api/")


def _given(slack: Running, content: str) -> str:
    given = {"name": "list.csv", "content": content}
    posted = slack.post("post", as_="anke", channel="C0NORDWIND", files=[given])
    listed = slack.get("messages", as_="anke", channel="C0NORDWIND")["messages"]
    found = next(m for m in listed if m["ts"] == posted["ts"])
    return str(found["files"][0]["id"])


def test_a_file_of_the_other_side_is_read(slack: Running, files: SlackFiles) -> None:
    found = files.read(_given(slack, "a;b"), 100)
    assert (found.name, found.kind, found.content) == ("list.csv", "text/csv", b"a;b")


def test_what_is_too_large_or_gone_is_refused(slack: Running, files: SlackFiles) -> None:
    with pytest.raises(Refused) as large:
        files.read(_given(slack, "a;b"), 2)
    with pytest.raises(Refused) as gone:
        files.read("F0NOWHERE", 100)
    assert (large.value.code, gone.value.code) == ("too_large", "file_not_found")


def test_what_was_sent_is_found_again(files: SlackFiles) -> None:
    began = time.time() - 5
    assert not files.sent(TEAM, "report-a1.pdf", began)
    sent = files.send(TEAM, "report-a1.pdf", b"%PDF", "Your report")
    assert files.sent(TEAM, "report-a1.pdf", began)
    assert not files.sent(TEAM, "report-a2.pdf", began)
    assert files.read(sent, 100).content == b"%PDF"


def test_a_channel_is_archived_and_left_once(chat: SlackChat) -> None:
    chat.archive(TEAM)
    chat.archive(TEAM)
    assert chat.channel(TEAM).is_archived
    chat.leave("C0NORDWIND")
    chat.leave("C0NORDWIND")
    assert not chat.channel("C0NORDWIND").is_member
