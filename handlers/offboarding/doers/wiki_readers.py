"""Checks that the external readers of the client's space are gone."""

from __future__ import annotations

from bot.core.i18n import Translator
from bot.core.worker import Tools
from bot.features.offboarding.access import Held
from bot.features.offboarding.doing import Found
from bot.features.offboarding.kinds import System
from handlers.offboarding.doers.frame import About, Doer, Seen
from handlers.offboarding.doers.outsiders import gather
from handlers.offboarding.doers.readers import SpaceReader, SpaceReaders, read_space, wiki_of


def _look(tools: Tools, about: About) -> Seen:
    wiki_of(tools, about)
    found = read_space(tools, about, gather(tools, about))
    return Seen(things_in_wiki(found, about.t), found.is_clean, _words(found, about))


def held_in_wiki(found: SpaceReaders, space: str) -> list[Held]:
    """A line of the list of access for each of the client's people."""
    return [
        Held(System.WIKI, one.reader.email or one.reader.account, one.reader.name, space)
        for one in found.outside
    ]


def things_in_wiki(found: SpaceReaders, t: Translator) -> list[Found]:
    """Who is from outside, who may be, and what could not be looked into."""
    return [
        *(Found(_ref(one), _named(one, t("from outside"), t)) for one in found.outside),
        *(
            Found(_ref(one), _named(one, t("Perron does not know who this is"), t))
            for one in found.unknown
        ),
        *(
            Found(f"anybody:{name}", t("Anybody may read it ({name}).", name=name))
            for name in found.anybody
        ),
        *(
            Found(
                f"group:{name}",
                t("The group {name} may read it; Perron is not told who is in it.", name=name),
            )
            for name in found.closed
        ),
    ]


def _ref(one: SpaceReader) -> str:
    return f"wiki:{one.reader.account}"


def _named(one: SpaceReader, what: str, t: Translator) -> str:
    through = ", ".join(one.groups)
    if through:
        return t(
            "{name}, through the group {groups}: {what}",
            name=one.reader.name,
            groups=through,
            what=what,
        )
    return f"{one.reader.name}: {what}"


def _words(found: SpaceReaders, about: About) -> str:
    t, left = about.t, len(found.outside) + len(found.anybody)
    open_ = len(found.unknown) + len(found.closed)
    lines = []
    if left:
        lines.append(
            t.plural(
                "One from outside may still read the space {space}.",
                "{n} from outside may still read the space {space}.",
                left,
                space=about.space,
            )
        )
    elif not open_:
        lines.append(t("Nobody from outside may read the space {space}.", space=about.space))
    if open_:
        lines.append(
            t.plural("Of one more Perron cannot tell.", "Of {n} more Perron cannot tell.", open_)
        )
    if not found.told:
        lines.append(
            t("This Confluence does not say who is from outside: Perron goes by people's names.")
        )
    return " ".join(lines)


READERS = Doer(_look)
