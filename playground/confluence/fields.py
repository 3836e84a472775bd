"""People, pages and groups as the interfaces show them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote_plus

from playground.confluence.answers import not_there
from playground.confluence.call import Call, Desk, Json
from playground.confluence.seed import ANYBODY, Account, Group
from playground.confluence.world import Page

EXPANDABLE = {"body.storage", "version", "space", "metadata.labels", "ancestors"}


def person(account: Account, *, cloud: bool) -> Json:
    """v1's user; Data Center tells no e-mail, Cloud an empty one where it is hidden."""
    if not cloud:
        return {
            "type": "known",
            "username": account.name,
            "userKey": account.key,
            "displayName": account.display,
        }
    return {
        "type": "known",
        "accountId": account.id,
        "accountType": "atlassian",
        "email": "" if account.hides_email else account.email,
        "publicName": account.display,
        "displayName": account.display,
        "isExternalCollaborator": account.outside,
    }


def group(known: Group, *, cloud: bool) -> Json:
    """v1's group; only Cloud has ids."""
    shown = {"type": "group", "name": known.name}
    return shown | {"id": known.id} if cloud else shown


def subjects(desk: Desk, call: Call, listed: Iterable[str]) -> tuple[list[Json], list[Json]]:
    """The people and the groups of a list of names; anybody is neither."""
    world, people, groups = desk.world, [], []
    for one in listed:
        if one == ANYBODY:
            continue
        if one.startswith("@"):
            groups.append(group(world.groups[one[1:]], cloud=call.cloud))
        else:
            people.append(person(world.accounts[one], cloud=call.cloud))
    return people, groups


def by(desk: Desk, what: str, value: str, pick: str) -> Account:
    """The account whose attribute ``pick`` has this value, or 404."""
    for account in desk.world.accounts.values():
        if getattr(account, pick) == value:
            return account
    raise not_there(f"user with {what} {value}")


def v1_page(desk: Desk, call: Call, page: Page, expand: set[str], *, alone: bool = True) -> Json:
    """v1's content. The base of its links stands beside a list, not in each of it."""
    shown: Json = {
        "id": str(page.id),
        "type": "page",
        "status": page.status,
        "title": page.title,
        "_links": links(call, page, alone=alone),
    }
    if "version" in expand:
        shown["version"] = {"number": page.version, "minorEdit": False}
    if "body.storage" in expand:
        shown["body"] = {"storage": {"value": page.storage, "representation": "storage"}}
    if "space" in expand:
        space = desk.world.spaces[page.space]
        named = {"id": space.id, "key": space.key, "name": space.name, "type": "global"}
        status = space.status if call.cloud else space.status.upper()
        shown["space"] = named | {"status": status}
    if "metadata.labels" in expand:
        shown["metadata"] = {"labels": {"results": labels(page)}}
    if "ancestors" in expand:
        shown["ancestors"] = [{"id": str(page.parent)}] if page.parent else []
    return shown


def v2_page(desk: Desk, call: Call, page: Page, *, body: bool, alone: bool = True) -> Json:
    """v2's page."""
    shown: Json = {
        "id": str(page.id),
        "status": page.status,
        "title": page.title,
        "spaceId": str(desk.world.spaces[page.space].id),
        "parentId": str(page.parent) if page.parent else None,
        "authorId": desk.world.accounts[page.author].id,
        "version": {"number": page.version, "message": "", "minorEdit": False},
        "body": {},
        "_links": links(call, page, alone=alone),
    }
    if body:
        shown["body"] = {"storage": {"value": page.storage, "representation": "storage"}}
    return shown


def links(call: Call, page: Page, *, alone: bool) -> Json:
    """Where people open it: each deployment has its own addresses."""
    webui = f"/pages/viewpage.action?pageId={page.id}"
    if call.cloud:
        webui = f"/spaces/{page.space}/pages/{page.id}/{quote_plus(page.title)}"
    return {"webui": webui} | ({"base": base(call)} if alone else {})


def base(call: Call) -> str:
    return f"{call.base}/wiki" if call.cloud else call.base


def labels(page: Page) -> list[Json]:
    return [
        {"id": str(number), "prefix": "global", "name": name}
        for number, name in enumerate(page.labels, 1)
    ]
