"""Everything that Perron shows, drawn for each reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from inspect import get_annotations, getmembers, isfunction
from types import ModuleType
from typing import Any

import pytest

from bot.core.i18n import PSEUDO, Translator
from bot.core.worker import Drawing
from handlers.absences import modals as absence_modals
from handlers.absences import views as absence_views
from handlers.ballots import ask_views, result_views, vote_modals, vote_views
from handlers.blocks import client_views as block_client_views
from handlers.blocks import views as block_views
from handlers.channels import views as channel_views
from handlers.clocks import client_views as clock_client_views
from handlers.clocks import rota_views
from handlers.clocks import views as clock_views
from handlers.digests import client_views as digest_client_views
from handlers.digests import draft_views, month_views, observed_views
from handlers.digests import team_views as morning_views
from handlers.home import client_views as home_client_views
from handlers.home import views as home_views
from handlers.noticing import views as noticing_views
from handlers.offboarding import (
    case_views,
    case_windows,
    list_windows,
    step_views,
    step_windows,
    wish_views,
)
from handlers.overview import views as overview_views
from handlers.promises import back_views
from handlers.promises import client_views as promise_client_views
from handlers.promises import direct_views as promise_direct_views
from handlers.promises import team_views as promise_team_views
from handlers.promises import windows as promise_windows
from handlers.reminders import modals as reminder_modals
from handlers.reminders import views as reminder_views
from handlers.requests import client_views, direct_views, modals, team_views
from handlers.routing import views as routing_views
from handlers.routing import why_views
from handlers.setup import client_windows as setup_client_windows
from handlers.setup import menus as setup_menus
from handlers.setup import own_views, suggesting
from handlers.setup import views as setup_views
from handlers.tickets import views as ticket_views
from tests.texts.samples import View, samples
from tests.texts.slack_limits import MESSAGE_BLOCKS, MESSAGE_TEXT, VIEW_BLOCKS, too_much
from tools.texts import NOT_FOR_CLIENTS, TO_DU, TO_SIE

VIEWS: tuple[ModuleType, ...] = (
    digest_client_views,
    draft_views,
    month_views,
    morning_views,
    observed_views,
    absence_modals,
    absence_views,
    ask_views,
    result_views,
    vote_modals,
    vote_views,
    block_client_views,
    block_views,
    channel_views,
    clock_client_views,
    clock_views,
    home_client_views,
    home_views,
    noticing_views,
    case_views,
    case_windows,
    list_windows,
    step_views,
    step_windows,
    wish_views,
    overview_views,
    back_views,
    promise_client_views,
    promise_direct_views,
    promise_team_views,
    promise_windows,
    reminder_modals,
    reminder_views,
    client_views,
    direct_views,
    rota_views,
    modals,
    team_views,
    routing_views,
    why_views,
    suggesting,
    own_views,
    setup_menus,
    setup_client_windows,
    setup_views,
    ticket_views,
)
HOMES = (home_views.page, home_client_views.home)
"""Published, not posted: as many blocks as a view may have."""
SHOWN = ("Drawing", "Drawing | None", "dict[str, Any]")
READERS = [("en", "du"), ("de", "du"), ("de", "Sie"), (PSEUDO, "du")]
each_reader = pytest.mark.parametrize(("language", "address"), READERS)
SAMPLES = samples()

LINK = re.compile(r"<(https?|mailto):[^|>]*\|([^>]*)>")
TOKEN = re.compile(r"<[^>]*>|/perron\b|:[a-z_]+:")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
CUT = re.compile(r"⟦[^⟦⟧]*…$")
LATIN = re.compile(r"[A-Za-zÄÖÜäöüß]")
CUT_OFF = re.compile(r"\S…$")
OURS = ("title", "submit", "close", "label", "hint", "placeholder", "text")


@cache
def _drawn(language: str, address: str) -> list[tuple[View, Any]]:
    """Every sample, with its view, as one reader sees it; nobody but clients is a *Sie*."""
    t = Translator(language, address)
    theirs = [sample for sample in SAMPLES if sample.to_client or address == "du"]
    return [(sample.view, sample.draw(t)) for sample in theirs]


def _where(view: View, problems: Iterable[str]) -> list[str]:
    return [f"{view.__module__}.{view.__name__}: {problem}" for problem in problems]


def _texts(shown: Any) -> Iterator[str]:
    """Every text that a person reads in a drawing, a view or blocks."""
    if isinstance(shown, Drawing):
        yield shown.text
        yield from _texts(shown.blocks)
    elif isinstance(shown, Mapping):
        for key, value in shown.items():
            if key in OURS and isinstance(value, str):
                yield value
            elif shown.get("type") != "image":
                yield from _texts(value)
    elif isinstance(shown, Sequence) and not isinstance(shown, str):
        for one in shown:
            yield from _texts(one)


def _not_marked(text: str) -> str:
    """What is left of a text without what was marked, data and Slack's tokens."""
    left = LINK.sub(r"\2", text)
    while MARKED.search(left):
        left = MARKED.sub("", left)
    return TOKEN.sub("", CUT.sub("", left))


