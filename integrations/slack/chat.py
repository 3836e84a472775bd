"""The adapter: Slack's Web API as `bot.ports.Chat`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.ports import (
    Block,
    Busy,
    ChannelInfo,
    HistoryMessage,
    Identity,
    Refused,
    Unreachable,
    UserInfo,
)
from integrations.slack.calls import TIMEOUT, ask, call, make_client, send
from integrations.slack.pace import Pace
from integrations.slack.shapes import channel_info, undisturbed, user_info

EVENT_TYPE = "perron_card"
"""Any app in the workspace can read metadata: it carries our opaque id and nothing else."""
ALT_TEXT = 1000
"""Characters of an upload's alternative text; more is refused."""
LIMITS = {
    # (calls a second, burst): Slack's tiers 2 (20+ a minute), 3 (50+) and 4 (100+), and 1 post a
    # second per channel with short bursts.
    "chat.postMessage": (1.0, 3.0),
    "chat.update": (0.8, 20.0),
    "chat.postEphemeral": (1.6, 20.0),
    "views.publish": (1.6, 20.0),
    "conversations.history": (0.8, 20.0),
    "conversations.replies": (0.8, 20.0),
    "conversations.open": (0.8, 20.0),
    "reactions.add": (0.8, 20.0),
    "pins.add": (0.3, 10.0),
    "users.info": (1.6, 20.0),
    "files.info": (1.6, 20.0),
    "files.getUploadURLExternal": (1.6, 20.0),
    "dnd.info": (0.8, 20.0),
}


