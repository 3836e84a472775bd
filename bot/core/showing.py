"""Showing cards: drawn from the current state, sent once, whatever breaks in between."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot.core import cards, claims, jobs
from bot.core.cards import Claimed
from bot.core.rests import Rests, Turns, wait
from bot.core.work import Draw, Drawing, Guard, Metrics, Tools
from bot.ports import Busy, Refused, Unreachable

logger = logging.getLogger(__name__)

CLOCKS_DIFFER = 60.0
"""Seconds that Slack's clock may differ from ours."""
WAITS = "asked to wait"
GONE: Mapping[str, Callable[[Session, Claimed], None]] = {
    "message_not_found": claims.was_deleted,
    "cant_update_message": claims.was_deleted,
    "thread_not_found": claims.has_no_thread,
}
"""What becomes of a card where somebody has deleted something, by Slack's code."""


class Display:
    """Shows the cards that are due, one at a time. Any number of threads may use it."""

    def __init__(
        self, tools: Tools, draws: Mapping[str, Draw], guard: Guard, metrics: Metrics
    ) -> None:
        self._tools = tools
        self._draws = draws
        self._guard = guard
        self._metrics = metrics
        self._resting = Rests()
        self._turns = Turns()

    def step(self) -> bool:
        """Bring one card up to date; false where none is due."""
        db, resting = self._tools.db, self._resting.now()
        if not db.read(lambda s: claims.something_due(s, resting)):
            return False
        card = db.write(lambda s: claims.claim(s, resting, fresh=self._turns.fresh))
        if card is None:
            return False
        outcome = self._bring_up_to_date(card)
        if outcome != WAITS:
            self._turns.go_on()
        self._metrics.count(f"card {card.kind}", outcome)
        logger.info("card", extra={"card": card.id, "kind": card.kind, "outcome": outcome})
        return True

    def _bring_up_to_date(self, card: Claimed) -> str:
        """Whatever happens, the card is in nobody's hands afterwards; returns what happened."""
        try:
            return self._show(card)
        except Busy as busy:
            delay = wait(busy, self._resting, claims.brake_of(card.place, card.ts))
            self._put_back(card, delay, str(busy), count=False)
            return WAITS
        except Refused as error:
            return self._refused(card, error)
        except Unreachable as error:
            self._put_back(card, jobs.backoff(card.tries), str(error))
            return "tried again"
        except Exception as error:
            logger.exception("card failed", extra={"card": card.id, "kind": card.kind})
            self._put_back(card, jobs.backoff(card.tries), repr(error))
            return "failed"

    def _put_back(
        self, card: Claimed, delay: float | None, why: str, *, count: bool = True
    ) -> None:
        self._tools.db.write(lambda s: claims.put_back(s, card, delay, why, count=count))

    def _refused(self, card: Claimed, error: Refused) -> str:
        gone = GONE.get(error.code)
        if gone is not None:
            self._tools.db.write(lambda s: gone(s, card))
            return "deleted by somebody"
        why = str(error)
        logger.error("card given up", extra={"card": card.id, "kind": card.kind, "why": why})
        self._tools.db.write(lambda s: claims.give_up(s, card, why))
        return "given up"

    def _show(self, card: Claimed) -> str:
        """Draw and send, unless this very state is shown already. What an earlier try has sent
        before it was interrupted is not known."""
        db, now = self._tools.db, self._tools.clock.now()
        drawing = db.read(lambda s: self._draws[card.kind](s, card, now))
        if drawing is None:
            self._take_away(card)
            db.write(lambda s: claims.shown(s, card, None, None))
            return "nothing to show"
        fingerprint = _fingerprint(drawing)
        is_known = fingerprint == card.fingerprint and card.tries == 1
        if card.kind == cards.HOME:
            if not is_known:
                self._tools.chat.publish_home(card.place, drawing.blocks)
            ts = None
        else:
            ts = self._send(card, drawing, is_known=is_known)
        db.write(lambda s: claims.shown(s, card, ts, fingerprint))
        return "shown"

    def _take_away(self, card: Claimed) -> None:
        channel = card.channel or card.place
        ts = card.ts or self._posted_earlier(card, channel)
        if ts is None:
            return
        with self._noted(card):  # else nobody would know that it was us who deleted it
            self._tools.chat.delete(channel, ts)

    @contextmanager
    def _noted(self, card: Claimed) -> Iterator[None]:
        """Note that something leaves now; what is clearly not carried out has not left."""
        db, at = self._tools.db, self._tools.clock.now().timestamp()
        if not db.write(lambda s: claims.sending(s, card, at)):
            raise Unreachable("the lease was lost")
        try:
            yield
        except (Busy, Refused):
            db.write(lambda s: claims.sending(s, card, None))
            raise

    def _send(self, card: Claimed, drawing: Drawing, *, is_known: bool) -> str:
        """Post or update, where this audience may see it; returns the message's ts."""
        channel = card.channel or self._find_place(card)
        why_not = self._guard(self._tools, card, channel)
        if why_not is not None:
            raise Refused("audience", why_not)
        if card.ts is None:
            return self._post(card, channel, drawing)
        if not is_known and not self._goes_its_own_way(card, drawing):
            self._tools.chat.update(channel, card.ts, drawing.text, drawing.blocks)
        return card.ts

    def _goes_its_own_way(self, card: Claimed, drawing: Drawing) -> bool:
        """Update by the response URL that a press has lent; false where there is none any more."""
        if card.way is None:
            return False
        try:
            self._tools.chat.respond(card.way, drawing.text, drawing.blocks, in_place=True)
        except Refused:
            self._tools.db.write(lambda s: claims.way_is_shut(s, card))
            return False
        return True

    def _find_place(self, card: Claimed) -> str:
        channel = card.place
        if card.place.startswith(("U", "W")):
            known = self._tools.db.read(lambda s: claims.known_channel(s, card.place))
            channel = known or self._tools.chat.open_dm(card.place)
        self._tools.db.write(lambda s: claims.locate(s, card, channel))
        return channel

    def _post(self, card: Claimed, channel: str, drawing: Drawing) -> str:
        """Post once: a message of an earlier try, if there is one, is found by its opaque id."""
        chat = self._tools.chat
        found = self._posted_earlier(card, channel)
        if found is not None:
            chat.update(channel, found, drawing.text, drawing.blocks)
            return found
        with self._noted(card):
            return chat.post(
                channel, drawing.text, drawing.blocks, opaque_id=card.id, thread_ts=card.thread_ts
            )

    def _posted_earlier(self, card: Claimed, channel: str) -> str | None:
        """The message of an earlier try whose answer was lost."""
        if card.sending_since is None:
            return None
        since = card.sending_since - CLOCKS_DIFFER
        return self._tools.chat.find(channel, card.id, thread_ts=card.thread_ts, since=since)


def _fingerprint(drawing: Drawing) -> str:
    content = json.dumps([drawing.text, list(drawing.blocks)], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()
