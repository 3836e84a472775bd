"""A sentence that is kept and read later, by each reader in their own language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.core.i18n import Translator


@dataclass(frozen=True)
class Said:
    """A marked ``msgid`` with its ``params``: JSON, or sentences themselves."""

    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def to(self, t: Translator) -> str:
        """The sentence in the reader's language."""
        words = {
            name: one.to(t) if isinstance(one, Said) else one for name, one in self.params.items()
        }
        return t(self.msgid, **words)

    def __str__(self) -> str:
        return self.to(Translator("en"))


def packed(said: Said) -> str:
    """As a text column keeps it."""
    return json.dumps(_plain(said), ensure_ascii=False)


def _plain(said: Said) -> dict[str, Any]:
    params = said.params.items()
    return {
        "msgid": said.msgid,
        "params": {name: _plain(one) if isinstance(one, Said) else one for name, one in params},
    }


def unpacked(text: str) -> Said:
    """What was `packed`."""
    return _said(json.loads(text))


def _said(plain: Mapping[str, Any]) -> Said:
    params = plain["params"].items()
    return Said(
        plain["msgid"],
        {name: _said(one) if isinstance(one, dict) else one for name, one in params},
    )
