"""``/perron promises``: what was promised to a client, by a platform, or is one's own."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.core.worker import Drawing
from bot.features.platforms.models import Client, PlatformMode
from bot.features.platforms.service import (
    called,
    client_of_channel,
    clients_of,
    platform_here,
)
from bot.features.promises import looking_back, reading
from bot.features.promises.models import Promise
from handlers.promises import team_views
from handlers.slack.blocks import section
from handlers.slack.feature import Asker, Command

PICTURE = "promises.picture"
MINE = ("", "me", "mine", "ich", "meine")
PLATFORM = ("platform", "plattform", "team")
HERE = ("client", "kunde")


def promises(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing:
    """Open promises: one's own, the platform's, or, with what is over of late, a client's."""
    typed = html.unescape(rest).strip()
    t = asker.t
    if typed.casefold() in MINE:
        found = reading.of_person(session, asker.user_id)
        return team_views.listing(t("What you answer for"), _shown(session, found, now), t)
    if typed.casefold() in PLATFORM:
        platform = platform_here(session, asker.user_id, asker.channel)
        found = reading.of_platform(session, platform.key)
        title = t("What {platform} has promised", platform=platform.name)
        return team_views.listing(title, _shown(session, found, now), t)
    client = _client(session, asker, typed)
    found = reading.of_client(session, client.key, now)
    title = t("What we have promised {client}", client=client.name)
    return team_views.listing(title, _shown(session, found, now), t)


def _shown(session: Session, found: Sequence[Promise], now: datetime) -> list[reading.TeamPromise]:
    return [reading.for_team(session, promise, now) for promise in found]


def _client(session: Session, asker: Asker, typed: str) -> Client:
    """The client of one's platforms who is meant; ``client`` alone is the one of the channel."""
    theirs = clients_of(session, asker.user_id)
    typed = typed.casefold()
    first, _, rest = typed.partition(" ")
    if first in HERE:
        typed = rest.strip()
    if not typed:
        here = client_of_channel(session, asker.channel)
        named = [client for client in theirs if here is not None and client.key == here.key]
    else:
        named = called(theirs, typed)
    if len(named) != 1:
        raise Kindly(
            mark("Which client? Type one of these after it: {names}"),
            names=", ".join(one.name for one in named or theirs),
        )
    return named[0]


def look_back(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing:
    """Have a quarter of one's platform posted to its team channel, with a picture."""
    platform = platform_here(session, asker.user_id, asker.channel)
    quarter = looking_back.typed(html.unescape(rest), now, platform.timezone)
    if platform.mode != PlatformMode.ACTIVE:
        raise Kindly(
            mark("{platform} only observes for now: nothing is posted."), platform=platform.name
        )
    subject = looking_back.ask(session, platform, quarter, now)
    jobs.enqueue(session, PICTURE, {"subject": subject}, lane=f"picture:{subject}")
    said = asker.t("It comes to {channel} in a moment.", channel=f"<#{platform.team_channel}>")
    return Drawing(said, [section(said)])


COMMANDS = (
    Command(
        "promises",
        mark("promises [client | platform | me]"),
        mark("what was promised: to a client, by your platform, or what you answer for"),
        promises,
    ),
    Command(
        "looking-back",
        mark("looking-back [quarter]"),
        mark("ballots and promises of a quarter, as a picture in the team channel"),
        look_back,
        writes=True,
    ),
)
