"""Who may set a platform up: its leads, asked each time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import mark
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import member_of, members, person_name, platforms


def led_by(session: Session, user_id: str) -> list[Platform]:
    """The platforms that somebody is lead of."""
    return [
        platform
        for platform in platforms(session)
        if (member := member_of(session, user_id, platform.key)) is not None and member.lead
    ]


def require_leads(session: Session, user_id: str) -> list[Platform]:
    """The platforms that somebody is lead of; Kindly, with whom to ask, where there is none."""
    found = led_by(session, user_id)
    if found:
        return found
    leads = [
        person_name(session, member.user_id)
        for platform in platforms(session)
        if member_of(session, user_id, platform.key) is not None
        for member in members(session, platform.key)
        if member.lead
    ]
    if leads:
        raise Kindly(
            mark(
                "The leads set up a platform: ask {leads}. Your own talents and working hours are "
                "yours alone: /perron talents."
            ),
            leads=", ".join(dict.fromkeys(leads)),
        )
    raise Kindly(
        mark(
            "Setting up is for a platform's leads, and yours has none yet: whoever runs Perron "
            "names one. Your own talents and working hours are yours alone: /perron talents."
        )
    )


def require_lead(session: Session, user_id: str, platform_key: str) -> Platform:
    """The platform, locked until the end of the transaction; Kindly for others than its leads."""
    platform = session.get_one(Platform, platform_key, with_for_update=True)
    member = member_of(session, user_id, platform_key)
    if member is None or not member.lead or not platform.active:
        raise Kindly(mark("Only a lead of {platform} can set this up."), platform=platform.name)
    return platform


def client_here(session: Session, client_key: str) -> Client:
    """An active client; Kindly where it has gone meanwhile."""
    client = session.get(Client, client_key)
    if client is None or not client.active:
        raise Kindly(mark("This client is no longer here. Please open the set-up again."))
    return client


def require_client(session: Session, platform: Platform, client_key: str) -> Client:
    """The same, if the platform still serves it."""
    client = client_here(session, client_key)
    if client.platform_key != platform.key:
        raise Kindly(mark("This client is no longer here. Please open the set-up again."))
    return client
