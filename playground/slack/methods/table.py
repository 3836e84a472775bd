"""Every method: scopes (any one), arguments (``!`` is required), rate tier, function.

Tiers are Slack's calls a minute: 1 = 1, 2 = 20, 3 = 50, 4 = 100; 0 is "several hundred".
``*:history`` is the scope of the channel's kind. What is not here is ``unknown_method``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playground.slack.arguments import Argument
from playground.slack.call import Call
from playground.slack.methods import (
    chat,
    conversations,
    files,
    general,
    history,
    marks,
    people,
    views,
)
from playground.slack.world import Json

Function = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """One line of the table."""

    name: str
    tier: int
    scopes: tuple[str, ...]
    arguments: tuple[Argument, ...]
    function: Function
    app_token: bool = False


def _line(
    name: str, tier: int, scopes: str, arguments: str, function: Function, app_token: bool = False
) -> Method:
    parsed = tuple(Argument.parse(word) for word in arguments.split())
    return Method(name, tier, tuple(scopes.split()), parsed, function, app_token)


POST = (
    "channel! text thread_ts reply_broadcast:bool blocks:list attachments:list metadata:dict "
    "unfurl_links:bool unfurl_media:bool mrkdwn:bool parse link_names:bool "
    "username icon_emoji icon_url"
)
UPDATE = (
    "channel! ts! text blocks:list attachments:list metadata:dict parse link_names:bool "
    "reply_broadcast:bool file_ids:words"
)
EPHEMERAL = (
    "channel! user! text thread_ts blocks:list attachments:list parse link_names:bool "
    "username icon_emoji icon_url"
)
HISTORY = "channel! cursor limit:int oldest latest inclusive:bool include_all_metadata:bool"
REACT = "channel! timestamp! name!"
LIST = "cursor limit:int types:words exclude_archived:bool team_id"
COMPLETE = "files:list! channel_id channels thread_ts initial_comment blocks:list"

TABLE = (
    _line("api.test", 4, "", "error foo", general.api_test),
    _line("auth.test", 0, "", "", general.auth_test),
    _line("apps.connections.open", 1, "", "", general.open_connection, app_token=True),
    _line("team.info", 3, "team:read", "team domain", general.team_info),
    _line("bots.info", 3, "users:read", "bot! team_id", people.bot_info),
    _line("users.info", 4, "users:read", "user! include_locale:bool", people.info),
    _line(
        "users.list", 2, "users:read", "cursor limit:int include_locale:bool team_id", people.all_
    ),
    _line(
        "users.profile.get",
        4,
        "users.profile:read",
        "user include_labels:bool",
        people.profile,
    ),
    _line("users.conversations", 3, "*:read", f"user {LIST}", conversations.of_user),
    _line("dnd.info", 3, "dnd:read", "user team_id", people.dnd_info),
    _line("dnd.teamInfo", 2, "dnd:read", "users:words! team_id", people.dnd_team),
    _line(
        "conversations.info",
        3,
        "*:read",
        "channel! include_locale:bool include_num_members:bool",
        conversations.info,
    ),
    _line("conversations.members", 4, "*:read", "channel! cursor limit:int", conversations.members),
    _line("conversations.list", 2, "*:read", LIST, conversations.all_),
    _line("conversations.join", 3, "channels:join", "channel!", conversations.join),
    _line(
        "conversations.leave",
        3,
        "channels:manage channels:write groups:write",
        "channel!",
        conversations.leave,
    ),
    _line(
        "conversations.archive",
        2,
        "channels:manage channels:write groups:write",
        "channel!",
        conversations.archive,
    ),
    _line(
        "conversations.open",
        3,
        "im:write mpim:write channels:manage groups:write",
        "users:words channel return_im:bool prevent_creation:bool",
        conversations.open_,
    ),
    _line("conversations.history", 3, "*:history", HISTORY, history.history),
    _line("conversations.replies", 3, "*:history", f"ts! {HISTORY}", history.replies),
    _line("chat.postMessage", 4, "chat:write", POST, chat.post),
    _line("chat.update", 3, "chat:write", UPDATE, chat.update),
    _line("chat.delete", 3, "chat:write", "channel! ts!", chat.delete),
    _line("chat.postEphemeral", 4, "chat:write", EPHEMERAL, chat.post_ephemeral),
    _line("chat.getPermalink", 0, "", "channel! message_ts!", chat.permalink),
    _line("reactions.add", 3, "reactions:write", REACT, marks.react),
    _line("reactions.remove", 2, "reactions:write", "name! channel timestamp", marks.unreact),
    _line("reactions.get", 3, "reactions:read", "channel! timestamp! full:bool", marks.reactions),
    _line("pins.add", 2, "pins:write", "channel! timestamp!", marks.pin),
    _line("pins.remove", 2, "pins:write", "channel! timestamp!", marks.unpin),
    _line("views.open", 4, "", "view:dict! trigger_id!", views.open_),
    _line("views.push", 4, "", "view:dict! trigger_id!", views.push),
    _line("views.update", 4, "", "view:dict! view_id external_id hash", views.update),
    _line("views.publish", 4, "", "user_id! view:dict! hash", views.publish),
    _line("files.info", 4, "files:read", "file! cursor limit:int", files.info),
    _line(
        "files.getUploadURLExternal",
        4,
        "files:write",
        "filename! length:int! alt_txt snippet_type",
        files.upload_url,
    ),
    _line("files.completeUploadExternal", 4, "files:write", COMPLETE, files.complete_upload),
)

METHODS = {method.name: method for method in TABLE}
