"""What lies outside, as Perron sees it: protocols, values and errors, nothing that knows a vendor.

Adapters under ``integrations/`` implement the protocols; everything else speaks to these only.
"""

from __future__ import annotations

from bot.ports.calendars import Calendars
from bot.ports.chat import Block, ChannelInfo, Chat, HistoryMessage, Identity, UserInfo
from bot.ports.ending import (
    ArchiveTo,
    BilledBy,
    Closed,
    Finishing,
    OpenIssue,
    Setting,
    Standing,
    TrackerEnding,
    Way,
    Worklog,
)
from bot.ports.errors import Busy, OutsideError, Refused, Unreachable
from bot.ports.files import Files, StoredFile
from bot.ports.moving import Came, MovedIssue, Moving
from bot.ports.spreadsheets import HoursEntry, HoursTexts, Spreadsheets
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
from bot.ports.wiki import Page, PageDraft, PageRef, PageTitle, Reader, ReaderKind, SpaceName, Wiki

__all__ = [
    "ArchiveTo",
    "BilledBy",
    "Block",
    "Busy",
    "Calendars",
    "Came",
    "ChannelInfo",
    "Chat",
    "Closed",
    "FieldInfo",
    "Files",
    "Finishing",
    "HistoryMessage",
    "HoursEntry",
    "HoursTexts",
    "Identity",
    "IssueTypeInfo",
    "MovedIssue",
    "Moving",
    "OpenIssue",
    "OutsideError",
    "Page",
    "PageDraft",
    "PageRef",
    "PageTitle",
    "ProjectInfo",
    "ProjectName",
    "Reader",
    "ReaderKind",
    "Refused",
    "Setting",
    "SpaceName",
    "Spreadsheets",
    "Standing",
    "StoredFile",
    "TicketDraft",
    "TicketRef",
    "TicketState",
    "Tracker",
    "TrackerEnding",
    "Unreachable",
    "UserInfo",
    "Way",
    "Wiki",
    "Worklog",
]