def test_every_view_has_a_sample() -> None:
    drawn = {sample.view for sample in SAMPLES}
    forgotten = [
        f"{module.__name__}.{name}"
        for module in VIEWS
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and get_annotations(function).get("return") in SHOWN
        and function not in drawn
    ]
    assert forgotten == []


def test_every_text_is_marked() -> None:
    for view, shown in _drawn(PSEUDO, "du"):
        texts = (text for text in _texts(shown) if LATIN.search(_not_marked(text)))
        assert _where(view, texts) == []


@each_reader
def test_slack_takes_it(language: str, address: str) -> None:
    for view, shown in _drawn(language, address):
        assert _where(view, _refused(view, shown)) == []


def _refused(view: View, shown: Any) -> Iterator[str]:
    """Why Slack would not take it."""
    if isinstance(shown, Drawing):
        if len(shown.blocks) > (VIEW_BLOCKS if view in HOMES else MESSAGE_BLOCKS):
            yield f"{len(shown.blocks)} blocks"
        if not 0 < len(shown.text) <= MESSAGE_TEXT:
            yield f"a text of {len(shown.text)} characters"
        yield from too_much(list(shown.blocks))
    elif shown is not None:
        if len(shown["blocks"]) > VIEW_BLOCKS:
            yield f"{len(shown['blocks'])} blocks"
        yield from too_much(shown)


@pytest.mark.parametrize("language", ["en", "de"])
def test_titles_and_buttons_are_not_cut(language: str) -> None:
    for view, shown in _drawn(language, "du"):
        texts = (text for text in _short_texts(shown) if CUT_OFF.search(text))
        assert _where(view, texts) == []


def _short_texts(shown: Any) -> Iterator[str]:
    """Texts of ours that have to fit: titles, buttons, labels; options are data."""
    if isinstance(shown, Drawing):
        yield from _short_texts(shown.blocks)
    elif isinstance(shown, Mapping):
        if shown.get("type") == "plain_text":
            yield shown["text"]
        for key, value in shown.items():
            if key not in ("options", "initial_option", "initial_options"):
                yield from _short_texts(value)
    elif isinstance(shown, Sequence) and not isinstance(shown, str):
        for one in shown:
            yield from _short_texts(one)


@each_reader
def test_nobody_is_shouted_at(language: str, address: str) -> None:
    for view, shown in _drawn(language, address):
        texts = (LINK.sub(r"\2", text) for text in _texts(shown) if "!" in text)
        assert _where(view, (text for text in texts if "!" in TOKEN.sub("", text))) == []


@pytest.mark.parametrize(("address", "wrong"), [("Sie", TO_DU), ("du", TO_SIE)], ids=["Sie", "du"])
def test_clients_are_spoken_to_as_they_wish(address: str, wrong: re.Pattern[str]) -> None:
    t = Translator("de", address)
    texts = list(_texts([sample.draw(t) for sample in SAMPLES if sample.to_client]))
    assert [text for text in texts if wrong.search(text)] == []
    assert [text for text in texts if NOT_FOR_CLIENTS.search(text)] == []


def _text(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": _text("x" * 151)},
        {"type": "section", "text": _text("x" * 3001)},
        {"type": "section", "text": _text("")},
        {"type": "actions", "elements": [{"type": "button", "text": _text("x" * 76)}]},
        {"type": "actions", "elements": [{"type": "button", "value": "x" * 2001}]},
        {"type": "actions", "elements": [{"type": "button", "text": _text("x")}] * 26},
        {"type": "context", "elements": [_text("x")] * 11},
        {"type": "context", "elements": [_text("x" * 3001)]},
        {
            "type": "actions",
            "elements": [{"type": "users_select", "placeholder": _text("x" * 151)}],
        },
        {
            "type": "input",
            "element": {"type": "checkboxes", "options": [{"text": _text("x" * 76)}]},
        },
        {"type": "input", "element": {"type": "checkboxes", "options": [{"value": "x"}] * 11}},
        {"type": "modal", "title": _text("x" * 25)},
        {"type": "modal", "submit": _text("x" * 25)},
    ],
)
def test_too_much_is_noticed(block: dict[str, Any]) -> None:
    assert len(list(too_much([block]))) == 1
