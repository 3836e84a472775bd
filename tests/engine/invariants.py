"""What must be true once all is quiet, whatever happened: nothing lost, nothing doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.cards import HOME, Card
from bot.core.db import Database
from bot.core.jobs import Job
from bot.features.ballots.models import Ballot, Secret, Stage, Vote
from bot.features.ballots.voting import voted
from bot.features.promises.models import ClientAnswer, EndedBallot, Promise
from bot.features.requests.models import Message, Request, RequestState
from bot.features.tickets.models import Ticket, TicketStage
from playground.jira import TOKEN
from playground.testing import Running
from tests.dialogue.harness import WEDNESDAY_TEN
from tests.engine.rehearsal import DRAWS, claimed

Json = dict[str, Any]


def check(database: str, slack: Running) -> None:
    """Compare the state with what the playground and Jira hold."""
    db = Database(database)
    try:
        db.read(lambda s: _nothing_is_left(s))
        db.read(lambda s: _cards_are_right(s, slack))
        db.read(lambda s: _tickets_are_right(s, slack))
        db.read(lambda s: _reactions_are_right(s, slack))
        db.read(_ballots_are_right)
    finally:
        db.close()


def requests_by_text(database: str) -> Counter[str]:
    """What clients wrote in each request, joined by a plus; one with nothing left is ``""``."""
    db = Database(database)
    try:
        rows = db.read(
            lambda s: s.execute(
                select(Request.id, Message.text)
                .outerjoin(Message, (Message.request_id == Request.id) & Message.from_client)
                .order_by(Message.ts)
            ).all()
        )
    finally:
        db.close()
    words: dict[str, list[str]] = {}
    for request_id, text in rows:
        words.setdefault(request_id, []).extend([text] if text else [])
    return Counter("+".join(said) for said in words.values())


def _nothing_is_left(session: Session) -> None:
    lasting = Job.kind != "tickets.poll"  # asked again and again, whatever happens
    left = session.execute(select(Job.kind, Job.error, Job.payload).where(lasting)).all()
    assert not left, left
    dirty = select(Card.kind, Card.error).where(Card.dirty | Card.given_up)
    waiting = session.execute(dirty).all()
    assert not waiting, waiting


def _cards_are_right(session: Session, slack: Running) -> None:
    posted = [
        (channel.id, message)
        for channel in slack.world.channels.values()
        for message in channel.messages.values()
        if message.user == slack.world.app.bot_user and not message.tombstone
        if message.subtype != "channel_join"
    ]
    ids = Counter(_opaque_id(message.metadata) for _, message in posted)
    doubled = {id_: count for id_, count in ids.items() if count > 1}
    assert not doubled, f"posted more than once: {doubled}"
    held = {_opaque_id(message.metadata): (channel, message) for channel, message in posted}
    shown = set()
    for card in session.scalars(select(Card).where(Card.kind != HOME)):
        drawing = DRAWS[card.kind](session, claimed(card), _now(slack))
        if drawing is None:
            assert card.id not in held, f"{card.kind} should be gone"
            continue
        shown.add(card.id)
        assert card.id in held, f"{card.kind} of {card.subject} was never posted"
        channel, message = held[card.id]
        assert (card.channel, card.ts) == (channel, message.ts), card.kind
        assert message.text == drawing.text, (card.kind, message.text, drawing.text)
        blocks = without_ids(message.blocks, drawing.blocks)
        assert blocks == list(drawing.blocks), (card.kind, blocks, drawing.blocks)
    assert set(held) <= shown, "a message that nobody knows"


def without_ids(held: Any, drawn: Any) -> Any:
    """Blocks as Slack holds them, without the ids that it adds of its own accord."""
    return [
        {key: value for key, value in block.items() if key != "block_id" or key in wanted}
        for block, wanted in zip(held or [], drawn, strict=True)
    ]


def _now(slack: Running) -> datetime:
    return datetime.fromtimestamp(slack.playground.clock.now(), UTC)


def _opaque_id(metadata: Json | None) -> str:
    return str((metadata or {}).get("event_payload", {}).get("id"))


def _tickets_are_right(session: Session, slack: Running) -> None:
    wanted = session.execute(
        select(Ticket.label, Ticket.key).where(Ticket.stage == TicketStage.CREATED)
    ).all()
    in_jira = Counter(label for issue in _issues(slack) for label in issue["fields"]["labels"])
    assert all(count == 1 for count in in_jira.values()), in_jira
    assert set(in_jira) == {label for label, _ in wanted}


def _issues(slack: Running) -> list[Json]:
    answer = slack.client.get(
        "/jira/rest/api/2/search",
        params={"jql": "project in (NORD, HARB)", "fields": "labels", "maxResults": "500"},
        headers={"Authorization": f"Bearer {TOKEN}"},
    )
    answer.raise_for_status()
    return list(answer.json()["issues"])


def _reactions_are_right(session: Session, slack: Running) -> None:
    """The message that raised an open request carries the reaction."""
    rows = session.execute(
        select(Request.channel, Request.thread_ts, Request.state)
        .join(Message, Message.ts == Request.thread_ts)
        .where(Message.channel == Request.channel, Message.deleted.is_(False))
    ).all()
    for channel, ts, state in rows:
        if state == RequestState.NOT_A_REQUEST or float(ts) < WEDNESDAY_TEN.timestamp():
            continue
        message = slack.world.channels[channel].messages[ts]
        assert message.reactions.get("eyes") == [slack.world.app.bot_user], (ts, message.reactions)


def _ballots_are_right(session: Session) -> None:
    """Never two outcomes, never a count that differs from the votes, one answer, one promise."""
    ended = Counter(session.scalars(select(EndedBallot.ballot)))
    answers = Counter(session.scalars(select(ClientAnswer.ballot)))
    promises = Counter(session.scalars(select(Promise.ballot)))
    for ballot in session.scalars(select(Ballot)):
        votes = len(session.scalars(select(Vote.key).where(Vote.ballot_id == ballot.id)).all())
        runs = ballot.stage == Stage.VOTING
        assert votes == (voted(session, ballot.id) if runs else ballot.votes or 0)
        assert (session.get(Secret, ballot.id) is not None) == runs
        assert runs or voted(session, ballot.id) == 0
        assert ended[ballot.id] == (0 if runs else 1)
        assert max(answers[ballot.id], promises[ballot.id]) <= (0 if runs else 1)
        assert promises[ballot.id] <= (1 if ballot.stage == Stage.STOOD else 0)


def holds(found: Counter[str], wanted: Collection[str]) -> None:
    """Each text exactly once, and nothing else."""
    assert found == Counter(wanted), found - Counter(wanted) + (Counter(wanted) - found)
