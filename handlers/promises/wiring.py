"""Promises, as the registry takes them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.platforms.owning import Matter
from bot.features.promises.forgetting import forget as forget_people
from bot.features.promises.models import Promise, PromiseState
from bot.features.promises.moving import channel_renamed
from bot.features.promises.owning import OWNED
from bot.features.promises.upkeep import forget
from handlers.promises.commands import COMMANDS
from handlers.promises.draws import DRAWS
from handlers.promises.jobs import JOBS
from handlers.promises.listeners import register
from handlers.promises.team_views import hold_or_danger
from handlers.slack.blocks import button
from handlers.slack.feature import Feature, Item


def promise_item(session: Session, matter: Matter, t: Translator) -> Item:
    """A promise in lists of what somebody has in hand."""
    promise = session.get(Promise, matter.ref)
    if promise is None or promise.state != PromiseState.OPEN:
        return Item()
    facts = [t("promised to the client")]
    in_danger = promise.danger_at is not None
    if in_danger:
        facts.append(t("*in danger*"))
    others = hold_or_danger(promise.id, t, in_danger=in_danger)
    return Item(facts, (button(t("Done"), "promise_kept", promise.id), *others))


FEATURE = Feature(
    "promises",
    register,
    DRAWS,
    JOBS,
    COMMANDS,
    owns=(OWNED,),
    items={OWNED.kind: promise_item},
    renamed=channel_renamed,
    daily=forget,
    forget=forget_people,
)
