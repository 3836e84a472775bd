"""Tables of platforms, people and clients."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant
from bot.features.platforms.suggesting import Suggesting


class PlatformMode(StrEnum):
    """``observe`` notes everything and posts nothing where clients can read."""

    ACTIVE = "active"
    OBSERVE = "observe"


class ClientMode(StrEnum):
    """How much a client does without us."""

    SELF_SERVICE = "self-service"
    MANAGED = "managed"


class ClientStatus(StrEnum):
    """``delivery block`` is the final status of a former client."""

    ACTIVE = "active"
    DELIVERY_BLOCK = "delivery block"


class Weekly(StrEnum):
    """A client's weekly digest: none, sent by a member's click, or sent by itself."""

    OFF = "off"
    DRAFT = "draft"
    AUTO = "auto"


class BallotRule(StrEnum):
    """When a ballot ends in a go: nobody said no; or so many of the votes are for it."""

    CONSENT = "consent"
    TWO_THIRDS = "two thirds"
    MAJORITY = "majority"


class Platform(Suggesting, Base):
    """A standing team. ``hours`` as in ``Mon-Fri 09:00-18:00``, ``holidays`` as in ``DE-BW``."""

    __tablename__ = "platform"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    team_channel: Mapped[str] = mapped_column(String(40), index=True)
    timezone: Mapped[str] = mapped_column(String(60))
    hours: Mapped[str] = mapped_column(String(120))
    holidays: Mapped[str | None] = mapped_column(String(20))
    mode: Mapped[PlatformMode] = mapped_column(String(20), default=PlatformMode.ACTIVE)
    language: Mapped[str] = mapped_column(String(5), default="en")
    """Of the team channel."""
    close_after_days: Mapped[int] = mapped_column(Integer, default=14)
    emergency: Mapped[str | None] = mapped_column(String(200))
    """Whom a client's people may turn to when nobody is on call, as they read it."""
    response_times: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the monthly digest says how long answers took."""
    ballot_rule: Mapped[BallotRule] = mapped_column(
        String(20), default=BallotRule.CONSENT, server_default="consent"
    )
    ballot_quorum: Mapped[int] = mapped_column(Integer, default=60, server_default="60")
    """Percent of those asked who have to vote."""
    notices_promises: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the author of a promise made in passing is asked about it."""
    learning: Mapped[bool | None] = mapped_column()
    """Whether it is learned from who answers what; None: not decided yet, and so it is not."""
    billed_label: Mapped[str | None] = mapped_column(String(120))
    """The label by which issues in Jira are marked whose work has been invoiced …"""
    billed_field: Mapped[str | None] = mapped_column(String(120))
    """… or the field, by its name or id, that has some content then."""
    archive_scheme: Mapped[str | None] = mapped_column(String(120))
    """The permission scheme, by name, of projects in Jira that are over …"""
    archive_category: Mapped[str | None] = mapped_column(String(120))
    """… and their category."""
    active: Mapped[bool] = mapped_column(default=True)


class Person(Base):
    """Somebody as Slack knows them: (team id, user id). Kept apart from membership."""

    __tablename__ = "person"

    team_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str | None] = mapped_column(String(20))
    timezone: Mapped[str | None] = mapped_column(String(60))
    is_guest: Mapped[bool] = mapped_column(default=False)
    is_bot: Mapped[bool] = mapped_column(default=False)
    deleted: Mapped[bool] = mapped_column(default=False)
    checked_at: Mapped[datetime] = mapped_column(Instant)
    says_away: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether their Slack status is one of being away, until ``says_away_until`` (None: open)."""
    says_away_until: Mapped[datetime | None] = mapped_column(Instant)
    undisturbed_from: Mapped[datetime | None] = mapped_column(Instant)
    undisturbed_until: Mapped[datetime | None] = mapped_column(Instant)
    """When they do not want to be disturbed, as Slack knew it last."""


class Talent(Base):
    """Something one can be good at; texts by language."""

    __tablename__ = "talent"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)


class Member(Base):
    """A person's place on a platform. ``jira`` is a user name or an account id."""

    __tablename__ = "member"

    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    lead: Mapped[bool] = mapped_column(default=False)
    jira: Mapped[str | None] = mapped_column(String(120))
    active: Mapped[bool] = mapped_column(default=True)


