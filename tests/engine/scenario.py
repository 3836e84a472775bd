"""The main job, done by people who press again when Slack says that it did not work."""

from __future__ import annotations

from typing import Any

from playground.testing import ControlError
from tests.dialogue.harness import actions_of, text_of
from tests.engine.bots import Bots

Json = dict[str, Any]
QUESTION = "Im Shop stimmen die Preise nach dem Import Nummer {} nicht mehr."


def cards(bots: Bots, who: str, channel: str, thread: str | None = None) -> list[Json]:
    """Perron's messages that somebody sees there."""
    return [
        message
        for message in bots.slack.messages(who, channel, thread)
        if message["name"] == "Perron" and not message.get("ephemeral")
    ]


def press(bots: Bots, who: str, channel: str, message: Json, action: str) -> bool:
    """Press once; false where Slack warns that it did not work."""
    body = {"as_": who, "channel": channel, "ts": message["ts"], "action_id": action}
    return bool(bots.slack.post("click", **body)["ok"])


class Story:
    """One question from beginning to end; ``number`` tells it from others in the same world."""

    def __init__(self, bots: Bots, number: int = 1) -> None:
        self.bots = bots
        self.question = QUESTION.format(number)
        self.ts = ""

    def team_card(self) -> Json | None:
        """The card in the team channel, once it is there."""
        found = [m for m in cards(self.bots, "mara", "C0TEAM") if self.question in text_of(m)]
        return found[0] if found else None

    def team_card_says(self, *words: str) -> bool:
        card = self.team_card()
        text = text_of(card) + " ".join(actions_of(card)) if card else ""
        return all(word in text for word in words)

    def client_card(self) -> Json | None:
        found = cards(self.bots, "anke", "C0NORDWIND", self.ts)
        return found[0] if found else None

    def play(self) -> None:
        """Question, take, ticket, answer, done."""
        until = self.bots.until
        slack = self.bots.slack
        posted = slack.post("post", as_="anke", channel="C0NORDWIND", text=self.question)
        self.ts = str(posted["ts"])
        until(lambda: self.team_card_says("request_take"), "the team's card")
        self.press_until("jonas", "C0TEAM", "request_take", "<@U0JONAS>")
        until(self.ticket_is_there, "the ticket")
        slack.post(
            "post", as_="jonas", channel="C0NORDWIND", text="Ich schaue nach.", thread_ts=self.ts
        )
        until(lambda: self.team_card_says("Answered"), "the answer noticed")
        until(self.client_card, "the client's card")
        self.press_until("anke", "C0NORDWIND", "request_done", "request_reopen")

    def press_until(self, who: str, channel: str, action: str, seen: str) -> None:
        """Press; press again when that failed and nothing came of it."""
        until = self.bots.until
        while True:
            card = self.team_card() if channel == "C0TEAM" else self.client_card()
            assert card is not None
            if press(self.bots, who, channel, card, action):
                until(lambda: self.team_card_says(seen), f"{seen} after {action}")
                return
            self.bots.tend()
            self.bots.ready()
            self.bots.settle()
            if self.team_card_says(seen):
                return

    def ticket_is_there(self) -> bool:
        """Open the window and submit it, unless that was done already."""
        if self.team_card_says("NORD-"):
            return True
        card, slack = self.team_card(), self.bots.slack
        windows = slack.get("modals", as_="jonas")["stack"]
        try:
            if windows:
                slack.post("submit", as_="jonas", view_id=windows[-1]["id"])
            elif card and "ticket_open" in actions_of(card):
                press(self.bots, "jonas", "C0TEAM", card, "ticket_open")
        except ControlError:
            return False  # the card has moved on between the look and the press
        return False
