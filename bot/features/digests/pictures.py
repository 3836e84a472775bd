"""Pictures of cards: drawn and uploaded once, shown when Slack has looked at them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import cards, jobs
from bot.features.digests.models import Picture

UPLOAD, LOOK = "digests.picture", "digests.look"
WAITS = 1.5
"""Wall seconds that a card waits for its picture; then it comes without, and gets it later."""


def want(session: Session, kind: str, subject: str) -> None:
    """Have the picture of a card drawn and uploaded, unless it was."""
    if session.get(Picture, subject) is None:
        jobs.enqueue_once(
            session, UPLOAD, {"kind": kind, "subject": subject}, lane=f"picture:{subject}"
        )


def uploaded(session: Session, subject: str, file: str, now: datetime) -> None:
    """Remember an uploaded picture, and look soon whether it can be shown."""
    if session.get(Picture, subject) is None:
        session.add(Picture(subject=subject, file=file, at=now))
        session.flush()
    jobs.enqueue(session, LOOK, {"subject": subject}, lane=f"picture:{subject}", delay=0.5)


def is_uploaded(session: Session, subject: str) -> bool:
    """Whether there is a file already: a job that is done again uploads no second one."""
    return session.get(Picture, subject) is not None


def file_of(session: Session, subject: str) -> str | None:
    """The file of a picture, shown or not."""
    picture = session.get(Picture, subject)
    return picture.file if picture is not None else None


def can_be_shown(session: Session, subject: str) -> None:
    """Slack has looked at it: the card is drawn with it."""
    picture = session.get(Picture, subject)
    if picture is not None and not picture.ready:
        picture.ready = True
        session.flush()
        cards.touch(session, subject)


def shown(session: Session, subject: str) -> str | None:
    """The file that a card may show by now."""
    picture = session.get(Picture, subject)
    return picture.file if picture is not None and picture.ready else None
