"""The channels as a zip: what Perron may read, and sent once, to who pressed."""

from __future__ import annotations

import io
import zipfile

from bot.features.offboarding.kinds import Does
from integrations.slack.files import SlackFiles
from playground.testing import Running
from tests.handlers.offboarding.doers.walk import Walk, found

EXPORT = Does.SLACK_EXPORT


def files_in_dm(slack: Running) -> list[str]:
    listed = slack.get("messages", as_="mara", channel="dm")["messages"]
    return [one["id"] for message in listed for one in message.get("files") or ()]


def entries(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_what_was_said_since_the_introduction_is_packed_and_sent_once(
    in_slack: Walk, slack: Running, files: SlackFiles
) -> None:
    where = "C0NORDWIND"
    slack.post("post", as_="anke", channel=where, text="Before anybody was introduced")
    in_slack.meet(where)
    given = [{"name": "list.csv", "content": "a;b"}, {"name": "gone.csv", "content": "c"}]
    asked = slack.post("post", as_="anke", channel=where, text="<@U0JONAS> When?", files=given)
    slack.post("post", as_="jonas", channel=where, text="On Friday", thread_ts=asked["ts"])
    lost = next(one for one in slack.world.files.values() if one.name == "gone.csv")
    slack.call(lost.channels.clear)
    assert found(in_slack.look(EXPORT)) == [
        "#nordwind-gleiswerk",
        "#nordwind-relaunch: Perron was not introduced there, and may not read it.",
    ]
    in_slack.choose(EXPORT, refs=[where, "C0NWRELAUNCH"])
    # Asked to wait in the middle, it waits there: a large export would never come to its end.
    slack.post("hostile", script=[{"method": "files.info", "nth": 1, "do": "429"}])
    in_slack.die()
    in_slack.work()
    [sent] = files_in_dm(slack)
    inside = entries(files.read(sent, 10_000_000).content)
    page = inside[f"channels/{where}.html"]
    assert "@Jonas Weber When?" in page
    assert "On Friday" in page
    assert "Before anybody" not in page
    assert [text for name, text in inside.items() if name.startswith("files/")] == ["a;b"]
    assert "Die Datei ist weg oder für Perron nicht erreichbar." in inside["index.html"]
    assert "#nordwind-relaunch: Perron wurde dort nicht vorgestellt" in inside["index.html"]
    [evidence] = [one for one in in_slack.evidence(EXPORT) if one.kind == "file"]
    assert evidence.ref == sent
