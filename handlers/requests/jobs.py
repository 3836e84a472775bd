"""What requests have carried out outside the transaction that wanted it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core import cards, schedule
from bot.core.worker import JobHandler, Settle, Tools
from bot.features.channels import service as channels
from bot.features.platforms.blocking import is_served
from bot.features.platforms.service import learn_person, person_of
from bot.features.promises.service import promised_until
from bot.features.requests import client_actions, files, intake, lifecycle, showing
from bot.features.requests.models import Request
from bot.ports import Refused, UserInfo

NOTICED = "eyes"
"""The reaction with which a client sees that a message was noticed."""
LOOK_AGAIN = timedelta(days=1)
"""After the date of what is promised on a request that went quiet."""
OUT_OF_REACH = {"file_not_found", "file_deleted", "not_visible", "no_permission", "access_denied"}
"""Why a file stays nameless, and is counted."""


def notice(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Put the reaction on a client's message, or take it back; a message that is gone is fine."""
    act = tools.chat.react if payload["on"] else tools.chat.unreact
    channel = payload["channel"]
    if not tools.db.read(lambda s: channels.may_write(s, channel)):
        return None
    try:
        act(channel, payload["ts"], NOTICED)
    except Refused as refused:
        if refused.code != "message_not_found":
            raise
    return None


def sort(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Place a message once its author is known. Nobody we can find out about: a client."""
    incoming = intake.Incoming.from_payload(payload)
    info = _look_up(tools, incoming.author)

    def settle(session: Session) -> None:
        if info is not None:
            learn_person(session, info, tools.clock.now())
        if channels.may_read(session, incoming.channel, lock=True):
            intake.place(session, incoming)

    return settle


def _look_up(tools: Tools, user_id: str) -> UserInfo | None:
    if tools.db.read(lambda s: person_of(s, user_id)) is not None:
        return None
    try:
        return tools.chat.user(user_id)
    except Refused:
        return UserInfo(id=user_id, team_id="", name="", is_guest=True)


def name_files(tools: Tools, payload: Mapping[str, Any]) -> Settle | None:
    """Ask what the files of a message are called that came without a name."""
    channel = payload["channel"]
    if not tools.db.read(lambda s: channels.may_read(s, channel)):
        return None
    names = [_file_name(tools, file) if file else "" for file in payload["files"]]
    return lambda session: files.named(session, channel, payload["ts"], names)


def _file_name(tools: Tools, file: str) -> str:
    try:
        return tools.chat.file_name(file)
    except Refused as refused:
        if refused.code not in OUT_OF_REACH:
            raise
        return ""


def client_card(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """A quarter of an hour has passed: the client's card comes, if it is still wanted."""

    now = tools.clock.now()

    def settle(session: Session) -> None:
        request = session.get(Request, payload["subject"], with_for_update=True)
        if request is not None and request.is_open and is_served(session, request.client_key):
            showing.show_client_card(session, request, now)

    return settle


def redraw(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """The team has gone home, or is back: the client's card says so."""
    now = tools.clock.now()

    def settle(session: Session) -> None:
        request = session.get_one(Request, payload["subject"], with_for_update=True)
        cards.touch(session, request.id, kind="request.client")
        if is_served(session, request.client_key):
            showing.redraw_with_the_hours(session, request, now)

    return settle


def quiet(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """Nobody has written for a while. What is promised is not closed meanwhile."""
    now, request_id = tools.clock.now(), payload["subject"]

    def settle(session: Session) -> None:
        due = promised_until(session, request_id)
        if due is None:
            lifecycle.close_quietly(session, request_id, now)
        else:
            schedule.at(session, "requests.quiet", request_id, max(due, now) + LOOK_AGAIN)

    return settle


def urgent(tools: Tools, payload: Mapping[str, Any]) -> Settle:
    """The team is back, and hears what became more urgent while nobody was on call."""
    now = tools.clock.now()

    def settle(session: Session) -> None:
        request = session.get_one(Request, payload["subject"], with_for_update=True)
        if not is_served(session, request.client_key):
            return
        if request.is_open and request.urgent_at is not None:
            client_actions.tell_of_urgency(session, request, now)

    return settle


JOBS: dict[str, JobHandler] = {
    "requests.notice": notice,
    "requests.sort": sort,
    "requests.name_files": name_files,
    "requests.client_card": client_card,
    "requests.redraw": redraw,
    "requests.quiet": quiet,
    "requests.urgent": urgent,
}
