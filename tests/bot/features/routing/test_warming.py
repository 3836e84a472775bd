"""What was learned is called to mind at the start, by words, then by meaning; nobody waits."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.core.db import Database
from bot.features.platforms.models import Client, Platform
from bot.features.requests.models import Message, Outcome, OutcomeKind, Request
from bot.features.routing.index import Index
from bot.features.routing.memory import KEPT, Memory
from bot.features.routing.scoring import Message as Question
from bot.features.routing.warming import Warming

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
ASKED = ("The invoice is wrong", "The page is blank on my phone")
PEOPLE = ("U0JONAS", "U0LENA")
RECHNUNG = Question("", "Die Rechnung stimmt nicht", AT)
LONG = 60.0


def answered(session: Session) -> None:
    session.add(
        Platform(key="p", name="P", team_channel="C0P", timezone="Europe/Berlin",
                 hours="Mon-Fri 09:00-18:00", learning=True)
    )  # fmt: skip
    session.flush()
    session.add(Client(key="c", platform_key="p", name="C"))
    session.flush()
    for text, person in zip(ASKED, PEOPLE, strict=True):
        session.add(
            Request(id=person, platform_key="p", client_key="c", channel="C", thread_ts=person,
                    author="U0ANKE", created_at=AT, last_client_at=AT)
        )  # fmt: skip
        session.flush()
        session.add(Message(channel="C", ts=person, request_id=person, author="U0ANKE",
                            from_client=True, text=text, at=AT))  # fmt: skip
        session.add(Outcome(request_id=person, kind=OutcomeKind.ANSWERED, person=person, at=AT))


def warmed(db: Database, *, meaning: bool) -> Warming:
    warming = Warming(db, meaning=meaning)
    warming.start()
    assert warming.wait(LONG)
    return warming


def kept(db: Database) -> Memory:
    memory = db.info[KEPT]
    assert isinstance(memory, Memory)
    return memory


def asked(db: Database) -> Index:
    return db.read(lambda s: kept(db).index(s, "p"))


def test_it_is_learned_before_anybody_asks(db: Database) -> None:
    db.write(answered)
    warmed(db, meaning=False)
    assert kept(db).holds("p") == 2
    assert not asked(db).meanings


def test_the_model_of_meaning_takes_the_place_of_the_words(db: Database) -> None:
    db.write(answered)
    warmed(db, meaning=False)
    by_words, before = kept(db), asked(db).score(RECHNUNG, PEOPLE)
    warmed(db, meaning=True)
    assert kept(db) is not by_words
    assert kept(db).holds("p") == 2
    after = asked(db).score(RECHNUNG, PEOPLE)
    assert after.people["U0JONAS"] > max(before.people["U0JONAS"], after.people["U0LENA"])
    assert after.neighbours[0].key == "U0JONAS"
    learned = asked(db).fingerprint()
    warmed(db, meaning=True)
    assert asked(db).fingerprint() == learned


def test_an_end_does_not_wait_for_what_is_left(db: Database) -> None:
    db.write(answered)
    warming = Warming(db, meaning=True)
    warming.stop()
    warming.start()
    assert warming.wait(LONG)
    assert kept(db).holds("p") == 0
