"""The last page holds what the client knows already, and nothing of the team's alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.core.i18n import Translator
from bot.features.offboarding import accounts
from bot.features.offboarding.accounts import Entry
from bot.features.offboarding.kinds import AccountKind, AccountState, EvidenceKind
from bot.features.offboarding.last_information import last_information
from bot.features.offboarding.models import Evidence
from bot.features.promises.models import AnswerState, ClientAnswer, ClientWord, Promise
from bot.features.promises.values import Verdict
from bot.ports.wiki import Bullets, Heading, Link, Paragraph, Table
from handlers.offboarding.doers.wiki_document import document
from tests.bot.features.conftest import house
from tests.bot.features.house import MARA, NORD, TEAM, House
from tests.bot.features.offboarding.goodbye import Goodbye

__all__ = ["house"]
CANARY = "KANARIE"
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def told(session: Session, at: datetime) -> None:
    """A no in somebody's words, and a promise that was agreed anew."""
    words = {"client_key": "nord", "channel": NORD, "by": MARA, "at": at}
    word = ClientWord(text="Leider nicht bis zur Messe.", **words)
    inner = {"what": CANARY, "what_not": CANARY, "due": at, "conditions": [CANARY]}
    session.add(word)
    session.flush()
    answer = {"platform_key": "mario", "client_key": "nord", "wanted_at": at, "word_id": word.id}
    given = ClientAnswer(
        ballot="b1", verdict=Verdict.NO, state=AnswerState.GIVEN, **answer, **inner
    )
    open_ = ClientAnswer(
        ballot="b2",
        verdict=Verdict.YES,
        state=AnswerState.WANTED,
        **(answer | {"word_id": None}),
        **inner,
    )
    promise = Promise(
        platform_key="mario",
        client_key="nord",
        channel=NORD,
        what="Neue Startseite",
        what_not=CANARY,
        due=at + timedelta(days=3),
        owner=MARA,
        state="not kept",
        instead="Die alte, aber schneller",
        conditions=[CANARY],
        hands=[[MARA, CANARY]],
        made_at=at,
        ended_at=at,
    )
    session.add_all([given, open_, promise])
    session.flush()


def test_the_page_says_what_was_decided_promised_and_handed_over(house: House) -> None:
    bye = Goodbye(house)
    bye.start(note=CANARY)
    session = house.session
    told(session, NOW)
    domain = Entry(AccountKind.DOMAIN, "nordwind.example", MARA, 990)
    row = accounts.put(session, bye.case_id, domain, MARA, NOW)
    state = AccountState.HANDED_OVER
    accounts.set_state(session, row.id, state, MARA, NOW, version=row.version, to="Anke")
    step = bye.step("rights")
    link = {"step_id": step.id, "kind": EvidenceKind.LINK, "at": NOW}
    session.add(Evidence(words="https://files.test/rights", for_client=True, **link))
    session.add(Evidence(words=f"https://files.test/{CANARY}", **link))
    session.flush()
    info = last_information(session, bye.case_id, "en")
    page = document(info, ["Anke Petersen"], NOW, "s1-2", "Europe/Berlin", Translator("en"))
    assert CANARY not in str(page)
    assert TEAM not in str(page)
    assert "990" not in str(page)
    under = {one.text: page[n + 1] for n, one in enumerate(page) if isinstance(one, Heading)}
    decisions, promises = under["Decisions"], under["Promises and what became of them"]
    assert isinstance(decisions, Table)
    assert decisions.rows == (("18 Nov 2026", "a no", "Leider nicht bis zur Messe."),)
    assert isinstance(promises, Table)
    assert promises.rows[0][0] == "Neue Startseite"
    assert promises.rows[0][3] == "agreed anew: Die alte, aber schneller"
    held = under["Accounts, domains and tools"]
    assert isinstance(held, Table)
    assert held.rows == (("nordwind.example", "domain", "handed over", "Anke"),)
    url = "https://files.test/rights"
    words = "Usage rights and source files handed over: "
    assert under["Links"] == Bullets(((words, Link(url, url)),))
    assert page[-1] == Paragraph("18 Nov 2026, 10:00 · s1-2")
    assert Bullets(("Anke Petersen",)) in page
