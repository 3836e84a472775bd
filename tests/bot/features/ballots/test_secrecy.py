"""Who voted what: nobody can find it in the database, its log, or anything else that is kept."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.core.migrate import metadata
from bot.core.scrubbing import scrub
from bot.features.ballots import asking, closing, secrecy, voting
from bot.features.ballots.models import Asked, Ballot, Choice, Secret, Vote, Word
from bot.ports import Unreachable
from tests.bot.features.ballots.team import FRAME, TEAM, ask, more_members, vote
from tests.bot.features.house import MORNING, build
from tests.databases import with_tables

VOTED = ("ballot_vote", "ballot_secret", "ballot_asked")
CHOICES = [Choice.GO, Choice.GO_IF, Choice.NO, Choice.ABSTAIN]


class Election:
    """A ballot of so many people on a database of its own, with what must not be found later."""

    def __init__(self, db: Database, people: int) -> None:
        self.db = db
        self.voters = db.write(lambda s: self._people(s, people))
        self.ballot = db.write(lambda s: ask(s, asked=tuple(self.voters)))
        self.secret = db.read(lambda s: s.scalars(select(Secret.secret)).one())
        rng = random.Random(7)
        self.votes = {who: rng.choice(CHOICES) for who in self.voters}

    def _people(self, session: Session, people: int) -> list[str]:
        build(session)
        return [*TEAM, *more_members(session, [f"U{n:06}" for n in range(people - len(TEAM))])]

    def key(self, who: str) -> str:
        """Under which key somebody's vote is found while the ballot runs."""
        return secrecy._key(self.secret, "voter", who)

    def all_vote(self) -> None:
        for n, (who, choice) in enumerate(self.votes.items()):
            self._vote(who, Choice.GO, f"click:{who}:{n}:ballot_go")
            why = f"because {n}"
            self._vote(who, choice, f"view:V{n}:{who}", certainty=n % 5 + 1, why=why)

    def _vote(self, who: str, choice: Choice, identity: str, **more: Any) -> None:
        self.db.write(lambda s: vote(s, self.ballot, who, choice, identity=identity, **more))

    def close(self) -> None:
        at = self.ballot.closes_at
        self.db.write(lambda s: closing.due(s, self.ballot.id, at))
        scrub(self.db, VOTED)


def everything(folder: Path) -> bytes:
    """The database's file, its log and whatever else lies beside it."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "data").mkdir()
    database = Database(with_tables(tmp_path / "data" / "perron.db"))
    yield database
    database.close()


@pytest.mark.parametrize("people", [5, 120])
def test_no_link_is_left_in_the_file_and_its_log(
    sqlite: Database, tmp_path: Path, people: int
) -> None:
    election = Election(sqlite, people)
    election.all_vote()
    keys = [election.key(who) for who in election.voters]
    running = everything(tmp_path / "data")
    assert election.secret in running, "while it runs the secret lies there, and we say so"
    assert all(key.encode() in running for key in keys)
    election.close()
    closed = everything(tmp_path / "data")
    assert election.secret not in closed
    assert [key for key in keys if key.encode() in closed] == []
    halves = [part for key in keys for part in (key[:16], key[-16:])]
    assert [part for part in halves if part.encode() in closed] == [], "nor a part of one"


def test_the_log_is_cut_only_when_nobody_reads_it(sqlite: Database) -> None:
    election = Election(sqlite, 5)
    election.all_vote()
    reader = sqlite.engine.raw_connection()
    cursor = reader.cursor()
    cursor.execute("PRAGMA busy_timeout=0")
    cursor.execute("BEGIN")
    cursor.execute("SELECT count(*) FROM ballot_vote").fetchone()
    at = election.ballot.closes_at
    sqlite.write(lambda s: closing.due(s, election.ballot.id, at))
    with pytest.raises(Unreachable):
        _impatient(sqlite)
    cursor.execute("COMMIT")
    reader.close()
    _impatient(sqlite)


def _impatient(db: Database) -> None:
    """Scrub without waiting for readers."""
    raw = db.engine.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout=0")
    raw.close()
    scrub(db, VOTED)


def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a client of the database can read, PostgreSQL's hidden columns included."""
    hidden = "xmin::text, ctid::text, " if session.get_bind().dialect.name == "postgresql" else ""
    names = inspect(session.connection()).get_table_names()
    known = [name for name in names if name in metadata().tables]
    return {
        name: [tuple(row) for row in session.execute(text(f'SELECT {hidden}* FROM "{name}"'))]
        for name in known
    }


