"""Slack's channels and people, read into ours. What is not said counts as outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.ports import ChannelInfo, UserInfo

AWAY_SIGNS = {
    # Slack offers the first three itself: vacationing, out sick, in a meeting.
    "palm_tree",
    "face_with_thermometer",
    "spiral_calendar_pad",
    "calendar",
    "airplane",
    "beach_with_umbrella",
    "desert_island",
    "no_entry",
    "no_entry_sign",
    "luggage",
}
AWAY_WORDS = re.compile(
    r"\b(vacation\w*|holidays?|out of (?:the )?office|ooo|away|sick|in a meeting|on leave|urlaub|"
    r"abwesend|krank|nicht da|nicht im b[üu]ro|in einer besprechung|elternzeit)\b",
    re.IGNORECASE,
)


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
        says_away=says_away(profile),
        says_away_until=moment(profile.get("status_expiration")) if says_away(profile) else None,
    )


def says_away(profile: Mapping[str, Any]) -> bool:
    """Whether a status is one of being away or busy; what it says is not kept."""
    emoji = str(profile.get("status_emoji") or "").strip(":").partition("::")[0]
    text = str(profile.get("status_text") or "")
    return emoji in AWAY_SIGNS or AWAY_WORDS.search(text) is not None


def moment(seconds: Any) -> datetime | None:
    """Slack's seconds since 1970; 0 and 1 stand for never."""
    return datetime.fromtimestamp(seconds, UTC) if seconds and seconds > 1 else None


def undisturbed(raw: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
    """``dnd.info``: the next or current time without disturbance, a snooze of theirs included."""
    start, end = moment(raw.get("next_dnd_start_ts")), moment(raw.get("next_dnd_end_ts"))
    if not raw.get("dnd_enabled") or start is None or end is None:
        return None
    return start, end
