"""An ending from the question to the delivery block, by people who press again when they must."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.core.db import Database
from bot.features.offboarding.kinds import AccessState, CaseState, StepState, Turn
from bot.features.offboarding.models import Access, Case, Step
from playground.confluence import TOKEN as WIKI_TOKEN
from playground.jira import TOKEN
from tests.dialogue.harness import agency_file
from tests.engine.bots import Bots
from tests.engine.clients_eyes import CANARY
from tests.engine.hands import PATIENCE, Hands, Place, ours, pressable

Json = dict[str, Any]
ENDING = """
offboarding:
  - key: default
    name: {en: Short}
    grace_days: 1
    steps:
      - {key: tickets, evidence: [check, number]}
      - {key: rights, evidence: [link]}
      - {key: knowledge, needs: [tickets]}
      - {key: farewell, needs: [rights, knowledge]}
      - {key: access_inactive, needs: [farewell]}
      - {key: access_deleted}
      - {key: block, needs: [access_inactive], evidence: []}
"""
AGENCY = agency_file() + ENDING
ORDER = {
    "tickets": (),
    "rights": (),
    "knowledge": ("tickets",),
    "farewell": ("rights", "knowledge"),
    "access_inactive": ("farewell",),
    "access_deleted": ("access_inactive",),
    "block": ("access_inactive",),
}
PROJECTS = {"nordwind": "NORD", "harbour": "HARB"}
CHANNELS = {"nordwind": "C0NORDWIND", "harbour": "C0HARBOUR"}
WORD = "Danke, liebe Leute bei {}: Es war schön mit euch."
TICKETS = 2
"""Open ones of each client."""
BERLIN = ZoneInfo("Europe/Berlin")


def furnish(bots: Bots) -> None:
    """A wiki, and tickets that are open; before anything is hostile."""
    url = f"{bots.slack.url}/confluence"
    bots.env = {"PERRON_CONFLUENCE__URL": url, "PERRON_CONFLUENCE__TOKEN": WIKI_TOKEN}
    for project in PROJECTS.values():
        for number in range(TICKETS):
            kind, named = {"id": "6"}, {"key": project}
            fields = {"project": named, "summary": f"Open {number}", "issuetype": kind}
            bots.slack.client.post(
                "/jira/rest/api/2/issue",
                json={"fields": fields},
                headers={"Authorization": f"Bearer {TOKEN}"},
            ).raise_for_status()


class Farewell(Hands):
    """The ending of the work for one client; ``case`` is the newest one."""

    def __init__(self, bots: Bots, client: str) -> None:
        super().__init__(bots)
        self.client = client
        self.db = Database(bots.database)
        self.called_off: list[str] = []
        self.word = WORD.format(client)

    def turn_back(self) -> None:
        """Begun, and called off after Perron has closed tickets."""
        self.begin()
        self.close_tickets()
        self.call_off()

    def walk(self) -> None:
        """Begun, and walked to its end."""
        self.begin()
        self.close_tickets()
        self.done("tickets")
        self.rights_are_blocked_until_tomorrow()
        self.two_at_one_step()
        self.write_page()
        self.say_farewell()
        self.take_access_and_give_it_back()
        self.next_day()
        self.delete_access()
        self.done("block")
        self.bots.until(
            lambda: self.case.state == CaseState.FINISHED, "the end of the case", PATIENCE
        )

    # The case

    def begin(self) -> None:
        """Jonas asks; Emre confirms, until it runs."""
        day = (self.today() + timedelta(days=30)).isoformat()
        asked = {"client": self.client, "last_day": day, "why": "by us", "note": f"{CANARY}-why"}

        def open_it() -> None:
            text = f"/perron offboard {self.client}"
            self.bots.slack.post("command", as_="jonas", channel="C0TEAM", text=text)

        self.fill("jonas", open_it, asked, lambda: self._live() is not None)
        find = partial(self._on_card, "emre", "offboarding_confirm")
        self.press(find, lambda: self.case.state == CaseState.RUNNING)
        self.mend()

    def call_off(self) -> None:
        case = self.case.id
        open_it = self.opened_by(partial(self._on_card, "mara", "offboarding_call_off"))
        self.fill("mara", open_it, {"why": f"{CANARY}-stays"}, lambda: self._live() is None)
        self.called_off.append(case)
        self.mend()

    # Steps

    def close_tickets(self) -> None:
        """Perron looks, somebody chooses all that it found, and Perron closes them."""
        self.look("tickets")
        self.choose("tickets", {"comment": "The work on this ends."})

    def write_page(self) -> None:
        self.look("knowledge")
        self.choose("knowledge", {})
        self.done("knowledge")

    def say_farewell(self) -> None:
        """The click that sends the word is the one that settles the step."""
        self.look("farewell")
        self.choose("farewell", {"text": self.word})
        assert self.step("farewell").state == StepState.DONE

    def rights_are_blocked_until_tomorrow(self) -> None:
        until = {"why": f"{CANARY}-lawyer", "until": self._next_working_day().isoformat()}
        self._window("rights", "offboarding_blocked", until, StepState.BLOCKED)
        self.next_day()
        self.bots.until(
            lambda: self.step("rights").state == StepState.POSSIBLE, "it is back", PATIENCE
        )
        self.mend()

    def two_at_one_step(self) -> None:
        """Its owner calls it done while Mara leaves it out: one of them is told who was faster."""
        both: dict[str, Json] = {"lena": {"link": "https://files.example/r"}, "mara": {"why": "-"}}
        while not self.step("rights").is_settled:
            for who in both:
                self.close_all(who)
            if self._done_window() and self._skip_window():
                with ThreadPoolExecutor(2) as pool:
                    list(pool.map(self._send_pages, both, both.values()))
            self.mend()

    def _done_window(self) -> bool:
        place = self._at("rights", "offboarding_done_with")
        return place is not None and self.click(place) and bool(self._stack("lena"))

    def _skip_window(self) -> bool:
        place = self._on_card("mara", "offboarding_change")
        if place is None or not self.click(place) or not self._stack("mara"):
            return False
        chosen = {"what": "skip", "step": self.step("rights").id}
        return self._send("mara", self._stack("mara")[-1], chosen) and len(self._stack("mara")) > 1

    def take_access_and_give_it_back(self) -> None:
        """Set inactive, done; one of them gets it back, which opens the step; inactive again."""
        self.look("access_inactive")
        self._change_access("inactive", self._in_state(AccessState.ACTIVE), AccessState.INACTIVE)
        self.done("access_inactive")
        self._change_access("undo", self._in_state(AccessState.INACTIVE)[:1], AccessState.ACTIVE)
        assert self.step("access_inactive").state == StepState.POSSIBLE
        self._change_access("inactive", self._in_state(AccessState.ACTIVE), AccessState.INACTIVE)
        self.done("access_inactive")

    def delete_access(self) -> None:
        """Due by itself, done by people."""
        self.bots.until(
            lambda: self.step("access_deleted").state == StepState.POSSIBLE, "its time", PATIENCE
        )
        self.mend()
        gone = self._in_state(AccessState.INACTIVE)
        self._change_access("deleted", gone, AccessState.DELETED, "access_deleted")
        self._window("access_deleted", "offboarding_done_with", {}, StepState.DONE)

    def look(self, key: str) -> None:
        self.press(partial(self._at, key, "offboarding_look"), lambda: self._turn(key, Turn.FOUND))

    def choose(self, key: str, values: Json) -> None:
        """What Perron does is done once it says so."""
        there = Turn.DOING, Turn.DID
        open_it = self.opened_by(partial(self._at, key, "offboarding_choose"))
        self.fill(self._owner(key), open_it, values, lambda: self._turn(key, *there))
        self.bots.until(lambda: self._turn(key, Turn.DID), f"Perron has done {key}", PATIENCE)
        self.mend()

    def done(self, key: str) -> None:
        find = partial(self._at, key, "offboarding_done")
        self.press(find, lambda: self.step(key).state == StepState.DONE)
        self.mend()

    def _window(self, key: str, action: str, values: Json, then: StepState) -> None:
        open_it = self.opened_by(partial(self._at, key, action))
        self.fill(self._owner(key), open_it, values, lambda: self.step(key).state == then)
        self.mend()

    def _change_access(
        self, what: str, ids: list[str], then: AccessState, key: str = "access_inactive"
    ) -> None:
        assert ids
        values = {"which": ids, "what": what, "why": f"{CANARY}-one week"}
        open_it = self.opened_by(partial(self._at, key, "offboarding_list"))
        self.fill(self._owner(key), open_it, values, lambda: set(ids) <= set(self._in_state(then)))
        self.mend()

    # What is there

    @property
    def case(self) -> Case:
        newest = select(Case).where(Case.client_key == self.client).order_by(Case.asked_at.desc())
        return self.db.read(lambda s: s.scalars(newest).all()[0])

    def _live(self) -> Case | None:
        live = select(Case).where(Case.live == self.client)
        return self.db.read(lambda s: s.scalars(live).first())

    def step(self, key: str) -> Step:
        """The newest case's step of that key."""
        case = self._live() or self.case
        wanted = select(Step).where(Step.case_id == case.id, Step.key == key)
        return self.db.read(lambda s: s.scalars(wanted).one())

    def _turn(self, key: str, *turns: Turn) -> bool:
        step = self.step(key)
        assert step.turn != Turn.FAILED, step.trouble
        return step.turn in turns

    def _owner(self, key: str) -> str:
        owner = self.step(key).owner
        assert owner is not None
        return owner.removeprefix("U0").lower()

    def _in_state(self, state: AccessState) -> list[str]:
        case = self.case.id
        held = select(Access.id).where(Access.case_id == case, Access.state == state)
        return self.db.read(lambda s: list(s.scalars(held.order_by(Access.id))))

    def _at(self, key: str, action: str) -> Place | None:
        """The owner's message about a step as it stands now."""
        step = self.step(key)
        return pressable(self.bots, self._owner(key), "dm", action, f"{step.id}:{step.version}")

    def _on_card(self, who: str, action: str) -> Place | None:
        case = self._live()
        if case is None:
            return None
        return pressable(self.bots, who, "C0TEAM", action, f"{case.id}:{case.version}")

    def words_said(self) -> int:
        """How often the client reads the word."""
        there = ours(self.bots, CHANNELS[self.client])
        return sum(self.word in str((one.text, one.blocks)) for one in there)

    # Time

    def today(self) -> date:
        now = self.bots.slack.playground.clock.now()
        return datetime.fromtimestamp(now, UTC).astimezone(BERLIN).date()

    def _next_working_day(self) -> date:
        day = self.today() + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return day

    def next_day(self) -> None:
        """To a little after this time of the next working day, more than a full day later."""
        clock = self.bots.slack.playground.clock
        days = (self._next_working_day() - self.today()).days
        clock.move_to(clock.now() + days * 86_400 + 60)
        self.mend()
