"""Telling the agency's own software what happens with a client: one lane for each client."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from bot.core import jobs

SEND = "webhook.send"


class Event(StrEnum):
    """What can be told. See docs/webhook.md for what stands in each."""

    CLIENT_STATUS = "client.status"
    CASE_CHANGED = "case.changed"
    STEP_CHANGED = "step.changed"


@dataclass(frozen=True)
class Delivery:
    """One event on its way. ``id`` and ``body`` are the same each time it is tried."""

    id: str
    event: str
    body: bytes


def announce(
    session: Session, event: Event, *, client_key: str, data: Mapping[str, Any], now: datetime
) -> None:
    """Tell the agency's software, after the commit and in order with what else is the client's.

    ``data`` is what JSON can say: keys, states, dates. No names, no reasons, nobody's words.
    """
    delivery = secrets.token_hex(16)
    content = {
        "id": delivery,
        "event": event.value,
        "at": now.astimezone(UTC).isoformat(),
        "client": client_key,
        "data": dict(data),
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True)
    jobs.enqueue(
        session,
        SEND,
        {"id": delivery, "event": event.value, "body": body},
        lane=f"webhook:{client_key}",
    )


def delivery(payload: Mapping[str, Any]) -> Delivery:
    """What a job is to deliver."""
    return Delivery(payload["id"], payload["event"], payload["body"].encode())
