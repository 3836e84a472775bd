"""``perron audit verify`` and ``perron forget``, as an operator types them, on both databases."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.commands import audit, forget
from bot.core import migrate
from bot.core.db import Database
from bot.features.platforms.models import (
    Client,
    ClientStatus,
    Contact,
    Installation,
    Person,
    Platform,
    Talent,
)
from bot.features.record import service as record

ON_SQLITE = pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
LONG_AGO = datetime.now(UTC) - timedelta(days=400)


@pytest.fixture
def db(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    migrate.upgrade(empty_url)
    monkeypatch.setenv("PERRON_DATABASE_URL", empty_url)
    monkeypatch.setenv("PERRON_SLACK__MODE", "http")
    monkeypatch.setenv("PERRON_SLACK__BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("PERRON_SLACK__SIGNING_SECRET", "signing-secret")
    db = Database(empty_url)
    db.write(_fill)
    yield db
    db.close()


def _fill(session: Session) -> None:
    for row in _agency():
        session.add(row)
        session.flush()


def _agency() -> list[object]:
    platform = Platform(
        key="mario", name="Mario", team_channel="C1", timezone="UTC", hours="Mon-Fri 09:00-17:00"
    )
    ours = Installation(id=1, team_id="T0US", bot_user_id="U0BOT", bot_id="B1", url="https://x/")
    client = Client(key="nord", platform_key="mario", name="Nordwind")
    anke = Person(team_id="T0US", user_id="U0ANKE", name="Anke Nord", checked_at=LONG_AGO)
    return [platform, ours, client, anke, Contact(client_key="nord", user_id="U0ANKE")]


def block(db: Database, at: datetime) -> None:
    def work(session: Session) -> None:
        session.get_one(Client, "nord").status = ClientStatus.DELIVERY_BLOCK
        before, after = {"status": "active"}, {"status": "delivery block"}
        about = record.About("client", "nord")
        write = partial(record.write, session, about, who="U0MARA", now=at, client_key="nord")
        write(what="client status", before=before, after=after)
        write(what="farewell", evidence={"words": "<@U0ANKE> has said yes"})

    db.write(work)


def test_people_are_forgotten_and_the_record_says_so(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert forget.forget("nord", None) == 1
    assert "has no delivery block" in capsys.readouterr().err
    block(db, LONG_AGO)
    assert forget.forget("nord", None) == 0
    told = capsys.readouterr().out
    assert "record_entry: 1 row removed or emptied" in told
    assert "Looked for 1 user id and 1 name in every text of the database: found 0 times." in told
    assert audit.audit_verify() == 0
    told = capsys.readouterr().out
    assert told.startswith("Looking at 4 entries …\nOK: 4 entries, 1 of them forgotten. ")
    assert "U0ANKE" not in told


@ON_SQLITE
def test_too_early_is_refused_and_changes_nothing(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    at = datetime.now(UTC) - timedelta(days=179)
    block(db, at)
    assert forget.forget("nord", None) == 1
    due = at + timedelta(days=180)
    assert f"from {due.day} {due:%b %Y, %H:%M} UTC on" in capsys.readouterr().err
    assert db.read(lambda s: s.get(Contact, ("nord", "U0ANKE"))) is not None
    assert forget.forget(None, None) == 2
    assert forget.forget("nord", "U0ANKE") == 2


@ON_SQLITE
def test_where_they_still_stand_is_named(db: Database, capsys: pytest.CaptureFixture[str]) -> None:
    """What Perron does not write (here: a talent's text) it does not touch, and says so."""
    block(db, LONG_AGO)
    texts = {"en": "As Anke Nord likes it"}
    db.write(lambda s: s.add(Talent(key="ux", names={"en": "UX"}, descriptions=texts)))
    db.write(lambda s: s.execute(text("CREATE TABLE notes (said TEXT)")) and None)
    db.write(lambda s: s.execute(text("INSERT INTO notes VALUES ('U0ANKE rang')")) and None)
    assert forget.forget("nord", None) == 1
    told = capsys.readouterr().err
    assert "still in talent.descriptions: 1 row" in told
    assert "still in notes.said: 1 row" in told


@ON_SQLITE
def test_an_operator_s_check_compares_with_what_was_written_down(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    block(db, LONG_AGO)
    assert audit.audit_verify(as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["entries"], told["findings"]) == (True, 2, [])
    assert audit.audit_verify(told["head"]) == 0
    capsys.readouterr()
    assert audit.audit_verify("2:" + "0" * 64, as_json=True) == 1
    [found] = json.loads(capsys.readouterr().out)["findings"]
    assert (found["wrong"], found["first"]) == ("rewritten", 2)
    assert audit.audit_verify("nonsense") == 1
    assert "COUNT:HASH" in capsys.readouterr().err
