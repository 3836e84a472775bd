"""Writes the last information as a page in the client's space: created once, updated by version."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from bot.core.i18n import Translator, mark
from bot.core.worker import Tools
from bot.features.offboarding.doing import Found
from bot.features.offboarding.last_information import LastInformation, last_information
from bot.features.offboarding.results import Result
from bot.features.offboarding.showing import StepView
from bot.ports import Page, PageDraft, PageRef, Refused, Wiki
from bot.ports.wiki import Document
from handlers.offboarding.doers.frame import About, ByHand, Dict, Doer, Made, Seen, Undo
from handlers.offboarding.doers.outsiders import gather
from handlers.offboarding.doers.readers import wiki_of
from handlers.offboarding.doers.wiki_document import document
from handlers.slack.blocks import checkboxes, context, shorten
from handlers.slack.submissions import Submission

PAGE, ANEW = "page", "anew"
FIRST = 1
"""The version of a page that was just created."""


def _look(tools: Tools, about: About) -> Seen:
    wiki, space = wiki_of(tools, about)
    there = wiki.find(space, _title(about), _label(about))
    t = about.t
    things = tools.db.read(lambda s: _contents(s, about))
    if there is None:
        words = t(
            "There is no page “{title}” in the space {space} yet.",
            title=_title(about),
            space=space,
        )
        return Seen(things, False, words)
    version = wiki.read(there.id).version
    words = t("The page “{title}” is there, version {n}.", title=_title(about), n=version)
    detail = {"id": there.id, "version": version}
    return Seen([Found(PAGE, words, there.url, detail), *things], True, words)


def _title(about: About) -> str:
    return about.t("Last information: {client}", client=about.name)


def _label(about: About) -> str:
    return f"perron-{about.case}"


def _contents(session: Session, about: About) -> list[Found]:
    """What will stand there: how much of each, and then each of it."""
    info, t = _info(session, about), about.t
    parts = {
        t("Decisions: {n}", n=len(info.decisions)): [one.said for one in info.decisions],
        t("Promises: {n}", n=len(info.promises)): [one.promise.what for one in info.promises],
        t("Accounts, domains and tools: {n}", n=len(info.accounts)): [
            one.name for one in info.accounts
        ],
        t("Links: {n}", n=len(info.links)): [f"{words}: {url}" for words, url in info.links],
    }
    lines = [line for count, of in parts.items() for line in (count, *map(_one_line, of))]
    return [Found(f"part-{n}", line) for n, line in enumerate(lines)]


def _one_line(words: str) -> str:
    return shorten(" ".join(words.split()), 120) or "…"


def _info(session: Session, about: About) -> LastInformation:
    return last_information(session, about.case, about.t.language)


def _fields(step: StepView, t: Translator) -> list[Dict]:
    readers = t(
        "Whoever may read the space reads the page, the client's people, too. It holds nothing of "
        "the team's alone: decisions as you wrote them to the client, promises as their card shows "
        "them, accounts without their cost. Add by hand what only you know."
    )
    if all(one.ref != PAGE for one in step.found):
        return [context(readers)]
    again = (ANEW, t("Write the page anew"))
    kept = t("What people have added since is then found in the page's history only.")
    return [context(readers), checkboxes("what", t("The page is there"), [again]), context(kept)]


def _chosen(form: Submission) -> dict[str, Any]:
    return {ANEW: ANEW in form.chosen("what")}


def _do(tools: Tools, about: About) -> Made:
    wiki, space = wiki_of(tools, about)
    there = wiki.find(space, _title(about), _label(about))
    before, ours = about.detail(PAGE), FIRST
    if there is None:
        there = _created(tools, about, wiki, space)
        words = about.t("The page “{title}” is written.", title=_title(about))
    elif before and about.chosen.get(ANEW):
        ours = int(before["version"]) + 1
        _write_anew(tools, about, wiki, there, int(before["version"]))
        words = about.t("The page “{title}” is written anew.", title=_title(about))
    elif before:
        words = about.t("The page “{title}” was left as it is.", title=_title(about))
        return Made([Result(PAGE, words, link=there.url)], True, words)
    else:  # created by a try before this, whose answer was lost
        words = about.t("The page “{title}” is written.", title=_title(about))
    was = {"id": there.id, "url": there.url, "version": before.get("version", 0), "ours": ours}
    return Made([Result(PAGE, words, link=there.url, before=was)], True, words)


def _created(tools: Tools, about: About, wiki: Wiki, space: str) -> PageRef:
    draft = PageDraft(space, _title(about), _document(tools, about), _label(about))
    return wiki.create(draft)


def _write_anew(tools: Tools, about: About, wiki: Wiki, there: PageRef, seen: int) -> None:
    """Once: what stands there with our token in it was written by a try before this."""
    page = wiki.read(there.id)
    if _is_ours(page, about):
        return
    if page.version != seen:
        raise _meanwhile()
    try:
        wiki.update(there.id, seen, _title(about), _document(tools, about))
    except Refused as refused:
        if refused.code != "version":
            raise
        if not _is_ours(wiki.read(there.id), about):
            raise _meanwhile() from refused


def _meanwhile() -> ByHand:
    return ByHand(mark("Somebody has changed the page meanwhile."))


def _is_ours(page: Page, about: About) -> bool:
    return _token(about) in page.text


def _token(about: About) -> str:
    return f"{about.step}-{about.round}"


def _document(tools: Tools, about: About) -> Document:
    info = tools.db.read(lambda s: _info(s, about))
    people = [one.name for one in gather(tools, about).people]
    return document(info, people, about.now, _token(about), about.zone, about.t)


def _put_back(tools: Tools, undo: Undo) -> str:
    """Into the trash, where nobody has written on it since; else a person decides."""
    before = undo.before
    if before["version"]:
        raise ByHand(
            mark("Bring back version {n} in the page's history: {url} ."),
            n=before["version"],
            url=before["url"],
        )
    if tools.wiki is None:
        raise ByHand(mark("Delete the page in Confluence: {url} ."), url=before["url"])
    try:
        if tools.wiki.read(before["id"]).version != before.get("ours", FIRST):
            raise ByHand(
                mark("Somebody has written on the page since, so it was left: {url} ."),
                url=before["url"],
            )
        tools.wiki.trash(before["id"])
    except Refused as refused:
        if refused.code != "missing":
            raise
        return undo.t("The page in Confluence is gone.")
    return undo.t("The page is in the trash of its space: it can be brought back there.")


LAST_PAGE = Doer(_look, _do, _fields, _chosen, _put_back)
