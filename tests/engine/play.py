"""Random things that people of both sides do, with outsiders looking on."""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select, update

from bot.core.jobs import Job
from bot.features.requests.models import Request
from playground.loopback import client
from playground.slack.signing import signed_headers
from playground.testing import ControlError
from tests.dialogue.harness import Stage, actions_of
from tests.engine.clients_eyes import CANARY, Eyes

Json = dict[str, Any]
CHANNELS = {"C0NORDWIND": ("anke", "til"), "C0HARBOUR": ("grace", "owen")}
MEMBERS = ("mara", "jonas", "lena", "emre", "sofie")
QUESTIONS = (
    "Im Shop stimmen die Preise nach dem Import nicht mehr.",
    "Why does the newsletter look broken on phones?",
    "Wer schickt uns die Rechnung für Oktober?",
    "Can Jonas have a look at the tracking?",
    "Danke!",
)
FOR_CLIENTS = {"when": "bald", "text": "Danke für alles.", "comment": "Geht zu Ende."}
"""Fields, by block, of which a client reads what is typed."""
PROMISED = {"what": "Der Produktfinder", "what_not": "Keine Suche", "instead": "Die Hälfte"}
"""The same in what is promised; when the team is asked, fields of these names are its own."""
FRAME = {"due": "4 December 18:00", "answer_by": "23 November 12:00", "closes_at": ""}
"""When the team is asked: dates, which no canary can stand in for."""
VOTERS = ("jonas", "lena", "emre", "sofie")
VOTES = ("ballot_go", "ballot_go", "ballot_no", "ballot_abstain")
PAGES = 3
"""Windows that follow one another, at most."""


