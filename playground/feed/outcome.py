"""What came of each text, as the agency's people see it in Slack."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playground.testing import Running

Json = dict[str, Any]
NOTICED = "eyes"


@dataclass
class Fate:
    """A text that was posted, and what came of it. ``card_after`` in seconds of real time."""

    words: str
    row: dict[str, str]
    author: str
    ts: str
    noticed: bool = False
    cards: int = 0
    shows_words: bool = False
    card_after: float | None = None
    about: str | None = None
    suggested_to: list[str] = field(default_factory=list)

    @property
    def link(self) -> str:
        """What a card's link to the message ends with."""
        return f"p{self.ts.replace('.', '')}"


def follow(slack: Running, channel: str, fates: Sequence[Fate]) -> None:
    """Look up what came of the texts; call it when the bot is idle."""
    seen = {one["ts"]: one for one in slack.messages("mara", channel)}
    cards = _by_link(slack.messages("mara", "C0TEAM"))
    members = [p["id"] for p in slack.get("people") if p["workspace"]["kind"] == "agency"]
    direct = {
        person: _by_link(slack.messages(person, "dm"))
        for person in members
        if "DEPLOY" not in person
    }
    for fate in fates:
        reactions = seen.get(fate.ts, {}).get("reactions", [])
        fate.noticed = NOTICED in [reaction["name"] for reaction in reactions]
        found = cards.get(fate.link, [])
        fate.cards = len(found)
        if found:
            fate.shows_words = fate.words.split("\n")[0][:60].strip() in _plain(found[0])
            fate.card_after = float(found[0]["ts"]) - float(fate.ts)
            fate.about = _about(found[0])
        fate.suggested_to = [
            slack.world.people[person].name.split()[0]
            for person, listed in direct.items()
            if fate.link in listed
        ]


def _by_link(messages: Iterable[Json]) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = defaultdict(list)
    for message in messages:
        text = json.dumps(message.get("blocks") or [])
        for part in text.split("/p")[1:]:
            digits = part[:16]
            if digits.isdigit() and message not in found[f"p{digits}"]:
                found[f"p{digits}"].append(message)
    return found


def _plain(message: Json) -> str:
    text = json.dumps(message["blocks"], ensure_ascii=False)
    parsed = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return parsed.replace('\\"', '"').replace("\\\\", "\\")


def _about(message: Json) -> str | None:
    """The topic that the card names: what follows the colon in its line of details."""
    for block in message["blocks"]:
        if block["type"] == "context":
            texts = [element["text"] for element in block["elements"]]
            named = [text.partition(": ")[2] for text in texts if ": " in text and "<" not in text]
            return named[0] if named else None
    return None


def summary(fates: Sequence[Fate]) -> list[str]:
    """Lines that tell what came of all."""
    noticed = sum(fate.noticed for fate in fates)
    carded = [fate for fate in fates if fate.cards]
    alone = [fate for fate in carded if not fate.suggested_to]
    lines = [
        f"{len(fates)} texts were posted.",
        f"{noticed} were noticed (reaction), {len(fates) - noticed} left in peace.",
        f"{len(carded)} have a card in the team channel; "
        f"{sum(fate.cards > 1 for fate in fates)} have more than one; "
        f"{sum(not fate.shows_words for fate in carded)} cards do not show the words.",
        f"{len(carded) - len(alone)} were suggested to somebody, "
        f"{len(alone)} asked everybody at once.",
    ]
    odd = [fate for fate in fates if fate.noticed != bool(fate.cards)]
    if odd:
        lines.append(f"{len(odd)} have a reaction without a card, or a card without a reaction.")
    waits = [fate.card_after for fate in carded if fate.card_after is not None]
    if waits:
        lines.append(f"The card came after {median(waits):.1f} s (median), {max(waits):.1f} s.")
    lines.append("Suggested: " + _counted(name for f in fates for name in f.suggested_to))
    lines.append("About: " + _counted(f.about or "(nothing certain)" for f in carded))
    return lines


def _counted(names: Iterable[str]) -> str:
    told = [f"{name} {count}" for name, count in Counter(names).most_common()]
    return ", ".join(told) or "nobody"


def write(fates: Sequence[Fate], file: Path) -> None:
    """One JSON object a line, to look through."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(fate), ensure_ascii=False) + "\n" for fate in fates)
