"""Marking a project as over: another permission scheme, another category, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.ports import ArchiveTo, Refused, Setting, Standing
from integrations.jira.client import Client
from integrations.jira.errors import mapped
from integrations.jira.metadata import read_rights

NO_CATEGORY = -1
PAGES = {"scheme": "permissions", "category": "summary"}
"""The pages of a project's settings where an administrator does the same by hand."""


def read_standing(client: Client, key: str) -> Standing:
    """The project's category, and its scheme where we may see it."""
    project = _project(client, key)
    try:
        with mapped("permission scheme"):
            scheme = _setting(client.get(f"project/{key}/permissionscheme"))
    except Refused as refusal:
        if refusal.code not in ("right", "missing"):
            raise
        scheme = None
    with mapped("project"):
        category = project.get("projectCategory")
        return Standing(key, scheme, _setting(category) if category else None)


def archive_project(client: Client, url: str, key: str, to: ArchiveTo) -> None:
    """Set what is not so yet, found by its name, in one call."""
    with _by_hand(url, key, scheme=to.scheme is not None, category=to.category is not None):
        now = read_standing(client, key)
        scheme = to.scheme if to.scheme != _name(now.scheme) else None
        category = to.category if to.category != _name(now.category) else None
        _demand_rights(client, key, scheme is not None, category is not None)
        wanted = {}
        if scheme is not None:
            wanted["permissionScheme"] = _scheme(client, scheme)
        if category is not None:
            wanted["categoryId"] = _category(client, category)
        _set(client, key, wanted)


def put_back(client: Client, url: str, was: Standing) -> None:
    """Set what is not as it was, by its id, in one call."""
    key = was.project
    now = read_standing(client, key)
    scheme = was.scheme if was.scheme != now.scheme else None
    moved = was.category != now.category
    with _by_hand(url, key, scheme=scheme is not None, category=moved):
        _demand_rights(client, key, scheme is not None, moved)
        wanted = {}
        if scheme is not None:
            wanted["permissionScheme"] = int(scheme.id)
        if moved:
            wanted["categoryId"] = int(was.category.id) if was.category else NO_CATEGORY
        _set(client, key, wanted)


@contextmanager
def _by_hand(url: str, key: str, **asked: bool) -> Iterator[None]:
    """Whatever is refused says on which pages a person can do it."""
    try:
        yield
    except Refused as refusal:
        at = f"{url}/plugins/servlet/project-config/{key}"
        pages = {name: f"{at}/{PAGES[name]}" for name, is_asked in asked.items() if is_asked}
        raise Refused(refusal.code, refusal.detail, pages) from refusal


def _demand_rights(client: Client, key: str, scheme: bool, category: bool) -> None:
    """Schemes are an administrator's; so are categories, but on Cloud, where who administers the
    project may choose one."""
    if not (scheme or category):
        return
    if scheme and _project(client, key).get("simplified"):
        raise Refused("unsupported", f"{key} is team-managed: it has no permission scheme")
    held = read_rights(client, key, ("ADMINISTER", "ADMINISTER_PROJECTS"))
    is_enough = not scheme and client.deploymentType == "Cloud" and "ADMINISTER_PROJECTS" in held
    if "ADMINISTER" not in held and not is_enough:
        raise Refused("right", f"ADMINISTER is needed to change {key}")


def _scheme(client: Client, name: str) -> int:
    try:
        with mapped("permission schemes"):
            known = client.get("permissionscheme")["permissionSchemes"]
    except Refused as refusal:
        if refusal.code != "missing":
            raise
        raise Refused("unsupported", "this Jira has no permission schemes") from refusal
    return _by_name(known, name)


def _category(client: Client, name: str) -> int:
    with mapped("project categories"):
        known = client.get("projectCategory")
    return _by_name(known, name)


def _by_name(known: list[Mapping[str, Any]], name: str) -> int:
    with mapped("names"):
        ids = [int(one["id"]) for one in known if one["name"] == name]
    if ids:
        return ids[0]
    raise Refused("missing", f"there is no '{name}'")


def _set(client: Client, key: str, wanted: Mapping[str, int]) -> None:
    if wanted:
        with mapped("project update"):
            client.put(f"project/{key}", wanted)


def _project(client: Client, key: str) -> Mapping[str, Any]:
    with mapped("project"):
        project: Mapping[str, Any] = client.get(f"project/{key}")
        return project


def _setting(raw: Mapping[str, Any]) -> Setting:
    return Setting(str(raw["id"]), raw["name"])


def _name(setting: Setting | None) -> str | None:
    return setting.name if setting else None
