"""The client gets a clear and honest answer: written by one person, posted once."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import cards
from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.channels.service import may_write
from bot.features.platforms.service import (
    channels_of_client,
    member_of,
    person_name,
    require_active,
    require_member,
)
from bot.features.promises import living
from bot.features.promises.models import AnswerState, ClientAnswer, ClientWord, Promise
from bot.features.promises.showing import ANSWER, COPY, show_copy, show_word
from bot.features.promises.values import Verdict
from bot.features.requests.lifecycle import assign, goes_quiet
from bot.features.requests.models import Request, RequestState
from bot.features.requests.showing import changed, look_at_the_clock

TEXT = 2500
"""Characters of an answer."""
ESCAPED = 3000
"""What Slack takes in one section, in which ``&`` counts as five characters."""


@dataclass(frozen=True)
class Letter:
    """What a person wants the client to read, and where."""

    channel: str
    text: str
    by_hand: bool = False
    """They post it themselves; Perron only shows it to them."""


@dataclass(frozen=True)
class Terms:
    """What is promised, as the client reads it on the card, and who answers for it."""

    what: str
    what_not: str
    owner: str


def for_member(session: Session, ballot: str, user_id: str) -> ClientAnswer:
    """The answer, held, for a member of its platform; anybody else is told so."""
    answer = session.get(ClientAnswer, ballot, with_for_update=True)
    if answer is None:
        raise Kindly(mark("This decision no longer exists."))
    require_member(session, user_id, answer.platform_key)
    return answer


def wanted(session: Session, ballot: str, user_id: str) -> ClientAnswer:
    """The same, where nobody has answered yet. Two people at once give one answer."""
    answer = for_member(session, ballot, user_id)
    if answer.state == AnswerState.WITHDRAWN:
        raise Kindly(mark("This was asked again. What counts is the newer ballot."))
    word = session.get(ClientWord, answer.word_id) if answer.word_id is not None else None
    if word is not None and answer.state != AnswerState.WANTED:
        name = person_name(session, word.by)
        if answer.state == AnswerState.BY_HAND:
            raise Kindly(mark("{name} is posting the answer by hand."), name=name)
        raise Kindly(mark("{name} has answered the client already."), name=name)
    require_active(session, answer.client_key)
    return answer


def places(session: Session, answer: ClientAnswer) -> list[str]:
    """The channels in which the answer may stand: the request's, else the client's."""
    if answer.request_id is not None:
        return [session.get_one(Request, answer.request_id).channel]
    return channels_of_client(session, answer.client_key)


def give(
    session: Session, ballot: str, by: str, letter: Letter, terms: Terms | None, now: datetime
) -> ClientWord:
    """Answer the client: post it, or show it to be posted by hand. With a yes a promise exists.

    ``terms`` for a yes. Kindly where somebody was faster, or Perron may not write there.
    """
    answer = wanted(session, ballot, by)
    if letter.channel not in places(session, answer):
        raise Kindly(mark("This channel belongs to no client any more."))
    if terms is not None:
        check_owner(session, answer, terms.owner)
        answer.what, answer.what_not = living.one_line(terms.what), terms.what_not.strip()
        answer.owner = terms.owner
    word = _word(session, answer, by, letter, now)
    answer.word_id = word.id
    if letter.by_hand:
        answer.state = AnswerState.BY_HAND
        session.flush()
        show_copy(session, word)
    else:
        _given(session, answer, word, now)
        show_word(session, word)
    cards.touch(session, ballot, kind=ANSWER)
    return word


def check_owner(session: Session, answer: ClientAnswer, owner: str) -> None:
    """Who answers for a promise is one of the platform's members. Kindly, where not."""
    if member_of(session, owner, answer.platform_key) is None:
        raise Kindly(
            mark("{name} is not a member of this platform. Choose somebody who is."),
            name=person_name(session, owner),
        )


def can_be_posted(session: Session, channel: str) -> bool:
    """Whether Perron itself may write in the channel: introduced there, and not only observing."""
    return may_write(session, channel)


