"""What `bot.ports.Wiki` is on Cloud and on Data Center alike: REST v1, which both have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Generic
from urllib.parse import quote, urljoin

from bot.ports import Page, PageDraft, PageRef, PageTitle, Reader, ReaderKind, Refused, Unreachable
from bot.ports.wiki import Document
from integrations.confluence.client import C, PerThread
from integrations.confluence.cql import about, of_label
from integrations.confluence.errors import mapped
from integrations.confluence.markup import anchors_in, carries, render, title_of, words_of

V1 = "rest/api"
Json = Mapping[str, Any]
ASKED = 20
"""Results of a search: some more than are wanted, for some are left out."""
CURRENT = "current"
"""The status of a page, and of its space, where it is told: Data Center writes it in capitals."""


class ConfluenceWiki(ABC, Generic[C]):
    """Confluence by its REST API. Calls nothing while being built; any thread may use it."""

    pages: str
    """The path below which a page is, by its id."""

    def __init__(self, url: str, clients: PerThread[C]) -> None:
        self.url = url
        self._clients = clients

    def whoami(self) -> str:
        """The display name of the account that the token belongs to."""
        with mapped("current user"):
            me = self._client.fetch(f"{V1}/user/current")
            if me.get("type") == "anonymous":  # how Data Center answers to a token it has dropped
                raise Refused("auth", "anonymous")
            return str(me["displayName"])

    def find(self, space: str, title: str, label: str) -> PageRef | None:
        """Our page: by its title, which no index stands before, else by our label.

        A space that is gone or out of sight is a refusal, never "not there": else a caller would
        create the page a second time.
        """
        titled = self._titled(space, title_of(title))
        if titled is not None and self._is_ours(titled, label):
            return self._ref(titled)
        return self._labelled(space, label)

    def search(self, space: str, words: Sequence[str], most: int) -> list[PageTitle]:
        """Pages about the words, by REST v1 on both; one call, and none without a word."""
        wanted = about(space, words)
        if wanted is None:
            return []
        try:
            with mapped("search", s400="query"):
                return self._found(wanted, space)[:most]
        except Refused as refused:  # Confluence repeats the query, and so its words
            raise Refused(refused.code) from None
        except Unreachable as error:  # what lies behind it has the address, and so the query
            raise Unreachable(str(error)) from None

    def create(self, draft: PageDraft) -> PageRef:
        """Create with exactly one POST, then label; whether it arrived says `find`.

        Where only the label failed, the page is there with our anchor, and `find` knows it.
        """
        title = title_of(draft.title)
        try:
            made = self._create(draft, title, render(draft.body, draft.label))
        except Refused as refusal:
            # Both say 400 for much, in words that depend on the account's language.
            if refusal.code == "other" and self._titled(draft.space, title) is not None:
                raise Refused("title", refusal.detail) from refusal
            raise
        with mapped("page"):
            ref = self._ref(made)
        with mapped("label"):
            labels = [{"prefix": "global", "name": draft.label}]
            self._client.send(f"{V1}/content/{ref.id}/label", labels)
        return ref

    def update(self, page: str, version: int, title: str, body: Document) -> int:
        """Write version + 1 with exactly one PUT. Anchors stay: where the answer to its creation
        was lost, a page has no label, and is known by ours alone."""
        with mapped("update", s409="version"):
            kept = anchors_in(str(self._read(page)["body"]["storage"]["value"]))
            made = self._update(page, version, title_of(title), render(body, *kept))
            return int(made["version"]["number"])

    def read(self, page: str) -> Page:
        """The page as it stands now."""
        with mapped("page"):
            found = self._read(page)
            text = words_of(found["body"]["storage"]["value"])
            number = int(found["version"]["number"])
            return Page(self._ref(found), number, str(found["title"]), text)

    def trash(self, page: str) -> None:
        """Into the trash with exactly one DELETE: neither Confluence purges by it."""
        with mapped("trash"):
            self._client.remove(f"{self.pages}/{page}")

    def members(self, group: Reader) -> list[Reader]:
        """The people in a group."""
        with mapped("group"):
            people = self._client.every(self._members_path(quote(group.account, safe="")))
            return [self._person(one) for one in people]

    def page_readers(self, page: str) -> list[Reader]:
        """Whom a page is restricted to, as REST v1 tells on both."""
        with mapped("restrictions"):
            every = self._client.fetch(f"{V1}/content/{page}/restriction/byOperation")
            named = every["read"]["restrictions"]
            people = [self._person(one) for one in named["user"]["results"]]
            return people + [self._group(one) for one in named["group"]["results"]]

    @property
    def _client(self) -> C:
        return self._clients.here()

    def _labelled(self, space: str, label: str) -> PageRef | None:
        """The oldest page with our label (a copy carries it too). The index may lag.

        REST v1 on Cloud, too: ``/api/v2/search``, which the package would ask, is not there.
        """
        wanted = of_label(space, label)
        with mapped("search", s400="query"):
            results = self._client.fetch(f"{V1}/content/search", cql=wanted, limit=50)["results"]
            found = sorted(results, key=lambda one: int(one["id"]))
            if not found:
                return None
            return self.read(str(found[0]["id"])).ref

    def _found(self, wanted: str, space: str) -> list[PageTitle]:
        query = {"cql": wanted, "limit": ASKED, "expand": "space"}
        answer = self._client.fetch(f"{V1}/content/search", **query)
        # The base stands beside the list, not in each of its pages.
        base = {"base": answer.get("_links", {}).get("base")}
        pages = [one for one in answer["results"] if _stands_in(space, one)]
        links = [self._ref(one | {"_links": one["_links"] | base}).url for one in pages]
        return [PageTitle(str(one["title"]), url) for one, url in zip(pages, links, strict=True)]

    def _ref(self, page: Json) -> PageRef:
        links = page["_links"]
        base = str(links.get("base") or self.url)
        return PageRef(str(page["id"]), urljoin(f"{base}/", str(links["webui"]).lstrip("/")))

    @abstractmethod
    def _titled(self, space: str, title: str) -> Json | None:
        """The page with this title in the space, with its body."""

    def _is_ours(self, page: Json, label: str) -> bool:
        with mapped("labels"):
            storage = str(page["body"]["storage"]["value"])
            return carries(storage, label) or label in self._labels(page)

    @abstractmethod
    def _labels(self, page: Json) -> list[str]: ...

    @abstractmethod
    def _create(self, draft: PageDraft, title: str, storage: str) -> Json: ...

    @abstractmethod
    def _update(self, page: str, version: int, title: str, storage: str) -> Json: ...

    @abstractmethod
    def _read(self, page: str) -> Json:
        """The page with its body in storage format and its version."""

    @abstractmethod
    def _members_path(self, group: str) -> str: ...

    @abstractmethod
    def _person(self, known: Json) -> Reader: ...

    @abstractmethod
    def _group(self, known: Json) -> Reader: ...


def anybody(what: str) -> Reader:
    """Whoever a permission names that is neither a person nor a group."""
    return Reader(ReaderKind.ANYBODY, what, what)


def _stands_in(space: str, page: Json) -> bool:
    """Whether it is a page of this very space, and neither in the trash nor archived.

    The query says so, too: but an index lags, and neither Confluence promises to leave out what
    is archived.
    """
    space_of_it = page["space"]
    status = {str(one.get("status", CURRENT)).casefold() for one in (page, space_of_it)}
    its_own = str(space_of_it["key"]).casefold() == space.casefold()
    return its_own and status == {CURRENT} and page["type"] == "page"
