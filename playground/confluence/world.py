"""What is in this Confluence, and what may be done with it, whichever way it is asked."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import yaml

from playground.confluence import seed
from playground.confluence.answers import ConfluenceError, not_there, wrong
from playground.confluence.seed import Account, Group
from playground.confluence.storage import parse

FIRST_PAGE = 131_100
LABEL = re.compile(r"[a-z0-9_-]{1,255}")
SAME_TITLE = "A page with this title already exists: {title} in the space with key {space}"


@dataclass
class Space:
    """A space. ``readers`` and ``writers``: names of people, or of groups as ``@name``.

    ``before``: who read it at the start, so that a right taken away can be given back.
    ``status`` is ``current`` or ``archived``.
    """

    id: int
    key: str
    name: str
    home: int
    readers: list[str]
    writers: list[str]
    before: tuple[str, ...]
    status: str = "current"


@dataclass
class Page:
    """A page. ``only`` restricts who may read it; empty: whoever may read the space.

    ``status`` is ``current``, ``archived`` or ``trashed``.
    """

    id: int
    space: str
    title: str
    storage: str
    parent: int | None
    author: str
    version: int = 1
    labels: list[str] = field(default_factory=list)
    only: list[str] = field(default_factory=list)
    indexed_at: float = 0.0
    status: str = "current"


class World:
    """Changed by the API, by the pages for people and by /control/confluence."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.reset()

    def reset(self) -> None:
        """Back to the seed."""
        self.accounts = {account.name: account for account in seed.ACCOUNTS}
        self.groups = {group.name: group for group in seed.GROUPS}
        self.spaces: dict[str, Space] = {}
        self.pages: dict[int, Page] = {}
        self.trash: dict[int, Page] = {}
        for one in seed.SPACES:
            home = self._next_id()
            self.spaces[one.key] = Space(
                one.id,
                one.key,
                one.name,
                home,
                list(one.readers),
                list(one.writers),
                one.readers,
            )
            self.pages[home] = Page(
                home, one.key, one.name, seed.HOME.format(name=one.key), None, "mara"
            )

    def furnish(self) -> None:
        """Pages as a team would have written them, which the index knows already: for a demo.

        Whoever tests begins with spaces of their own making.
        """
        for one in yaml.safe_load(seed.FURNITURE.read_text(encoding="utf-8")):
            author, space = self.accounts[one["author"]], self.spaces[one["space"]]
            made = self.create(author, space, one["title"], one["storage"], None)
            made.indexed_at = float("-inf")

    def _next_id(self) -> int:
        return max([*self.pages, *self.trash], default=FIRST_PAGE) + 1

    def space(self, me: Account, key: str) -> Space:
        """The space, or 404 where it is not there or out of sight."""
        found = self.spaces.get(key)
        if found is None or not self.in_list(me.name, found.readers):
            raise not_there(f"space with key {key}")
        return found

    def seen(self, me: Account, status: str | None = None) -> list[Space]:
        """The spaces in sight, of this status or of any."""
        found = [one for one in self.spaces.values() if self.in_list(me.name, one.readers)]
        return [one for one in found if status in (None, one.status)]

    def page(self, me: Account, number: int) -> Page:
        """The page, or 404 where it is not there or out of sight."""
        found = self.pages.get(number)
        if found is None or not self.reads(me, found):
            raise not_there(f"content with id {number}")
        return found

    def reads(self, me: Account, page: Page) -> bool:
        listed = not page.only or self.in_list(me.name, page.only)
        return listed and self.in_list(me.name, self.spaces[page.space].readers)

    def in_list(self, name: str, listed: list[str]) -> bool:
        """Whether a person is named in it, by themselves or by a group."""
        groups = [self.groups[one[1:]] for one in listed if one.startswith("@")]
        return bool({name, seed.ANYBODY} & {*listed}) or any(
            name in group.members for group in groups
        )

    def titled(self, me: Account, space: str, title: str) -> list[Page]:
        """Titles are compared without regard to case, as Confluence does."""
        pages = [one for one in self.pages.values() if one.space == space and self.reads(me, one)]
        return [one for one in pages if one.title.casefold() == title.casefold()]

    def create(
        self, me: Account, space: Space, title: str, storage: str, parent: int | None
    ) -> Page:
        """A new page below ``parent``, or below the space's own."""
        self._may_write(me, space)
        self._check(space, title, storage, None)
        above = self.page(me, parent) if parent is not None else self.pages[space.home]
        if above.space != space.key:
            raise wrong("The parent is in another space.")
        number = self._next_id()
        made = Page(number, space.key, title, storage, above.id, me.name, indexed_at=self.now())
        self.pages[number] = made
        return made

    def update(self, me: Account, page: Page, version: int, title: str, storage: str) -> Page:
        """Replace title and body; 409 unless ``version`` is the page's plus one."""
        space = self.spaces[page.space]
        self._may_write(me, space)
        self._check(space, title, storage, page)
        if version != page.version + 1:
            raise ConfluenceError(
                409,
                "Version must be incremented when updating a page. "
                f"Current version: {page.version}. Provided version: {version}.",
            )
        page.title, page.storage, page.version = title, storage, version
        page.indexed_at = self.now()
        return page

    def throw_away(self, me: Account, page: Page) -> None:
        """Into the trash: out of sight, its title free, its number never given again."""
        space = self.spaces[page.space]
        self._may_write(me, space)
        if page.id == space.home:
            raise wrong("A space keeps its own page.")
        self.trash[page.id] = self.pages.pop(page.id)
        page.status, page.indexed_at = "trashed", self.now()

    def label(self, me: Account, page: Page, names: list[str]) -> list[str]:
        """Add labels; those that are there stay. Returns all."""
        self._may_write(me, self.spaces[page.space])
        for name in names:
            if not LABEL.fullmatch(name):
                raise wrong(f"'{name}' is not a label.")
            if name not in page.labels:
                page.labels.append(name)
        page.indexed_at = self.now()
        return page.labels

    def in_index(self, me: Account, space: str, lag: float) -> list[Page]:
        """The pages of a space that the search index knows, which is ``lag`` seconds behind.

        So it still has what was thrown away meanwhile; and what is archived, for nothing promises
        that it is left out.
        """
        known = [one for one in self.pages.values() if self.now() - one.indexed_at >= lag]
        known += [one for one in self.trash.values() if self.now() - one.indexed_at < lag]
        return [one for one in known if one.space == space and self.reads(me, one)]

    def administers(self, me: Account, space: Space) -> bool:
        """In this small Confluence whoever writes administers, too."""
        return self.in_list(me.name, space.writers)

    def group(self, name: str) -> Group:
        found = self.groups.get(name)
        if found is None:
            raise not_there(f"group {name}")
        return found

    def add_reader(self, key: str, who: str) -> None:
        """Give the right to read to a person, or to a group (``@name``)."""
        space = self.spaces.get(key)
        known = self.groups if who.startswith("@") else self.accounts
        if space is None or (who.removeprefix("@") not in known and who != seed.ANYBODY):
            raise not_there(f"space {key} for {who}, or person or group {who},")
        if who not in space.readers:
            space.readers.append(who)

    def remove_reader(self, key: str, who: str) -> None:
        """Take the right to read from a person, or from a group (``@name``)."""
        space = self.spaces.get(key)
        if space is None or who not in space.readers:
            raise not_there(f"reader {who} in a space {key}")
        space.readers.remove(who)

    def _may_write(self, me: Account, space: Space) -> None:
        if not self.in_list(me.name, space.writers):
            raise ConfluenceError(403, f"You may not write in the space {space.key}.")

    def _check(self, space: Space, title: str, storage: str, page: Page | None) -> None:
        if not title.strip() or len(title) > 255:
            raise wrong("A title has 1 to 255 characters.")
        for one in self.pages.values():
            same = one.space == space.key and one.title.casefold() == title.casefold()
            if same and one is not page:
                raise wrong(SAME_TITLE.format(title=title, space=space.key))
        parse(storage)
