"""What the team's card tells while a vote runs: how many have voted, and nobody's name."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.features.ballots import closing, reading
from bot.features.ballots.models import Choice
from handlers.ballots import vote_views
from tests.bot.features.ballots.team import TEAM, ask, vote
from tests.bot.features.house import EMRE, House


def test_nobody_is_named_in_public_neither_who_has_voted_nor_who_has_not(house: House) -> None:
    ballot = ask(house.session)
    for n in range(3):
        if n:
            vote(house.session, ballot, TEAM[n - 1], Choice.NO, why="Too tight")
        if n == 2:
            closing.due(house.session, ballot.id, ballot.closes_at)
        shown = reading.shown(house.session, ballot, house.now)
        for language in ("en", "de"):
            card = str(vote_views.team_card(shown, Translator(language)).blocks)
            named = [who for who in TEAM if who in card]
            assert named == [EMRE], "who asks stands there, and nobody else"
            assert card.count(EMRE) == 1
            assert "Too tight" not in card
