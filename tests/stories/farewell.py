"""The story of an ending: what was recorded on the way, and what its reports say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.db import make_engine
from bot.features.offboarding.models import Case
from bot.features.offboarding.report.internal import InternalReport, internal_report
from bot.features.record import service as record
from bot.features.record.verifying import verify
from playground.stories.play import play
from playground.stories.script import find, read
from playground.stories.theatre import setup_for
from playground.supervisor import options
from playground.supervisor.stage import stage

OURS = ("Marge", "8,400", "1,250", "Liefersperre", "delivery block", "Budget dafür", "4,90", "4.90")
"""What only the internal report tells."""


@dataclass(frozen=True)
class Played:
    """The story when it is over. ``papers``: words of each PDF that Mara was sent, in order."""

    session: Session
    now: datetime
    papers: list[str]

    def case(self, client: str) -> Case:
        """The client's case."""
        return self.session.scalars(select(Case).where(Case.client_key == client)).one()

    def report(self, client: str) -> InternalReport:
        """The internal report, as Perron makes it."""
        return internal_report(self.session, self.case(client).id, "en", self.now)

    def entries(self, client: str) -> list[record.Entry]:
        """What the record has of the client's case, and of the wish that it came from."""
        case = self.case(client)
        every = record.entries(self.session, client_key=client)
        return [
            one
            for one in every
            if one.after.get("case") == case.id or one.about.ref == case.wish_id
        ]


def goes_as_told_and_is_reported(folder: Path) -> None:
    """As `perron playground --story farewell` plays it, and held against the record."""
    with _played(folder) as played:
        for client in ("nordwind", "harbour"):
            _every_entry_of_the_record_is_in_the_report_and_nothing_else(played, client)
        _each_line_says_what_its_entry_says(played)
        assert verify(played.session).is_fine, "nobody has changed the record"
        _the_clients_paper_tells_what_was_done_and_nothing_of_ours(played)


@contextmanager
def _played(folder: Path) -> Iterator[Played]:
    said: list[str] = []
    story = read(find("farewell"))
    wish = options.read(["--headless", "--story", "farewell"])
    with stage(setup_for(wish, story, folder)) as here:
        fine = play(story, here, said.append)
        now = datetime.fromisoformat(here.slack.get("clock")["now"])
        papers = [
            _words(one.content)
            for one in here.slack.world.files.values()
            if one.content.startswith(b"%PDF")
        ]
    assert fine, "\n".join(said[-40:])
    engine = make_engine(f"sqlite:///{folder / 'perron.db'}", writes=False)
    with Session(engine) as session:
        yield Played(session, now, papers)
    engine.dispose()


def _words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _every_entry_of_the_record_is_in_the_report_and_nothing_else(
    played: Played, client: str
) -> None:
    report, entries = played.report(client), played.entries(client)
    told = [(one.sequence, one.at, str(one.act)) for one in report.history]
    assert told == [(one.sequence, one.at, one.what) for one in entries]
    assert report.proof.entries == len(entries)
    assert len(entries) > 10


def _each_line_says_what_its_entry_says(played: Played) -> None:
    report = played.report("nordwind")
    entries = {one.sequence: one for one in played.entries("nordwind")}
    assert len(report.steps) == 22
    for step in report.steps:
        entry = entries[step.sequence]
        assert entry.about.ref == step.id
        assert (entry.after["state"], entry.at) == (step.state, step.at), step.name
    for account in report.accounts:
        assert entries[account.sequence].after["state"] == account.state
    assert {one.state for one in report.access} == {"deleted"}
    for access in report.access:
        assert entries[access.sequence].after["name"] == access.name
        assert entries[access.sequence].after["state"] == access.state


def _the_clients_paper_tells_what_was_done_and_nothing_of_ours(played: Played) -> None:
    for_client, internal = played.papers
    for words in ("nordwind.example", "Produktfinder", "Uebergabe-Nordwind.pdf", "Anke Petersen"):
        assert words in for_client, for_client
    assert [words for words in OURS if words in for_client] == []
    assert "Marge" in internal
    assert "8,400.00 EUR" in internal
