"""App Home, ``/perron mine``, and the client's *What is open?*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.cards import Audience, Claimed
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.worker import Draw, Drawing
from bot.features.home import company, service
from bot.features.platforms.models import Client
from bot.features.platforms.owning import Matter, Owns
from bot.features.platforms.service import Side, platforms_of, side_of
from bot.features.requests.showing import home_of
from handlers.home import client_views, views
from handlers.slack import readers
from handlers.slack.feature import Asker, Comes, Command, Context, Feature, Glances, Item, ShowItem
from handlers.slack.presses import Press, on_press


def feature(
    owns: Sequence[Owns],
    items: Mapping[str, ShowItem],
    comes: Sequence[Comes],
    glances: Sequence[Glances] = (),
) -> Feature:
    """The feature, which shows what the others' matters are (``owns``), how (``items``), what
    else comes to somebody (``comes``), and what there is of a platform (``glances``).
    """
    draw = _home(owns, items, comes, glances)
    return Feature("home", _register, {cards.HOME: draw}, commands=(_mine(owns, items),))


def _register(app: App, ctx: Context) -> None:
    app.event("app_home_opened")(_home_listener(ctx))
    on_press(app, ctx, "home_what_is_open", _what_is_open)


def _home_listener(ctx: Context) -> Any:
    def listener(event: dict[str, Any]) -> None:
        user = event["user"]
        if event.get("tab") != "home":
            return
        ctx.db.write(lambda s: cards.show(s, cards.HOME, home_of(user), Audience.MEMBER, user))

    return listener


def _home(
    owns: Sequence[Owns],
    items: Mapping[str, ShowItem],
    comes: Sequence[Comes],
    glances: Sequence[Glances],
) -> Draw:
    def draw(session: Session, card: Claimed, now: datetime) -> Drawing:
        t = readers.person(session, card.place)
        side = side_of(session, team_id=None, user_id=card.place)
        if side is Side.COLLEAGUE:
            return views.on_no_platform(t)
        if side is not Side.MEMBER:
            return _for_others(session, card.place, t)
        page = service.page_of(session, card.place, now, owns)
        until = now + service.AHEAD
        ahead = [one for come in comes for one in come(session, card.place, now, until, t)]
        lines = [
            line
            for platform in platforms_of(session, card.place)
            for look in glances
            for line in look(session, platform.key, now, t)
        ]
        return views.page(page, ahead, _shown(session, items, t), _names(session), t, now, lines)

    return draw


def _for_others(session: Session, user_id: str, t: Translator) -> Drawing:
    """Somebody who is no member reads of their own company only."""
    return client_views.home(
        company.of_person(session, user_id),
        lambda one: Translator(t.language, one.address),
        t,
    )


def _mine(owns: Sequence[Owns], items: Mapping[str, ShowItem]) -> Command:
    def run(session: Session, asker: Asker, _rest: str, now: datetime) -> Drawing:
        page = service.page_of(session, asker.user_id, now, owns)
        return views.mine(page, _shown(session, items, asker.t), _names(session), asker.t)

    return Command("mine", "mine", mark("what you have"), run)


def _shown(session: Session, items: Mapping[str, ShowItem], t: Translator) -> views.Items:
    def shown(matter: Matter) -> Item:
        show = items.get(matter.kind)
        return show(session, matter, t) if show is not None else Item()

    return shown


def _names(session: Session) -> views.Names:
    def name(key: str) -> str:
        client = session.get(Client, key)
        return client.name if client is not None else key

    return name


def _what_is_open(session: Session, press: Press, _now: datetime) -> Drawing | None:
    """The same list for whoever presses it in their channel, shown to them alone."""
    found = company.in_channel(session, press.channel)
    if found is None:
        return None
    if found.ended and side_of(session, team_id=None, user_id=press.user_id) is not Side.MEMBER:
        raise Kindly(mark("This is not possible from here any more. A message to us will do."))
    language = readers.in_channel(session, press.user_id, press.channel).language
    t = Translator(language, found.address)
    drawing = client_views.what_is_open(found, t)
    return drawing if found.ended else client_views.with_goodbye(drawing, t)
