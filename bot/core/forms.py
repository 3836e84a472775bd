"""What an open window is about. The window carries an opaque id; the content stays here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.core.db import Base, Instant

KEPT = timedelta(days=1)


class Form(Base):
    """The content behind an open window."""

    __tablename__ = "form"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)


def remember(session: Session, content: Mapping[str, Any], at: datetime) -> str:
    """Keep ``content`` for as long as a window may stand open; returns its opaque id."""
    form = Form(id=secrets.token_hex(12), content=dict(content), at=at)
    session.add(form)
    session.flush()
    return form.id


def recall(session: Session, form_id: str) -> Mapping[str, Any] | None:
    """What the window was about, or None once it is too old."""
    form = session.get(Form, form_id)
    return form.content if form is not None else None


def forget_old(session: Session, now: datetime) -> None:
    """Drop what no window needs any more."""
    session.execute(delete(Form).where(Form.at < now - KEPT))
