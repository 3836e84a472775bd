"""Whoever gets past the triggers is found out: what was changed, is missing, or was put in."""

import secrets
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.record.chain import START, Place, commitment, link
from bot.features.record.findings import Finding, Wrong, merged
from bot.features.record.forgetting import forget_entries
from bot.features.record.service import About, entries, forgotten, write
from bot.features.record.verifying import Mark, Verdict, head_of, verify
from bot.features.record.walking import Row, Walk
from tests.examples import examples

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CASE = About("case", "c1")


def fill(session: Session, count: int) -> None:
    for number in range(1, count + 1):
        write(session, CASE, who=f"U{number}", what="done", now=NOW, client_key="acme")


def owner(session: Session, *statements: str) -> None:
    """Somebody who owns the database takes the triggers away and does as they like."""
    for (name,) in session.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    ).all():
        session.execute(text(f"DROP TRIGGER {name}"))
    for statement in statements:
        session.execute(text(statement))


def found(session: Session) -> list[tuple[Wrong, int, int]]:
    findings = verify(session).findings
    assert findings[-1].wrong is Wrong.UNGUARDED
    return [(one.wrong, one.first, one.last) for one in findings[:-1]]


def test_a_record_that_was_left_alone_is_fine(session: Session) -> None:
    assert verify(session) == Verdict(Mark(0, START), 0, 0, [])
    fill(session, 5)
    verdict = verify(session)
    assert (verdict.entries, verdict.forgotten, list(verdict.findings)) == (5, 0, [])
    assert verdict.head.count == 5


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["payload = replace(payload, 'U3', 'U9') WHERE sequence = 3"], [(Wrong.CHANGED, 3, 3)]),
        (["client_key = 'other' WHERE sequence = 3"], [(Wrong.CHANGED, 3, 3)]),
        (["about_ref = 'c2' WHERE sequence = 6"], [(Wrong.CHANGED, 6, 6)]),
        (["hash = 'x' WHERE sequence = 3"], [(Wrong.CHANGED, 3, 3)]),
        (["salt = NULL WHERE sequence = 3"], [(Wrong.CHANGED, 3, 3)]),
        (["commitment = 'x' WHERE sequence IN (2, 3)"], [(Wrong.CHANGED, 2, 3)]),
        (["payload = NULL, salt = NULL WHERE sequence = 3"], [(Wrong.EMPTIED, 3, 3)]),
        (
            ["client_key = 'x' WHERE sequence IN (1, 5)"],
            [(Wrong.CHANGED, 1, 1), (Wrong.CHANGED, 5, 5)],
        ),
    ],
)
def test_what_was_changed_is_named(
    session: Session, statements: list[str], expected: list[tuple[Wrong, int, int]]
) -> None:
    fill(session, 6)
    owner(session, *(f"UPDATE record_entry SET {one}" for one in statements))
    assert found(session) == expected


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["DELETE FROM record_entry WHERE sequence IN (2, 3)"], [(Wrong.MISSING, 2, 3)]),
        (["DELETE FROM record_entry WHERE sequence = 1"], [(Wrong.MISSING, 1, 1)]),
        (["DELETE FROM record_entry WHERE sequence > 4"], [(Wrong.CUT_OFF, 5, 6)]),
        (["DELETE FROM record_entry"], [(Wrong.CUT_OFF, 1, 6)]),
        (
            [
                "DELETE FROM record_entry WHERE sequence > 4",
                "UPDATE record_head SET count = 4",
            ],
            [(Wrong.HEAD, 0, 0)],
        ),
        (["DELETE FROM record_head"], [(Wrong.INSERTED, 1, 6)]),
        (["UPDATE record_head SET hash = 'x'"], [(Wrong.HEAD, 0, 0)]),
        (["UPDATE record_head SET count = 4"], [(Wrong.INSERTED, 5, 6)]),
    ],
)
def test_what_is_missing_is_named(
    session: Session, statements: list[str], expected: list[tuple[Wrong, int, int]]
) -> None:
    fill(session, 6)
    owner(session, *statements)
    assert found(session) == expected


def test_what_was_put_in_is_named(session: Session) -> None:
    fill(session, 6)
    owner(
        session,
        "UPDATE record_entry SET sequence = -sequence - 1 WHERE sequence >= 3",
        "UPDATE record_entry SET sequence = -sequence WHERE sequence < 0",
        "INSERT INTO record_entry SELECT 3, platform_key, client_key, about_kind, about_ref,"
        " payload, salt, commitment, hash, NULL FROM record_entry WHERE sequence = 2",
    )
    assert found(session) == [(Wrong.INSERTED, 3, 3)]


