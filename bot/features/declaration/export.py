"""The current state as an agency file: applying it changes nothing.

Left out is what a file cannot say: what belongs to somebody who is gone, and the talents that a
person declared or changed in Slack, as nobody else sees their levels. Both stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.channels.models import Channel
from bot.features.declaration import endings, state
from bot.features.declaration.durations import usual_day, written
from bot.features.declaration.fields import CLIENT, PLATFORM, TARGETS
from bot.features.declaration.rules import Facts, Key, known, troubles
from bot.features.declaration.service import remembered
from bot.features.declaration.yaml_text import comment, flow, listed, long_text, scalar
from bot.features.platforms.models import Person

HEAD = """\
# The agency as Perron knows it, written by `perron export`. Edit it and run `perron apply FILE`:
# what is changed in Slack meanwhile stays, unless you change the same thing here.
"""
ALWAYS = ("name", "team_channel", "timezone", "hours", "language", "address", "mode")
"""Written even where it is what Perron would take anyway."""


@dataclass
class Names:
    """What people and channels are called, by id."""

    people: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)


def export(session: Session) -> str:
    """The agency file of what is there now."""
    people = {row.user_id: row.name for row in session.scalars(select(Person))}
    channels = {row.id: f"#{row.name}" for row in session.scalars(select(Channel)) if row.name}
    facts = state.current(session)
    own = _own_talents(facts, remembered(session))
    for key in own:
        del facts[key]
    kept = {key: len([one for one in own if one[1] == key[-1]]) for key in _members(facts)}
    return write(_sayable(facts), Names(people, channels), {k[-1]: n for k, n in kept.items() if n})


def _own_talents(facts: Facts, base: Facts) -> list[Key]:
    return [key for key in facts if key[0] == "skill" and base.get(key) != facts[key]]


def _members(facts: Facts) -> list[Key]:
    return [key for key in facts if key[0] == "member"]


def _sayable(facts: Facts) -> Facts:
    """Without what refers to somebody or something that is no longer there."""
    platforms = known(facts, "platform")
    found = {key: values for key, values in facts.items() if _of(key, values, platforms)}
    clients, people = known(found, "client"), {key[-1] for key in _members(found)}
    for key in list(found):
        owner = found[key]["client_key"] if key[0] == "channel" else key[1]
        lost = key[0] in ("channel", "contact", "responsible") and owner not in clients
        if lost or (key[0] in ("skill", "hours") and owner not in people):
            del found[key]
    for trouble in list(troubles(found)):
        if trouble.key[0] != "platform":
            found.pop(trouble.key, None)
    return found


def _of(key: Key, values: Mapping[str, Any], platforms: list[str]) -> bool:
    if key[0] == "member":
        return key[1] in platforms
    if key[0] == "client":
        return values["platform_key"] in platforms
    if key[0] == "rota":
        users = values["members"]
        monday = not date.fromisoformat(values["begins"]).weekday()
        return monday and bool(users) and len(set(users)) == len(users)
    return True


def write(facts: Facts, names: Names, own: Mapping[str, int] | None = None) -> str:
    """The facts as a file. ``own``: how many talents people keep to themselves, by id."""
    lines = [*_talents(facts), *endings.lines(facts)]
    platforms = sorted(known(facts, "platform"))
    lines += ["platforms:"] if platforms else ["platforms: []"]
    said: set[str] = set()
    for key in platforms:
        lines += _platform(facts, key, names)
        lines += _members_of(facts, key, names, own or {}, said)
        lines += _clients_of(facts, key, names)
        lines.append("")
    return HEAD + "\n" + "\n".join(lines).rstrip("\n") + "\n"


def _talents(facts: Facts) -> Iterator[str]:
    keys = sorted(known(facts, "talent"))
    if keys:
        yield "talents:"
    for key in keys:
        values = facts["talent", key]
        yield f"  - key: {scalar(key)}"
        yield f"    name: {flow(values['names'])}"
        if values["descriptions"]:
            yield "    description:"
            for language, text in values["descriptions"].items():
                yield from long_text(language, text, 6)
    if keys:
        yield ""


def _platform(facts: Facts, key: str, names: Names) -> Iterator[str]:
    values = facts["platform", key]
    yield f"  - key: {scalar(key)}"
    for name in PLATFORM:
        if name in values and (name in ALWAYS or values[name] != PLATFORM[name].default):
            behind = names.channels.get(values[name]) if name == "team_channel" else None
            yield f"    {name}: {scalar(values[name])}{comment(behind)}"
    rota = facts.get(("rota", key))
    if rota is not None:
        yield "    on_call:"
        yield f"      begins: {rota['begins']}"
        yield from listed("members", rota["members"], names.people, 6)


def _members_of(
    facts: Facts, platform: str, names: Names, own: Mapping[str, int], said: set[str]
) -> Iterator[str]:
    users = known(facts, "member", platform)
    users.sort(key=lambda user: (names.people.get(user, ""), user))
    if users:
        yield "    members:"
    for user in users:
        values = facts["member", platform, user]
        yield f"      - slack: {scalar(user)}{comment(names.people.get(user))}"
        if values["lead"]:
            yield "        lead: true"
        if values["jira"]:
            yield f"        jira: {scalar(values['jira'])}"
        if user not in said:
            yield from _theirs(facts, user, own.get(user, 0))
        said.add(user)


def _theirs(facts: Facts, user: str, own: int) -> Iterator[str]:
    """What belongs to a person: once, at their first platform."""
    hours = facts.get(("hours", user), {})
    for name in ("hours", "timezone"):
        if hours.get(name):
            yield f"        {name}: {scalar(hours[name])}"
    skills = sorted(key[-1] for key in facts if key[:2] == ("skill", user))
    if skills:
        yield "        talents:"
    for talent in skills:
        yield f"          - {flow({'talent': talent, **facts['skill', user, talent]})}"
    if own:
        what = "One talent is" if own == 1 else f"{own} talents are"
        yield f"        # {what} kept in Slack: levels are seen by nobody else."


def _clients_of(facts: Facts, platform: str, names: Names) -> Iterator[str]:
    keys = [
        key
        for key, values in facts.items()
        if key[0] == "client" and values["platform_key"] == platform
    ]
    keys.sort(key=lambda key: (facts[key]["name"], key))
    if keys:
        yield "    clients:"
    day = usual_day(facts["platform", platform]["hours"])
    for _, key in keys:
        yield f"      - key: {scalar(key)}"
        yield from _client(facts["client", key], day)
        channels = sorted(k[-1] for k, v in facts.items() if _channel_of(k, v, key))
        yield from listed("channels", channels, names.channels, 8)
        contacts = sorted(known(facts, "contact", key))
        yield from listed("contacts", contacts, names.people, 8)
        responsible = sorted(known(facts, "responsible", key))
        if responsible:
            yield "        responsible:"
        for talent in responsible:
            user = facts["responsible", key, talent]["user_id"]
            yield f"          {scalar(talent)}: {scalar(user)}{comment(names.people.get(user))}"


def _channel_of(key: Key, values: Mapping[str, Any], client: str) -> bool:
    return key[0] == "channel" and values["client_key"] == client


def _client(values: Mapping[str, Any], day: int) -> Iterator[str]:
    told = {**values, "window": values["window_seconds"]}
    for name in CLIENT:
        if name in told and (name in ALWAYS or told[name] != CLIENT[name].default):
            yield f"        {name}: {scalar(told[name])}"
    targets = {
        name: written(values[f"{name}_within"], day)
        for name in TARGETS
        if values[f"{name}_within"] is not None
    }
    if targets:
        yield f"        targets: {flow(targets)}"
