"""Who may read the client's space in the wiki, and who of them is from outside."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.core.i18n import mark
from bot.core.worker import Tools
from bot.features.offboarding import access
from bot.ports import Reader, ReaderKind, Refused, Wiki
from handlers.offboarding.doers.frame import About, ByHand
from handlers.offboarding.doers.outsiders import Gathered


@dataclass(frozen=True)
class Known:
    """By what people are told apart, in lower case: names of both sides, and client domains."""

    theirs: Collection[str]
    domains: Collection[str]
    ours: Collection[str]


@dataclass(frozen=True)
class SpaceReader:
    """Somebody who may read, and the groups through which; none: by their own name."""

    reader: Reader
    groups: tuple[str, ...]


@dataclass(frozen=True)
class SpaceReaders:
    """``closed``: groups whose members the wiki does not tell us. ``told``: whether the wiki
    itself says of everybody who is from outside; else it went by names."""

    outside: list[SpaceReader] = field(default_factory=list)
    unknown: list[SpaceReader] = field(default_factory=list)
    anybody: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    told: bool = True

    @property
    def is_clean(self) -> bool:
        """Everybody who may read is known to be ours."""
        return not (self.outside or self.unknown or self.anybody or self.closed)


def wiki_of(tools: Tools, about: About) -> tuple[Wiki, str]:
    """The wiki and the client's space there; ByHand where either was not set up."""
    if tools.wiki is None:
        raise ByHand(mark("Perron has no Confluence set up."))
    if about.space is None:
        raise ByHand(
            mark("{client} has no space in Confluence, as far as Perron knows."), client=about.name
        )
    return tools.wiki, about.space


def read_space(tools: Tools, about: About, seen: Gathered) -> SpaceReaders:
    """Everybody who may read the space, through groups as well. ByHand where it is not told."""
    wiki, space = wiki_of(tools, about)
    people, anybody, closed = _everybody(wiki, space)
    known = _known(tools, about, wiki, seen)
    told = all(one.reader.outside is not None for one in people)
    found = SpaceReaders(anybody=anybody, closed=closed, told=told)
    for one in people:
        match is_outside(one.reader, known):
            case True:
                found.outside.append(one)
            case None:
                found.unknown.append(one)
    return found


def _everybody(wiki: Wiki, space: str) -> tuple[list[SpaceReader], list[str], list[str]]:
    people: dict[str, tuple[Reader, list[str]]] = {}
    anybody, closed = [], []
    for reader in _readers(wiki, space):
        match reader.kind:
            case ReaderKind.USER:
                people.setdefault(reader.account, (reader, []))
            case ReaderKind.ANYBODY:
                anybody.append(reader.name)
            case ReaderKind.GROUP:
                try:
                    for one in wiki.members(reader):
                        people.setdefault(one.account, (one, []))[1].append(reader.name)
                except Refused as refused:
                    if refused.code == "auth":
                        raise
                    closed.append(reader.name)
    found = [SpaceReader(reader, tuple(groups)) for reader, groups in people.values()]
    return sorted(found, key=lambda one: one.reader.name), anybody, closed


def _readers(wiki: Wiki, space: str) -> Iterable[Reader]:
    try:
        return wiki.readers(space)
    except Refused as refused:
        if refused.code not in ("missing", "right"):
            raise
        raise ByHand(
            mark(
                "Confluence does not tell Perron who may read the space {space}: it stands in the "
                "permissions of the space."
            ),
            space=space,
        ) from refused


def _known(tools: Tools, about: About, wiki: Wiki, seen: Gathered) -> Known:
    noted = tools.db.read(lambda s: _noted(s, about.case))
    theirs = {one.name.casefold() for one in seen.people} | {name for name, _ in noted}
    domains = {who.rpartition("@")[2] for _, who in noted if "@" in who}
    ours = {
        one.name.casefold()
        for one in tools.chat.users()
        if not (one.is_guest or one.is_bot or one.deleted)
    }
    return Known(theirs, domains, {*ours, wiki.whoami().casefold()} - theirs)


def _noted(session: Session, case: str) -> list[tuple[str, str]]:
    """Names and addresses on the list of access, in lower case."""
    return [(row.name.casefold(), row.who.casefold()) for row in access.of_case(session, case)]


def is_outside(reader: Reader, known: Known) -> bool | None:
    """Whether somebody is from outside; None: neither the wiki nor their name tells."""
    name = reader.name.casefold()
    domain = (reader.email or "").casefold().rpartition("@")[2]
    if reader.outside or name in known.theirs or (domain and domain in known.domains):
        return True
    if reader.outside is False or name in known.ours:
        return False
    return None
