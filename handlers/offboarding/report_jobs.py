"""Makes the reports that somebody asked for, and sends each to them once by direct message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs
from bot.core.errors import Kindly
from bot.core.work import GiveUp
from bot.core.worker import JobHandler, Tools
from bot.features.offboarding.models import Case, new_id
from bot.features.platforms.models import Client
from handlers.offboarding.report_files import (
    Audience,
    Form,
    comment,
    file_name,
    in_order,
    paper,
    written,
)
from handlers.slack import readers

SEND = "offboarding.report"
EARLIER = timedelta(hours=1)
"""How much the clocks of Slack and of this machine may differ."""


@dataclass(frozen=True)
class File:
    """A file that is ready to be sent."""

    name: str
    content: bytes
    comment: str


def want(
    session: Session, case_id: str, audience: Audience, forms: list[Form], by: str, now: datetime
) -> None:
    """Have the job `SEND` make them."""
    mark = new_id()
    payload = {
        "case": case_id,
        "audience": audience.value,
        "forms": [form.value for form in forms],
        "by": by,
        "mark": mark,
        "at": now.timestamp(),
    }
    jobs.enqueue(session, SEND, payload, lane=f"report:{mark}")


def _send(tools: Tools, payload: Mapping[str, Any]) -> None:
    if tools.files is None:
        raise GiveUp("files were not set up")
    now, since = tools.clock.now(), payload["at"] - EARLIER.total_seconds()
    try:
        files = tools.db.read(lambda s: _files(s, payload, now))
    except Kindly as kindly:  # called off meanwhile
        raise GiveUp(str(kindly)) from kindly
    place = tools.chat.open_dm(payload["by"])
    for file in files:
        if not tools.files.sent(place, file.name, since):
            tools.files.send(place, file.name, file.content, file.comment)


def _files(session: Session, payload: Mapping[str, Any], now: datetime) -> list[File]:
    audience, t = Audience(payload["audience"]), readers.person(session, payload["by"])
    case = session.get_one(Case, payload["case"])
    client = session.get_one(Client, case.client_key)
    made = paper(session, case.id, audience, t, now)
    said = comment(client.name, audience, t)
    return [
        File(file_name(client.key, audience, payload["mark"], form, t), written(made, form), said)
        for form in in_order(payload["forms"])
    ]


HANDLERS: dict[str, JobHandler] = {SEND: _send}
