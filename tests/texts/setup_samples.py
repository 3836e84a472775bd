"""The windows and answers of the set-up, small and as large as they get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handlers.setup import client_windows, menus, own_views, views
from tests.texts import data

PERSON, NAME = data.PERSON, data.NAME
PLATFORM: Mapping[str, Any] = {
    "name": NAME,
    "team_channel": "C1",
    "language": "de",
    "timezone": "Ζ/Ζ",
    "hours": "Δ",
    "holidays": None,
    "mode": "observe",
    "close_after_days": 14,
    "emergency": None,
    "response_times": False,
    "ballot_rule": "consent",
    "ballot_quorum": 60,
    "notices_promises": False,
    "learning": None,
    "billed_label": "ΝΟΤ",
    "billed_field": None,
    "archive_scheme": None,
    "archive_category": "ΝΟΤ",
}
FULL_PLATFORM = {
    **PLATFORM,
    "holidays": "Ε",
    "emergency": "ω" * 200,
    "response_times": True,
    "learning": True,
}
CLIENT = {**client_windows.NEW_CLIENT, "name": NAME}
FULL_CLIENT = {
    **CLIENT,
    "mode": "self-service",
    "language": "de",
    "address": "du",
    "weekly": "auto",
    "show_targets": True,
    "holidays": "Ε",
    "jira_project": "ΝΟΤ",
    "wiki_space": "ΝΟΤ",
    "taken_within": 0,
    "done_within": None,
}
PEOPLE = [f"U0{n:03}" for n in range(100)]
CHANNELS = [f"C0{n:03}" for n in range(100)]
OFFERED = [(channel, NAME) for channel in CHANNELS]
MANY = [(f"C1{n:03}", NAME) for n in range(250)]
TALENTS = [(f"k{n}", {"el": "Σχέδιο " * 250}, {"el": "ω " * 900}) for n in range(menus.PAGE)]
CLIENTS = [menus.ClientEntry(f"k{n}", NAME * 30, n % 2 == 0) for n in range(400)]
ONE = menus.PlatformEntry("a", NAME, [(PERSON, NAME)], 7, CLIENTS[:2])
BARE = menus.PlatformEntry("b", NAME, [], 0, [])
LARGE = menus.PlatformEntry("c", "Ν" * 120, [(user, NAME) for user in PEOPLE * 3], 90, CLIENTS)


def given() -> Iterator[tuple[Any, ...]]:
    """Each view with what it is given beside the translator."""
    for values in (PLATFORM, FULL_PLATFORM):
        yield views.platform, "s1", values, [("C1", NAME)]
    for users in ([], PEOPLE[:2], PEOPLE):
        yield views.rota, "s1", "2026-11-23", users
        yield views.members, "s1", users
    for lead, jira in ((False, None), (True, "μ")):
        yield views.member, "s1", PERSON, {"lead": lead, "jira": jira}
    yield client_windows.client, "s1", None, [], [], [], 540
    yield client_windows.client, "s1", CLIENT, OFFERED[:2], CHANNELS[:1], [], 540
    yield client_windows.client, "s1", FULL_CLIENT, OFFERED + MANY, CHANNELS, PEOPLE, 540
    named = [(key, names) for key, names, _ in TALENTS]
    for some in (named[:1], named):
        yield client_windows.responsible, "s1", NAME, some, {"k0": PERSON}
    bare: list[tuple[str, dict[str, str], dict[str, str]]] = [("k0", {"el": "Σ"}, {})]
    for offered in (TALENTS[:1], TALENTS, bare):
        yield own_views.talents, "s1", offered, {"k0": (2, True), "k1": (3, False)}
    yield own_views.hours, "s1", {}
    yield own_views.hours, "s1", {"hours": "Δ", "timezone": "Ζ/Ζ"}
    for platforms in ([ONE], [BARE], [LARGE] * 9):
        yield menus.start, platforms
    for count in (0, 1, 90, 2000):
        yield menus.talents, count
    yield menus.no_such_platform, [NAME, "Βορράς"]
