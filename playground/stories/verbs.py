"""What a step can do, and which fields go with it."""

from __future__ import annotations

COMMON = {"as", "in", "thread"}
"""Who does it, in which channel (a name, an id, ``dm`` or ``home``), in whose thread."""
TARGET = {"on", "text"}
"""A message: by its name, or the newest with these words."""

VERBS: dict[str, set[str]] = {
    "say": set(),
    "post": {"reply_to", "files", "name", "broadcast"},
    "edit": {"on"},
    "delete": {"on"},
    "react": {"on"},
    "unreact": {"on"},
    "click": TARGET | {"opens"},
    "choose": TARGET,
    "fill": {"submit", "refused"},
    "close": set(),
    "command": set(),
    "shortcut": TARGET | {"opens"},
    "home": set(),
    "advance": set(),
    "leap": set(),
    "settle": set(),
    "sees": set(),
    "sees_not": set(),
    "modal": set(),
    "ticket": set(),
    "file": set(),
    "page": set(),
    "move": {"to"},
    "hostile": set(),
    "control": set(),
    "bot": set(),
}
