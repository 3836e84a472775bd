"""The people who post: so many that nobody posts twice within one request's window."""

from __future__ import annotations

import math

from playground.slack.seeds import read_seed
from playground.supervisor.options import FeedWish
from playground.supervisor.trouble import WrongUse

WINDOW = 150.0
"""Seconds: a client's window of two minutes, and some more."""
Json = dict[str, object]


def crowd(wish: FeedWish, texts: int) -> tuple[dict[str, object], list[str]]:
    """The playground's seed with these people in the channel, and their ids. Raises WrongUse."""
    seed = read_seed()
    channels = [c for c in seed["channels"] if wish.channel.lstrip("#") in (c["name"], c["id"])]
    shared = [c for c in channels if c.get("shared_with")]
    if not shared:
        names = ", ".join(c["name"] for c in seed["channels"] if c.get("shared_with"))
        raise WrongUse(f"{wish.channel} is no client's channel; there is {names}.")
    team = shared[0]["shared_with"][0]
    size = min(texts, math.ceil(wish.rate * WINDOW))
    ids = [f"U0FEED{number:04d}" for number in range(1, size + 1)]
    seed["people"] += [
        {"id": id_, "name": f"Person {number:03d}", "workspace": team}
        for number, id_ in enumerate(ids, 1)
    ]
    shared[0]["members"] += ids
    return seed, ids
