"""The zip of an export: what stands in it, what is missing, and that nothing in it is run."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.core.i18n import Translator
from bot.ports import StoredFile
from handlers.offboarding.doers.export.gathering import plain, said
from handlers.offboarding.doers.export.packing import Frame, pack, safe
from handlers.offboarding.doers.export.values import Packed, Said, Talk
from tests.examples import texts

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
FRAME = Frame("Shared channels with Nordwind", ["Made by Perron."], NOON, Translator("en"))
PLAN = StoredFile("plan.txt", "text/plain", b"the plan")


def one(words: str, who: str = "Anke Petersen", **more: object) -> Said:
    return replace(Said(NOON.astimezone(BERLIN), who, words), **more)  # type: ignore[arg-type]


def packed(
    *talks: Talk, files: dict[str, StoredFile | str] | None = None, frame: Frame = FRAME
) -> tuple[Packed, dict[str, str]]:
    """What came of it, and every entry as text."""
    out = io.BytesIO()
    made = pack(out, talks, lambda file: (files or {}).get(file, "It is gone."), frame)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        return made, {name: archive.read(name).decode() for name in archive.namelist()}


def test_channels_threads_and_files_are_found_from_the_first_page() -> None:
    reply = one("On Friday.", "Jonas Weber", at=(NOON + timedelta(hours=1)).astimezone(BERLIN))
    talk = Talk("C1", "nordwind", [one("When?", files=["F1"], replies=[reply], edited=True)])
    made, entries = packed(talk, files={"F1": PLAN})
    assert (made.messages, made.files, made.is_whole) == (2, 1, True)
    assert entries["files/F1-plan.txt"] == "the plan"
    assert 'href="channels/C1.html">#nordwind</a> (2 messages)' in entries["index.html"]
    assert "Nothing, as far as Perron knows." in entries["index.html"]
    page = entries["channels/C1.html"]
    assert 'href="../files/F1-plan.txt" download>plan.txt' in page
    assert "Wed 18 Nov 2026, 13:00" in page, "in the platform's time"
    assert "(edited)" in page
    question, answer = page.index("When?"), page.index("On Friday.")
    assert page[question:answer].count("<article>") == 1, "the answer stands within the question"
    assert "</article>" not in page[question:answer]


def test_what_is_missing_is_named_with_its_reason() -> None:
    lost = Talk("C1", "nordwind", [one("See this", files=["F1", "F2"])])
    shut = Talk("C2", "relaunch", [], "Perron is not in that channel.")
    made, entries = packed(lost, shut, files={"F1": "It is too large."})
    assert made.left_out == {"F1": "It is too large.", "F2": "It is gone."}
    assert made.closed == ["relaunch"]
    for words in ("#relaunch: Perron is not in that channel.", "Anke Petersen: It is too large."):
        assert words in entries["index.html"]
    assert "A file is missing: It is gone." in entries["channels/C1.html"]


def test_the_whole_stays_small_enough_and_a_file_is_there_once() -> None:
    talk = Talk("C1", "nordwind", [one("1", files=["F1"]), one("2", files=["F1", "F2", "F3"])])
    files: dict[str, StoredFile | str] = {"F1": PLAN, "F2": PLAN, "F3": PLAN}
    made, entries = packed(talk, files=files, frame=replace(FRAME, whole=17))
    assert made.files == 2
    assert made.left_out == {"F3": "The whole would be too large for Slack."}
    assert sum(name.startswith("files/") for name in entries) == 2


TAG = re.compile(r"<[^>]*>")
OURS = re.compile(r"</?(html|head|meta|title|style|body|p|h1|h2|ul|li|a|article|strong|time|div)\b")


@given(texts(max_size=60), texts(min_size=1, max_size=30), texts(max_size=30))
def test_whatever_somebody_writes_is_words(words: str, who: str, name: str) -> None:
    tricks = f"<script>alert(1)</script>{words}"
    file = StoredFile(f"<b>{name}", "text/html", b"<script>")
    talk = Talk("C1", f"{name}\"'", [one(tricks, who, files=["F1", "F2"])], f"<i>{words}")
    _, entries = packed(talk, files={"F1": file, "F2": f"<img src=x>{name}"})
    pages = {name: text for name, text in entries.items() if not name.startswith("files/")}
    for text in pages.values():
        body = text.partition("<body>")[2]
        assert all(OURS.match(tag) for tag in TAG.findall(body)), body
        assert " on" not in " ".join(TAG.findall(body))
    said_there = "".join(unescape(pages["channels/C1.html"]).split())
    assert "".join(tricks.encode(errors="replace").decode().split()) in said_there


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Angebot 2026.pdf", "Angebot 2026.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("page.HTML", "page.HTML.txt"),
        ("logo.svg", "logo.svg.txt"),
        ("Größe.xlsx", "Größe.xlsx"),
        ("...", "file"),
    ],
)
def test_names_are_safe_on_every_system(name: str, kept: str) -> None:
    assert safe(name) == kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U1> look at <#C2|relaunch>", "@Anke look at #relaunch"),
        (
            "<https://x.test/?a=1&amp;b=2|our shop> &lt;b&gt;",
            "our shop (https://x.test/?a=1&b=2) <b>",
        ),
        ("<https://x.test>", "https://x.test"),
        ("<!here> <!subteam^S1|@shop> <!date^1^{date}|tomorrow>", "@here @shop tomorrow"),
    ],
)
def test_slacks_markup_in_words(text: str, words: str) -> None:
    assert plain(text, {"U1": "Anke"}.__getitem__) == words


def test_a_message_of_an_app_has_its_name_and_its_words() -> None:
    raw: dict[str, Any] = {
        "ts": "1795435200.000100",
        "bot_profile": {"name": "Deploys"},
        "text": "",
    }
    raw |= {"attachments": [{"fallback": "Build &amp; release"}], "edited": {"ts": "1"}}
    told = said(raw, (), str, BERLIN)
    assert (told.who, told.words, told.edited) == ("Deploys", "Build & release", True)
