"""Who reads a text, and so in which language and how they are spoken to."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.i18n import Translator, language_of
from bot.features.platforms.models import Client, Platform
from bot.features.platforms.service import client_of_channel, locale_of


def person(session: Session, user_id: str) -> Translator:
    """What only this person sees is in their own Slack language."""
    return Translator(language_of(locale_of(session, user_id)))


def team(platform: Platform) -> Translator:
    """The team channel's language."""
    return Translator(platform.language)


def client(client: Client) -> Translator:
    """The language and address set for the client."""
    return Translator(client.language, client.address)


def in_channel(session: Session, user_id: str, channel: str) -> Translator:
    """A person in a channel: their own language; the channel's where it is unknown."""
    theirs = locale_of(session, user_id)
    of_channel = client_of_channel(session, channel)
    if of_channel is None:
        return Translator(language_of(theirs))
    return Translator(language_of(theirs, of_channel.language), of_channel.address)
