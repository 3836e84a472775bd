"""A client comes into delivery block, or out of it: the status, and what begins with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core import jobs, schedule
from bot.features.platforms.models import Client, ClientStatus

LOOK = "blocks.look"
"""The due row of looking for hours that were written after the block; the client's key."""
TURNED = "blocks.turned"
"""The job that brings what is open in line with the client's status: ``{"subject": key}``."""
LOOK_EVERY = timedelta(hours=12)
"""What is written in Jira has to be found within a day."""


def is_served(session: Session, client_key: str) -> bool:
    """Whether anything may happen for the client by itself; `require_active` where people ask."""
    client = session.get_one(Client, client_key)
    return client.active and client.status == ClientStatus.ACTIVE


def block(session: Session, client: Client, now: datetime) -> None:
    """Set the status; from now on it is looked for hours that are written all the same."""
    client.status = ClientStatus.DELIVERY_BLOCK
    schedule.at(session, LOOK, client.key, now + LOOK_EVERY)
    _turned(session, client)


def serve(session: Session, client: Client) -> None:
    """The block is lifted: set the status; clocks that had stopped go on."""
    client.status = ClientStatus.ACTIVE
    _turned(session, client)


def _turned(session: Session, client: Client) -> None:
    jobs.enqueue(session, TURNED, {"subject": client.key}, lane=f"block:{client.key}")
