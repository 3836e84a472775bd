"""An ending in full: all steps of the default template, accounts, promises, people, obstacles.

Whatever is the team's alone has a canary in it, so that a client's eyes can be searched for it.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.features.offboarding import access, accounts, doing, endings, reopening, undoing, walking
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.kinds import (
    AccountKind,
    AccountState,
    Does,
    EndKind,
    EvidenceKind,
    Fate,
)
from bot.features.offboarding.models import Account
from bot.features.offboarding.results import Result
from bot.features.offboarding.saying import Said
from bot.features.offboarding.walking import Given
from bot.features.promises import living
from bot.features.requests.models import ProjectInSpe, RequestState
from tests.bot.features.house import EMRE, JONAS, LENA, MARA, SHOP
from tests.bot.features.offboarding.goodbye import Goodbye
from tests.bot.features.promises.team import FAIR, Team

CANARY = "Kanarienvogel"
"""Stands in everything that no client may read."""
WHY = f"They never answered, {CANARY}."
EVIDENCE: dict[str, list[Given]] = {
    "campaigns": [
        Given(EvidenceKind.LINK, "https://ads.example.org/nordwind/Abrechnung", for_client=True),
        Given(EvidenceKind.TEXT, f"They still owe us 3,200, {CANARY}"),
    ],
    "tools": [Given(EvidenceKind.TEXT, "Webanalyse endet am 31. Dezember.", for_client=True)],
    "services": [Given(EvidenceKind.TEXT, f"Freelancer cancelled, {CANARY}")],
    "rights": [
        Given(EvidenceKind.LINK, "https://files.example.org/nordwind/Quelldateien", None, True),
        Given(EvidenceKind.FILE, "Nutzungsrechte.pdf", "F0RIGHTS", for_client=True),
    ],
    "knowledge": [
        Given(EvidenceKind.LINK, "https://wiki.example.org/NORD/Letzte+Infos", None, True)
    ],
    "costs": [Given(EvidenceKind.NUMBER, "1,250.00 €")],
    "invoiced": [Given(EvidenceKind.NUMBER, "4,870.00 €")],
    "last_report": [Given(EvidenceKind.FILE, f"hours-{CANARY}.xlsx", "F0HOURS")],
    "personal_data": [Given(EvidenceKind.FILE, "Bestätigung Art. 28.pdf", "F0GDPR", True)],
    "tickets": [Given(EvidenceKind.NUMBER, "17 Tickets", for_client=True)],
}
TOOLS = [
    (AccountKind.DOMAIN, "nordwind.example", 190, AccountState.HANDED_OVER),
    (AccountKind.DOMAIN, "nordwind-shop.example", 250, AccountState.HANDED_OVER),
    (AccountKind.ACCOUNT, "Anzeigenkonto", None, AccountState.HANDED_OVER),
    (AccountKind.ACCOUNT, "Newsletter-Versand", 4900, AccountState.DEACTIVATED),
    (AccountKind.ACCOUNT, "Bilddatenbank", 2900, AccountState.DELETED),
    (AccountKind.TOOL, "Webanalyse", 1900, AccountState.DEACTIVATED),
    (AccountKind.TOOL, "Fehlerüberwachung", 2600, AccountState.DEACTIVATED),
    (AccountKind.TOOL, "Kundenumfrage", 1500, AccountState.HANDED_OVER),
]


class LongGoodbye(Goodbye):
    """Walked until the client's people have nothing to reach any more, or to the very end."""

    def begin(self) -> None:
        """Asked and confirmed, with promises, a plan and lists."""
        self._promises()
        self._keeps_for_later(SHOP)
        self.ask(note=f"We are glad, {CANARY}")
        self.house.now += timedelta(hours=2)
        self.confirm()
        for kind, name, cents, _ in TOOLS:
            entry = Entry(kind, name, JONAS, cents, notice_on=date(2026, 12, 1))
            accounts.put(self.session, self.case_id, entry, MARA, self.now)
        self.note("Anke Petersen", "Til Hansen")

    def _promises(self) -> None:
        team = Team(self.house)
        private = f"Two weekends, {CANARY}"
        more = {"conditions": (private,), "alternatives": (private,)}
        kept = team.promises(what="Konfigurator für die Messe", **more)
        moved = team.promises(ballot="b7", what="Umzug des Shops", **more)
        self.broken = team.promises(ballot="b8", what="Druckansicht", **more)
        living.kept(self.session, kept.id, JONAS, self.now)
        team.moves(moved, FAIR + timedelta(days=10))
        self.moved = moved

    def _keeps_for_later(self, text: str) -> None:
        request = self.house.request(self.house.say("U0ANKE", text))
        request.state = RequestState.LATER
        kept = ProjectInSpe(
            request_id=request.id,
            client_key="nord",
            when=f"never, {CANARY}",
            kept_by=MARA,
            at=self.now,
        )
        self.house.add(kept)
        self.plan = request.id

    def wind_down(self) -> None:
        """With an obstacle, a step that is opened again, and one that is not needed."""
        self.pass_days(1)
        step = self.step("campaigns")
        walking.blocked(
            self.session, step.id, JONAS, WHY, date(2026, 11, 24), self.now, version=step.version
        )
        self.pass_days(5)
        walking.come_back(self.session, step.id, self.now)
        self.said("campaigns", JONAS)
        self.said("tools", JONAS)
        step = self.step("tools")
        reopening.reopen(self.session, step.id, MARA, WHY, self.now, version=step.version)
        self.said("tools", JONAS)
        living.not_kept(self.session, self.broken.id, JONAS, "Druck als PDF", self.now)
        self.decided(EndKind.PROMISE, self.moved.id, Fate.HANDED_OVER, "Hafenkante GmbH")
        self.done("promises", LENA, given=())
        self.said("tickets", LENA)
        self.not_needed("services", MARA, f"There are none, {CANARY}")

    def hand_over(self) -> None:
        self.pass_days(3)
        for row, (*_, state) in zip(self._accounts(), TOOLS, strict=True):
            accounts.set_state(
                self.session,
                row.id,
                state,
                JONAS,
                self.now,
                version=row.version,
                to="Anke Petersen" if state == AccountState.HANDED_OVER else "",
                sure=True,
            )
        self.done("accounts", JONAS, given=())
        self.said("rights", LENA)
        self.decided(EndKind.IN_SPE, self.plan, Fate.LET_GO, f"too small for us, {CANARY}")
        self.done("in_spe", MARA, given=())
        self.said("knowledge", MARA)
        self.could_not("export", f"No right to read the files, {CANARY}")
        self.done("export", EMRE, given=[Given(EvidenceKind.FILE, f"{CANARY}.zip", "F0ZIP")])

    def close(self) -> None:
        """Up to the day on which access is set inactive, given back once, and set inactive anew."""
        self.pass_days(14)
        for key in ("costs", "projects", "folders", "farewell", "among_ourselves"):
            self.said(key, MARA)
        ids = [row.id for row in access.of_case(self.session, self.case_id)]
        access.set_inactive(self.session, self.case_id, ids, EMRE, self.now)
        undoing.undo(self.session, self.case_id, ids[:1], MARA, WHY, self.now)
        access.set_inactive(self.session, self.case_id, ids, EMRE, self.now)
        self.done("access_inactive", EMRE, given=())

    def finish(self) -> None:
        self.pass_days(3)
        self.counted("last_report", "From 1 Nov 2025 to 18 Dec 2026: 412.50 h in 96 entries.")
        for key in ("last_report", "invoiced", "personal_data", "block"):
            self.said(key, MARA)
        self.pass_days(31)
        ids = [row.id for row in access.of_case(self.session, self.case_id)]
        access.delete(self.session, self.case_id, ids, EMRE, self.now, sure=True)
        self.done("access_deleted", EMRE, given=())
        self.said("channels", EMRE)

    def walk(self) -> None:
        """All of it."""
        self.begin()
        self.wind_down()
        self.hand_over()
        self.close()
        self.finish()

    # The words for it

    def said(self, key: str, by: str) -> None:
        """Done, with what shows it; what is not marked for the client has a canary in it."""
        given = EVIDENCE.get(key, [Given(EvidenceKind.TEXT, f"All settled, {CANARY}")])
        self.done(key, by, given=given)

    def decided(self, kind: EndKind, ref: str, fate: Fate, to: str) -> None:
        endings.decide(self.session, self.case_id, kind, ref, fate, to, MARA, self.now)

    def could_not(self, key: str, why: str) -> None:
        step = self.step(key)
        doing.look(self.session, step.id, EMRE, self.now, version=step.version)
        doing.failed(self.session, step.id, step.round, Said(why), self.now)

    def counted(self, key: str, words: str) -> None:
        step = self.step(key)
        assert step.does == Does.JIRA_WORKLOGS
        doing.look(self.session, step.id, MARA, self.now, version=step.version)
        found = [doing.Found("2026-12", words)]
        doing.found(self.session, step.id, step.round, found, self.now, holds=False, words=words)
        doing.choose(
            self.session, step.id, MARA, {"refs": ["2026-12"]}, self.now, version=step.version
        )
        results = [Result("2026-12", words), Result("x", f"One was closed, {CANARY}", ok=False)]
        doing.did(self.session, step.id, step.round, results, self.now, holds=True, words=words)

    def _accounts(self) -> list[Account]:
        """As `TOOLS` has them."""
        rows = {row.name: row for row in accounts.of_case(self.session, self.case_id)}
        return [rows[name] for _, name, *_ in TOOLS]
