"""Perron was away for longer than Slack repeats: afterwards everything is there, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.core.db import Database
from bot.features.requests.models import ClosedBy, Message, Request, RequestState
from tests.engine import invariants
from tests.engine.bots import Bots, Site

pytestmark = pytest.mark.slow
CHANNEL = "C0NORDWIND"
HOUR = 3600.0


@pytest.fixture
def bots(place: Site, template: Path) -> Bots:
    return place.world(place.sqlite(template))


def say(bots: Bots, who: str, text: str, thread_ts: str | None = None) -> str:
    posted = bots.slack.post("post", as_=who, channel=CHANNEL, text=text, thread_ts=thread_ts)
    return str(posted["ts"])


def time_passes(bots: Bots, seconds: float = HOUR) -> None:
    clock = bots.slack.playground.clock
    clock.move_to(clock.now() + seconds)


def go_away(bots: Bots) -> None:
    """Ended; and what Slack sends meanwhile it gives up on."""
    bots.settle()
    bots.end()
    bots.slack.playground.request_url = None
    time_passes(bots)


def given_up(bots: Bots) -> None:
    """Wait until each event was taken, or given up: also one that found nobody to take it to."""
    bots.until(lambda: not bots.slack.playground.delivery.pending, "no event on its way")


def come_back(bots: Bots) -> None:
    given_up(bots)
    time_passes(bots)
    bots.start()
    bots.ready()
    bots.settle()


def requests(bots: Bots) -> dict[str, tuple[RequestState, str | None, ClosedBy | None]]:
    """First words → state, whose it is, how it was closed."""
    db = Database(bots.database)
    rows = db.read(
        lambda s: s.execute(
            select(Message.text, Request.state, Request.assignee, Request.closed_by)
            .join(Request, Request.id == Message.request_id)
            .where(Message.ts == Request.thread_ts)
        ).all()
    )
    db.close()
    return {str(row[0]): (RequestState(row[1]), row[2], row[3]) for row in rows}


def test_what_was_missed_is_there_once(bots: Bots) -> None:
    bots.start()
    bots.ready()
    answered = say(bots, "anke", "Wann kommt das Angebot?")
    deleted = say(bots, "til", "Das hier war ein Versehen?")
    time_passes(bots, 200)
    changed = say(bots, "til", "Welcher Titel stimmt?")
    go_away(bots)

    bots.slack.post("delete", as_="til", channel=CHANNEL, ts=deleted)
    bots.slack.post("edit", as_="til", channel=CHANNEL, ts=changed, text="Welcher Preis stimmt?")
    say(bots, "jonas", "Heute Nachmittag.", answered)
    say(bots, "anke", "Danke, und was kostet es ungefähr?", answered)
    new = say(bots, "anke", "Warum ist der Shop so langsam?")
    say(bots, "lena", "Ich sehe es mir an.", new)
    time_passes(bots, 200)
    gone = say(bots, "anke", "Und diese Frage hier?")
    bots.slack.post("delete", as_="anke", channel=CHANNEL, ts=gone)
    say(bots, "til", "Wer pflegt die Bilder?")
    come_back(bots)
    bots.stop()

    assert requests(bots) == {
        "Wann kommt das Angebot?": (RequestState.TAKEN, "U0JONAS", None),
        "None": (RequestState.CLOSED, None, ClosedBy.WITHDRAWN),
        "Welcher Preis stimmt?": (RequestState.OPEN, None, None),
        "Warum ist der Shop so langsam?": (RequestState.TAKEN, "U0LENA", None),
        "Wer pflegt die Bilder?": (RequestState.OPEN, None, None),
    }
    invariants.check(bots.database, bots.slack)


def test_the_first_message_after_an_outage_hides_nothing(bots: Bots) -> None:
    """Slack could not reach us for hours, and then could: without any restart."""
    first, later = "Wo ist das Logo?", "Wer pflegt die Bilder?"
    bots.start()
    bots.ready()
    bots.settle()
    url, bots.slack.playground.request_url = bots.slack.playground.request_url, None
    time_passes(bots)
    say(bots, "anke", first)
    given_up(bots)
    time_passes(bots)
    bots.slack.playground.request_url = url
    say(bots, "anke", later)
    bots.settle()
    assert set(requests(bots)) == {later}
    bots.end()
    come_back(bots)
    bots.stop()
    assert set(requests(bots)) == {first, later}
    invariants.check(bots.database, bots.slack)


def test_a_closed_request_is_opened_by_a_question_that_was_missed(bots: Bots) -> None:
    bots.start()
    bots.ready()
    ts = say(bots, "anke", "Wann kommt das Angebot?")
    say(bots, "jonas", "Ist unterwegs.", ts)
    bots.settle()
    card = next(m for m in bots.slack.messages("anke", CHANNEL, ts) if m["name"] == "Perron")
    bots.slack.post("click", as_="anke", channel=CHANNEL, ts=card["ts"], action_id="request_done")
    go_away(bots)
    say(bots, "anke", "Wieso steht da ein falscher Preis?", ts)
    come_back(bots)
    bots.stop()
    assert requests(bots)["Wann kommt das Angebot?"][:2] == (RequestState.TAKEN, "U0JONAS")
    invariants.check(bots.database, bots.slack)


def test_nothing_from_before_the_introduction_is_read(bots: Bots) -> None:
    clock = bots.slack.playground.clock
    clock.move_to(clock.now() - 2 * HOUR)
    old = say(bots, "anke", "Ein Geheimnis von früher?")
    clock.move_to(clock.now() + 2 * HOUR)
    bots.start()
    bots.ready()
    bots.slack.post("edit", as_="anke", channel=CHANNEL, ts=old, text="Ein anderes Geheimnis?")
    bots.settle()
    bots.stop()
    assert requests(bots) == {}


def test_what_was_accepted_before_sigterm_is_kept(bots: Bots) -> None:
    bots.start()
    bots.ready()
    texts = [f"Stimmt Preis Nummer {number}?" for number in range(6)]
    for text in texts:
        say(bots, "anke", text)
        time_passes(bots, 200)
    given_up(bots)
    bots.slack.playground.request_url = None
    bots.end()
    bots.start()
    bots.ready()
    bots.settle()
    bots.stop()
    assert set(requests(bots)) == set(texts)
    invariants.check(bots.database, bots.slack)