def test_no_query_finds_a_link_after_closing(any_db: Database) -> None:
    election = Election(any_db, 9)
    election.all_vote()
    election.close()
    seen = any_db.read(rows)
    everything = repr(seen)
    assert repr(election.secret) not in everything
    for who in election.voters:
        assert election.key(who) not in everything
    assert seen["ballot_secret"] == []
    assert any_db.read(lambda s: s.scalars(select(Asked.voted)).unique().all()) == [False]
    if any_db.is_sqlite:
        return
    assert len({row[0] for row in seen["ballot_vote"]}) == 1, "by one transaction, all of them"
    assert {row[0] for row in seen["ballot_asked"]} == {row[0] for row in seen["ballot_vote"]}
    places = {tuple(map(int, row[1].strip("()").split(","))): row[3] for row in seen["ballot_vote"]}
    in_order = [places[place] for place in sorted(places)]
    assert in_order == sorted(in_order), "they lie in the order of random keys"


def test_only_choices_are_kept_and_words_lie_apart(any_db: Database) -> None:
    election = Election(any_db, 9)
    election.all_vote()
    election.close()
    kept = any_db.read(lambda s: s.scalars(select(Vote)).all())
    assert sorted(row.choice for row in kept) == sorted(election.votes.values())
    assert {(row.words, row.certainty, row.why, *row.conditions) for row in kept} == {
        (None, None, None)
    }
    reasons = any_db.read(lambda s: s.scalars(select(Word.words).where(Word.code == "")).all())
    assert sorted(reasons) == sorted(f"because {n}" for n in range(9))


def test_the_order_of_votes_and_words_is_not_that_of_the_clicks(sqlite: Database) -> None:
    election = Election(sqlite, 40)
    election.all_vote()
    opened = [sqlite.read(lambda s: secrecy.papers(s, election.ballot.id)) for _ in range(2)]
    assert opened[0] != opened[1], "they come out of the box shuffled"
    election.close()
    clicked = [f"because {n}" for n in range(40)]
    found = sqlite.read(lambda s: s.scalars(select(Word.words).where(Word.code == "")).all())
    assert sorted(found) == sorted(clicked)
    assert list(found) not in (clicked, clicked[::-1])
    kept: Sequence[Choice] = sqlite.read(lambda s: s.scalars(select(Vote.choice)).all())
    assert [Choice(one) for one in kept] != list(election.votes.values())


def test_with_two_votes_nothing_but_the_outcome_is_kept(any_db: Database) -> None:
    election = Election(any_db, 3)
    for who, choice in zip(election.voters[:2], (Choice.GO, Choice.NO), strict=True):
        any_db.write(lambda s, w=who, c=choice: vote(s, election.ballot, w, c, why="secret word"))
    election.close()

    def look(session: Session) -> None:
        ballot = session.get_one(Ballot, election.ballot.id)
        assert (ballot.stage, ballot.votes, ballot.certainty) == ("no", None, None)
        assert session.scalars(select(Vote)).all() == []
        assert session.scalars(select(Word)).all() == []

    any_db.read(look)


def test_nothing_that_is_kept_of_a_click_tells_the_choice(
    any_db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    election = Election(any_db, 5)
    election.all_vote()
    seen = any_db.read(rows)
    for name in ("seen", "job", "card", "due", "form"):
        told = repr(seen[name])
        assert not any(f":{choice}" in told or f"'{choice}'" in told for choice in CHOICES), name
        assert "because" not in told
    assert all(who not in repr(seen["seen"]) for who in election.voters)
    assert "because" not in caplog.text


def test_an_error_of_the_database_names_no_values(sqlite: Database) -> None:
    election = Election(sqlite, 5)
    election.all_vote()
    twice = Vote(
        ballot_id=election.ballot.id, key=election.key(TEAM[0]), choice=Choice.NO, conditions=[]
    )
    with pytest.raises(Exception) as error:  # noqa: PT011 - whatever the driver raises
        sqlite.write(lambda s: s.add(twice))
    assert "ballot_vote" in str(error.value)
    assert election.key(TEAM[0]) not in str(error.value)


def test_a_restart_destroys_the_votes_and_makes_a_new_secret(any_db: Database) -> None:
    election = Election(any_db, 5)
    election.all_vote()
    frame = replace(
        FRAME, asked=tuple(election.voters), what="Half of it", due=MORNING + timedelta(days=20)
    )
    any_db.write(lambda s: asking.restart(s, election.ballot.id, frame, TEAM[0], MORNING, 1))

    def look(session: Session) -> None:
        assert session.scalars(select(Vote)).all() == []
        assert session.scalars(select(Secret.secret)).one() != election.secret
        assert voting.voted(session, election.ballot.id) == 0

    any_db.read(look)
