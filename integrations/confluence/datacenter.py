"""`bot.ports.Wiki` for Confluence Data Center: REST v1."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bot.ports import PageDraft, Reader, ReaderKind, SpaceName
from integrations.confluence.adapter import V1, ConfluenceWiki, Json, anybody
from integrations.confluence.client import DataCenterClient, PerThread
from integrations.confluence.errors import mapped


class DataCenterWiki(ConfluenceWiki[DataCenterClient]):
    """Confluence Data Center, by a personal access token. ``url`` may have a path.

    ``timeout`` in seconds, for connecting and between two bytes.
    """

    pages = f"{V1}/content"

    def __init__(self, url: str, token: str, timeout: float = 10.0) -> None:
        address = url.rstrip("/")
        super().__init__(address, PerThread(lambda: DataCenterClient(address, token, timeout)))

    def spaces(self) -> list[SpaceName]:
        """The spaces that the account can see."""
        with mapped("spaces"):
            found = self._client.every(f"{V1}/space", type="global", status="current")
            return [SpaceName(str(one["key"]), str(one["name"])) for one in found]

    def readers(self, space: str) -> list[Reader]:
        """Who was given the permission to read the space. Known since Confluence 9.1, and told
        to those only who administer the space."""
        with mapped("permissions"):
            every = self._client.fetch(f"{_space(space)}/permissions")
            named = [one.get("subject") or {} for one in every if _reads(one["operation"])]
            return [self._subject(one) for one in named]

    def _subject(self, subject: Json) -> Reader:
        """Groups come by name, people by a key only, which has to be asked about."""
        match subject.get("type", "anonymous"):
            case "group":
                return self._group(subject)
            case "user" | "known":
                return self._person(self._client.fetch(f"{V1}/user", key=subject["userKey"]))
            case other:
                return anybody(str(other))

    def _titled(self, space: str, title: str) -> Json | None:
        with mapped("space"):
            self._client.fetch(_space(space))  # an unknown one would look like an empty one
        with mapped("pages"):
            expand = "body.storage,version,metadata.labels"
            found = self._client.fetch(
                f"{V1}/content", type="page", spaceKey=space, title=title, expand=expand
            )
            # The base stands beside the list, not in each of its pages.
            base = {"base": found["_links"]["base"]} if found.get("_links", {}).get("base") else {}
            return next((one | {"_links": one["_links"] | base} for one in found["results"]), None)

    def _labels(self, page: Json) -> list[str]:
        return [one["name"] for one in page["metadata"]["labels"]["results"]]

    def _create(self, draft: PageDraft, title: str, storage: str) -> Json:
        body = _content(title, storage) | {"space": {"key": draft.space}}
        if draft.parent:
            body["ancestors"] = [{"id": draft.parent}]
        with mapped("create"):
            made: Json = self._client.send(f"{V1}/content", body)
            return made

    def _update(self, page: str, version: int, title: str, storage: str) -> Json:
        body = _content(title, storage) | {"id": page, "version": {"number": version + 1}}
        made: Json = self._client.replace(f"{V1}/content/{page}", body)
        return made

    def _read(self, page: str) -> Json:
        found: Json = self._client.fetch(f"{V1}/content/{page}", expand="body.storage,version")
        return found

    def _members_path(self, group: str) -> str:
        return f"{V1}/group/{group}/member"

    def _person(self, known: Json) -> Reader:
        account = str(known.get("username") or known["userKey"])
        return Reader(ReaderKind.USER, account, str(known.get("displayName") or account))

    def _group(self, known: Json) -> Reader:
        return Reader(ReaderKind.GROUP, str(known["name"]), str(known["name"]))


def _space(key: str) -> str:
    return f"{V1}/space/{quote(key, safe='~')}"


def _content(title: str, storage: str) -> dict[str, Any]:
    body = {"storage": {"value": storage, "representation": "storage"}}
    return {"type": "page", "title": title, "body": body}


def _reads(operation: Json) -> bool:
    return bool(operation["operationKey"] == "read" and operation["targetType"] == "space")
