"""Tables of phrases: ``phrase => result``, typed on Tuesday, 24 November 2026, 10:00 in Berlin."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ZONE = "Europe/Berlin"
LANGUAGES = ("en", "de")


def lines(name: str) -> list[tuple[str, str]]:
    """Phrase and result of each line; headings, which start with ``#``, left out."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(phrase.strip(), result.strip()) for phrase, result in (r.split("=>") for r in rows)]


def section(name: str, heading: str) -> list[tuple[str, str]]:
    """The lines under a heading."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    part = next(p for p in text.split("# ")[1:] if p.startswith(heading + "\n"))
    rows = part.splitlines()[1:]
    return [(phrase.strip(), result.strip()) for phrase, result in (r.split("=>") for r in rows)]


def shown(at: datetime) -> str:
    return at.astimezone(ZoneInfo(ZONE)).strftime("%a %Y-%m-%d %H:%M")
