"""What is kept between questions is what would be learned from scratch, whatever happened."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.core.db import Database, make_engine
from bot.core.migrate import metadata
from bot.features.platforms.models import Client, Platform, Talent
from bot.features.requests.models import Message, Outcome, OutcomeKind, Request
from bot.features.routing.index import Index
from bot.features.routing.meaning import Lately
from bot.features.routing.memory import Memory
from bot.features.routing.scoring import Message as Question
from bot.features.routing.scoring.text import MEANING, Floats
from bot.features.routing.words import stem, words
from tests.examples import examples

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)
TEXTS = ("Preise im Shop falsch", "Layout auf dem Handy", "Import der Preise", "Button im Layout")
PEOPLE = ("U0JONAS", "U0LENA")
WORKS = {"timezone": "Europe/Berlin", "hours": "Mon-Fri 09:00-18:00", "learning": True}
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(
            ["ask", "taken", "answered", "given away", "passed", "forget", "edit", "delete",
             "reply", "describe", "look", "undone"]
        ),
        st.integers(0, 3),
        st.sampled_from(TEXTS),
        st.sampled_from(PEOPLE),
    ),
    max_size=25,
)  # fmt: skip


def agency(session: Session) -> None:
    session.add_all(
        [
            *(Platform(key=key, name=key, team_channel=f"C0{key}", **WORKS) for key in "pq"),
            Talent(key="shop", names={"de": "Shop"}, descriptions={"de": "Preise, Import"}),
            Talent(key="ux", names={"de": "UX"}, descriptions={"de": "Layout, Button"}),
        ]
    )
    session.flush()
    session.add_all([Client(key=f"{p}c", platform_key=p, name="C") for p in "pq"])
    session.flush()


def ask(session: Session, number: int, text: str, platform: str = "p") -> None:
    id_ = f"{platform}{number}"
    if session.get(Request, id_) is not None:
        return
    at = AT + timedelta(minutes=number)
    session.add(
        Request(
            id=id_, platform_key=platform, client_key=f"{platform}c", channel="C", thread_ts=id_,
            author="U0ANKE", created_at=at, last_client_at=at,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        Message(channel="C", ts=id_, request_id=id_, author="U0ANKE", from_client=True,
                text=text, at=at)
    )  # fmt: skip
    session.flush()


def note(session: Session, number: int, kind: str, person: str) -> None:
    if session.get(Request, f"p{number}") is not None:
        session.add(Outcome(request_id=f"p{number}", kind=OutcomeKind(kind), person=person, at=AT))
        session.flush()


def do(session: Session, deed: str, number: int, text: str, person: str) -> None:
    of_it = update(Message).where(Message.ts == f"p{number}")
    if deed == "ask":
        ask(session, number, text)
    elif deed == "forget":
        session.execute(of_it.values(text=None))
    elif deed == "edit":
        session.execute(of_it.values(text=text, edited_ts=f"{session.info['n']:06}"))
    elif deed == "delete":
        session.execute(of_it.values(deleted=True, text=None))
    elif deed == "describe":
        session.execute(update(Talent).where(Talent.key == "ux").values(descriptions={"de": text}))
    elif deed == "reply":
        later = f"later{session.info['n']}"
        if session.get(Request, f"p{number}") is not None:
            session.add(
                Message(channel="C", ts=later, request_id=f"p{number}", author="U0ANKE",
                        from_client=True, in_thread=True, text=text, at=AT + timedelta(days=1))
            )  # fmt: skip
            session.flush()
    else:
        note(session, number, deed, person)
    session.expire_all()


def told(index: Index) -> object:
    """Everything that can be asked of an index, and every bit it was learned into."""
    return (
        index.fingerprint(),
        [
            (index.talents_near(words(text)), index.score(Question(id_, text, AT, "pc"), PEOPLE))
            for text, id_ in zip(TEXTS, ("", "", "p1", "p2"), strict=True)
        ],
    )


def agrees(memory: Memory, session: Session) -> None:
    assert told(memory.index(session, "p")) == told(Memory().index(session, "p"))


def neighbours(memory: Memory, session: Session, platform: str) -> set[str]:
    scored = memory.index(session, platform).score(Question("", TEXTS[0], AT), PEOPLE)
    return {past.key for past in scored.neighbours}


@pytest.fixture(scope="module")
def empty() -> Iterator[Session]:
    engine = make_engine("sqlite://")
    metadata().create_all(engine)
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            agency(session)
            session.commit()
            yield session
        transaction.rollback()
    engine.dispose()


@settings(max_examples=examples(60), deadline=None)
@given(DEEDS)
def test_whatever_happens_in_whatever_order(
    empty: Session, deeds: list[tuple[str, int, str, str]]
) -> None:
    memory = Memory()
    with empty.begin_nested() as all_of_it:
        for number in (0, 1):
            ask(empty, number, TEXTS[number])
            note(empty, number, "answered", PEOPLE[number])
        agrees(memory, empty)
        for n, (deed, number, text, person) in enumerate(deeds):
            empty.info["n"] = n
            if deed == "look":
                agrees(memory, empty)
            elif deed == "undone":
                with empty.begin_nested() as part:
                    note(empty, number, "answered", person)
                    agrees(memory, empty)
                    part.rollback()
            else:
                do(empty, deed, number, text, person)
        agrees(memory, empty)
        all_of_it.rollback()
    empty.expire_all()


@pytest.fixture
def taught(session: Session) -> Session:
    agency(session)
    for number, text in enumerate(TEXTS):
        ask(session, number, text)
        note(session, number, "answered", PEOPLE[number % 2])
    return session


def test_what_is_forgotten_is_as_if_it_had_never_been_there(session: Session) -> None:
    agency(session)
    memory = Memory()
    for number in (0, 2):
        ask(session, number, TEXTS[number])
        note(session, number, "answered", PEOPLE[number % 2])
    never = memory.index(session, "p").fingerprint()
    ask(session, 1, TEXTS[1])
    note(session, 1, "answered", PEOPLE[1])
    assert memory.index(session, "p").fingerprint() != never
    session.execute(delete(Outcome).where(Outcome.request_id == "p1"))
    session.execute(delete(Message).where(Message.request_id == "p1"))
    session.execute(delete(Request).where(Request.id == "p1"))
    session.expire_all()
    assert memory.index(session, "p").fingerprint() == never


def test_a_reply_counts_once_the_question_was_deleted(taught: Session) -> None:
    memory = Memory()
    taught.info["n"] = 1
    do(taught, "delete", 1, "", "")
    agrees(memory, taught)
    do(taught, "reply", 1, TEXTS[3], "")
    agrees(memory, taught)


def test_what_is_known_is_not_learned_again(taught: Session) -> None:
    memory = Memory()
    before = memory.index(taught, "p")
    assert memory.index(taught, "p") is before
    ask(taught, 9, "Ein neuer Preis")
    note(taught, 9, "taken", PEOPLE[0])
    note(taught, 0, "closed", PEOPLE[1])
    learned = before.fingerprint()
    assert memory.index(taught, "p") is before
    assert before.fingerprint() != learned
    agrees(memory, taught)


def test_a_number_that_was_committed_later_is_not_missed(taught: Session) -> None:
    memory = Memory()
    ask(taught, 7, TEXTS[0])
    taught.add(Outcome(id=500, request_id="p1", kind=OutcomeKind.CLOSED, person="U0LENA", at=AT))
    taught.flush()
    agrees(memory, taught)
    late = Outcome(id=250, request_id="p7", kind=OutcomeKind.TAKEN,
                   person="U0LENA", at=AT)  # fmt: skip
    taught.add(late)
    taught.flush()
    agrees(memory, taught)
    assert neighbours(memory, taught, "p") == {"p0", "p1", "p2", "p3", "p7"}


def test_outcomes_are_learned_in_the_order_in_which_they_were_written_down(
    taught: Session,
) -> None:
    memory = Memory()
    for number, days in ((8, 2), (9, 1)):
        ask(taught, number, TEXTS[number % 4])
        at = AT + timedelta(days=days)
        taught.add(Outcome(request_id=f"p{number}", kind=OutcomeKind.TAKEN, person="U0LENA", at=at))
        taught.flush()
        agrees(memory, taught)


def test_what_is_in_mind_is_bounded_and_what_was_learned_is_the_same(taught: Session) -> None:
    memory = Memory(in_mind=2)
    agrees(memory, taught)
    assert memory.holds("p") == 2
    taught.execute(delete(Outcome).where(Outcome.request_id == "p1"))
    agrees(memory, taught)
    assert memory.holds("p") == 2


def test_no_forgotten_word_is_in_mind(taught: Session) -> None:
    memory = Memory()
    ask(taught, 9, "Wo bleibt der Quirrlo?")
    note(taught, 9, "answered", PEOPLE[0])
    agrees(memory, taught)
    assert in_mind("quirrlo")
    taught.execute(delete(Outcome).where(Outcome.request_id == "p9"))
    memory.index(taught, "p")
    assert not in_mind("quirrlo")


def in_mind(word: str) -> bool:
    """Whether it was read before, as it is; it is now."""
    before = stem.cache_info().misses
    stem(word)
    return stem.cache_info().misses == before


def test_platforms_learn_apart(taught: Session) -> None:
    memory = Memory()
    ask(taught, 1, TEXTS[1], platform="q")
    assert neighbours(memory, taught, "q") == set()
    assert neighbours(memory, taught, "p") == {"p0", "p1", "p2", "p3"}


def test_several_threads_and_processes_agree(any_url: str) -> None:
    here, there = Database(any_url), Database(any_url)
    memories = (Memory(), Memory())
    here.write(agency)

    def work(number: int) -> None:
        db, memory = (here, there)[number % 2], memories[number % 2]
        db.write(lambda s: ask(s, number, TEXTS[number % 4]))
        db.write(lambda s: note(s, number, "answered", PEOPLE[number % 2]))
        db.read(lambda s: memory.index(s, "p"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(16)))
    here.read(lambda s: agrees(memories[0], s))
    there.read(lambda s: agrees(memories[1], s))
    there.write(lambda s: s.execute(delete(Outcome).where(Outcome.request_id == "p3")))
    here.read(lambda s: agrees(memories[0], s))
    assert len(here.read(lambda s: s.scalars(select(Request.id)).all())) == 16
    here.close()
    there.close()


def test_where_it_is_not_decided_nothing_is_learned(taught: Session) -> None:
    memory = Memory()
    learned = memory.index(taught, "p").fingerprint()
    untaught = memory.index(taught, "q").fingerprint()
    for undecided_or_off in (None, False):
        taught.get_one(Platform, "p").learning = undecided_or_off
        taught.flush()
        index = memory.index(taught, "p")
        assert memory.index(taught, "p") is index
        assert (index.learned(), index.fingerprint()) == (0.0, untaught)
        assert neighbours(memory, taught, "p") == set()
        assert memory.holds("p") == 0
        assert index.talents_near(words("Preise"))["shop"] > 0
    taught.get_one(Platform, "p").learning = True
    taught.flush()
    note(taught, 0, "closed", PEOPLE[1])
    agrees(memory, taught)
    taught.execute(delete(Outcome).where(Outcome.id > 4))
    assert memory.index(taught, "p").fingerprint() == learned


class Reads:
    """Remembers what it was asked to read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed(self, text: str) -> Floats:
        self.read.append(text)
        vector = np.zeros(MEANING, np.float32)
        vector[len(text)] = 1.0
        return vector


