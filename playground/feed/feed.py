"""Posting the texts at a rate, waiting for the bot, telling what came of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.feed.crowd import crowd
from playground.feed.outcome import Fate, follow, summary, write
from playground.feed.texts import Text, read_texts
from playground.stories.play import play
from playground.stories.script import START, Step, Story
from playground.stories.sight import Sight
from playground.supervisor.options import FeedWish
from playground.supervisor.stage import Stage
from playground.supervisor.trouble import Trouble
from playground.testing import ControlError

Tell = Callable[[str], None]
PROGRESS_EVERY = 5.0
OFFER = "introduction_open"
IDLE_FOR = 120.0
"""Seconds without progress after which the bot counts as stuck."""


@dataclass(frozen=True)
class Feed:
    """Texts, and the people who post them."""

    wish: FeedWish
    texts: tuple[Text, ...]
    people: tuple[str, ...]
    seed: dict[str, Any]

    @staticmethod
    def read(wish: FeedWish) -> Feed:
        """Read the file. Raises WrongUse."""
        texts = read_texts(wish)
        seed, people = crowd(wish, len(texts))
        return Feed(wish, tuple(texts), tuple(people), seed)

    def run(self, stage: Stage, tell: Tell) -> list[Fate]:
        """Post all, wait until the bot is idle, tell. Raises Trouble."""
        introduce(stage, self.wish.channel)
        fates = self._post(stage, tell)
        _wait(stage, tell)
        follow(stage.slack, self.wish.channel, fates)
        file = stage.setup.folder / "feed.jsonl"
        write(fates, file)
        for line in summary(fates):
            tell(line)
        tell(f"Each of them is in {file}.")
        return fates

    def _post(self, stage: Stage, tell: Tell) -> list[Fate]:
        fates: list[Fate] = []
        began = told = time.monotonic()
        for number, text in enumerate(self.texts):
            due = began + number / self.wish.rate
            time.sleep(max(0.0, due - time.monotonic()))
            stage.check()
            author = self.people[number % len(self.people)]
            sent = stage.slack.post("post", as_=author, channel=self.wish.channel, text=text.words)
            fates.append(Fate(text.words, text.row, author, sent["ts"]))
            if time.monotonic() - told > PROGRESS_EVERY:
                told = time.monotonic()
                tell(f"{len(fates)} of {len(self.texts)} posted …")
        seconds = time.monotonic() - began
        tell(f"{len(fates)} posted in {seconds:.0f} s. The bot keeps Slack's pace: waiting …")
        return fates


def _wait(stage: Stage, tell: Tell) -> None:
    """Until the bot is idle; it posts no faster than Slack allows."""
    left, since = -1, time.monotonic()
    while True:
        try:
            stage.check()
            stage.slack.post("settle", timeout=PROGRESS_EVERY)
            return
        except ControlError as error:
            now = _busy(stage)
            if now != left:
                left, since = now, time.monotonic()
            elif time.monotonic() - since > IDLE_FOR:
                raise Trouble(f"The bot does not get on: {error}") from error
            tell(f"{now} jobs and cards to go …")


def _busy(stage: Stage) -> int:
    answer = stage.slack.client.get(f"{stage.plan.url}/playground/status")
    return int(answer.json()["busy"])


def introduce(stage: Stage, channel: str) -> None:
    """Post the introduction, where it is still offered. Raises Trouble."""
    names = {place.id: place.name for place in stage.slack.world.channels.values()}
    name = names.get(channel, channel.lstrip("#"))
    offer = Sight({"text": f"#{name}", "button": OFFER}, names)
    if all(offer.why_not(card) for card in stage.slack.messages("mara", "super-mario")):
        return
    press = {"as": "mara", "in": "super-mario", "click": OFFER, "text": f"#{name}", "opens": True}
    steps = (Step(1, 0, "click", press), Step(2, 0, "fill", {"as": "mara", "fill": {}}))
    said: list[str] = []
    if not play(Story("feed", "Introduction", START, {}, None, steps), stage, said.append):
        raise Trouble("The introduction could not be posted: " + " ".join(said[-3:]))
