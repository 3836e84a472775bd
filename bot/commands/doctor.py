"""Checks settings, database, Slack, Jira, Confluence: what is fine, what to do about the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Protocol

import yaml
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core import migrate
from bot.core.db import Database
from bot.features.platforms.models import Client, ClientChannel, ClientStatus, Platform
from bot.ports import (
    ChannelInfo,
    Identity,
    OutsideError,
    PageRef,
    ProjectInfo,
    Refused,
    SpaceName,
)
from bot.settings import Settings

RIGHTS = ("BROWSE_PROJECTS", "CREATE_ISSUES")


@dataclass(frozen=True)
class Finding:
    """A line for the operator: what is fine, or what to do."""

    fine: bool
    text: str


@dataclass(frozen=True)
class Named:
    """What the declaration names outside, with whose it is. A space may be said to be several's."""

    team_channels: dict[str, str] = field(default_factory=dict)
    client_channels: dict[str, str] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=dict)
    spaces: dict[str, list[str]] = field(default_factory=dict)


class Slack(Protocol):
    """The part of `bot.ports.Chat` that is checked."""

    def whoami(self) -> Identity: ...

    def scopes(self) -> frozenset[str]: ...

    def channel(self, channel: str) -> ChannelInfo: ...


class Jira(Protocol):
    """The part of `bot.ports.Tracker` that is checked."""

    def whoami(self) -> str: ...

    def project(self, key: str) -> ProjectInfo: ...


class Confluence(Protocol):
    """The part of `bot.ports.Wiki` that is checked."""

    def whoami(self) -> str: ...

    def spaces(self) -> list[SpaceName]: ...

    def find(self, space: str, title: str, label: str) -> PageRef | None: ...


def examine(
    settings: Settings, slack: Slack, jira: Jira | None, confluence: Confluence | None = None
) -> Iterator[Finding]:
    """One finding after the other, as soon as it is known."""
    yield Finding(True, "Settings: complete.")
    database = list(_database(settings.database))
    yield from database
    named = _named(settings.database) if all(finding.fine for finding in database) else None
    slack_findings = list(_slack(slack, settings.slack.api_url))
    yield from slack_findings
    if named is not None and not named.team_channels:
        yield Finding(False, "Platforms: none is declared yet; run perron apply FILE.")
    if named is not None and slack_findings[0].fine:
        yield from _channels(slack, named)
    named = named or Named()
    yield from _jira(jira, named.projects)
    yield from _confluence(confluence, named.spaces)


def _database(url: str) -> Iterator[Finding]:
    try:
        current, head = migrate.current(url), migrate.head()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        yield Finding(False, f"Database: check PERRON_DATABASE_URL; it says: {reason}")
        return
    if current == head:
        yield Finding(True, f"Database: reachable, at the newest revision ({head}).")
    else:
        yield Finding(
            False, f"Database: at revision {current or 'none'} of {head}; run perron migrate."
        )


def _named(url: str) -> Named:
    db = Database(url)
    try:
        return db.read(_read_named)
    finally:
        db.close()


def _read_named(session: Session) -> Named:
    platforms = session.scalars(select(Platform).where(Platform.active)).all()
    served = Client.status != ClientStatus.DELIVERY_BLOCK  # else all of it may be archived by now
    found = select(Client).where(Client.active, served).order_by(Client.key)
    clients = session.scalars(found).all()
    names = {client.key: client.name for client in clients}
    channels = session.scalars(
        select(ClientChannel).where(ClientChannel.client_key.in_(list(names)))
    )
    return Named(
        {platform.team_channel: platform.name for platform in platforms},
        {row.channel_id: names[row.client_key] for row in channels},
        {client.jira_project: client.name for client in clients if client.jira_project},
        _by_space(clients),
    )


def _by_space(clients: Iterable[Client]) -> dict[str, list[str]]:
    """Space → the names of those whose it is said to be; case does not tell spaces apart."""
    spaces: dict[str, str] = {}
    owners: dict[str, list[str]] = {}
    for client in clients:
        if client.wiki_space:
            key = spaces.setdefault(client.wiki_space.casefold(), client.wiki_space)
            owners.setdefault(key, []).append(client.name)
    return owners


def _slack(slack: Slack, api_url: str) -> Iterator[Finding]:
    try:
        identity, granted = slack.whoami(), slack.scopes()
    except Refused as error:
        yield Finding(
            False, f"Slack: check PERRON_SLACK__BOT_TOKEN; Slack does not accept it ({error.code})."
        )
        return
    except OutsideError:
        yield Finding(False, f"Slack: {api_url} gives no answer; check the network and try again.")
        return
    yield Finding(True, f"Slack: the token is accepted in {identity.url}.")
    missing = sorted(wanted_scopes() - granted)
    if missing:
        yield Finding(
            False,
            f"Scopes: {', '.join(missing)} missing; add what manifest.yml has to the app and "
            "install it again.",
        )
    else:
        yield Finding(True, "Scopes: all that manifest.yml asks for are granted.")