def test_a_question_is_read_once_for_being_asked_and_learned(taught: Session) -> None:
    embedder = Reads()
    memory = Memory(embedder)
    index = memory.index(taught, "p")
    index.score(Question("p9", "Ein neuer Preis", AT, "client"), PEOPLE)
    embedder.read.clear()
    ask(taught, 9, "Ein neuer Preis")
    note(taught, 9, "answered", PEOPLE[0])
    assert memory.index(taught, "p") is index
    assert embedder.read == []
    index.score(Question("p9", "Ein neuer Preis", AT, "client"), PEOPLE)
    taught.execute(delete(Outcome).where(Outcome.request_id == "p9"))
    taught.execute(delete(Message).where(Message.request_id == "p9"))
    taught.execute(delete(Request).where(Request.id == "p9"))
    embedder.read.clear()
    memory.index(taught, "p").score(Question("p8", "Ein neuer Preis", AT, "client"), PEOPLE)
    assert "Ein neuer Preis" in embedder.read, "what was forgotten is in nobody's mind"


def test_only_the_last_texts_are_in_mind() -> None:
    embedder = Reads()
    lately = Lately(embedder, most=2)
    for text in ("a", "bb", "ccc", "bb", "dddd", "bb", "ccc"):
        assert lately.embed(text)[len(text)] == 1.0
    assert embedder.read == ["a", "bb", "ccc", "dddd", "ccc"]
