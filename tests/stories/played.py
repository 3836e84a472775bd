"""The story of the two weeks, played once, and what to look for in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playground.stories.play import play
from playground.stories.script import find
from playground.stories.script import read as read_story
from playground.stories.theatre import setup_for
from playground.supervisor import options
from playground.supervisor.stage import Stage, stage
from tests.stories import marks
from tests.stories.transcript import BERLIN, Got, Json, Transcript, read, words_of
from tests.stories.weeks import CLIENTS, works

CLOSE = timedelta(minutes=5)
"""People take some seconds in the story, and a message some more, on a slow machine many."""


@dataclass(frozen=True)
class Played:
    """The story when it is over. ``seen``: what each client's person can read of Perron's.

    ``threads``: the same of each thread, by its first message.
    """

    fine: bool
    told: str
    script: Transcript
    asked: dict[str, tuple[str, str, datetime]]
    """By words: channel, ts and time of what people wrote."""
    seen: dict[str, str]
    threads: dict[str, str]

    def question(self, words: str) -> tuple[str, str, datetime]:
        """The channel, ts and time of the message with these words."""
        [found] = [where for text, where in self.asked.items() if words in text]
        return found

    def may_come(self, one: Got) -> bool:
        """Whether a direct message may come then: at work, on call, or by one's own doing."""
        assert one.reader is not None, one
        is_on_call = any(words in one.words for words in marks.ON_CALL)
        is_their_own = "Blumen gießen" in one.words  # Ida set this for herself, at eight at night
        acted = self.script.has_just_acted(one.reader, one.at)
        return works(one.reader, one.at) or is_on_call or is_their_own or acted

    def about(self, words: str, *marks: str) -> list[Got]:
        """What came about a question, with one of these marks."""
        return [one for one in self.script.saying(*marks) if words in one.words]


def play_it(folder: Path) -> Played:
    """Play the story in an empty folder that exists, with the real bot and Jira."""
    traffic = folder / "traffic.jsonl"
    wish = options.read(["--headless", "--story", "two-weeks", "--traffic", str(traffic)])
    story, said = read_story(find("two-weeks")), list[str]()
    with stage(setup_for(wish, story, folder)) as here:
        fine = play(story, here, said.append)
        asked, (seen, threads) = _asked(here), _seen(here)
    return Played(fine, "\n".join(said), read(traffic), asked, seen, threads)


def _asked(here: Stage) -> dict[str, tuple[str, str, datetime]]:
    return {
        one.text: (place.id, one.ts, datetime.fromtimestamp(float(one.ts), BERLIN))
        for place in here.slack.world.channels.values()
        for one in place.messages.values()
        if one.bot_id is None
    }


def _seen(here: Stage) -> tuple[dict[str, str], dict[str, str]]:
    """What is Perron's in clients' channels at the end, whispers included: by person, by thread."""
    seen: dict[str, str] = {}
    threads: dict[str, str] = {}
    for channel, people in CLIENTS.items():
        for who in people:
            listed = here.slack.messages(who, channel)
            below = {one["ts"]: here.slack.messages(who, channel, one["ts"])[1:] for one in listed}
            seen[who] = _of_perron([*listed, *(one for found in below.values() for one in found)])
            threads |= {ts: _of_perron(found) for ts, found in below.items()}
    return seen, threads


def _of_perron(listed: list[Json]) -> str:
    return "\n".join(words_of(one) for one in listed if one["bot"])


def is_at(one: Got, when: datetime) -> bool:
    return when <= one.at + timedelta(seconds=1) and one.at - when < CLOSE


def told(found: list[Got]) -> str:
    return "\n".join(str(one) for one in found)


def quotes(one: Got) -> set[str]:
    """The words of a client that a message repeats."""
    lines = one.words.split("\n")
    return {line.removeprefix("&gt; ").removeprefix("> ") for line in lines if line[:1] == ">"}


def mornings(played: Played) -> list[Got]:
    return [one for one in played.script.got if one.text.startswith(marks.MORNING)]


def parts(one: Got, title: str) -> list[str]:
    """The sections of a message under a title."""
    texts: list[Any] = [(block.get("text") or {}).get("text") for block in one.blocks]
    return [text for text in texts if text and text.startswith(f"*{title}*")]
