"""Names of files from the other side: their messages say no more than an id (`files.info`)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.features.requests.finding import locked
from bot.features.requests.models import Message
from bot.features.requests.showing import changed


def ask_for_names(session: Session, row: Message, ids: Sequence[str]) -> None:
    """Have the nameless files of a message asked about. ``ids`` stand in the order of its files."""
    nameless = [id_ if not name else "" for name, id_ in zip(row.files, ids, strict=False)]
    if any(nameless):
        payload = {"channel": row.channel, "ts": row.ts, "files": nameless}
        lane = f"message:{row.channel}:{row.ts}"
        jobs.enqueue(session, "requests.name_files", payload, lane=lane)


def named(session: Session, channel: str, ts: str, names: Sequence[str]) -> None:
    """Note what files are called; "" leaves one as it is. An edit meanwhile asks by itself."""
    row = session.get(Message, (channel, ts), with_for_update=True)
    if row is None or row.deleted or len(row.files) != len(names) or not any(names):
        return
    row.files = [old or new for old, new in zip(row.files, names, strict=True)]
    if row.request_id is not None:
        changed(session, locked(session, row.request_id))
