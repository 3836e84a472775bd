"""After an absence: what was said, changed and deleted meanwhile, also long before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import pytest

from bot.core.db import Database
from bot.core.worker import Tools
from bot.features.channels import service as channels
from bot.features.requests import actions
from bot.features.requests.models import Message, Request, RequestState
from bot.ports import Chat, HistoryMessage, Refused
from handlers.channels.back import JOBS
from tests.bot.features.house import ANKE, MARA, NORD, SHOP, THEIRS, House

Json = dict[str, Any]


@dataclass
class Kept:
    """What Slack has of a channel: its messages by ts, and a clock that is the house's."""

    house: House
    messages: dict[str, Json] = field(default_factory=dict)

    def now(self) -> Any:
        return self.house.now

    def put(self, ts: str, text: str, **more: Any) -> str:
        raw = {"ts": ts, "user": ANKE, "team": THEIRS, "text": text, **more}
        self.messages[ts] = raw
        thread = self.messages.get(more.get("thread_ts", ""))
        if thread is not None:
            thread |= {"reply_count": 1, "latest_reply": ts}
        return ts

    def say(self, text: str, **more: Any) -> str:
        """Anke writes, and Perron hears it."""
        thread = more.get("thread_ts")
        return self.put(self.house.say(ANKE, text, thread=thread), text, **more)

    def unheard(self, text: str, **more: Any) -> str:
        """Anke writes now, and nobody hears it."""
        return self.put(f"{self.house.now.timestamp():.6f}", text, **more)

    def edit(self, ts: str, text: str) -> None:
        """Somebody edits now, unheard."""
        at = f"{self.house.now.timestamp():.6f}"
        self.messages[ts] |= {"text": text, "edited": {"user": ANKE, "ts": at}}

    def history(
        self, channel: str, *, oldest: str, thread_ts: str | None = None
    ) -> list[HistoryMessage]:
        if channel != NORD:
            return []
        if thread_ts is not None and thread_ts not in self.messages:
            raise Refused("thread_not_found")
        return [
            HistoryMessage(channel, ts, raw)
            for ts, raw in sorted(self.messages.items(), key=lambda pair: float(pair[0]))
            if float(ts) > float(oldest)
            and raw.get("thread_ts", thread_ts) == thread_ts
            and (thread_ts is None or thread_ts in (ts, raw.get("thread_ts")))
        ]

    def come_back(self) -> None:
        """Perron starts, and reads everything back."""
        tools = Tools(db=cast(Database, None), chat=cast(Chat, self), clock=self)
        done: set[str] = set()
        todo = [("channels.backfill", cast(Json, {}))]
        while todo:
            for kind, payload in todo:
                settle = JOBS[kind](tools, payload)
                assert settle is not None
                settle(self.house.session)
                self.house.session.flush()
            todo = []
            for kind in ("channels.read_back", "channels.read_thread", "channels.read_up_to"):
                for payload in self.house.jobs(kind):
                    if (key := f"{kind}{payload}") not in done:
                        done.add(key)
                        todo.append((kind, dict(payload)))


@pytest.fixture
def kept(house: House) -> Kept:
    return Kept(house)


def away(house: House, **by: float) -> None:
    """Everything so far was read; then time passes without Perron."""
    channels.taken_in(house.session, NORD, f"{house.now.timestamp() + 60:.6f}")
    house.pass_time(**by)


def words(house: House, ts: str) -> str | None:
    return house.session.get_one(Message, (NORD, ts)).text


def test_an_old_message_that_joined_a_request_is_followed(house: House, kept: Kept) -> None:
    kept.say(SHOP)
    changed = kept.say("Vor allem die Schuhe.")
    gone = kept.say("Und die Jacken.")
    request = house.request(changed)
    assert request.thread_ts not in (changed, gone)
    away(house, days=5)
    kept.edit(changed, "Vor allem die Hemden.")
    del kept.messages[gone]
    house.pass_time(hours=1)
    kept.come_back()
    assert words(house, changed) == "Vor allem die Hemden."
    assert words(house, gone) is None
    assert request.state == RequestState.OPEN


def test_what_was_courtesy_and_became_a_question_is_raised(house: House, kept: Kept) -> None:
    ts = kept.say("Danke!")
    away(house, days=3)
    kept.edit(ts, "Danke! Wann kommt das Angebot?")
    kept.come_back()
    assert house.request(ts).is_open


def test_an_unchanged_past_changes_nothing(house: House, kept: Kept) -> None:
    ts = kept.say(SHOP)
    kept.say("Vor allem die Schuhe.")
    version = house.request(ts).version
    away(house, days=5)
    kept.come_back()
    assert house.request(ts).version == version
    assert len(house.requests()) == 1


def closed_long_ago(house: House, kept: Kept) -> Request:
    ts = kept.say(SHOP)
    actions.done_by_member(house.session, house.request(ts).id, MARA, house.now)
    away(house, days=20)
    return house.request(ts)


def test_a_question_below_what_was_closed_long_ago_opens_it(house: House, kept: Kept) -> None:
    request = closed_long_ago(house, kept)
    kept.unheard("Wieso sind die Preise wieder falsch?", thread_ts=request.thread_ts)
    house.pass_time(hours=1)
    kept.come_back()
    assert request.is_open


def test_below_it_nothing_new_costs_no_call(house: House, kept: Kept) -> None:
    closed_long_ago(house, kept)
    kept.come_back()
    assert house.jobs("channels.read_thread") == []


def test_a_request_that_is_open_for_long_is_still_compared(house: House, kept: Kept) -> None:
    ts = kept.say(SHOP)
    away(house, days=50)
    kept.edit(ts, "Im Shop fehlen Preise.")
    kept.come_back()
    assert words(house, ts) == "Im Shop fehlen Preise."


def test_what_a_plan_hides_or_retention_deletes_is_not_withdrawn(house: House, kept: Kept) -> None:
    old = kept.say(SHOP)
    house.pass_time(days=15)
    kept.say("Wer pflegt die Bilder?")
    away(house, hours=5)
    del kept.messages[old]
    kept.come_back()
    assert house.request(old).is_open
    assert words(house, old) == SHOP


def test_what_is_missing_while_older_things_are_there_was_deleted(house: House, kept: Kept) -> None:
    kept.say("Danke!")
    house.pass_time(hours=1)
    gone = kept.say(SHOP)
    away(house, days=15)
    del kept.messages[gone]
    kept.come_back()
    assert not house.request(gone).is_open


def test_hourly_a_week_is_compared_and_after_an_absence_a_month(house: House, kept: Kept) -> None:
    house.pass_time(days=60)
    for hours, days in ((1, 7), (5, 30)):
        away(house, hours=hours)
        kept.come_back()
        todo = [job for job in house.jobs("channels.read_back") if job["channel"] == NORD][-1]
        start = house.now.timestamp() - float(todo["compare_from"])
        assert timedelta(seconds=start) == timedelta(days=days)
