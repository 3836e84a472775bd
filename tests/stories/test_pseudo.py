"""Texts that nobody marked are found in what the bot says while a story is played."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playground.slack.seeds import grow, read_seed
from playground.stories.pseudo import known_words, left_over, unmarked
from playground.stories.script import read

KNOWN = {"harbour", "co", "grace", "miller", "invoice"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦I take it⟧", []),
        ("I take it", ["take", "it"]),
        ("⟦{n} for ⟦one hour⟧⟧ · Done", ["Done"]),
        ("*Harbour &amp; Co* · <@U0GRACE> · <http://127.0.0.1/x|⟦open the thread⟧>", []),
        ("<http://127.0.0.1/x|open the thread>", ["open", "the", "thread"]),
        ("&gt; Invoice :eyes: <!date^1795017600^{date_short}|18 Nov> /perron ⟦mine⟧", []),
        ("⟦A long text that Slack would not take, cut at its e…", []),
    ],
)
def test_what_is_neither_marked_nor_known_is_left(text: str, left: list[str]) -> None:
    assert left_over(text, KNOWN) == left


def _call(direction: str, name: str, **rest: Any) -> dict[str, Any]:
    return {"direction": direction, "kind": "api", "name": name, "response": None, **rest}


def test_messages_windows_and_answers_are_looked_at() -> None:
    button = {"type": "button", "action_id": "Press", "text": {"text": "Press"}}
    view = {"title": {"text": "⟦Later⟧"}, "blocks": [{"label": {"text": "When"}}]}
    errors = {"response_action": "errors", "errors": {"when": "Too late"}}
    said = [
        _call("from_bot", "chat.postMessage", request={"text": "⟦Hello⟧", "blocks": [button]}),
        _call("from_bot", "views.open", request={"view": view}),
        _call("from_bot", "conversations.info", request={"text": "Unread"}),
        _call("to_bot", "view_submission", request={"text": "Typed"}, response=errors),
    ]
    assert unmarked(said, set()) == ["Press", "When", "Too late"]


def test_what_people_type_and_names_are_known(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text(
        "steps:\n"
        "  - {as: anke, in: general, post: Wann kommt es}\n"
        "  - {as: mara, fill: {text: [Bald genug]}}\n"
        "  - sees: {who: anke, in: general, text: Expected}\n",
        encoding="utf-8",
    )
    known = known_words(read(file), grow(read_seed(), 0.0), {"x": ["Bug"]})
    assert {"wann", "bald", "genug", "petersen", "harbour", "relaunch", "bug"} <= known
    assert "expected" not in known
