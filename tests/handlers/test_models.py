"""Blocks are checked as slack_sdk checks its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject

from handlers.slack import models
from handlers.slack.blocks import actions, header, link_button, menu, section

MODELS = [
    kind
    for kind in vars(models).values()
    if isinstance(kind, type) and issubclass(kind, models._Known) and kind is not models._Known
]


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_check_is_known(kind: type[JsonObject]) -> None:
    """As slack_sdk finds them, attribute by attribute."""
    [theirs] = [base for base in kind.__bases__ if base.__module__.startswith("slack_sdk")]
    names = {name for name in dir(theirs) if hasattr(getattr(theirs, name), "validator")}
    assert set(models._checks(kind)) == names


def test_there_are_models_with_checks() -> None:
    assert len(MODELS) > 15
    assert sum(len(models._checks(kind)) for kind in MODELS) > 25


@pytest.mark.parametrize(
    "draw",
    [
        lambda: section("Hello", "b" * 300),
        lambda: actions("b", *[link_button("x", f"a{n}", "https://x.example") for n in range(30)]),
        lambda: menu("b", "l" * 3000, [("v", "t")]),
    ],
)
def test_what_slack_would_refuse_is_refused_here(draw: Callable[[], object]) -> None:
    with pytest.raises(SlackObjectFormationError):
        draw()


def test_what_it_takes_is_taken() -> None:
    assert header("Hello") == {"type": "header", "text": {"type": "plain_text", "text": "Hello"}}
