"""Collects what the score is computed from. The score itself is pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
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
from bot.features.requests.models import Request, RequestState
from bot.features.requests.reading import client_messages, words_of
from bot.features.routing.index import Index
from bot.features.routing.memory import KEPT, Memory
from bot.features.routing.score import Candidate, Question, Suggestion, TalentLevel, suggest


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
        _candidates(session, platform, asked, now),
        _index(session, platform),
    )


def weigh_text(session: Session, text: str, platform: Platform, now: datetime) -> Suggestion:
    """Who is best suited to a question that is nobody's request (``/perron who``)."""
    people = _names(session, platform)
    question = Question(
        text=essence(text),
        client_key="",
        named=(*mentions(text), *named(text, people)),
        at=now,
    )
    candidates = _candidates(session, platform, (), now)
    return suggest(question, candidates, _index(session, platform))


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


def _candidates(
    session: Session, platform: Platform, asked: Collection[str], now: datetime
) -> list[Candidate]:
    """Everybody of the platform; whose day is merely over can be asked in the morning."""
    talents: dict[str, list[TalentLevel]] = {}
    for row in session.scalars(select(MemberTalent)):
        talents.setdefault(row.user_id, []).append(
            TalentLevel(row.talent_key, row.level, row.likes)
        )
    open_work: dict[str | None, int] = {
        row.assignee: row.n
        for row in session.execute(
            select(Request.assignee, func.count().label("n"))
            .where(Request.state == RequestState.TAKEN)
            .group_by(Request.assignee)
        )
    }
    return [
        Candidate(
            person_id=member.user_id,
            talents=tuple(talents.get(member.user_id, ())),
            open_requests=open_work.get(member.user_id, 0),
            available=available(session, member.user_id, now, platform=platform).may_be_suggested,
            passed=member.user_id in asked,
        )
        for member in members(session, platform.key)
    ]


def _index(session: Session, platform: Platform) -> Index:
    """What was learned: kept by the process, or, where nothing is kept, from scratch."""
    memory: Memory = session.info.get(KEPT) or Memory()
    return memory.index(session, platform.key)
