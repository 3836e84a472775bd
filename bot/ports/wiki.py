"""Confluence, as far as Perron needs it, and what a page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class Link:
    """Words that lead to an address; only http(s) and mailto become a link, others stay words."""

    text: str
    url: str


Words = str | Link | tuple[str | Link, ...]
"""A run of text, plain words and links; a newline breaks the line."""


@dataclass(frozen=True)
class Heading:
    """``level`` from 1 (the largest) to 6."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class Bullets:
    items: tuple[Words, ...]


@dataclass(frozen=True)
class Table:
    """``head`` names the columns; each row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


Document = tuple[Heading | Paragraph | Bullets | Table, ...]
"""What stands on a page, from top to bottom. Knows no vendor's markup."""


@dataclass(frozen=True)
class SpaceName:
    """A space by its key (``NORD``) and what people call it."""

    key: str
    name: str


@dataclass(frozen=True)
class PageRef:
    """A page: its id, which never changes, and the address a person opens."""

    id: str
    url: str


@dataclass(frozen=True)
class PageDraft:
    """What a page is made of. ``label`` is our own opaque id, by which it is found again.

    ``label`` has lower-case letters, digits and hyphens only. ``parent`` is a page's id; without
    one the page stands at the top of the space. A title is unique in its space.
    """

    space: str
    title: str
    body: Document
    label: str
    parent: str | None = None


@dataclass(frozen=True)
class Page:
    """A page as it stands now. ``text`` is its words without markup, a line a block."""

    ref: PageRef
    version: int
    title: str
    text: str


@dataclass(frozen=True)
class PageTitle:
    """A page that a search found: what it is called, and the address a person opens."""

    title: str
    url: str


class ReaderKind(StrEnum):
    """Who a permission was given to; whatever is neither a user nor a group counts as anybody."""

    USER = "user"
    GROUP = "group"
    ANYBODY = "anybody"


@dataclass(frozen=True)
class Reader:
    """Somebody who may read. ``account`` is how the wiki knows them, ``name`` what people read.

    ``account``: an account id (Cloud) or a user name (Data Center), a group's id or name; for
    anybody what the wiki calls it. ``email`` and ``outside`` only as far as the wiki tells:
    Data Center tells neither, and on Cloud a person may hide their e-mail.
    """

    kind: ReaderKind
    account: str
    name: str
    email: str | None = None
    outside: bool | None = None


class Wiki(Protocol):
    """Confluence, as far as Perron needs it.

    Every method may raise `Busy`, `Unreachable`, `Refused`.
    `Refused.code` is one of ``auth`` (token), ``right`` (may not), ``missing`` (no such space or
    page, or an interface that this Confluence does not have), ``title`` (another page of the
    space has it), ``version`` (somebody else was faster), ``query``, ``other``.
    """

    def whoami(self) -> str:
        """The display name of the account that the token belongs to."""

    def spaces(self) -> list[SpaceName]:
        """The spaces (no personal, no archived ones) that the account can see."""

    def find(self, space: str, title: str, label: str) -> PageRef | None:
        """Our page in the space, by its title or, where people renamed it, by our label.

        By the title it is found at once, by the label only once the index has caught up.
        """

    def search(self, space: str, words: Sequence[str], most: int) -> list[PageTitle]:
        """Up to ``most`` pages of this space about ``words``, as the wiki ranks them.

        A page has at least two of the words, or words that begin like them; where there is only
        one, it stands in the title. Words may be in any language; what is neither a letter nor a
        digit in them only parts them, so nothing somebody typed is more than a word. Pages in the
        trash and archived ones are left out. Without words nobody is asked. One call, never
        repeated by the adapter; what goes wrong does not say the words.
        """

    def create(self, draft: PageDraft) -> PageRef:
        """Create once; never repeated by the adapter. After `Unreachable` call `find` first."""

    def read(self, page: str) -> Page:
        """The page with this id as it stands now."""

    def update(self, page: str, version: int, title: str, body: Document) -> int:
        """Replace title and body of the ``version`` that was read; returns the new version.

        ``Refused("version")`` where it has changed meanwhile: read again, and look whether it was
        us. After `Unreachable` the same.
        """

    def trash(self, page: str) -> None:
        """Put the page into its space's trash, from where people bring it back.

        Takes whatever version is there: `read` right before. ``Refused("missing")`` where it is
        gone already, so it is safe to repeat.
        """

    def readers(self, space: str) -> list[Reader]:
        """Who was given the right to read the space: people, groups, anybody.

        A refusal (``missing``, ``right``) is what a Confluence says that does not tell, or not to
        us: then a person has to look.
        """

    def members(self, group: Reader) -> list[Reader]:
        """The people in a group that `readers` named."""

    def page_readers(self, page: str) -> list[Reader]:
        """Whom a page is restricted to; empty: whoever may read its space."""
