"""The client's project in Jira is marked as over, where the API lets Perron do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.results import Result
from bot.features.offboarding.saying import Said
from bot.ports import ArchiveTo, Refused, Setting, Standing
from handlers.offboarding.doers.frame import About, ByHand, Doer, Made, Seen, Undo, refusal
from handlers.offboarding.doers.jira import jira_of

BY_ADMINISTRATOR = ("right", "unsupported", "missing")
SETTINGS = {"scheme": mark("permission scheme"), "category": mark("category")}
"""What is set on the pages that a refusal names."""


def _wanted(about: About) -> ArchiveTo:
    if about.archive is None:
        raise ByHand(
            mark("No permission scheme or category of finished projects was set for the platform.")
        )
    return about.archive


def _look(tools: Tools, about: About) -> Seen:
    jira, project = jira_of(tools, about)
    to, standing = _wanted(about), jira.standing(project)
    words = _words(standing, about.t)
    now = Found(project, words, detail={"standing": packed(standing)})
    is_so = _is_so(standing, to)
    return Seen([now] if is_so else [now, *_becomes(to, about.t)], is_so, words)


def _becomes(to: ArchiveTo, t: Translator) -> list[Found]:
    """What would be set."""
    found = []
    if to.scheme is not None:
        words = t("The permission scheme becomes “{name}”.", name=to.scheme)
        found.append(Found("scheme", words))
    if to.category is not None:
        found.append(Found("category", t("The category becomes “{name}”.", name=to.category)))
    return found


def _is_so(standing: Standing, to: ArchiveTo) -> bool:
    scheme, category = _name(standing.scheme), _name(standing.category)
    return to.scheme in (None, scheme) and to.category in (None, category)


def _name(setting: Setting | None) -> str | None:
    return setting.name if setting is not None else None


def _words(standing: Standing, t: Translator) -> str:
    return t(
        "{project} in Jira: permission scheme “{scheme}”, category “{category}”.",
        project=standing.project,
        scheme=_name(standing.scheme) or t("not known"),
        category=_name(standing.category) or t("none"),
    )


def _do(tools: Tools, about: About) -> Made:
    jira, project = jira_of(tools, about)
    to = _wanted(about)
    try:
        jira.archive(project, to)
    except Refused as refused:
        raise _by_hand(refused) from refused
    standing = jira.standing(project)
    words = _words(standing, about.t)
    before, after = about.detail(project)["standing"], packed(standing)
    result = Result(project, words, before=before, after=after)
    return Made([result], _is_so(standing, to), words)


def _by_hand(refused: Refused) -> Refused | ByHand:
    """With the pages on which an administrator does it."""
    if refused.code not in BY_ADMINISTRATOR or not refused.fields:
        return refused
    return ByHand(
        mark("{why} An administrator of Jira can, here: {pages} ."),
        why=refusal(refused),
        pages=_pages(refused.fields),
    )


def _pages(fields: Mapping[str, str]) -> Said:
    """Each with what is set there; the msgid has nothing to translate but these names."""
    msgid = "; ".join(f"{{name_{n}}}: {{url_{n}}}" for n in range(len(fields)))
    names = {f"name_{n}": Said(SETTINGS.get(key, key)) for n, key in enumerate(fields)}
    return Said(msgid, {**names, **{f"url_{n}": url for n, url in enumerate(fields.values())}})


def _put_back(tools: Tools, undo: Undo) -> str:
    if tools.ending is None:
        raise ByHand(mark("Perron has no Jira set up."))
    standing = unpacked(undo.before)
    try:
        tools.ending.put_back(standing)
    except Refused as refused:
        raise _by_hand(refused) from refused
    return _words(standing, undo.t)


def packed(standing: Standing) -> dict[str, Any]:
    """As JSON."""
    settings = {"scheme": standing.scheme, "category": standing.category}
    pairs = {name: [one.id, one.name] if one else None for name, one in settings.items()}
    return {"project": standing.project, **pairs}


def unpacked(kept: Mapping[str, Any]) -> Standing:
    """What was `packed`."""
    scheme, category = (Setting(*kept[n]) if kept[n] else None for n in ("scheme", "category"))
    return Standing(kept["project"], scheme, category)


ARCHIVE = Doer(_look, _do, put_back=_put_back)
