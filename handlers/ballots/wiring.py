"""Ballots, as the registry takes them."""

from __future__ import annotations

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.ballots.forgetting import forget
from bot.features.ballots.owning import OWNED
from bot.features.ballots.upkeep import forget as forget_old
from bot.features.platforms.owning import Matter
from handlers.ballots import after_presses, ask_presses, voting_presses
from handlers.ballots.draws import DRAWS
from handlers.ballots.jobs import JOBS
from handlers.slack.feature import Context, Feature, Item


def _register(app: App, ctx: Context) -> None:
    ask_presses.register(app, ctx)
    voting_presses.register(app, ctx)
    after_presses.register(app, ctx)


def _item(_session: Session, _matter: Matter, _t: Translator) -> Item:
    """Nothing but the line: whether one has voted stands in one's own message."""
    return Item()


FEATURE = Feature(
    "ballots",
    _register,
    DRAWS,
    JOBS,
    (ask_presses.COMMAND,),
    owns=(OWNED,),
    items={OWNED.kind: _item},
    daily=forget_old,
    forget=forget,
)
