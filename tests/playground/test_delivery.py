"""Events are repeated until they are taken; clicks are not."""

from __future__ import annotations

import threading

import pytest

from playground.testing import Running
from tests.playground.blocks import actions
from tests.playground.conftest import Api
from tests.playground.receiver import Receiver


def _post(pg: Running, text: str = "Hallo") -> str:
    return str(pg.post("post", as_="anke", channel="C0NORDWIND", text=text)["ts"])


def test_is_sent_again_with_the_same_id_until_taken(pg: Running, bot: Receiver) -> None:
    bot.answer = lambda got: (200 if got.headers.get("x-slack-retry-num") == "2" else 500, "")
    _post(pg)
    pg.post("settle")
    got = bot.wait("message", 3)
    assert [g.headers.get("x-slack-retry-num") for g in got] == [None, "1", "2"]
    assert got[1].headers["x-slack-retry-reason"] == "http_error"
    assert len({g.payload["event_id"] for g in got}) == 1


def test_gives_up_after_three_repeats(pg: Running, bot: Receiver) -> None:
    bot.answer = lambda _: (404, "")
    _post(pg)
    pg.post("settle")
    assert len(bot.wait("message", 4)) == 4


@pytest.mark.usefixtures("impatient")
def test_a_slow_answer_counts_as_none(pg: Running, bot: Receiver) -> None:
    again = threading.Event()

    def slow(_: object) -> tuple[int, str]:
        if len(bot.got) == 1:
            again.wait(60)
        again.set()
        return 200, ""

    bot.answer = slow
    _post(pg)
    pg.post("settle")
    assert bot.wait("message", 2)[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_a_click_is_sent_once_and_the_person_is_warned(
    pg: Running, api: Api, bot: Receiver
) -> None:
    ts = api("chat.postMessage", channel="C0NORDWIND", text="x", blocks=[actions()])["ts"]
    bot.answer = lambda got: (500 if got.kind == "block_actions" else 200, "")
    done = pg.post("click", as_="anke", channel="C0NORDWIND", ts=ts, action_id="go")
    assert (done["ok"], done["status"], done["error"]) == (False, 500, "http_error")
    pg.post("settle")
    assert len(bot.wait("block_actions")) == 1
    assert "Perron" in pg.get("notices", as_="anke")["notices"][0]
    assert pg.get("notices", as_="til")["notices"] == []


def test_only_where_the_bot_is_and_what_it_subscribed_to(pg: Running, bot: Receiver) -> None:
    pg.post("post", as_="mara", channel="C0GENERAL", text="unter uns")
    _post(pg)
    pg.post("settle")
    assert [g.payload["event"]["text"] for g in bot.got] == ["Hallo"]
    pg.call(lambda: pg.playground.manifest.events.discard("message.channels"))
    _post(pg, "ungehört")
    pg.post("settle")
    pg.call(lambda: pg.playground.manifest.events.add("message.channels"))
    assert len(bot.got) == 1


def test_a_mention_arrives_twice_with_different_ids(pg: Running, bot: Receiver) -> None:
    _post(pg, "@Perron, wer kann das?")
    pg.post("settle")
    message, mention = bot.wait("message")[0].payload, bot.wait("app_mention")[0].payload
    assert message["event"]["ts"] == mention["event"]["ts"]
    assert message["event_id"] != mention["event_id"]
    assert (message["team_id"], message["event"]["team"]) == ("T0NORDWIND", "T0NORDWIND")
    assert (mention["event"]["team"], mention["event"]["user_team"]) == (
        "T0GLEISWERK",
        "T0NORDWIND",
    )
    assert message["context_team_id"] == message["authorizations"][0]["team_id"] == "T0GLEISWERK"
    assert message["is_ext_shared_channel"] is True


def test_hostile_events_are_repeated_and_reordered(pg: Running, bot: Receiver) -> None:
    pg.post("hostile", seed=3, events={"repeat": 0.5, "reorder": 0.5, "delay": [0, 0.05]})
    sent = [str(n) for n in range(20)]
    for text in sent:
        _post(pg, text)
    pg.post("settle")
    texts = [g.payload["event"]["text"] for g in bot.got]
    assert set(texts) == set(sent)
    assert len(texts) > len(sent)
    assert list(dict.fromkeys(texts)) != sent
    unmarked = [g.payload["event"]["text"] for g in bot.got if "x-slack-retry-num" not in g.headers]
    assert len(unmarked) == len(set(unmarked))  # what comes again says so


def test_a_tombstone_stays_where_a_thread_was(pg: Running, bot: Receiver) -> None:
    parent = _post(pg)
    pg.post("post", as_="til", channel="C0NORDWIND", text="ja", thread_ts=parent)
    pg.post("delete", as_="anke", channel="C0NORDWIND", ts=parent)
    pg.post("settle")
    event = bot.wait("message.message_changed")[0].payload["event"]
    assert event["message"]["subtype"] == "tombstone"
    assert event["previous_message"]["text"] == "Hallo"
    assert pg.messages("mara", "C0NORDWIND")[0]["deleted"] is True
