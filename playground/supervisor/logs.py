"""Reading what the bot logs: for the file, for the reason of its end, for "behind the scenes"."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

Json = dict[str, Any]
KEPT = 40
SILENT = {"tickets.poll"}
"""Jobs that run every other second and would bury the rest."""


class Log:
    """Follows a stream until it ends, in a thread of its own."""

    def __init__(self, stream: IO[bytes], file: Path, on_line: Callable[[Json], None]) -> None:
        self._stream = stream
        self._file = file
        self._on_line = on_line
        self._last: deque[str] = deque(maxlen=KEPT)
        self._thread = threading.Thread(target=self._follow, name="bot's log", daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        with self._file.open("ab") as out:
            for raw in self._stream:
                out.write(raw)
                out.flush()
                text = raw.decode(errors="replace").rstrip()
                self._last.append(text)
                self._on_line(parsed(text))

    def reason(self) -> str:
        """What the last lines say about why it ended."""
        self._thread.join(2)
        lines = [text for text in self._last if text.strip()]
        told = [parsed(text) for text in lines]
        bad = [one for one in told if one.get("level") in ("error", "critical")]
        if bad and "message" not in told[-1]:
            return lines[-1].strip()
        if bad:
            return _in_words(bad[-1])
        return _in_words(told[-1]) if told else "it said nothing"


def parsed(text: str) -> Json:
    """A log line as an object; ``{"text": …}`` where it is none."""
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}


def _in_words(line: Json) -> str:
    if "message" not in line:
        return str(line.get("text", "")).strip()
    last = str(line.get("exception") or line.get("why") or "").strip().splitlines()[-1:]
    return ": ".join([str(line["message"]), *last])


def as_job(line: Json) -> Json | None:
    """What "behind the scenes" shows of a log line: ``{name, status, request, note}``, or None."""
    kind = line.get("kind")
    if kind is None or kind in SILENT:
        return None
    told = {k: v for k, v in line.items() if k in ("job", "card")}
    if line.get("message") == "card":
        return {"name": f"card {kind}", "status": line.get("outcome"), "request": told}
    if line.get("message") == "job done":
        return {"name": str(kind), "status": "done", "request": told}
    if line.get("level") in ("warning", "error"):
        note = _in_words(line)
        return {"name": str(kind), "status": "failed", "request": told, "note": note}
    return None
