"""Channels: joined, shared, renamed; and the introduction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import App
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.channels import service as channels
from bot.features.channels.models import Channel
from bot.features.platforms.models import Platform, PlatformMode
from bot.features.platforms.service import (
    client_of_channel,
    installation,
    members,
    person_of,
    platform_of_client,
    require_active,
    require_member,
)
from handlers.channels import views
from handlers.slack import readers
from handlers.slack.feature import Context
from handlers.slack.presses import Press, on_press_open, translator
from handlers.slack.submissions import Submission, on_submit

Event = Mapping[str, Any]


Renamed = Callable[[Session, str, str], None]


def registers(renamed: Sequence[Renamed]) -> Callable[[App, Context], None]:
    """What listens to who can read a channel, and to the introduction's card.

    ``renamed``: what follows where a channel gets another id, as with sharing a private one.
    """

    def register(app: App, ctx: Context) -> None:
        for event_type, rule in EVENTS.items():
            app.event(event_type)(_listener(ctx, rule))
        app.event("channel_id_changed")(_listener(ctx, partial(_id_changed, renamed)))
        on_press_open(app, ctx, "introduction_open", partial(_open_introduction, ctx))
        on_submit(app, ctx, views.WINDOW, _introduce)

    return register


def _listener(ctx: Context, rule: Callable[[Session, Event], None]) -> Any:
    def listener(event: dict[str, Any]) -> None:
        ctx.db.write(lambda s: rule(s, event))

    return listener


def _joined(session: Session, event: Event) -> None:
    ours = installation(session)
    if ours is not None and event["user"] == ours.bot_user_id:
        channels.joined(session, event["channel"])
    else:
        channels.doubt(session, event["channel"])


def _left(session: Session, event: Event) -> None:
    channels.doubt(session, event["channel"])


def _shared(session: Session, event: Event) -> None:
    channels.connected(session, event["channel"], event["connected_team_id"])


def _unshared(session: Session, event: Event) -> None:
    channels.disconnected(
        session, event["channel"], event.get("previously_connected_team_id") or ""
    )


def _id_changed(renamed: Sequence[Renamed], session: Session, event: Event) -> None:
    old_id, new_id = event["old_channel_id"], event["new_channel_id"]
    channels.renamed(session, old_id, new_id)
    for follow in renamed:
        follow(session, old_id, new_id)


EVENTS: dict[str, Callable[[Session, Event], None]] = {
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_shared": _shared,
    "channel_unshared": _unshared,
}


def _open_introduction(
    ctx: Context, session: Session, press: Press, _now: datetime
) -> Mapping[str, Any]:
    client = client_of_channel(session, press.value)
    if client is None:
        raise Kindly(mark("This channel belongs to no client any more."))
    platform = platform_of_client(session, client.key)
    refusal = mark("Only members of {platform} can post the introduction.")
    require_member(session, press.user_id, platform.key, refusal)
    require_active(session, client.key)
    row = session.get(Channel, press.value)
    if row is not None and row.introduced_at is not None:
        raise Kindly(mark("The introduction was posted already."))
    text = views.introduction_text(
        readers.client(client),
        agency_person=views.as_typed(press.user_id, _names(session, platform, press.user_id)),
        retention_days=ctx.retention_days,
    )
    observing = platform.mode == PlatformMode.OBSERVE
    return views.window(press.value, text, observing, translator(session, press))


def _introduce(session: Session, form: Submission, now: datetime) -> None:
    client = client_of_channel(session, form.subject)
    platform = platform_of_client(session, client.key) if client is not None else None
    text = form.text("text")
    if platform is not None:
        text = views.with_mentions(text, _names(session, platform, form.user_id))
    observing = platform is not None and platform.mode == PlatformMode.OBSERVE
    channels.introduce(session, form.subject, form.user_id, text, now, posted_by_hand=observing)


def _names(session: Session, platform: Platform, editor: str) -> dict[str, str]:
    """The team's names by user id; where two have the same, the editor's comes first."""
    ids = dict.fromkeys([editor, *(member.user_id for member in members(session, platform.key))])
    people = {user_id: person_of(session, user_id) for user_id in ids}
    return {user_id: person.name for user_id, person in people.items() if person is not None}
