"""The last information about a client's work, for a page that the client may read as well.

Nothing in here is the team's alone: decisions are in the words that the client was sent,
promises as their card shows them, accounts without what they cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.offboarding import accounts
from bot.features.offboarding.holding import in_language, steps_of
from bot.features.offboarding.kinds import AccountKind, AccountState, EvidenceKind
from bot.features.offboarding.models import Case
from bot.features.offboarding.settling import evidence_of
from bot.features.platforms.models import Client, Responsibility, Talent
from bot.features.platforms.service import members, person_of
from bot.features.promises import reading
from bot.features.promises.models import AnswerState, ClientAnswer, ClientWord, Promise
from bot.features.promises.reading import ClientPromise
from bot.features.promises.values import Verdict


@dataclass(frozen=True)
class Decision:
    """What the client was answered, and when; ``said`` is empty once it is forgotten."""

    verdict: Verdict
    said: str
    at: datetime


@dataclass(frozen=True)
class Promised:
    """A promise as the client sees it, and who answers for it by name."""

    promise: ClientPromise
    owner: str


@dataclass(frozen=True)
class AccountLine:
    """An account, a domain or a tool; ``to`` who has it now, where it was handed over."""

    kind: AccountKind
    name: str
    state: AccountState
    to: str


@dataclass(frozen=True)
class LastInformation:
    """What the page is made of. ``ours`` is ``(what for, who)``, without a talent ``("", who)``;
    ``links`` is ``(words, address)``: evidence of which somebody said that the client may see it.
    """

    client: str
    decisions: tuple[Decision, ...]
    promises: tuple[Promised, ...]
    ours: tuple[tuple[str, str], ...]
    accounts: tuple[AccountLine, ...]
    links: tuple[tuple[str, str], ...]


def last_information(session: Session, case_id: str, language: str) -> LastInformation:
    """As it stands now; NoResultFound where there is no such case."""
    case = session.get_one(Case, case_id)
    return LastInformation(
        client=session.get_one(Client, case.client_key).name,
        decisions=tuple(_decisions(session, case.client_key)),
        promises=tuple(_promises(session, case.client_key)),
        ours=tuple(_ours(session, case, language)),
        accounts=tuple(
            AccountLine(AccountKind(row.kind), row.name, AccountState(row.state), row.to)
            for row in accounts.of_case(session, case.id)
        ),
        links=tuple(_links(session, case, language)),
    )


def _decisions(session: Session, client_key: str) -> list[Decision]:
    rows = session.execute(
        select(ClientAnswer.verdict, ClientWord.text, ClientWord.at)
        .join(ClientWord, ClientWord.id == ClientAnswer.word_id)
        .where(ClientAnswer.client_key == client_key, ClientAnswer.state == AnswerState.GIVEN)
        .order_by(ClientWord.at, ClientWord.id)
    )
    return [Decision(Verdict(verdict), text, at) for verdict, text, at in rows]


def _promises(session: Session, client_key: str) -> list[Promised]:
    theirs = select(Promise).where(Promise.client_key == client_key)
    rows = session.scalars(theirs.order_by(Promise.made_at, Promise.id))
    found = []
    for row in rows:
        promise = reading.for_client(session, row)
        found.append(Promised(promise, _name(session, row.owner)))
    return found


def _name(session: Session, user_id: str) -> str:
    """Empty where it is not known: a mention means nothing outside of Slack."""
    person = person_of(session, user_id)
    return person.name if person is not None else ""


def _ours(session: Session, case: Case, language: str) -> list[tuple[str, str]]:
    """Who answers for what; where nobody was named for anything, the team."""
    rows = session.execute(
        select(Talent.names, Responsibility.user_id)
        .join(Responsibility, Responsibility.talent_key == Talent.key)
        .where(Responsibility.client_key == case.client_key)
        .order_by(Talent.key)
    )
    named = [(in_language(names, language), _name(session, user)) for names, user in rows]
    team = [("", _name(session, one.user_id)) for one in members(session, case.platform_key)]
    return [one for one in named or team if one[1]]


def _links(session: Session, case: Case, language: str) -> list[tuple[str, str]]:
    return [
        (in_language(step.names, language), one.words)
        for step in steps_of(session, case.id)
        for one in evidence_of(session, step.id)
        if one.kind == EvidenceKind.LINK and one.for_client
    ]
