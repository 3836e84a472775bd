"""Reading stories, their times, and what they expect to see."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from playground.stories.moments import later
from playground.stories.papers import words_in
from playground.stories.script import BadStory, every, find, merged, read
from playground.stories.sight import Sight, controls, words
from playground.supervisor.days import BERLIN

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=BERLIN)
NAMES = {"U0EMRE": "Emre Aydin", "C0TEAM": "super-mario"}
CARD = {
    "name": "Perron",
    "text": "Nordwind: Preise &amp; mehr",
    "blocks": [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "<@U0EMRE> has it, since <!date^1795017600^{x}|y>"},
        },
        {
            "type": "actions",
            "block_id": "b",
            "elements": [
                {
                    "type": "button",
                    "action_id": "request_close",
                    "text": {"type": "plain_text", "text": "Erledigt"},
                }
            ],
        },
    ],
    "reactions": [{"name": "eyes", "users": ["U0PERRON"]}],
}


def story(tmp_path: Path, steps: str) -> Path:
    path = tmp_path / "one.yml"
    path.write_text(f"steps:\n{steps}", encoding="utf-8")
    return path


@pytest.mark.parametrize("path", every(), ids=lambda path: path.stem)
def test_every_shipped_story_can_be_read(path: Path) -> None:
    assert len(read(path).steps) > 10


def test_on_and_off_are_words(tmp_path: Path) -> None:
    first, second = read(
        story(tmp_path, "  - {as: anke, on: q1, click: Done}\n  - {hostile: off}\n")
    ).steps
    assert (first.body["on"], second.value, second.line) == ("q1", "off", 3)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("{as: anke}", "a step has one of .* this has 0"),
        ("{as: anke, post: Hello, click: Done}", ".* this has 2"),
        ("{as: anke, post: Hello, colour: red}", "post does not go with colour"),
        ("{sees: {who: anke, texts: Hello}}", "sees has no texts"),
        ("{sees: Hello}", "sees is a mapping"),
        ("{file: {who: anke, title: Plan}}", "file has no title"),
        ("{page: {space: NORD, who: anke}}", "page has no who"),
        ("Hello", "a step is a mapping"),
    ],
)
def test_a_wrong_step_is_named_with_its_line(tmp_path: Path, step: str, why: str) -> None:
    with pytest.raises(BadStory, match=f"line 2: {why}"):
        read(story(tmp_path, f"  - {step}\n"))


def test_an_unknown_story_names_those_there_are() -> None:
    with pytest.raises(BadStory, match="first-day, hostile, observe"):
        find("second-day")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("15m", "2026-11-18 10:15"),
        ("2 hours", "2026-11-18 12:00"),
        ("1 day", "2026-11-19 10:00"),
        ("19:30", "2026-11-18 19:30"),
        ("friday 15:01", "2026-11-20 15:01"),
        ("wednesday 09:00", "2026-11-25 09:00"),
        ("next working day 09:00", "2026-11-19 09:00"),
        ("2026-12-01 08:00", "2026-12-01 08:00"),
    ],
)
def test_times_are_said_as_people_say_them(said: str, meant: str) -> None:
    assert later(NOW, said).strftime("%Y-%m-%d %H:%M") == meant


@pytest.mark.parametrize("said", ["soon", "09:00", "2026-11-17 10:00", "friday"])
def test_a_time_that_is_none_or_has_gone_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"no time|is not after"):
        later(NOW, said)


def test_what_can_be_read_is_in_peoples_words() -> None:
    assert words(CARD, NAMES) == "Nordwind: Preise & mehr\n@Emre Aydin has it, since 18 Nov 17:00"
    assert [c.action_id for c in controls(CARD)] == ["request_close"]


@pytest.mark.parametrize(
    ("spec", "why_not"),
    [
        ({"text": ["has it", "hat es"], "button": ["Done", "Erledigt"]}, None),
        ({"by": "Perron", "reaction": "eyes", "all": ["preise", ["Emre", "Lena"]]}, None),
        ({"text": "Lena"}, "it does not say “Lena”"),
        ({"not": ["Lena", "Emre"]}, "it says “Emre”"),
        ({"button": "request_take"}, "it has no request_take"),
        ({"no_button": "Erledigt"}, "it has Erledigt"),
        ({"reaction": "tada"}, "nobody reacted with tada"),
        ({"pinned": True}, "it is not pinned"),
        ({"by": "Anke"}, "it is not by Anke"),
    ],
)
def test_a_sight_tells_what_is_amiss(spec: dict[str, object], why_not: str | None) -> None:
    assert Sight(spec, NAMES).why_not(CARD) == why_not


def test_an_agency_is_changed_where_a_story_says_so() -> None:
    base = {"platforms": [{"key": "a", "mode": "active", "name": "A"}, {"key": "b"}]}
    change = {"platforms": [{"key": "a", "mode": "observe"}]}
    assert merged(base, change) == {
        "platforms": [{"key": "a", "mode": "observe", "name": "A"}, {"key": "b"}]
    }


def test_a_file_is_read_as_what_is_in_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("index.html", "<p>Grüße</p>")
    inner = out.getvalue()
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("more.zip", inner)
    found = "\n".join(words_in(out.getvalue()))
    assert found == "index.html\n<p>Grüße</p>\nmore.zip\nindex.html\n<p>Grüße</p>"
    assert "".join(words_in(b"%PDF\0\xff")) == ""
