"""`bot.ports.Wiki` for Confluence Cloud: REST v2, and v1 for what v2 lacks."""

from __future__ import annotations

from bot.ports import PageDraft, Reader, ReaderKind, Refused, SpaceName
from integrations.confluence.adapter import V1, ConfluenceWiki, Json, anybody
from integrations.confluence.client import CloudClient, PerThread
from integrations.confluence.errors import mapped

V2 = "api/v2"
MOST = 250
"""Results, and people, that one call of v2 takes."""


class CloudWiki(ConfluenceWiki[CloudClient]):
    """Confluence Cloud. ``url`` with or without its ``/wiki``; ``user`` is the account's e-mail.

    ``timeout`` in seconds, for connecting and between two bytes.
    """

    pages = f"{V2}/pages"

    def __init__(self, url: str, user: str, token: str, timeout: float = 10.0) -> None:
        address = url.rstrip("/").removesuffix("/wiki") + "/wiki"
        super().__init__(
            address, PerThread(lambda: CloudClient(address, user, token, timeout=timeout))
        )

    def spaces(self) -> list[SpaceName]:
        """The spaces that the account can see."""
        with mapped("spaces"):
            query = {"type": "global", "status": "current", "limit": MOST}
            found = self._client.v2_list(f"{V2}/spaces", **query)
            return [SpaceName(str(one["key"]), str(one["name"])) for one in found]

    def readers(self, space: str) -> list[Reader]:
        """Who was given the permission to read the space."""
        number = self._space_id(space)
        with mapped("permissions"):
            every = self._client.v2_list(f"{V2}/spaces/{number}/permissions", limit=MOST)
            named = [one["principal"] for one in every if _reads(one["operation"])]
            people = [str(one["id"]) for one in named if one["type"] == "user"]
            groups = [str(one["id"]) for one in named if one["type"] == "group"]
            others = [f"{one['type']} {one['id']}" for one in named if _is_other(one)]
            return [
                *self._people(people),
                *(self._group(self._client.fetch(f"{V1}/group/by-id", id=one)) for one in groups),
                *(anybody(one) for one in others),
            ]

    def _people(self, accounts: list[str]) -> list[Reader]:
        """By account id; whom Confluence does not tell about is named by it."""
        told: dict[str, Reader] = {}
        for at in range(0, len(accounts), MOST):
            body = {"accountIds": accounts[at : at + MOST]}
            answer = self._client.send(f"{V2}/users-bulk", body)
            told |= {str(one["accountId"]): self._person(one) for one in answer["results"]}
        return [told.get(one) or Reader(ReaderKind.USER, one, one) for one in accounts]

    def _space_id(self, space: str) -> str:
        """v2 knows spaces by number."""
        with mapped("space"):
            found = self._client.v2_list(f"{V2}/spaces", keys=space)
            if not found:
                raise Refused("missing", f"space {space}")
            return str(found[0]["id"])

    def _titled(self, space: str, title: str) -> Json | None:
        number = self._space_id(space)
        with mapped("pages"):
            found = self._client.v2_list(
                f"{V2}/pages", **{"space-id": number, "title": title, "body-format": "storage"}
            )
            return next(iter(found), None)

    def _labels(self, page: Json) -> list[str]:
        return [one["name"] for one in self._client.v2_list(f"{V2}/pages/{page['id']}/labels")]

    def _create(self, draft: PageDraft, title: str, storage: str) -> Json:
        number = self._space_id(draft.space)
        with mapped("create"):
            return self._client.create_page(
                number, title, storage, parent_id=draft.parent, representation="storage"
            )

    def _update(self, page: str, version: int, title: str, storage: str) -> Json:
        # The package adds one to the version; title and status have to be there every time.
        return self._client.update_page(
            page, title, storage, status="current", version=version, representation="storage"
        )

    def _read(self, page: str) -> Json:
        return self._client.get_page_by_id(page, body_format="storage")

    def _members_path(self, group: str) -> str:
        return f"{V1}/group/{group}/membersByGroupId"

    def _person(self, known: Json) -> Reader:
        name = known.get("displayName") or known.get("publicName") or known["accountId"]
        return Reader(
            ReaderKind.USER,
            str(known["accountId"]),
            str(name),
            known.get("email") or None,  # empty where the person hides it
            known.get("isExternalCollaborator"),
        )

    def _group(self, known: Json) -> Reader:
        return Reader(ReaderKind.GROUP, str(known["id"]), str(known["name"]))


def _reads(operation: Json) -> bool:
    return bool(operation["key"] == "read" and operation["targetType"] == "space")


def _is_other(principal: Json) -> bool:
    return principal["type"] not in ("user", "group")