def wanted_scopes() -> set[str]:
    """The bot's scopes as manifest.yml names them; an installed wheel carries it along."""
    file = resources.files("bot").joinpath("manifest.yml")
    manifest = yaml.safe_load(file.read_text(encoding="utf-8"))
    return set(manifest["oauth_config"]["scopes"]["bot"])


def _channels(slack: Slack, named: Named) -> Iterator[Finding]:
    for channel, owner in named.team_channels.items():
        yield _channel(slack, channel, f"Team channel of {owner}", inside=True)
    for channel, owner in named.client_channels.items():
        yield _channel(slack, channel, f"Channel of {owner}", inside=False)


def _channel(slack: Slack, channel: str, what: str, *, inside: bool) -> Finding:
    invite = "write /invite @Perron there, or correct the id in the declaration"
    try:
        info = slack.channel(channel)
    except Refused as error:
        return Finding(False, f"{what}: {channel} is out of sight ({error.code}); {invite}.")
    except OutsideError:
        return Finding(False, f"{what}: Slack gives no answer about {channel}; try again.")
    if info.is_archived:
        return Finding(False, f"{what}: #{info.name} is archived; name another one.")
    if not info.is_member:
        return Finding(False, f"{what}: the bot is not in #{info.name}; {invite}.")
    if inside and (info.is_ext_shared or info.is_pending_ext_shared):
        return Finding(
            False, f"{what}: #{info.name} is shared with another workspace; name an internal one."
        )
    return Finding(True, f"{what}: the bot is in #{info.name}.")


def _jira(jira: Jira | None, projects: dict[str, str]) -> Iterator[Finding]:
    if jira is None:
        yield Finding(True, "Jira: not set up; everything but tickets works.")
        return
    try:
        name = jira.whoami()
    except Refused as error:
        yield Finding(
            False, f"Jira: check PERRON_JIRA__EMAIL and PERRON_JIRA__TOKEN ({error.code})."
        )
        return
    except OutsideError:
        yield Finding(False, "Jira: no answer; check PERRON_JIRA__URL and the network.")
        return
    yield Finding(True, f"Jira: reachable as {name}.")
    for key, client in projects.items():
        yield from _project(jira, key, client)


def _project(jira: Jira, key: str, client: str) -> Iterable[Finding]:
    what = f"Jira project {key} of {client}"
    try:
        project = jira.project(key)
    except Refused as error:
        correct = f"correct jira_project, or give the account access ({error.code})"
        return [Finding(False, f"{what}: not found; {correct}.")]
    except OutsideError:
        return [Finding(False, f"{what}: Jira gives no answer; try again.")]
    missing = [right for right in RIGHTS if right not in project.rights]
    if missing:
        return [Finding(False, f"{what}: give the account the rights {', '.join(missing)}.")]
    usable = [kind for kind in project.issue_types if not kind.subtask and not kind.demands]
    if not usable:
        return [Finding(False, f"{what}: every issue type demands fields that Perron cannot fill.")]
    return [Finding(True, f"{what}: tickets can be created.")]


def _confluence(confluence: Confluence | None, named: dict[str, list[str]]) -> Iterator[Finding]:
    if confluence is None:
        yield Finding(True, "Confluence: not set up; a person writes the last information down.")
        return
    try:
        name, spaces = confluence.whoami(), confluence.spaces()
    except Refused as error:
        yield Finding(
            False,
            f"Confluence: check PERRON_CONFLUENCE__DEPLOYMENT, __USER and __TOKEN ({error.code}).",
        )
        return
    except OutsideError:
        yield Finding(False, "Confluence: no answer; check PERRON_CONFLUENCE__URL and the network.")
        return
    keys = [space.key for space in spaces]
    if keys:
        yield Finding(True, f"Confluence: reachable as {name}, who sees {', '.join(keys)}.")
    else:
        yield Finding(False, f"Confluence: {name} sees no space; give the account access.")
    for space, clients in named.items():
        yield _space(confluence, space, clients, keys)


def _space(confluence: Confluence, space: str, clients: list[str], seen: list[str]) -> Finding:
    what = f"Confluence space {space} of {' and '.join(clients)}"
    if len(clients) > 1:
        return Finding(False, f"{what}: give each a wiki_space of its own; so it is used for none.")
    try:
        if space.startswith("~"):  # personal ones are in no list; out of sight they are refused
            confluence.find(space, "Perron", "perron")
        elif space.casefold() not in {key.casefold() for key in seen}:
            raise Refused("missing")
    except Refused as error:
        correct = "correct wiki_space, or let the account read it"
        return Finding(False, f"{what}: not found; {correct} ({error.code}).")
    except OutsideError:
        return Finding(False, f"{what}: Confluence gives no answer; try again.")
    return Finding(True, f"{what}: can be read.")
