"""The table of channels."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base, Instant


class Channel(Base):
    """A channel that the bot is in or was in.

    ``outside`` tells whether anybody outside the agency can read it (shared, a share pending,
    or a guest inside) as of ``checked_at``; never checked counts as outside.
    """

    __tablename__ = "channel"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    outside: Mapped[bool] = mapped_column(default=True)
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    """Wall clock: a check is relied on for 60 real seconds."""
    connected_teams: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Collected from events: nothing lists them later."""
    silenced: Mapped[bool] = mapped_column(default=False)
    """A team channel that became visible from outside."""
    introduction: Mapped[str | None] = mapped_column(Text)
    """Draft or posted text of the introduction."""
    introduced_by: Mapped[str | None] = mapped_column(String(40))
    introduced_at: Mapped[datetime | None] = mapped_column(Instant)
    watermark: Mapped[str | None] = mapped_column(String(40))
    """The ts up to which everything was read back."""
