"""A first agency file, from what the workspace and Jira say: starting is editing then.

Pure functions. What could not be known says *to do* and what belongs there; what was guessed
says *check*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from babel.core import get_global

from bot.core.i18n import language_of
from bot.features.declaration.draft_talents import SUGGESTED
from bot.features.declaration.yaml_text import comment, listed, scalar
from bot.ports import ChannelInfo, ProjectName, UserInfo

MISSING = "FILL-IN"
"""No id, zone or key: `perron apply` names the line and says what is allowed there."""
HEAD = """\
# The agency, as far as the workspace and Jira know it: drafted by `perron init`.
# Look for "to do" (Perron cannot know it) and "check" (Perron guessed), then: perron apply FILE
"""
EVERYWHERE = {"general", "allgemein", "random", "announcements"}
GENERIC = re.compile(
    r"(ext|extern|external|shared|connect|kunde|kunden|client|clients|customer|support|team|projekt"
    r"|project|und|and|x|with|mit)"
)
ALIKE = 0.6


@dataclass(frozen=True)
class Shared:
    """A channel that others can read: their home workspace where they have one, or guests."""

    channel: ChannelInfo
    team_id: str | None = None
    outsiders: tuple[UserInfo, ...] = ()


@dataclass(frozen=True)
class Workspace:
    """What was found. ``domain`` is the workspace's own word in its address."""

    domain: str
    people: tuple[UserInfo, ...]
    shared: tuple[Shared, ...]
    internal: tuple[ChannelInfo, ...]
    projects: tuple[ProjectName, ...] | None = None
    """None where there is no Jira."""


@dataclass
class Drafted:
    """A client, as far as one can tell."""

    name: str
    channels: list[Shared]
    project: ProjectName | None = None
    key: str = ""
    guests: list[UserInfo] = field(default_factory=list)


def draft(found: Workspace) -> str:
    """The agency file."""
    clients = _clients(found)
    lines = [*_platform(found), *_members(found), *_shown(clients, found)]
    return "\n".join([HEAD, SUGGESTED, "platforms:", *lines, *_left_over(clients, found)]) + "\n"


def _platform(found: Workspace) -> Iterator[str]:
    teams = [one for one in found.internal if one.name not in EVERYWHERE]
    name = teams[0].name if len(teams) == 1 else "our-team"
    zone = _most(person.timezone for person in found.people)
    yield f"  - key: {scalar(_key(name))}"
    yield f"    name: {scalar(_title(name))}  # check: what the team calls itself"
    yield f"    team_channel: {_team_channel(teams)}"
    yield f"    language: {_language(found.people)}  # of the team channel: en or de"
    if zone:
        yield f"    timezone: {zone}"
    else:
        yield f"    timezone: {MISSING}  # to do: one like Europe/Berlin"
    yield '    hours: "Mon-Fri 09:00-18:00"  # check'
    country = str(get_global("zone_territories").get(zone or "", ""))
    known = country.isalpha() and len(country) == 2
    yield f"    {'' if known else '# '}holidays: {country if known else 'DE-BW'}" + (
        "  # check: a country, or a part of it as in DE-BW" if known else "  # to do, if you like"
    )
    yield "    # learning: true  # to do: decide, with your works council; see docs/settings.md"
    yield "    mode: observe  # notes everything, posts nothing; active once the team agrees"


def _team_channel(teams: Sequence[ChannelInfo]) -> str:
    if len(teams) == 1:
        return f"{teams[0].id}{comment(f'#{teams[0].name}; nobody outside may read it')}"
    if not teams:
        return f"{MISSING}  # to do: invite Perron to the team's channel, and write its id here"
    some = ", ".join(f"{one.id} (#{one.name})" for one in teams[:12])
    return f"{MISSING}{comment(f'to do: the id of one of {some}')}"


def _members(found: Workspace) -> Iterator[str]:
    if not found.people:
        return
    yield "    # To do: take out who is not of this platform, give one or more `lead: true`, and"
    yield "    # add `jira: user-name-or-account-id` where tickets are to be assigned to somebody."
    yield "    members:"
    for person in sorted(found.people, key=lambda one: (one.name.casefold(), one.id)):
        yield f"      - slack: {person.id}{comment(person.name)}"


