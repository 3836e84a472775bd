"""Slack's channels and people, read into ours. What is not said counts as outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.ports import ChannelInfo, UserInfo


def channel_info(raw: Mapping[str, Any]) -> ChannelInfo:
    """``is_ext_shared`` decides: never ``is_shared``, never the first letter of the id."""
    return ChannelInfo(
        id=raw["id"],
        name=raw.get("name") or "",
        is_member=bool(raw.get("is_member", False)),
        is_ext_shared=bool(raw.get("is_ext_shared", True)),
        is_pending_ext_shared=bool(
            raw.get("is_pending_ext_shared", False) or raw.get("pending_connected_team_ids")
        ),
        is_im=bool(raw.get("is_im", False)),
        is_archived=bool(raw.get("is_archived", False)),
    )


def user_info(raw: Mapping[str, Any]) -> UserInfo:
    """Names as people chose them; an external person's locale may be missing."""
    profile = raw.get("profile") or {}
    return UserInfo(
        id=raw["id"],
        team_id=raw.get("team_id") or profile.get("team") or "",
        name=profile.get("real_name") or raw.get("real_name") or raw.get("name") or "",
        locale=raw.get("locale"),
        timezone=raw.get("tz"),
        is_guest=bool(raw.get("is_restricted") or raw.get("is_ultra_restricted")),
        is_bot=bool(raw.get("is_bot")),
        deleted=bool(raw.get("deleted")),
    )