class Play:
    """Random things that people of both sides do."""

    def __init__(self, here: Stage, seed: int) -> None:
        self.here = here
        self.chance = random.Random(seed)
        self.eyes = Eyes(here.slack)

    def step(self) -> None:
        """One random act, and a look through every outsider's eyes."""
        act = self.chance.choice(
            [self.ask, self.ask, self.client_presses, self.client_presses, self.member_presses,
             self.member_presses, self.member_presses, self.answer, self.home, self.shortcut,
             self.forge, self.fail, self.end_work, self.walk, self.walk, self.decide,
             self.decide, self.decide]
        )  # fmt: skip
        try:
            act()
        except ControlError:
            return  # not possible for this person: Slack itself refuses
        finally:
            self.here.advance(minutes=self.chance.choice([0, 1, 20]))
            self.eyes.look()

    def somewhere(self) -> tuple[str, str]:
        channel = self.chance.choice(sorted(CHANNELS))
        return channel, self.chance.choice(CHANNELS[channel])

    def ask(self) -> None:
        channel, who = self.somewhere()
        self.here.post(who, channel, self.chance.choice(QUESTIONS))
        self.here.settle()

    def threads(self, who: str, channel: str) -> list[Json]:
        return [m for m in self.here.sees(who, channel) if not m["bot"]]

    def answer(self) -> None:
        channel, _ = self.somewhere()
        found = self.threads("mara", channel)
        if found:
            thread = self.chance.choice(found)["ts"]
            self.here.post(self.chance.choice(MEMBERS), channel, "Ich schaue.", thread_ts=thread)

    def client_presses(self) -> None:
        channel, who = self.somewhere()
        found = [
            card
            for message in self.threads(who, channel)
            for card in self.here.cards(who, channel, message["ts"])
            if actions_of(card)
        ]
        if found:
            self.press(who, channel, self.chance.choice(found), "Wunsch des Kunden")

    def member_presses(self) -> None:
        who = self.chance.choice(MEMBERS)
        channel = self.chance.choice(["C0TEAM", "dm"])
        found = [card for card in self.here.cards(who, channel) if actions_of(card)]
        if found:
            self.press(who, channel, self.chance.choice(found[-4:]), f"{CANARY}-words")

    def end_work(self) -> None:
        """Somebody would like to end the work for a client: why is nothing for them."""
        who, client = self.chance.choice(MEMBERS), self.chance.choice(["nordwind", "harbour"])
        text = f"/perron offboard {client}"
        self.here.slack.post("command", as_=who, channel="C0TEAM", text=text)
        self.fill_in(who, f"{CANARY}-end", {"last_day": "2026-12-18", "why": "by us"})

    def walk(self) -> None:
        """Confirmed, done, left out, blocked, given, called off: whatever an ending offers."""
        self._press_one("offboarding", f"{CANARY}-step")

    def commit(self) -> None:
        """The team is asked what it can promise, and votes: none of it is for the client."""
        who, client = self.chance.choice(VOTERS), self.chance.choice(["nordwind", "harbour"])
        self.here.slack.post("command", as_=who, channel="C0TEAM", text="/perron commit")
        self.fill_in(who, f"{CANARY}-stakes", {"client": client})
        self.here.settle()
        for voter in VOTERS:
            card = self._offering(voter, "ballot_go")[-1][1]
            action = self.chance.choice(VOTES)
            self.here.slack.post("click", as_=voter, channel="dm", ts=card["ts"], action_id=action)
        self.here.settle()
        self.eyes.look()

    def decide(self) -> None:
        """In or not, stood behind, asked again, answered, kept: whatever a ballot offers."""
        self._press_one(("ballot", "promise"), f"{CANARY}-hand")

    def _press_one(self, kind: str | tuple[str, ...], words: str) -> None:
        for who in self.chance.sample(MEMBERS, len(MEMBERS)):
            found = self._offering(who, kind)
            if found:
                channel, card = self.chance.choice(found[-3:])
                self.press(who, channel, card, words, kind)
                return

    def _offering(self, who: str, kind: str | tuple[str, ...]) -> list[tuple[str, Json]]:
        """Somebody's cards that have such a button, and where they stand."""
        return [
            (channel, card)
            for channel in ("C0TEAM", "dm")
            for card in self.here.cards(who, channel)
            if any(action.startswith(kind) for action in actions_of(card))
        ]

    def press(
        self, who: str, channel: str, card: Json, words: str, kind: str | tuple[str, ...] = ""
    ) -> None:
        action = self.chance.choice([one for one in actions_of(card) if one.startswith(kind)])
        more: Json = {"selected": "U0LENA"} if action.endswith("_give") else {}
        self.here.slack.post(
            "click", as_=who, channel=channel, ts=card["ts"], action_id=action, **more
        )
        self.eyes.look()
        self.fill_in(who, words)

    def fill_in(self, who: str, words: str, more: Json | None = None) -> None:
        """Submit what has opened, and what follows it; ``more`` by block: what is no text."""
        for _ in range(PAGES):
            stack = self.here.slack.get("modals", as_=who)["stack"]
            if not stack or not stack[-1].get("submit"):
                break
            view = stack[-1]
            known = FOR_CLIENTS
            if view["callback_id"].startswith("promise"):
                known = FOR_CLIENTS | PROMISED
            elif view["callback_id"] == "ballot_ask_window":
                known = FRAME
            values = {
                block["block_id"]: {"value": known.get(block["block_id"], words)}
                for block in view["blocks"]
                if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
            }
            there = {block.get("block_id") for block in view["blocks"]}
            values |= {name: {"value": one} for name, one in (more or {}).items() if name in there}
            answer = self.here.slack.post("submit", as_=who, view_id=view["id"], values=values)
            self.eyes.look()
            if answer.get("errors"):
                break
        for view in reversed(self.here.slack.get("modals", as_=who)["stack"]):
            self.here.slack.post("close", as_=who, view_id=view["id"])

    def home(self) -> None:
        _, who = self.somewhere()
        self.here.slack.post("home", as_=who, tab="home")
        self.here.settle()

    def shortcut(self) -> None:
        channel, client = self.somewhere()
        who = self.chance.choice([*MEMBERS, client])
        found = self.threads("mara", channel)
        if found:
            ts = self.chance.choice(found)["ts"]
            callback_id = self.chance.choice(["request_ticket", "request_raise"])
            self.here.slack.post(
                "shortcut", as_=who, channel=channel, ts=ts, callback_id=callback_id
            )
            self.fill_in(who, f"{CANARY}-raised")

    def forge(self) -> None:
        """A client sends a press of a button of the team's, signed as Slack signs."""
        channel, who = self.somewhere()
        request = self.here.read(lambda s: s.scalars(select(Request.id)).first())
        action = self.chance.choice(
            ["request_take", "request_close", "request_later", "request_split", "ticket_open",
             "suggestion_pass", "request_not", "introduction_open"]
        )  # fmt: skip
        value = channel if action == "introduction_open" else request or "none"
        self.send(forged(f"U0{who.upper()}", channel, action, value))

    def send(self, payload: Json) -> None:
        body = urlencode({"payload": json.dumps(payload)})
        headers = signed_headers("playground-signing-secret", body)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        url = str(self.here.slack.playground.request_url)
        with client() as forger:
            assert forger.post(url, content=body, headers=headers).is_success

    def fail(self) -> None:
        """Jira has a bad minute, and a job a shameful error."""
        self.here.slack.post("hostile", jira={"403": 0.5, "500": 0.3})
        error = f"{CANARY}-error"
        self.here.db.write(lambda s: s.execute(update(Job).values(error=error)))

    def prove(self) -> None:
        """Nothing of ours was seen outside; and the search would have found it."""
        self.here.slack.post("hostile")
        self.here.settle()
        self.eyes.look()
        leaks = self.eyes.leaks()
        assert leaks == [], leaks


def forged(user: str, channel: str, action: str, value: str) -> Json:
    """A ``block_actions`` payload that no button led to."""
    return {
        "type": "block_actions",
        "team": {"id": "T0GLEISWERK"},
        "user": {"id": user, "team_id": "T0NORDWIND"},
        "api_app_id": "A0PERRON",
        "token": "x",
        "trigger_id": "1.2.3",
        "container": {"type": "message", "message_ts": "1.1", "channel_id": channel},
        "channel": {"id": channel, "name": "x"},
        "actions": [
            {
                "type": "button",
                "action_id": action,
                "block_id": f"request|{value}",
                "value": value,
                "action_ts": f"{random.random():.6f}",
            }
        ],
    }