def test_forgotten_is_told_from_missing(session: Session) -> None:
    fill(session, 6)
    assert forget_entries(session, [2, 3, 5], now=NOW, client_key="acme") == 3
    assert forget_entries(session, [2, 3], now=NOW) == 0
    verdict = verify(session)
    assert (verdict.entries, verdict.forgotten, list(verdict.findings)) == (7, 3, [])
    assert [entry.sequence for entry in entries(session, about=CASE)] == [1, 4, 6]
    assert forgotten(session, client_key="acme") == 3
    [said] = entries(session, about=About("record", "entries"))
    assert said.after == {"count": 3, "entries": [[2, 3], [5, 5]]}
    owner(session, "DELETE FROM record_entry WHERE sequence = 2")
    assert found(session) == [(Wrong.MISSING, 2, 2)]


def test_a_forgotten_entry_can_be_moved_to_nobody_else(session: Session) -> None:
    fill(session, 3)
    forget_entries(session, [2], now=NOW)
    owner(session, "UPDATE record_entry SET client_key = 'other' WHERE sequence = 2")
    assert found(session) == [(Wrong.CHANGED, 2, 2)]


def test_only_what_was_written_down_shows_that_all_was_written_anew(session: Session) -> None:
    fill(session, 4)
    mark = head_of(session)
    write(session, CASE, who="U9", what="done", now=NOW)
    assert verify(session, mark).is_fine
    owner(session, "DELETE FROM record_entry", "DELETE FROM record_head")
    session.expire_all()
    fill(session, 5)
    session.flush()
    verdict = verify(session, mark)
    assert [one.wrong for one in verdict.findings] == [Wrong.REWRITTEN, Wrong.UNGUARDED]
    assert Mark.read(str(mark)) == mark


def _chain(count: int) -> list[Row]:
    rows, before = list[Row](), START
    for number in range(1, count + 1):
        place = Place(number, None, "acme", "case", "c1")
        salt, payload = secrets.token_bytes(4), f'{{"n":{number}}}'
        sealed = commitment(salt, payload)
        before = link(before, place, sealed)
        rows.append(Row(place, payload, salt, sealed, before))
    return rows


CHAIN = _chain(8)


@settings(max_examples=examples(60), deadline=None)
@given(st.sets(st.integers(1, 7), max_size=6))
def test_whichever_are_missing_they_and_no_others_are_named(gone: set[int]) -> None:
    walk, seen = Walk(), list[Finding]()
    for row in CHAIN:
        if row.place.sequence not in gone:
            seen += walk.take(row)
    seen += walk.end()
    assert {one.wrong for one in seen} <= {Wrong.MISSING}
    assert {n for one in seen for n in range(one.first, one.last + 1)} == gone


def test_both_databases_stream_and_have_their_guards(any_db: Database) -> None:
    any_db.write(lambda s: fill(s, 30))
    assert any_db.read(lambda s: verify(s)).is_fine
    drop = "DROP TRIGGER record_entry_kept"
    end = " ON record_entry" if not any_db.is_sqlite else ""
    any_db.write(lambda s: s.execute(text(drop + end)) and None)
    assert [one.wrong for one in any_db.read(lambda s: verify(s)).findings] == [Wrong.UNGUARDED]


@pytest.mark.postgres
def test_what_is_written_meanwhile_is_no_finding(pg_url: str) -> None:
    db, other = Database(pg_url), Database(pg_url)
    db.write(lambda s: fill(s, 3))

    @event.listens_for(db.engine, "before_cursor_execute")
    def _meanwhile(_c: object, _cu: object, statement: str, *_: object) -> None:
        if "FROM record_entry" in statement:
            other.write(lambda s: write(s, CASE, who="U9", what="done", now=NOW))

    verdict = db.read(verify)
    assert (verdict.entries, verdict.is_fine) == (3, True)
    assert other.read(head_of).count == 4
    db.close()
    other.close()


def test_findings_are_sentences_that_say_what_to_do() -> None:
    found = merged([Finding(wrong, n, n) for wrong in Wrong for n in (3, 4)])
    assert len({str(one) for one in found}) == len(Wrong)
    assert all(str(one).endswith((".", "?")) and str(one)[0].isupper() for one in found)
    assert str(Finding(Wrong.MISSING, 3, 4)).startswith("Entries 3 to 4 are missing. ")
