"""Who can read a channel may change while Slack is being asked: then the answer does not count."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.core import cards, claims
from bot.core.cards import Audience, Claimed
from bot.core.clock import FixedClock
from bot.core.db import Database
from bot.core.worker import Tools
from bot.features.channels import service as channels
from bot.features.channels.service import Exposure
from bot.ports import ChannelInfo, Unreachable
from handlers.channels.guard import guard
from tests.dialogue.harness import WEDNESDAY_TEN, declare
from tests.memory_chat import MemoryChat

TEAM = "C0TEAM"


class Sharing(MemoryChat):
    """The channel is shared, and the event taken in, while Slack's answer is on its way."""

    db: Database
    shares = 1

    def channel(self, channel: str) -> ChannelInfo:
        info = super().channel(channel)
        if self.shares:
            self.shares -= 1
            self.db.write(lambda s: channels.connected(s, channel, "T0NORDWIND"))
        return info

    def members(self, channel: str) -> list[str]:  # noqa: ARG002  the port's signature
        return []


def test_an_answer_that_was_overtaken_does_not_count(any_db: Database) -> None:
    declare(any_db, WEDNESDAY_TEN)
    chat = Sharing(time.time)
    chat.db = any_db
    tools = Tools(any_db, chat, FixedClock(WEDNESDAY_TEN))
    any_db.write(lambda s: channels.known(s, TEAM))
    card = _team_card(any_db)
    with pytest.raises(Unreachable):
        guard(tools, card, TEAM)
    now = datetime.now(UTC)
    assert any_db.read(lambda s: channels.exposure(s, TEAM, now)) is Exposure.STALE
    assert guard(tools, card, TEAM) is None


def _team_card(db: Database) -> Claimed:
    db.write(lambda s: cards.show(s, "request.team", "x", Audience.TEAM, TEAM))
    claimed = db.write(claims.claim)
    assert claimed is not None
    return claimed
