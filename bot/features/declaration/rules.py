"""What has to hold between facts, wherever they come from: a file, or Slack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Key = tuple[str, ...]
Facts = dict[Key, dict[str, Any]]

NO_MEMBER = "There is no member of {platform} {found!r}; declared are {allowed}."
NO_TALENT = "There is no talent {found!r}; declared are {allowed}."
MANAGED_ONLY = "'responsible' is for managed clients only."
TEAM_CHANNEL_TWICE = "{channel} is a team channel already, of the platform {platform}."
IS_TEAM_CHANNEL = "{channel} is a team channel; a client's channel is another one."
ON_BOTH_SIDES = "{person} is a member; a contact is a client's person."


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a fact. ``msgid``, for whoever reads the file, takes ``params``."""

    key: Key
    msgid: str
    params: Mapping[str, Any]


def describe(key: Key) -> str:
    """A fact in a person's words."""
    kind, *names = key
    last = names[-1]
    return {
        "skill": f"talent {last} of {names[0]}",
        "responsible": f"responsibility {last} of client {names[0]}",
        "member": f"member {last} of platform {names[0]}",
        "contact": f"contact {last} of client {names[0]}",
        "hours": f"working hours of {last}",
        "offboarding": f"offboarding template {last}",
        "rota": f"on call rota of platform {last}",
    }.get(kind, f"{kind} {last}")


def troubles(facts: Facts) -> Iterator[Trouble]:
    """Everything that does not go together; values that could not be read are None."""
    yield from _people(facts)
    yield from _responsibilities(facts)
    yield from _places(facts)


def known(facts: Facts, kind: str, *parents: str) -> list[str]:
    """The last parts of the keys of a kind."""
    return [key[-1] for key in facts if key[:-1] == (kind, *parents)]


def _people(facts: Facts) -> Iterator[Trouble]:
    talents = known(facts, "talent")
    for key, values in facts.items():
        if key[0] == "skill" and key[-1] not in talents:
            yield Trouble(key, NO_TALENT, _not_among(key[-1], talents))
        if key[0] == "rota":
            members = known(facts, "member", key[1])
            for user in values["members"]:
                if user not in members:
                    yield Trouble(key, NO_MEMBER, _not_among(user, members, platform=key[1]))


def _responsibilities(facts: Facts) -> Iterator[Trouble]:
    talents = known(facts, "talent")
    for key, values in facts.items():
        if key[0] != "responsible" or ("client", key[1]) not in facts:
            continue
        client = facts["client", key[1]]
        members = known(facts, "member", client["platform_key"])
        if key[-1] not in talents:
            yield Trouble(key, NO_TALENT, _not_among(key[-1], talents))
        if values["user_id"] not in members:
            platform = client["platform_key"]
            params = _not_among(values["user_id"], members, platform=platform)
            yield Trouble(key, NO_MEMBER, params)
        if client["mode"] == "self-service":
            yield Trouble(key, MANAGED_ONLY, {})


def _places(facts: Facts) -> Iterator[Trouble]:
    """A channel has one purpose, and nobody is on both sides."""
    teams: dict[str, str] = {}
    members = {key[-1] for key in facts if key[0] == "member"}
    for key, values in facts.items():
        if key[0] == "platform" and values["team_channel"]:
            channel = values["team_channel"]
            if channel in teams:
                params = {"channel": channel, "platform": teams[channel]}
                yield Trouble(key, TEAM_CHANNEL_TWICE, params)
            teams.setdefault(channel, key[-1])
        if key[0] == "contact" and key[-1] in members:
            yield Trouble(key, ON_BOTH_SIDES, {"person": key[-1]})
    for key in facts:
        if key[0] == "channel" and key[-1] in teams:
            yield Trouble(key, IS_TEAM_CHANNEL, {"channel": key[-1]})


def _not_among(found: str, allowed: list[str], **more: str) -> dict[str, str]:
    return {"found": found, "allowed": ", ".join(sorted(allowed)) or "none", **more}