class SlackChat:
    """Slack over HTTP. Thread-safe; construction calls nothing.

    ``paced``: it keeps Slack's pace by itself; not for a Slack of one's own that has no limits.
    """

    def __init__(self, token: str, api_url: str, *, paced: bool = True) -> None:
        self.client: WebClient = make_client(token, api_url)
        self._pace = Pace(LIMITS if paced else {})

    def whoami(self) -> Identity:
        data = call(self.client.auth_test)
        return Identity(
            data["team_id"], data["user_id"], data["bot_id"], data["url"], data.get("team") or ""
        )

    def scopes(self) -> frozenset[str]:
        granted = ask(self.client.auth_test).headers.get("x-oauth-scopes", "")
        return frozenset(scope.strip() for scope in granted.split(",") if scope.strip())

    # Messages

    def post(
        self,
        channel: str,
        text: str,
        blocks: Sequence[Block],
        *,
        opaque_id: str,
        thread_ts: str | None = None,
    ) -> str:
        self._pace.keep("chat.postMessage", channel)
        data = call(
            self.client.chat_postMessage,
            channel=channel,
            text=text,
            blocks=list(blocks),
            thread_ts=thread_ts,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": opaque_id}},
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(data["ts"])

    def update(self, channel: str, ts: str, text: str, blocks: Sequence[Block]) -> None:
        self._pace.keep("chat.update")
        call(self.client.chat_update, channel=channel, ts=ts, text=text, blocks=list(blocks))

    def delete(self, channel: str, ts: str) -> None:
        _fine_if({"message_not_found"}, self.client.chat_delete, channel=channel, ts=ts)

    def find(
        self, channel: str, opaque_id: str, *, thread_ts: str | None, since: float
    ) -> str | None:
        for message in self._messages(channel, f"{since:.6f}", thread_ts):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("id") == opaque_id:
                return str(message["ts"])
        return None

    def whisper(self, channel: str, user: str, text: str, blocks: Sequence[Block]) -> None:
        self._pace.keep("chat.postEphemeral")
        call(
            self.client.chat_postEphemeral,
            channel=channel,
            user=user,
            text=text,
            blocks=list(blocks) or None,
        )

    def respond(
        self, response_url: str, text: str, blocks: Sequence[Block], *, in_place: bool = False
    ) -> None:
        webhook = WebhookClient(response_url, timeout=TIMEOUT, retry_handlers=[])
        try:
            response = webhook.send(
                text=text,
                blocks=[dict(block) for block in blocks] or None,
                response_type=None if in_place else "ephemeral",
                replace_original=in_place,
            )
        except (OSError, HTTPException) as error:
            raise Unreachable(f"response_url: {error!r}") from error
        if response.status_code == 429:
            raise Busy("response_url", float(response.headers.get("Retry-After", 1)))
        if response.status_code >= 500:
            raise Unreachable(f"response_url: {response.status_code}")
        if response.status_code != 200:
            raise Refused("response_url", response.body)

    def react(self, channel: str, ts: str, name: str) -> None:
        self._pace.keep("reactions.add")
        add = self.client.reactions_add
        _fine_if({"already_reacted"}, add, channel=channel, timestamp=ts, name=name)

    def unreact(self, channel: str, ts: str, name: str) -> None:
        remove = self.client.reactions_remove
        _fine_if({"no_reaction"}, remove, channel=channel, timestamp=ts, name=name)

    def pin(self, channel: str, ts: str) -> None:
        self._pace.keep("pins.add")
        _fine_if({"already_pinned"}, self.client.pins_add, channel=channel, timestamp=ts)

    # Windows and homes

    def open_dm(self, user: str) -> str:
        self._pace.keep("conversations.open")
        return str(call(self.client.conversations_open, users=user)["channel"]["id"])

    def publish_home(self, user: str, blocks: Sequence[Block]) -> None:
        self._pace.keep("views.publish")
        call(
            self.client.views_publish,
            user_id=user,
            view={"type": "home", "blocks": list(blocks)},
        )

    def open_view(self, trigger_id: str, view: Mapping[str, Any]) -> None:
        call(self.client.views_open, trigger_id=trigger_id, view=dict(view))

    def update_view(self, view_id: str, view: Mapping[str, Any]) -> None:
        call(self.client.views_update, view_id=view_id, view=dict(view))

    # Channels and people

    def channel(self, channel: str) -> ChannelInfo:
        return channel_info(call(self.client.conversations_info, channel=channel)["channel"])

    def members(self, channel: str) -> list[str]:
        pages = self._pages(self.client.conversations_members, channel=channel, limit=200)
        return [user for page in pages for user in page["members"]]

    def channels(self) -> list[ChannelInfo]:
        pages = self._pages(
            self.client.users_conversations, types="public_channel,private_channel", limit=200
        )
        return [channel_info(raw) for page in pages for raw in page["channels"]]

    def channels_in_sight(self) -> list[ChannelInfo]:
        pages = self._pages(
            self.client.conversations_list,
            types="public_channel,private_channel",
            exclude_archived=True,
            limit=200,
        )
        return [channel_info(raw) for page in pages for raw in page["channels"]]

    def user(self, user: str) -> UserInfo:
        self._pace.keep("users.info")
        return user_info(call(self.client.users_info, user=user, include_locale=True)["user"])

    def users(self) -> list[UserInfo]:
        pages = self._pages(self.client.users_list, include_locale=True, limit=200)
        return [user_info(raw) for page in pages for raw in page["members"]]

    def undisturbed(self, user: str) -> tuple[datetime, datetime] | None:
        self._pace.keep("dnd.info")
        return undisturbed(call(self.client.dnd_info, user=user))

    def leave(self, channel: str) -> None:
        _fine_if({"not_in_channel"}, self.client.conversations_leave, channel=channel)

    def archive(self, channel: str) -> None:
        _fine_if({"already_archived"}, self.client.conversations_archive, channel=channel)

    def history(
        self, channel: str, *, oldest: str, thread_ts: str | None = None
    ) -> list[HistoryMessage]:
        found = [
            HistoryMessage(channel, str(raw["ts"]), raw)
            for raw in self._messages(channel, oldest, thread_ts)
        ]
        return sorted(found, key=lambda message: float(message.ts))

    def permalink(self, channel: str, ts: str) -> str:
        data = call(self.client.chat_getPermalink, channel=channel, message_ts=ts)
        return str(data["permalink"])

    def file_name(self, file: str) -> str:
        self._pace.keep("files.info")
        found = call(self.client.files_info, file=file)["file"]
        return str(found.get("name") or found.get("title") or "")

    def upload(self, name: str, content: bytes, alt_text: str) -> str:
        self._pace.keep("files.getUploadURLExternal")
        size, alt = len(content), alt_text[:ALT_TEXT]
        ask_for = self.client.files_getUploadURLExternal
        place = call(ask_for, filename=name, length=size, alt_txt=alt)
        send(place["upload_url"], content)
        file = str(place["file_id"])
        call(self.client.files_completeUploadExternal, files=[{"id": file, "title": name}])
        return file

    def is_shown(self, file: str) -> bool:
        self._pace.keep("files.info")
        found = call(self.client.files_info, file=file)["file"]
        return bool(found.get("mimetype"))  # Slack looks at it after the upload; empty until then

    def _messages(
        self, channel: str, oldest: str, thread_ts: str | None
    ) -> Iterator[dict[str, Any]]:
        """Messages after ``oldest``, page by page; those of one thread where one is named."""
        arguments: dict[str, Any] = {
            "channel": channel,
            "oldest": oldest,
            "limit": 200,
            "include_all_metadata": True,
        }
        if thread_ts is None:
            pages = self._pages(
                self.client.conversations_history, pace="conversations.history", **arguments
            )
        else:
            pages = self._pages(
                self.client.conversations_replies,
                pace="conversations.replies",
                ts=thread_ts,
                **arguments,
            )
        for page in pages:
            yield from page["messages"]

    def _pages(self, method: Any, pace: str = "", **arguments: Any) -> Iterator[dict[str, Any]]:
        cursor = None
        while True:
            self._pace.keep(pace)
            page = call(method, cursor=cursor, **arguments)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return


def _fine_if(codes: set[str], method: Any, **arguments: Any) -> None:
    """Call, and take these refusals for what was wanted anyway."""
    try:
        call(method, **arguments)
    except Refused as refused:
        if refused.code not in codes:
            raise
