"""The signature that tells a receiver that Perron, and nobody else, has sent this, and when."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "X-Perron-Signature"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The header's value: ``t=SECONDS,v1=HEX``, HMAC-SHA256 over ``SECONDS.BODY``."""
    signed = f"{timestamp}.".encode() + body
    made = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={made}"
