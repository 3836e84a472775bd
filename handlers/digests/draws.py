"""The cards of digests, each drawn from how things stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core.cards import Claimed
from bot.core.worker import Draw, Drawing
from bot.features.digests import company_week, monthly, observed, pictures, team, weekly
from bot.features.digests.models import ClientDigest, DigestState
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.owning import Owns
from handlers.digests import charts, client_views, draft_views, month_views, observed_views
from handlers.digests.team_views import morning
from handlers.slack import readers


def draws(owns: Sequence[Owns]) -> Mapping[str, Draw]:
    """By kind of card; ``owns`` is what people have in hand."""
    return {
        team.KIND: _morning(owns),
        weekly.DRAFT_CARD: _draft,
        weekly.CLIENT_CARD: _client,
        monthly.KIND: _month,
        observed.KIND: _week,
    }


def _morning(owns: Sequence[Owns]) -> Draw:
    def draw(session: Session, card: Claimed, now: datetime) -> Drawing | None:
        key, of = charts.subject_of(card.subject)
        platform = session.get(Platform, key)
        if platform is None:
            return None
        if card.ts is None and not team.still_wanted(platform, date.fromisoformat(of), now):
            return None  # Slack was out of reach for so long that this morning is over
        found = team.day_of(session, owns, platform, now)
        return None if found.is_empty else morning(found, readers.team(platform))

    return draw


def _draft(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    digest = session.get(ClientDigest, card.subject)
    if digest is None:
        return None
    client = session.get_one(Client, digest.client_key)
    platform = session.get_one(Platform, client.platform_key)
    shown = draft_views.Draft(
        id=digest.id,
        version=digest.version,
        client=client.name,
        channel=digest.channel,
        readers=digest.readers,
        state=DigestState(digest.state),
        week=company_week.sent(session, digest),
        edited_by=digest.edited_by,
        decided_by=digest.decided_by,
        sent_at=digest.sent_at,
    )
    return draft_views.draft(shown, readers.client(client), readers.team(platform))


def _client(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    digest = session.get(ClientDigest, card.subject)
    if digest is None or digest.state != DigestState.SENT:
        return None
    t = readers.client(session.get_one(Client, digest.client_key))
    return client_views.digest(company_week.sent(session, digest), t)


def _month(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    key, of = charts.subject_of(card.subject)
    platform = session.get(Platform, key)
    if platform is None:
        return None
    t, first = readers.team(platform), date.fromisoformat(of)
    picture = pictures.shown(session, card.subject)
    alt = charts.alt(charts.bars_of(session, platform, monthly.KIND, of), monthly.KIND, t)
    return month_views.of_month(monthly.month(session, platform, first), picture, alt, t)


def _week(session: Session, card: Claimed, _now: datetime) -> Drawing | None:
    key, of = charts.subject_of(card.subject)
    platform = session.get(Platform, key)
    if platform is None:
        return None
    t, picture = readers.team(platform), pictures.shown(session, card.subject)
    alt = charts.alt(charts.bars_of(session, platform, observed.KIND, of), observed.KIND, t)
    found = observed.week_of(session, platform, datetime.fromisoformat(of))
    return observed_views.draw_week(found, picture, alt, t)
