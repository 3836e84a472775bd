"""The cards of ballots, each drawn from how it stands now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.i18n import Translator
from bot.core.worker import Draw, Drawing
from bot.features.ballots import carrying, leads, reading, voting
from bot.features.ballots.models import Ballot, Hand, Stage
from bot.features.ballots.reading import Shown
from bot.features.ballots.reminding import Nudge
from bot.features.ballots.showing import LEAD, RESULT, TEAM, VOTE, parts_of
from bot.features.platforms.models import Platform
from handlers.ballots import after_views, result_views, vote_views
from handlers.slack import readers


def _team_reader(session: Session, ballot: Ballot) -> Translator:
    return readers.team(session.get_one(Platform, ballot.platform_key))


def _team(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    ballot = session.get(Ballot, card.subject)
    if ballot is None:
        return None
    shown = reading.shown(session, ballot, now)
    return vote_views.team_card(shown, _team_reader(session, ballot))


def _result(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    ballot = session.get(Ballot, card.subject)
    if ballot is None or ballot.stage == Stage.VOTING:
        return None
    return result_views.card(reading.result(session, ballot, now), _team_reader(session, ballot))


def _lapsed(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    ballot = session.get(Ballot, card.subject)
    if ballot is None or ballot.stage != Stage.LAPSED:
        return None
    shown = reading.shown(session, ballot, now)
    return result_views.lapsed(shown, _team_reader(session, ballot))


def _lead(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    ballot = session.get(Ballot, card.subject)
    if ballot is None:
        return None
    has_view = any(who == card.place for who, _ in leads.views_of(session, ballot.id))
    t = readers.person(session, card.place)
    return vote_views.lead(reading.shown(session, ballot, now), has_view, t)


@lru_cache(maxsize=32)
def _one_of_many(ballot: Shown, has_voted: bool, language: str) -> Drawing:
    """A voter's message, which does not tell how many have voted: hundreds read the same, so it is
    drawn once for all of them."""
    return vote_views.voter(ballot, has_voted, Translator(language))


def _voter(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    ballot_id, number, user_id = parts_of(card.subject)
    ballot = session.get(Ballot, ballot_id)
    if ballot is None:
        return None
    shown, t = reading.shown(session, ballot, now), readers.person(session, user_id)
    if number != ballot.round:
        return vote_views.begun_again(shown, user_id in shown.asked, t)
    if ballot.stage == Stage.VOTING:
        has_voted = voting.has_voted(session, ballot_id, user_id)
        return _one_of_many(replace(shown, voted=0), has_voted, t.language)
    hand = session.get(Hand, (ballot_id, user_id))
    said = reading.Offered(user_id, hand.is_in, hand.words) if hand is not None else None
    return after_views.voter(shown, said, t)


def _reminder(nudge: Nudge) -> Draw:
    """Gone as soon as there is nothing to be reminded of."""

    def draw(session: Session, card: Claimed, now: datetime) -> Drawing | None:
        ballot_id, number, user_id = parts_of(card.subject)
        ballot = session.get(Ballot, ballot_id)
        if ballot is None or ballot.stage != Stage.VOTING or ballot.round != number:
            return None
        if voting.has_voted(session, ballot_id, user_id):
            return None
        shown = reading.shown(session, ballot, now)
        return vote_views.reminder(shown, nudge, readers.person(session, user_id))

    return draw


def _hands(session: Session, card: Claimed, now: datetime) -> Drawing | None:
    """Gone once they have spoken, or it is over."""
    ballot_id, _, user_id = parts_of(card.subject)
    ballot = session.get(Ballot, ballot_id)
    if ballot is None or not carrying.is_asked(session, ballot, user_id):
        return None
    has_spoken = session.get(Hand, (ballot_id, user_id)) is not None
    shown, t = reading.shown(session, ballot, now), readers.person(session, user_id)
    return after_views.hands_again(shown, has_spoken, t)


DRAWS: dict[str, Draw] = {
    TEAM: _team,
    RESULT: _result,
    LEAD: _lead,
    VOTE: _voter,
    carrying.AGAIN: _hands,
    carrying.LAPSED: _lapsed,
    **{nudge: _reminder(nudge) for nudge in Nudge},
}
