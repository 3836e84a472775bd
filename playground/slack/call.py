"""One Web API call being carried out: its arguments, and what methods ask again and again."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

from playground.slack.core import Playground
from playground.slack.errors import SlackError
from playground.slack.events import PREFIX
from playground.slack.world import Channel, Json, Message, Person, World

Item = TypeVar("Item")


class Call:
    """Handed to the function of a method."""

    def __init__(self, pg: Playground, args: Json, needed: tuple[str, ...]) -> None:
        self.pg = pg
        self.args = args
        self.needed = needed

    @property
    def world(self) -> World:
        """The world as it is now."""
        return self.pg.world

    @property
    def bot(self) -> str:
        """The app's user id."""
        return self.world.app.bot_user

    def need(self, *scopes: str) -> None:
        """Any one of ``scopes`` must be granted; it counts as used. Raises missing_scope."""
        granted = self.pg.manifest.scopes
        found = [s for s in scopes if s in granted]
        if not found:
            provided = ",".join(sorted(granted))
            raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)
        self.pg.manifest.used.add(found[0])

    def need_for(self, place: Channel) -> None:
        """The method's own scope for this kind of channel: ``*:history`` of the table."""
        for scope in self.needed:
            if scope.startswith("*:"):
                self.need(scope.replace("*", PREFIX[place.kind]))

    def channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument; a private one only for members."""
        wanted = self.args[name]
        place = self.world.channels.get(wanted) or self._by_name(wanted)
        if place is None or not self._visible(place):
            raise SlackError("channel_not_found")
        self.need_for(place)
        return place

    def _by_name(self, wanted: str) -> Channel | None:
        if not wanted.startswith("#"):
            return None
        return next((c for c in self.world.channels.values() if c.name == wanted[1:]), None)

    def _visible(self, place: Channel) -> bool:
        ours = self.world.app.workspace
        return self.world.bot_in(place) or (place.kind == "channel" and ours in place.teams)

    def member_channel(self, name: str = "channel", *, writing: bool = False) -> Channel:
        """The same; the bot must be in it, and to write it must not be archived."""
        place = self.channel(name)
        if writing and place.archived:
            raise SlackError("is_archived")
        if not self.world.bot_in(place):
            raise SlackError("not_in_channel")
        return place

    def message(self, place: Channel, name: str = "timestamp") -> Message:
        """The message named by an argument."""
        message = place.messages.get(self.args.get(name, ""))
        if message is None or message.tombstone:
            raise SlackError("message_not_found")
        return message

    def person(self, name: str = "user", error: str = "user_not_found") -> Person:
        """The person named by an argument, if the app's workspace can see them."""
        return self.known(self.args[name], error)

    def known(self, user: str, error: str = "user_not_found") -> Person:
        """A person by id, if the app's workspace can see them."""
        if not self.world.known_to_app(user):
            raise SlackError(error)
        return self.world.people[user]

    def page(self, items: Sequence[Item], default: int, most: int) -> tuple[list[Item], Json]:
        """Slack's cursor: the items of this page and the fields that go beside them."""
        limit = self.args.get("limit", default)
        if not 1 <= limit <= most:
            raise SlackError("invalid_limit")
        start = _offset(self.args.get("cursor") or "")
        rest = start + limit < len(items)
        cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if rest else ""
        return list(items[start : start + limit]), {"response_metadata": {"next_cursor": cursor}}


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor).decode().partition(":")
        if word == "next":
            return int(number)
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    raise SlackError("invalid_cursor")
