"""The table of what is alike: found when somebody takes a question, shown to them alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.core.db import Base


class Alike(Base):
    """An earlier question, or a page of the wiki, that may answer a question.

    Of an earlier question nothing is copied: it is shown as long as its words are there.
    """

    __tablename__ = "alike"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("request.id"), index=True)
    earlier_id: Mapped[str | None] = mapped_column(ForeignKey("request.id"), index=True)
    page_title: Mapped[str | None] = mapped_column(String(300))
    page_url: Mapped[str | None] = mapped_column(String(1000))
