"""The Bolt app: built by main, filled by the features, deaf to nothing."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from handlers.slack.feature import Context, Feature

logger = logging.getLogger(__name__)

THREADS = 32
"""Bolt's own five would make a button time out behind slow listeners."""
ANYTHING = re.compile(".*")


def build_app(
    client: WebClient, signing_secret: str, ctx: Context, features: Sequence[Feature]
) -> App:
    """The app with every feature's listeners.

    ``auth.test`` is called here: with token verification off, Bolt would acknowledge what it
    drops. A listener runs before the ack, so that an exception becomes a 500 and Slack repeats.
    """
    app = App(
        name="perron",  # else Bolt searches every loaded module for the file it was called from
        client=client,
        signing_secret=signing_secret,
        process_before_response=True,
        token_verification_enabled=True,
        listener_executor=ThreadPoolExecutor(THREADS, thread_name_prefix="listener"),
    )
    app.error(_log_with_ids)
    for feature in features:
        feature.register(app, ctx)
    _take_the_rest(app)
    return app


def _log_with_ids(error: Exception, body: Mapping[str, Any]) -> None:
    event = body.get("event") or {}
    ids = {
        "event_id": body.get("event_id"),
        "type": event.get("type") or body.get("type") or body.get("command"),
        "channel": event.get("channel") if isinstance(event.get("channel"), str) else None,
        "ts": event.get("ts"),
        "trigger": body.get("trigger_id"),
    }
    logger.error("listener failed", exc_info=error, extra=ids)


def _take_the_rest(app: App) -> None:
    """What nobody listens for is acknowledged: a 404 would count as a failure and be repeated."""

    def listener(ack: Ack) -> None:
        ack()

    app.event(ANYTHING)(listener)
    app.action(ANYTHING)(listener)
    app.view(ANYTHING)(listener)
    app.view_closed(ANYTHING)(listener)
    app.shortcut(ANYTHING)(listener)
    app.options(ANYTHING)(listener)
