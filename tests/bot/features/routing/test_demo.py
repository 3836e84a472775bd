"""The playground's history presses *I take it* where its agency is suggested: whoever looks at the
demo finds it played, whether the model of meaning was loaded by then or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import playground
from bot.features.routing.index import Index, OutcomeKind, Past, TalentText
from bot.features.routing.meaning import installed
from bot.features.routing.score import suggest
from bot.features.routing.values import Candidate, Question, TalentLevel

FOLDER = Path(playground.__file__).parent
BEGIN = datetime(2026, 11, 4, 9, tzinfo=UTC)


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def people() -> list[Candidate]:
    [platform, *_] = read("agency.yml")["platforms"]
    return [
        Candidate(
            one["slack"].removeprefix("U0").casefold(),
            tuple(TalentLevel(has["talent"], has["level"], has["likes"]) for has in one["talents"]),
        )
        for one in platform["members"]
    ]


def taken() -> list[tuple[str, str, str]]:
    """What clients ask in the history: in which channel, the words, and who takes it."""
    asked: list[tuple[str, str]] = []
    found = []
    for step in read("history.yml")["steps"]:
        if "name" in step and "post" in step:
            asked.append((step["in"], step["post"]))
        if step.get("click") == "request_take":
            about = step["text"].casefold()
            last = next(one for one in reversed(asked) if about in one[1].casefold())
            found.append((*last, step["as"]))
    return found


@pytest.mark.parametrize("meaning", [False, True])
def test_the_history_can_be_played_by_words_and_by_meaning(meaning: bool) -> None:
    embedder, everybody = installed() if meaning else None, people()
    assert (embedder is not None) is meaning
    talents = [
        TalentText(one["key"], one["name"], one["description"])
        for one in read("agency.yml")["talents"]
    ]
    gains = {one.person_id: {t.talent_key: t.reach() for t in one.talents} for one in everybody}
    index, at, suggested = Index(talents, gains, embedder), BEGIN, []
    for number, (channel, text, who) in enumerate(taken()):
        found = suggest(Question(text, channel, f"{number}", at=at), everybody, index)
        suggested.append((text, found.choice.person_id if found.choice else found.why_none))
        outcome = ((who, OutcomeKind.ANSWERED),)
        index.learn(Past(text, channel, outcome, at, f"{number}"), at)
        at += timedelta(hours=9)
    assert len(suggested) == 8
    assert suggested == [(text, who) for _, text, who in taken()]
