"""Random agencies, as facts that go together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.features.declaration.rules import Facts
from bot.features.platforms.suggesting import Counting, MayBeWrong, Newcomers
from tests.examples import texts

ASCII = st.characters(max_codepoint=127)
KEYS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True, alphabet=ASCII)
TEXTS = (texts(min_size=1, max_size=100).map(str.strip).filter(bool)) | st.sampled_from(
    ["null", "No", "007", "#x", "a: b", "- c", "1.5", "'", '"', "{", "Ä € 🚉"]
)
HOURS = st.sampled_from(
    ["Mon-Fri 09:00-18:00", "Mon-Thu 9:00-12:00,13:00-18:00, Fri 09:00-15:00", "Sun 00:00-24:00"]
)
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata"])
HOLIDAYS = st.none() | st.sampled_from(["DE", "DE-BW", "AT", "GB", "US-CA"])
LANGUAGES = st.sampled_from(["en", "de"])
MINUTES = st.none() | st.integers(1, 20_000)
LONG = st.lists(TEXTS, max_size=12).map(" ".join).map(str.strip).filter(bool)


def _named(values: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(LANGUAGES, values, min_size=1)


def _some(draw: st.DrawFn, of: list[str], most: int = 4) -> list[str]:
    if not of:
        return []
    return draw(st.lists(st.sampled_from(of), unique=True, max_size=most))


@st.composite
def agencies(draw: st.DrawFn) -> Facts:
    """Up to three platforms with everything that a file can say."""
    facts: Facts = {}
    talents = draw(st.lists(KEYS, unique=True, max_size=4))
    for key in talents:
        texts = {"names": draw(_named(TEXTS)), "descriptions": draw(st.just({}) | _named(LONG))}
        facts["talent", key] = texts
    for n, key in enumerate(draw(st.lists(KEYS, unique=True, max_size=3))):
        facts["platform", key] = draw(PLATFORMS) | {"team_channel": f"C0TEAM{n}"}
        _people(draw, facts, key, talents)
        for client in range(draw(st.integers(0, 2))):
            _client(draw, facts, key, f"{draw(KEYS)}-{n}{client}", talents)
    return facts


PLATFORMS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "timezone": ZONES,
        "hours": HOURS,
        "holidays": HOLIDAYS,
        "mode": st.sampled_from(["active", "observe"]),
        "language": LANGUAGES,
        "close_after_days": st.integers(1, 365),
        "emergency": st.none() | TEXTS,
        "response_times": st.booleans(),
        "ballot_rule": st.sampled_from(["consent", "two thirds", "majority"]),
        "ballot_quorum": st.integers(1, 100),
        "notices_promises": st.booleans(),
        "level_counts": st.sampled_from(list(Counting)),
        "likes_count": st.sampled_from(list(Counting)),
        "room_counts": st.sampled_from(list(Counting)),
        "client_counts": st.sampled_from(list(Counting)),
        "newcomers": st.sampled_from(list(Newcomers)),
        "may_be_wrong": st.sampled_from(list(MayBeWrong)),
        "learning": st.none() | st.booleans(),
        "billed_label": st.none() | st.just("billed"),
        "billed_field": st.none() | st.just("Invoice"),
        "archive_scheme": st.none() | st.just("Archive"),
        "archive_category": st.none() | st.just("Former"),
    }
)
CLIENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "language": LANGUAGES,
        "address": st.sampled_from(["du", "Sie"]),
        "mode": st.sampled_from(["self-service", "managed"]),
        "jira_project": st.none()
        | st.from_regex(r"[A-Z][A-Z0-9_]{1,8}", fullmatch=True, alphabet=ASCII),
        "wiki_space": st.none() | st.just("NORD"),
        "window_seconds": st.integers(0, 3600),
        "taken_within": MINUTES,
        "answer_within": MINUTES,
        "done_within": MINUTES,
        "show_targets": st.booleans(),
        "holidays": HOLIDAYS,
        "weekly": st.sampled_from(["off", "draft", "auto"]),
    }
)
SKILLS = st.fixed_dictionaries({"level": st.integers(0, 3), "likes": st.booleans()})


def _people(draw: st.DrawFn, facts: Facts, platform: str, talents: list[str]) -> None:
    """Members out of seven people: some of them are on two platforms."""
    users = _some(draw, [f"U0P{n}" for n in range(7)])
    for user in users:
        member = {"lead": draw(st.booleans()), "jira": draw(st.none() | TEXTS)}
        facts["member", platform, user] = member
        if draw(st.booleans()):
            hours = {"hours": draw(HOURS), "timezone": draw(st.none() | ZONES)}
            facts.setdefault(("hours", user), hours)
        for talent in _some(draw, talents):
            facts.setdefault(("skill", user, talent), draw(SKILLS))
    on_call = _some(draw, users)
    if on_call:
        monday = date(2026, 11, 23) + timedelta(weeks=draw(st.integers(-99, 99)))
        facts["rota", platform] = {"begins": monday.isoformat(), "members": on_call}


def _client(draw: st.DrawFn, facts: Facts, platform: str, key: str, talents: list[str]) -> None:
    values = facts["client", key] = draw(CLIENTS) | {"platform_key": platform}
    for n in range(draw(st.integers(0, 2))):
        channel = f"C{len(facts)}X{n}"
        facts["channel", channel] = {"client_key": key}
        facts["contact", key, f"U{len(facts)}C"] = {}
    members = [one[-1] for one in facts if one[:2] == ("member", platform)]
    if values["mode"] == "managed" and members:
        for talent in _some(draw, talents):
            user = draw(st.sampled_from(members))
            facts["responsible", key, talent] = {"user_id": user}
