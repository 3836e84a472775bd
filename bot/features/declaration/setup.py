"""What leads set up in Slack: their platform, its rota, members and clients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.core.i18n import mark
from bot.features.declaration import state
from bot.features.declaration.durations import minutes_of, usual_day
from bot.features.declaration.editing import AtField, Typed, edit, read, value
from bot.features.declaration.fields import (
    CHANNEL_ID,
    CLIENT,
    MEMBER,
    ON_CALL,
    PLATFORM,
    TARGETS,
    USER_ID,
)
from bot.features.declaration.reader import Field
from bot.features.declaration.rules import Facts, Key
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import (
    Side,
    client_of_channel,
    clients,
    members,
    person_name,
    side_of,
)

PLATFORM_INPUTS = (
    "name",
    "team_channel",
    "language",
    "timezone",
    "hours",
    "holidays",
    "mode",
    "close_after_days",
    "emergency",
    "response_times",
    "ballot_rule",
    "ballot_quorum",
    "notices_promises",
    "learning",
    "billed_label",
    "billed_field",
    "archive_scheme",
    "archive_category",
)
SUGGESTING_INPUTS = (
    "level_counts",
    "likes_count",
    "room_counts",
    "client_counts",
    "newcomers",
    "may_be_wrong",
)
CLIENT_INPUTS = (
    "name",
    "mode",
    "language",
    "address",
    "weekly",
    "show_targets",
    "holidays",
    "jira_project",
    "wiki_space",
)
CLIENT_KINDS = ("client", "channel", "contact")


# What a window is about: the facts as they are now


def platform_facts(session: Session, platform: str) -> Facts:
    """The platform alone."""
    return _facts(session, lambda key, _: key == ("platform", platform))


def rota_facts(session: Session, platform: str) -> Facts:
    """The platform's rota, if it has one."""
    return _facts(session, lambda key, _: key == ("rota", platform))


def member_facts(session: Session, platform: str, user: str | None = None) -> Facts:
    """One member, or all of the platform."""
    parents = ("member", platform)
    return _facts(session, lambda key, _: key[:2] == parents and user in (None, key[-1]))


def client_facts(session: Session, client: str) -> Facts:
    """A client with channels and contacts."""

    def wanted(key: Key, values: dict[str, Any]) -> bool:
        owner = values["client_key"] if key[0] == "channel" else key[1]
        return key[0] in CLIENT_KINDS and owner == client

    return _facts(session, wanted)


def responsible_facts(session: Session, client: str, talents: Sequence[str]) -> Facts:
    """Who answers a client for these talents."""
    parents = ("responsible", client)
    return _facts(session, lambda key, _: key[:2] == parents and key[-1] in talents)


def _facts(session: Session, wanted: Any) -> Facts:
    found = state.current(session)
    return {key: values for key, values in found.items() if wanted(key, values)}


def next_monday(today: date) -> date:
    """Where a new rota begins by itself."""
    return today + timedelta(days=(7 - today.weekday()) % 7)


# Saving what was typed


def save_platform(session: Session, platform: str, seen: Facts, given: Typed, by: str) -> None:
    """The platform's own settings."""
    edit(session, seen, {("platform", platform): read(PLATFORM, PLATFORM_INPUTS, given)}, by)


def save_suggesting(session: Session, platform: str, seen: Facts, given: Typed, by: str) -> None:
    """What counts when somebody is looked for, and how sure one has to be."""
    values = read(PLATFORM, SUGGESTING_INPUTS, given)
    edit(session, seen, {("platform", platform): values}, by)


def save_rota(session: Session, platform: str, seen: Facts, given: Typed, by: str) -> None:
    """Who is on call in turn; nobody ends the rota."""
    users = _ids(USER_ID, "members", given)
    wanted: Facts = {}
    if users:
        begins = value(ON_CALL["begins"], "begins", given.get("begins") or "")
        wanted["rota", platform] = {"begins": begins, "members": users}
    edit(session, seen, wanted, by)


