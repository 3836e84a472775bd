"""Log lines on stderr: one JSON object or one line of text each, without secrets."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO

import structlog

MASK = "•••"
TOKEN = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+|(?<=Bearer )\S+")
"""Slack's tokens and bearer tokens are masked even where nobody named them as secrets."""
QUIET = {
    "apscheduler": logging.ERROR,  # a tick that is skipped is made up for by the next
    "slack_bolt": logging.WARNING,
    "slack_sdk": logging.CRITICAL,  # each call that fails is told by its caller, with what follows
    "urllib3": logging.WARNING,
    "alembic": logging.WARNING,
}
"""Libraries that say more than an operator wants to read."""


class MaskingFormatter(structlog.stdlib.ProcessorFormatter):
    """Writes a record, `extra` fields included, and takes the secrets out of the result."""

    def __init__(self, secrets: Iterable[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self._secrets = sorted((s for s in secrets if len(s) > 3), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return TOKEN.sub(MASK, text)


def configure(
    style: str, secrets: Iterable[str] = (), *, stream: TextIO | None = None
) -> logging.Handler:
    """Send everything that is logged to ``stream`` (stderr), as ``json`` or ``text``.

    Returns the handler, which is the only one of the root logger from then on.
    """
    stream = stream or sys.stderr
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    final: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if style == "json":
        final += [
            structlog.processors.format_exc_info,
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    else:
        plain = structlog.dev.plain_traceback
        final.append(
            structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain)
        )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter(secrets, foreign_pre_chain=shared, processors=final))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    return handler