class MemberTalent(Base):
    """A person's talent: self-declared level 1 to 3 and whether they like doing it."""

    __tablename__ = "member_talent"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    talent_key: Mapped[str] = mapped_column(ForeignKey("talent.key"), primary_key=True)
    level: Mapped[int] = mapped_column(Integer)
    likes: Mapped[bool] = mapped_column(default=False)


class Absence(Base):
    """Away from ``starts_at`` until ``ends_at`` (exclusive); ``cover`` stands in. Never why."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    user_id: Mapped[str] = mapped_column(String(40), index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    cover: Mapped[str | None] = mapped_column(String(40))
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    """When what the person owns was handed over."""
    over_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the person was welcomed back."""


class BusySpan(Base):
    """A time in which a person's own calendar calls them busy. Never with what."""

    __tablename__ = "busy_span"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    user_id: Mapped[str] = mapped_column(String(40), index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)


class WorkingHours(Base):
    """When a person works, where that is not simply the platform's time.

    ``timezone`` None: their own zone as Slack knows it, else the platform's.
    """

    __tablename__ = "working_hours"

    user_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    hours: Mapped[str] = mapped_column(String(120))
    timezone: Mapped[str | None] = mapped_column(String(60))


class Rota(Base):
    """Who is on call, by week: ``members`` in turn, beginning with the week of ``begins``."""

    __tablename__ = "rota"

    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"), primary_key=True)
    begins: Mapped[date] = mapped_column(Date)
    """A Monday."""
    members: Mapped[list[str]] = mapped_column(JSON)


class RotaWeek(Base):
    """One week in which somebody else is on call than the rota says."""

    __tablename__ = "rota_week"

    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"), primary_key=True)
    monday: Mapped[date] = mapped_column(Date, primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40))


class Client(Base):
    """A company that a platform serves. ``address`` is ``du`` or ``Sie``."""

    __tablename__ = "client"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    platform_key: Mapped[str] = mapped_column(ForeignKey("platform.key"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(5), default="en")
    address: Mapped[str] = mapped_column(String(5), default="Sie")
    mode: Mapped[ClientMode] = mapped_column(String(20), default=ClientMode.MANAGED)
    status: Mapped[ClientStatus] = mapped_column(String(20), default=ClientStatus.ACTIVE)
    jira_project: Mapped[str | None] = mapped_column(String(40))
    wiki_space: Mapped[str | None] = mapped_column(String(120))
    """The key of the client's space in Confluence."""
    window_seconds: Mapped[int] = mapped_column(Integer, default=120)
    """Messages of one author within this time are one request."""
    taken_within: Mapped[int | None] = mapped_column(Integer)
    answer_within: Mapped[int | None] = mapped_column(Integer)
    done_within: Mapped[int | None] = mapped_column(Integer)
    """Targets, in minutes of business time while it is the team's turn; None for the usual."""
    show_targets: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the client reads them as a promise."""
    holidays: Mapped[str | None] = mapped_column(String(20))
    """The client's own, as in ``DE-BW``: then nobody there is reminded."""
    weekly: Mapped[Weekly] = mapped_column(String(10), default=Weekly.DRAFT, server_default="draft")
    active: Mapped[bool] = mapped_column(default=True)


class ClientChannel(Base):
    """A shared channel of a client; a client has any number."""

    __tablename__ = "client_channel"

    channel_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), index=True)


class Contact(Base):
    """A client's person who is a guest in our own workspace."""

    __tablename__ = "contact"

    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class Responsibility(Base):
    """A managed client's standing responsibility: talent to member."""

    __tablename__ = "responsibility"

    client_key: Mapped[str] = mapped_column(ForeignKey("client.key"), primary_key=True)
    talent_key: Mapped[str] = mapped_column(ForeignKey("talent.key"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(40))


class Declared(Base):
    """What `perron apply` applied last: one side of its three-way merge."""

    __tablename__ = "declared"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)


class Installation(Base):
    """Our own workspace and bot user, as ``auth.test`` told at the last start: one row."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    team_id: Mapped[str] = mapped_column(String(40))
    bot_user_id: Mapped[str] = mapped_column(String(40))
    bot_id: Mapped[str] = mapped_column(String(40))
    url: Mapped[str] = mapped_column(String(200))
    """Of the workspace, ending in a slash: links to messages are made from it."""
    team: Mapped[str | None] = mapped_column(String(200))
    """The workspace's name, which is the agency's."""
