"""Carried out by `test_alone`: loads the model of meaning where whatever opens a socket fails."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from typing import Any

from bot.features.routing.meaning import installed


class Outside(BaseException):
    """Nobody who expects to be refused at times catches this."""


def refuse(event: str, _given: Any) -> None:
    """Python tells of each before it is done, whoever does it."""
    if event.startswith("socket."):
        raise Outside(event)


sys.addaudithook(refuse)
with suppress(Outside):
    socket.socket()
    raise AssertionError("sockets can be opened")

model = installed()
assert model is not None
asked, same, other = (
    model.embed(text)
    for text in ("The invoice is wrong", "Die Rechnung stimmt nicht", "The page is blank")
)
assert asked @ same > asked @ other + 0.1
