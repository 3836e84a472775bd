"""The Bolt app: built by main, filled by the features, deaf to nothing."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from handlers.slack.feature import Context, Feature

logger = logging.getLogger(__name__)

THREADS = 32
"""Bolt's own five would make a button time out behind slow listeners."""
ANYTHING = re.compile(".*")


Listener = Callable[..., None]
"""Is called with ``ack`` and ``body``."""


class Switchboard(App):
    """Bolt's app, with a book of who answers which button and which window.

    Bolt asks one listener after the other whether a payload is theirs, and makes up all that each
    of them could want to know: with a hundred buttons that takes longer than anything else before
    a press's transaction. Listeners for a plain name are looked up instead.
    """

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._book: dict[tuple[str, str], Listener] = {}
        self.action(ANYTHING)(self._pressed)
        self.view(ANYTHING)(self._submitted)

    def action(self, constraints: Any, *rest: Any, **more: Any) -> Callable[..., Any]:
        if isinstance(constraints, str):
            return self._entered("action", constraints)
        return super().action(constraints, *rest, **more)

    def view(self, constraints: Any, *rest: Any, **more: Any) -> Callable[..., Any]:
        if isinstance(constraints, str):
            return self._entered("view", constraints)
        return super().view(constraints, *rest, **more)

    def _entered(self, kind: str, name: str) -> Callable[[Listener], Listener]:
        def enter(listener: Listener) -> Listener:
            if (kind, name) in self._book:
                raise ValueError(f"two listeners for the {kind} {name}")
            self._book[kind, name] = listener
            return listener

        return enter

    def _pressed(self, ack: Ack, body: dict[str, Any]) -> None:
        [action, *_] = body.get("actions") or [{}]  # dialogs, which we do not have, have none
        self._whose("action", action.get("action_id"))(ack=ack, body=body)

    def _submitted(self, ack: Ack, body: dict[str, Any]) -> None:
        self._whose("view", body["view"].get("callback_id"))(ack=ack, body=body)

    def _whose(self, kind: str, name: str | None) -> Listener:
        return self._book.get((kind, name or ""), _nobody)


def _nobody(ack: Ack, body: dict[str, Any]) -> None:  # noqa: ARG001  called as all listeners are
    """What nobody listens for is acknowledged: a 404 would count as a failure and be repeated."""
    ack()


def build_app(
    client: WebClient, signing_secret: str, ctx: Context, features: Sequence[Feature]
) -> App:
    """The app with every feature's listeners.

    ``auth.test`` is called here: with token verification off, Bolt would acknowledge what it
    drops. A listener runs before the ack, so that an exception becomes a 500 and Slack repeats.
    """
    app = Switchboard(
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
    app.event(ANYTHING)(_nobody)
    app.view_closed(ANYTHING)(_nobody)
    app.shortcut(ANYTHING)(_nobody)
    app.options(ANYTHING)(_nobody)
