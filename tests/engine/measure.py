"""Figures, with Slack's limits on: ``python -m tests.engine.measure``.

(a) 200 posts at 5 a second: is any lost or doubled, and when is all shown? (b) The median time from
a single post, three seconds apart, to its card in the team channel.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playground.slack.seeds import read_seed
from tests.engine import invariants
from tests.engine.bots import Bots, prepare, site

POSTS, A_SECOND = 200, 5.0
SINGLE, APART = 20, 3.0


def _crowd() -> dict[str, object]:
    """The seed with so many people of a client that no two posts fall into one window."""
    seed = read_seed()
    people = [f"U0CROWD{number}" for number in range(POSTS + SINGLE)]
    for id_ in people:
        seed["people"].append({"id": id_, "name": f"Person {id_}", "workspace": "T0NORDWIND"})
    for channel in seed["channels"]:
        if channel["id"] == "C0NORDWIND":
            channel["members"] += people
    return dict(seed)


def _team_cards(bots: Bots) -> dict[str, float]:
    """Text of each card in the team channel → its ts."""
    team = bots.slack.world.channels["C0TEAM"]
    ours = [m for m in list(team.messages.values()) if m.user == bots.slack.world.app.bot_user]
    return {message.text: float(message.ts) for message in ours}


def _post(bots: Bots, number: int) -> tuple[str, float]:
    text = f"Warum stimmt der Preis Nummer {number:03} im Shop nicht?"
    body = {"as_": f"U0CROWD{number}", "channel": "C0NORDWIND", "text": text}
    return text, float(bots.slack.post("post", **body)["ts"])


def _shown_after(bots: Bots, text: str, ts: float) -> float:
    def shown() -> float | None:
        found = [at for said, at in _team_cards(bots).items() if text in said]
        return found[0] - ts if found else None

    return float(bots.until(shown, text, 60))


def main() -> None:
    """Measure and tell."""
    folder = Path(tempfile.mkdtemp(prefix="perron-measure-"))
    template = folder / "template.db"
    prepare(f"sqlite:///{template}")
    with site(folder, seed=_crowd(), rate_limits=True) as place:
        bots = place.world(place.sqlite(template), hurry=False)
        bots.start()
        bots.ready()
        bots.settle(60)
        took = []
        for number in range(SINGLE):
            began = time.monotonic()
            text, ts = _post(bots, POSTS + number)
            took.append(_shown_after(bots, text, ts))
            time.sleep(max(0.0, APART - (time.monotonic() - began)))
        print(f"median of {SINGLE} single posts to the team card: {statistics.median(took):.2f} s")  # noqa: T201
        print(f"longest: {max(took):.2f} s")  # noqa: T201
        bots.settle(120)
        began = time.monotonic()
        texts = []
        for number in range(POSTS):
            time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
            texts.append(_post(bots, number)[0])
        fed = time.monotonic() - began
        bots.settle(900)
        print(f"{POSTS} posts in {fed:.0f} s, all shown after {time.monotonic() - began:.0f} s")  # noqa: T201
        bots.stop()
        invariants.check(bots.database, bots.slack)
        found = invariants.requests_by_text(bots.database)
        assert all(found[text] == 1 for text in texts)
        assert sum(found.values()) == POSTS + SINGLE
        print("none lost, none doubled, all cards right")  # noqa: T201


if __name__ == "__main__":
    main()