def save_members(session: Session, platform: str, seen: Facts, given: Typed, by: str) -> None:
    """Who is of the platform. Who is new starts without lead; who stays keeps what they have."""
    users = _ids(USER_ID, "members", given)
    before = {key[-1] for key in seen}
    gone = before - set(users)
    for user in set(users) - before:
        _must_be_colleague(session, user)
    for user in gone:
        _must_be_free(session, platform, user)
    leads = [one.user_id for one in members(session, platform) if one.lead]
    _must_have_lead([user for user in leads if user not in gone])
    kept: Facts = {key: {} for key in seen}
    edit(session, kept, {("member", platform, user): {} for user in users}, by)


def save_member(
    session: Session, platform: str, user: str, seen: Facts, given: Typed, by: str
) -> None:
    """Whether somebody is lead, and who they are in Jira."""
    values = read(MEMBER, ("lead", "jira"), given)
    others = [m.user_id for m in members(session, platform) if m.lead and m.user_id != user]
    if not values["lead"]:
        _must_have_lead(others, "lead")
    edit(session, seen, {("member", platform, user): values}, by)


def save_client(
    session: Session, platform: Platform, client: str | None, seen: Facts, given: Typed, by: str
) -> str:
    """A client with targets, channels and contacts; ``client`` None: a new one. Its key."""
    key = client or _new_key(session, given)
    wanted: Facts = {("client", key): _client_values(platform, given, new=client is None)}
    for channel in _ids(CHANNEL_ID, "channels", given):
        owner = client_of_channel(session, channel)
        if owner is not None and owner.key != key:
            raise AtField(
                "channels", mark("One of these is a channel of {client}."), client=owner.name
            )
        wanted["channel", channel] = {"client_key": key}
    for user in _ids(USER_ID, "contacts", given):
        wanted["contact", key, user] = {}
    edit(session, seen, wanted, by)
    return key


def save_responsible(
    session: Session, client: str, talents: Sequence[str], seen: Facts, given: Typed, by: str
) -> None:
    """Who answers a managed client for each of ``talents``; nobody where nobody is chosen."""
    chosen = {talent: given.get(f"responsible-{talent}") for talent in talents}
    wanted: Facts = {
        ("responsible", client, talent): {"user_id": user}
        for talent, user in chosen.items()
        if user
    }
    edit(session, {key: seen[key] for key in seen if key[-1] in talents}, wanted, by)


def _client_values(platform: Platform, given: Typed, *, new: bool) -> dict[str, Any]:
    values = read(CLIENT, CLIENT_INPUTS, given)
    day = usual_day(platform.hours)
    for name in TARGETS:
        written = value(TARGETS[name], f"{name}_within", given.get(f"{name}_within") or "")
        values[f"{name}_within"] = minutes_of(written, day) if written else None
    if new:
        values |= {"platform_key": platform.key, "window_seconds": CLIENT["window"].default}
    return values


def _new_key(session: Session, given: Typed) -> str:
    key = str(value(CLIENT["key"], "key", given.get("key") or ""))
    known = session.get(Client, key)
    if known is not None and known.active:
        raise AtField(
            "key", mark("There is a client with this key already: {name}."), name=known.name
        )
    return key


def _ids(read_id: Any, name: str, given: Typed) -> list[str]:
    """What was chosen in a menu of several, each once, in that order."""
    return list(dict.fromkeys(value(Field(read_id), name, one) for one in given.get(name) or ()))


def _must_be_colleague(session: Session, user: str) -> None:
    if side_of(session, team_id=None, user_id=user) not in (Side.COLLEAGUE, Side.MEMBER):
        raise AtField(
            "members",
            mark("{person} cannot be a member: members are people of your own workspace."),
            person=person_name(session, user),
        )


def _must_be_free(session: Session, platform: str, user: str) -> None:
    """Somebody who goes leaves nothing that waits for them by name."""
    facts = state.current(session)
    if user in facts.get(("rota", platform), {}).get("members", ()):
        raise AtField(
            "members",
            mark("{person} is on call in turn. Take them out of the rota first."),
            person=person_name(session, user),
        )
    for client in clients(session, platform):
        if any(
            key[:2] == ("responsible", client.key) and values["user_id"] == user
            for key, values in facts.items()
        ):
            raise AtField(
                "members",
                mark(
                    "{person} is responsible for something at {client}. Name somebody else first."
                ),
                person=person_name(session, user),
                client=client.name,
            )


def _must_have_lead(leads: Sequence[str], field: str = "members") -> None:
    if not leads:
        raise AtField(field, mark("Somebody has to be lead. Make somebody else lead first."))
