"""How entries are sealed and chained: nothing but arithmetic.

An entry's *commitment* is the HMAC-SHA256 of its payload under a salt of its own: without the
salt nobody can find out what was committed to, not even by trying names. Its *hash* takes in the
hash before, its place, and the commitment, so that it holds when the payload is forgotten.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

START = hashlib.sha256(b"perron record").hexdigest()
"""What comes before the first entry."""
SALT = 32


@dataclass(frozen=True)
class Place:
    """Where an entry stands and what it belongs to: what is left of a forgotten one."""

    sequence: int
    platform_key: str | None
    client_key: str | None
    about_kind: str
    about_ref: str


def new_salt() -> bytes:
    """A salt that nobody can guess."""
    return secrets.token_bytes(SALT)


def canonical(content: object) -> str:
    """JSON that is the same for the same content; instants in UTC, in ISO 8601.

    Raises TypeError and ValueError for what JSON cannot say.
    """
    return json.dumps(
        content,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_plain,
    )


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in the record")


def commitment(salt: bytes, payload: str) -> str:
    """What binds an entry to its payload."""
    return hmac.new(salt, payload.encode(), hashlib.sha256).hexdigest()


def link(before: str, place: Place, sealed: str) -> str:
    """The hash of the entry at ``place`` whose commitment is ``sealed``, after hash ``before``."""
    content: list[Any] = [before, place.sequence, place.platform_key, place.client_key]
    content += [place.about_kind, place.about_ref, sealed]
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def digest(key: str) -> str:
    """A click's identity, without its words."""
    return hashlib.sha256(key.encode()).hexdigest()
