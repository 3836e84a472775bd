"""The word that is drafted for a client once a promise is kept, moved, or agreed anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.i18n import Translator
from bot.features.promises import living, reading
from bot.features.promises.models import Promise
from handlers.promises import team_views, windows, word_steps
from handlers.slack.presses import Press
from handlers.slack.submissions import Submission
from tests.bot.features.house import EMRE, JONAS, LENA, NORD, House
from tests.bot.features.promises.team import Team
from tests.dialogue.harness import actions_of, text_of

LATER = datetime(2026, 12, 11, 16, 0, tzinfo=UTC)


@pytest.fixture
def team(house: House) -> Team:
    return Team(house)


def draft_of(team: Team, promise: Promise) -> dict[str, Any]:
    press = Press(EMRE, None, "C0TEAM", promise.id, None, "promise_tell", "1.1", "t", None)
    return dict(word_steps.open_news(team.session, press, team.house.now))


def text_in(view: dict[str, Any]) -> str:
    [block] = [one for one in view["blocks"] if one.get("block_id") == "text"]
    return str(block["element"]["initial_value"])


def card_of(team: Team, promise: Promise) -> list[str]:
    one = reading.for_team(team.session, promise, team.house.now)
    drawing = team_views.promise_card(one, Translator("en"))
    return actions_of({"text": drawing.text, "blocks": list(drawing.blocks)})


def test_each_piece_of_news_has_its_draft_in_the_clients_words(team: Team) -> None:
    promise = team.promises()
    assert "promise_tell" not in card_of(team, promise)
    team.moves(promise, LATER)
    assert "promise_tell" in card_of(team, promise)
    moved = text_in(draft_of(team, promise))
    assert "11. Dezember 2026" in moved
    assert "4. Dezember 2026" in moved
    living.not_kept(team.session, promise.id, LENA, "Drei Modelle im Januar", team.house.now)
    assert "Drei Modelle im Januar" in text_in(draft_of(team, promise))
    living.open_again(team.session, promise.id, LENA, team.house.now)
    living.kept(team.session, promise.id, JONAS, team.house.now)
    done = text_in(draft_of(team, promise))
    assert "ist fertig: Configurator for the trade fair." in done
    assert "weekends" not in moved + done, "conditions are the team's"


@pytest.mark.parametrize(("address", "you"), [("Sie", "Ihnen"), ("du", "euch")])
def test_the_draft_is_previewed_with_who_reads_it_before_it_is_sent(
    team: Team, address: str, you: str
) -> None:
    team.house.client().address = address
    promise = team.promises()
    living.kept(team.session, promise.id, JONAS, team.house.now)
    view = draft_of(team, promise)
    assert you in text_in(view)
    before = len(team.house.cards("promises.word"))
    values = {"text": text_in(view), "how": windows.POST}
    form = Submission(EMRE, None, "V1", view["private_metadata"], values)
    page = dict(word_steps.preview(team.session, form, team.house.now))
    assert f"<#{NORD}>" in text_of(page)
    assert len(team.house.cards("promises.word")) == before, "nothing is sent yet"
    form = Submission(EMRE, None, "V1", page["private_metadata"], {})
    word_steps.send(team.session, form, team.house.now)
    assert len(team.house.cards("promises.word")) == before + 1
    assert "promise_tell" not in card_of(team, promise), "once"
