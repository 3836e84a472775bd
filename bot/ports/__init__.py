"""What lies outside, as Perron sees it: protocols, values and errors, nothing that knows a vendor.

Adapters under ``integrations/`` implement the protocols; everything else speaks to these only.
"""

from __future__ import annotations

from bot.ports.calendars import Calendars
from bot.ports.chat import Block, ChannelInfo, Chat, HistoryMessage, Identity, UserInfo
from bot.ports.errors import Busy, OutsideError, Refused, Unreachable
from bot.ports.tracker import (
    FieldInfo,
    IssueTypeInfo,
    ProjectInfo,
    ProjectName,
    TicketDraft,
    TicketRef,
    TicketState,
    Tracker,
)

__all__ = [
    "Block",
    "Busy",
    "Calendars",
    "ChannelInfo",
    "Chat",
    "FieldInfo",
    "HistoryMessage",
    "Identity",
    "IssueTypeInfo",
    "OutsideError",
    "ProjectInfo",
    "ProjectName",
    "Refused",
    "TicketDraft",
    "TicketRef",
    "TicketState",
    "Tracker",
    "Unreachable",
    "UserInfo",
]
