"""``perron init``: drafts the agency file from the workspace and Jira."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlparse

from bot.commands.files import refuse_existing, write_new
from bot.commands.tell import OK, Failure, command, complain, line
from bot.features.declaration.draft import Shared, Workspace, draft
from bot.ports import (
    Busy,
    ChannelInfo,
    Identity,
    OutsideError,
    ProjectName,
    Refused,
    UserInfo,
)
from bot.settings import load

T = TypeVar("T")
Wait = Callable[[float], None]
SLACKBOT = "USLACKBOT"
"""Slack's own bot, which says of itself that it is none."""
TRIES = 10
LONGEST = 60.0
"""Seconds that are waited at once; Slack's limits are by the minute."""
ASKED = 5
"""Strangers of a channel that are looked up: enough to know whose they are."""


class Slack(Protocol):
    """The part of `bot.ports.Chat` that is asked."""

    def whoami(self) -> Identity: ...

    def users(self) -> list[UserInfo]: ...

    def user(self, user: str) -> UserInfo: ...

    def channels_in_sight(self) -> list[ChannelInfo]: ...

    def members(self, channel: str) -> list[str]: ...


class Jira(Protocol):
    """The part of `bot.ports.Tracker` that is asked."""

    def projects(self) -> list[ProjectName]: ...


@command
def init(file: Path, *, force: bool = False) -> int:
    """Draft the agency file; says what it found, and what is left to do."""
    refuse_existing(file, force=force)
    settings = load()
    from bot.outside import build_chat, build_tracker

    try:
        found = explore(build_chat(settings), build_tracker(settings))
    except OutsideError as error:
        raise Failure(f"Slack does not tell ({error}): run `perron doctor`.") from None
    text = draft(found)
    write_new(file, text, force=force)
    line(
        f"{file} is written: {len(found.people)} people, {len(found.shared)} shared channels, "
        f"{len(found.projects or ())} Jira projects."
    )
    left = sum("to do" in row.lower() for row in text.splitlines()[3:])
    line(f'Look for "to do" ({left} places) and "check", then: perron apply {file}')
    return OK


def explore(slack: Slack, jira: Jira | None, wait: Wait = time.sleep) -> Workspace:
    """Ask Slack and Jira for everything that a draft is made of, as fast as Slack allows."""
    slack = Patient(slack, wait)
    identity = slack.whoami()
    everybody = {person.id: person for person in slack.users()}
    shared: list[Shared] = []
    internal: list[ChannelInfo] = []
    for channel in slack.channels_in_sight():
        if channel.is_archived or channel.is_im:
            continue
        if channel.is_ext_shared:
            shared.append(_connected(slack, channel, identity.team_id, everybody))
        elif channel.is_member:
            guests = [p for p in _people_in(slack, channel, everybody) if p.is_guest]
            if guests:
                shared.append(Shared(channel, outsiders=tuple(guests)))
            elif not channel.is_pending_ext_shared:
                internal.append(channel)
    return Workspace(
        domain=(urlparse(identity.url).hostname or "").partition(".")[0],
        people=tuple(p for p in everybody.values() if _is_colleague(p, identity)),
        shared=tuple(shared),
        internal=tuple(internal),
        projects=_projects(jira),
    )


class Patient:
    """Slack, waited for where it asks to: a large workspace needs more calls than a burst."""

    def __init__(self, slack: Slack, wait: Wait) -> None:
        self._slack = slack
        self._wait = wait

    def whoami(self) -> Identity:
        return self._ask(self._slack.whoami)

    def users(self) -> list[UserInfo]:
        return self._ask(self._slack.users)

    def user(self, user: str) -> UserInfo:
        return self._ask(lambda: self._slack.user(user))

    def channels_in_sight(self) -> list[ChannelInfo]:
        return self._ask(self._slack.channels_in_sight)

    def members(self, channel: str) -> list[str]:
        return self._ask(lambda: self._slack.members(channel))

    def _ask(self, ask: Callable[[], T]) -> T:
        for _ in range(TRIES):
            try:
                return ask()
            except Busy as busy:
                self._wait(min(busy.retry_after, LONGEST))
        return ask()


def _is_colleague(person: UserInfo, identity: Identity) -> bool:
    outside = person.team_id not in ("", identity.team_id)
    return not (person.is_bot or person.is_guest or person.deleted or outside) and (
        person.id not in (identity.bot_user_id, SLACKBOT)
    )


def _people_in(
    slack: Slack, channel: ChannelInfo, everybody: Mapping[str, UserInfo]
) -> Sequence[UserInfo]:
    return [everybody[user] for user in _members(slack, channel) if user in everybody]


def _members(slack: Slack, channel: ChannelInfo) -> list[str]:
    try:
        return slack.members(channel.id)
    except Refused:
        return []  # a channel in sight whose people are not: its name alone has to do


def _connected(
    slack: Slack, channel: ChannelInfo, ours: str, everybody: Mapping[str, UserInfo]
) -> Shared:
    """Nothing lists the workspaces of a channel: who is in it tells where they are from."""
    strangers = [user for user in _members(slack, channel) if user not in everybody]
    found = []
    for user in strangers[:ASKED]:
        try:
            found.append(slack.user(user))
        except Refused:
            continue  # hidden from us
    outsiders = tuple(p for p in found if not p.is_bot and p.team_id not in ("", ours))
    teams = [person.team_id for person in outsiders]
    return Shared(channel, max(teams, key=teams.count) if teams else None, outsiders)


def _projects(jira: Jira | None) -> tuple[ProjectName, ...] | None:
    if jira is None:
        return None
    try:
        return tuple(sorted(jira.projects(), key=lambda project: project.key))
    except OutsideError as error:
        complain(f"Jira does not tell its projects ({error}): run `perron doctor`.")
        return ()