def _word(
    session: Session, answer: ClientAnswer, by: str, letter: Letter, now: datetime
) -> ClientWord:
    request = session.get(Request, answer.request_id) if answer.request_id is not None else None
    word = write(session, answer.client_key, letter, by, now)
    word.thread_ts = request.thread_ts if request is not None else None
    session.flush()
    return word


def write(session: Session, client_key: str, letter: Letter, by: str, now: datetime) -> ClientWord:
    """What a member says to a client; Kindly where there is nothing, or Perron may not say it."""
    text = fitting(letter.text)
    if not letter.by_hand and not can_be_posted(session, letter.channel):
        raise Kindly(
            mark("Perron may not write in this channel. Choose to post it yourself, please.")
        )
    word = ClientWord(
        client_key=client_key,
        channel=letter.channel,
        text=text,
        by=by,
        at=now,
        by_hand=letter.by_hand,
    )
    session.add(word)
    session.flush()
    return word


def fitting(text: str) -> str:
    """What a client reads, whole: Kindly where it is nothing, or more than one message holds."""
    text = text.strip()
    if not text:
        raise Kindly(mark("Please leave a few words for the client to read."))
    if len(text) > TEXT or len(html.escape(text, quote=False)) > ESCAPED:
        raise Kindly(
            mark("This is longer than what Slack takes in one message. Please shorten it.")
        )
    return text


def posted(session: Session, ballot: str, by: str, now: datetime) -> None:
    """*I have posted it*: says its writer. Once more changes nothing."""
    answer = for_member(session, ballot, by)
    if answer.state == AnswerState.GIVEN:
        return
    require_active(session, answer.client_key)
    word = session.get(ClientWord, answer.word_id) if answer.word_id is not None else None
    if answer.state != AnswerState.BY_HAND or word is None:
        raise Kindly(mark("There is nothing to be posted by hand any more."))
    if word.by != by:
        raise Kindly(mark("Only {name} can say so."), name=person_name(session, word.by))
    _given(session, answer, word, now)
    cards.touch(session, ballot, kind=ANSWER)
    cards.touch(session, word.id, kind=COPY)


def not_after_all(session: Session, ballot: str, by: str) -> None:
    """What was to be posted by hand is not: the answer is anybody's again."""
    answer = for_member(session, ballot, by)
    require_active(session, answer.client_key)
    if answer.state != AnswerState.BY_HAND:
        raise Kindly(mark("There is nothing to be posted by hand any more."))
    word_id, answer.word_id, answer.state = answer.word_id, None, AnswerState.WANTED
    session.flush()
    cards.touch(session, ballot, kind=ANSWER)
    cards.touch(session, word_id or "", kind=COPY)


def _given(session: Session, answer: ClientAnswer, word: ClientWord, now: datetime) -> None:
    """The client has their answer: a yes is a promise now."""
    answer.state = AnswerState.GIVEN
    session.flush()
    if answer.verdict == Verdict.YES:
        word.promise_id = living.make(session, _promise(answer, word), word.by, now).id
    if answer.request_id is not None and not word.by_hand:
        _request_is_answered(session, answer.request_id, word.by, now)


def _promise(answer: ClientAnswer, word: ClientWord) -> Promise:
    return Promise(
        platform_key=answer.platform_key,
        client_key=answer.client_key,
        channel=word.channel,
        thread_ts=word.thread_ts,
        request_id=answer.request_id,
        ballot=answer.ballot,
        what=answer.what,
        what_not=answer.what_not,
        due=answer.due,
        owner=answer.owner or word.by,
        conditions=list(answer.conditions),
        alternatives=list(answer.alternatives),
        hands=[list(hand) for hand in answer.hands],
    )


def _request_is_answered(session: Session, request_id: str, by: str, now: datetime) -> None:
    """Perron's own messages are not read: what they answer is noted here.

    As with a member's own words, an open request is in the hands of whoever answers it.
    """
    request = session.get_one(Request, request_id, with_for_update=True)
    request.last_team_at = max(request.last_team_at or now, now)
    request.answered_at = min(request.answered_at or now, now)
    if request.state == RequestState.OPEN:
        assign(session, request, by, now)
    look_at_the_clock(session, request, now)
    goes_quiet(session, request, now)
    changed(session, request)
