"""Slack's request signature, version 0."""

from __future__ import annotations

import hashlib
import hmac
import time


def signed_headers(secret: str, body: str) -> dict[str, str]:
    """The two headers; the time is the wall clock, as the window of 300 s is."""
    stamp = str(int(time.time()))
    base = f"v0:{stamp}:{body}".encode()
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
