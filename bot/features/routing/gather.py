"""Collects what the score is computed from. The score itself is pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.models import (
    Client,
    ClientMode,
    MemberTalent,
    Platform,
    Responsibility,
)
from bot.features.platforms.service import available, members, person_name
from bot.features.requests.addressed import mentions, named
from bot.features.requests.essence import essence
from bot.features.requests.models import Request
from bot.features.requests.reading import client_messages, words_of
from bot.features.routing.load import leaves, load_of, within_the_hour
from bot.features.routing.memory import learned
from bot.features.routing.score import Candidate, Question, Suggestion, TalentLevel, suggest
from bot.features.routing.weights import settings_of


def weigh(session: Session, request: Request, asked: Collection[str], now: datetime) -> Suggestion:
    """Who is best suited to a request, leaving out those who were asked already."""
    platform = session.get_one(Platform, request.platform_key)
    client = session.get_one(Client, request.client_key)
    text = words_of(request, client_messages(session, request.id))
    return suggest(
        replace(
            _question(session, text, client, platform, now),
            request_id=request.id,
            at=request.created_at,
        ),
        candidates(session, platform, asked, now, client),
        learned(session, platform.key),
        settings=settings_of(platform),
    )


def weigh_text(session: Session, text: str, platform: Platform, now: datetime) -> Suggestion:
    """Who is best suited to a question that is nobody's request (``/perron who``)."""
    names = _names(session, platform)
    question = Question(
        text=essence(text),
        client_key="",
        named=(*mentions(text), *named(text, names)),
        at=now,
    )
    people = candidates(session, platform, (), now)
    return suggest(question, people, learned(session, platform.key), settings=settings_of(platform))


def _names(session: Session, platform: Platform) -> dict[str, str]:
    return {
        member.user_id: person_name(session, member.user_id)
        for member in members(session, platform.key)
    }


def _question(
    session: Session, text: str, client: Client, platform: Platform, now: datetime
) -> Question:
    responsible = session.execute(
        select(Responsibility.talent_key, Responsibility.user_id).where(
            Responsibility.client_key == client.key
        )
    )
    names = _names(session, platform)
    return Question(
        text=essence(text),
        client_key=client.key,
        mode="managed" if client.mode == ClientMode.MANAGED else "self-service",
        named=tuple(dict.fromkeys((*mentions(text), *named(text, names)))),
        responsible={
            row.talent_key: _standing_in(session, row.user_id, platform, now) for row in responsible
        },
    )


def _standing_in(session: Session, user_id: str, platform: Platform, now: datetime) -> str:
    """Who looks after somebody's responsibility now: during an absence, who covers."""
    return available(session, user_id, now, platform=platform).cover or user_id


def candidates(
    session: Session,
    platform: Platform,
    asked: Collection[str],
    now: datetime,
    client: Client | None = None,
    *,
    only: str | None = None,
) -> list[Candidate]:
    """Everybody of the platform, or ``only`` one of them; whose day is merely over can be asked
    in the morning."""
    talents: dict[str, list[TalentLevel]] = {}
    for row in session.scalars(select(MemberTalent)):
        talents.setdefault(row.user_id, []).append(
            TalentLevel(row.talent_key, row.level, row.likes)
        )
    everybody = [member.user_id for member in members(session, platform.key)]
    people = [one for one in everybody if only in (None, one)]
    soon = within_the_hour(platform, now)
    load = load_of(session, people, platform, client, now)
    found = []
    for person in people:
        there = available(session, person, now, platform=platform).may_be_suggested
        found.append(
            Candidate(
                person_id=person,
                talents=tuple(talents.get(person, ())),
                open_requests=load.open[person],
                available=there,
                passed=person in asked,
                usual=load.usual.get(person),
                lately=load.lately[person],
                leaves=there and leaves(session, person, platform, soon),
                known=load.known[person],
            )
        )
    return found
