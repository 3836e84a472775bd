"""The webhook, as the registry takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.worker import JobHandler, Tools
from bot.features.webhook.service import SEND, delivery
from bot.ports.hooks import Hook
from handlers.slack.feature import Feature, nothing


def feature(hook: Hook | None) -> Feature:
    """The feature; where no hook is set up there is nobody to be told."""
    return Feature("webhook", nothing, jobs={SEND: _sender(hook)})


def _sender(hook: Hook | None) -> JobHandler:
    def send(_tools: Tools, payload: Mapping[str, Any]) -> None:
        if hook is not None:
            one = delivery(payload)
            hook.send(event=one.event, delivery=one.id, body=one.body)

    return send
