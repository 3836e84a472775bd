"""What is written stays, once for each click, in order, and refuses to be changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.record.models import RecordEntry, RecordHead
from bot.features.record.service import PERRON, About, entries, write

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STEP = About("step", "a1")


def test_entries_come_back_as_they_were_written_in_order(session: Session) -> None:
    berlin = NOW.astimezone(timezone(timedelta(hours=1)))
    write(
        session,
        STEP,
        who="U1",
        what="done",
        now=berlin,
        platform_key="tetris",
        client_key="acme",
        before={"state": "open"},
        after={"state": "done", "on": date(2026, 3, 2), "at": berlin},
        evidence={"link": "https://example.org/ü"},
    )
    write(session, About("case", "c1"), who=PERRON, what="ended", now=NOW, client_key="acme")
    first, second = entries(session, client_key="acme")
    assert (first.sequence, first.who, first.what, first.at) == (1, "U1", "done", NOW)
    assert first.before == {"state": "open"}
    assert first.after == {
        "state": "done",
        "on": "2026-03-02",
        "at": "2026-03-02T09:00:00+00:00",
    }
    assert first.evidence == {"link": "https://example.org/ü"}
    assert (second.sequence, second.who, second.before, second.evidence) == (2, PERRON, {}, None)
    assert entries(session, about=STEP) == [first]
    assert entries(session, platform_key="tetris", client_key="acme") == [first]
    assert entries(session, client_key="other") == []


def test_a_click_writes_once(session: Session) -> None:
    first = write(session, STEP, who="U1", what="done", now=NOW, key="U1:171.2:done")
    again = write(session, STEP, who="U1", what="done", now=NOW, key="U1:171.2:done")
    assert first == again
    assert len(entries(session, about=STEP)) == 1
    assert session.get_one(RecordEntry, first).click != "U1:171.2:done"


def test_what_json_cannot_say_is_refused(session: Session) -> None:
    with pytest.raises(TypeError, match="object"):
        write(session, STEP, who="U1", what="done", now=NOW, after={"what": object()})
    with pytest.raises(ValueError, match="time zone"):
        write(session, STEP, who="U1", what="done", now=NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="JSON"):
        write(session, STEP, who="U1", what="done", now=NOW, after={"hours": float("nan")})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET payload = '{}'",
        "UPDATE record_entry SET payload = NULL, salt = NULL, click = NULL, client_key = 'other'",
        "UPDATE record_entry SET payload = NULL, salt = NULL, click = NULL, hash = 'x'",
        "UPDATE record_entry SET salt = NULL",
        "DELETE FROM record_entry",
        "DELETE FROM record_head",
        "UPDATE record_head SET count = count - 1",
        "UPDATE record_head SET hash = 'x'",
    ],
)
def test_the_database_refuses_to_change_the_record(any_db: Database, statement: str) -> None:
    any_db.write(lambda s: write(s, STEP, who="U1", what="done", now=NOW, key="click"))
    with pytest.raises(DBAPIError, match="record"):
        any_db.write(lambda s: s.execute(text(statement)) and None)
    assert len(any_db.read(entries)) == 1


def test_an_entry_cannot_be_replaced_on_sqlite(db: Database) -> None:
    db.write(lambda s: write(s, STEP, who="U1", what="done", now=NOW))
    again = text("INSERT OR REPLACE INTO record_entry SELECT * FROM record_entry")
    with pytest.raises(DBAPIError, match="written over"):
        db.write(lambda s: s.execute(again) and None)


def test_two_who_write_at_once_do_not_fork_the_chain(any_db: Database) -> None:
    together = Barrier(4)

    def work(who: int) -> None:
        together.wait(timeout=60)
        for number in range(10):
            what = f"{who} {number}"
            any_db.write(lambda s, w=what: write(s, STEP, who="U1", what=w, now=NOW, key=w))  # type: ignore[misc]

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, who) for who in range(4)]:
            done.result()
    assert [entry.sequence for entry in any_db.read(entries)] == list(range(1, 41))
    assert any_db.read(lambda s: s.get_one(RecordHead, 1).count) == 40


def test_forgetting_is_the_one_change_that_is_let_through(any_db: Database) -> None:
    any_db.write(lambda s: write(s, STEP, who="U1", what="done", now=NOW, key="click"))
    nothing = update(RecordEntry).values(payload=None, salt=None, click=None)
    any_db.write(lambda s: s.execute(nothing) and None)
    assert any_db.read(entries) == []
    with pytest.raises(DBAPIError, match="record"):
        any_db.write(lambda s: s.execute(delete(RecordEntry)) and None)