def _shown(clients: Sequence[Drafted], found: Workspace) -> Iterator[str]:
    if not clients:
        yield "    # To do: clients. Perron found no shared channel: invite it to one, or declare"
        yield "    # clients as docs/agency-file.md shows."
        return
    yield "    clients:"
    ours = _language(found.people)
    for client in clients:
        outsiders = [person for shared in client.channels for person in shared.outsiders]
        yield f"      - key: {scalar(client.key)}"
        yield f"        name: {scalar(client.name)}  # check: made from the channel's name"
        yield from listed("channels", *_named(client.channels), 8)
        yield f"        language: {_language(outsiders, ours)}  # check"
        yield "        address: Sie  # check: or du"
        yield "        mode: managed  # check: or self-service"
        if client.project is not None:
            behind = comment(f"check: {client.project.name}")
            yield f"        jira_project: {client.project.key}{behind}"
        else:
            yield "        # jira_project: to do, if there is one"
        names = {person.id: person.name for person in client.guests}
        yield from listed("contacts", sorted(names), names, 8)


def _named(channels: Sequence[Shared]) -> tuple[list[str], dict[str, str]]:
    names = {
        one.channel.id: f"#{one.channel.name}"
        + ("" if one.channel.is_member else ": write /invite @Perron there")
        for one in channels
    }
    return sorted(names), names


def _left_over(clients: Sequence[Drafted], found: Workspace) -> Iterator[str]:
    if found.projects is None:
        yield "# Jira is not set up (PERRON_JIRA__URL): no project was looked for."
        return
    taken = {client.project for client in clients}
    rest = [one for one in found.projects if one not in taken]
    if rest:
        yield "# Projects in Jira that look like no client's:"
        yield from (f"# {one.key}{comment(one.name)}" for one in rest)


def _clients(found: Workspace) -> list[Drafted]:
    """One for each other workspace, and one for each channel with guests."""
    groups: dict[str, list[Shared]] = {}
    for shared in found.shared:
        groups.setdefault(shared.team_id or shared.channel.id, []).append(shared)
    clients = [Drafted(_name(group, found.domain), group) for group in groups.values()]
    clients.sort(key=lambda client: (client.name.casefold(), client.channels[0].channel.id))
    used: set[str] = set()
    contacts: set[str] = set()
    for client in clients:
        client.key = _free(_key(client.name), used)
        used.add(client.key)
        for shared in client.channels if client.channels[0].team_id is None else ():
            client.guests += [one for one in shared.outsiders if one.id not in contacts]
            contacts |= {one.id for one in shared.outsiders}
    _match(clients, found.projects or ())
    return clients


def _match(clients: Sequence[Drafted], projects: Sequence[ProjectName]) -> None:
    """The likest pairs first; each project once."""
    pairs = sorted(
        (
            (_likeness(c.name, p), n, m)
            for n, c in enumerate(clients)
            for m, p in enumerate(projects)
        ),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    taken: set[int] = set()
    for likeness, n, m in pairs:
        if likeness >= ALIKE and clients[n].project is None and m not in taken:
            clients[n].project = projects[m]
            taken.add(m)


def _likeness(name: str, project: ProjectName) -> float:
    """From 0 to 1: a long word in common, or names or key that read alike."""
    words, others = _words(name), _words(project.name)
    if any(len(word) > 3 and word in others for word in words):
        return 1.0
    candidates = (project.name, project.key)
    return max(SequenceMatcher(None, name.casefold(), c.casefold()).ratio() for c in candidates)


def _name(group: Sequence[Shared], domain: str) -> str:
    """What the channels' names have in common, without our own name and general words."""
    split = [_words(shared.channel.name) for shared in group]
    own = set(_words(domain))
    telling = [[w for w in words if w not in own and not GENERIC.fullmatch(w)] for words in split]
    common = [word for word in telling[0] if all(word in words for words in telling)]
    return _title("-".join(common or telling[0] or split[0]) or group[0].channel.id)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text.casefold()) if word]


def _title(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in _words(name)) or name


def _key(name: str) -> str:
    plain = name.casefold()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        plain = plain.replace(letter, letters)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "client"


def _free(key: str, used: set[str]) -> str:
    numbered = (key if n == 1 else f"{key}-{n}" for n in range(1, len(used) + 2))
    return next(one for one in numbered if one not in used)


def _language(people: Iterable[UserInfo], otherwise: str = "en") -> str:
    """What most read, of those whose language is known."""
    return _most(language_of(one.locale) for one in people if one.locale) or otherwise


def _most(values: Iterable[str | None]) -> str | None:
    counted: Mapping[str, int] = Counter(value for value in values if value)
    return max(counted, key=lambda value: (counted[value], value)) if counted else None
