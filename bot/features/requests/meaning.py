"""What a client's message means: by the rules, by who speaks to whom, by what members have said."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.features.platforms.models import Client, Contact, Member, Person
from bot.features.platforms.service import Side, person_name, side_of
from bot.features.requests import learning
from bot.features.requests.models import Message, Request
from bot.features.requests.sense import People, Sense, mentions, sense
from bot.features.requests.taste import with_taste


def meaning_of(
    session: Session, client: Client, text: str, *, has_files: bool, in_thread: bool
) -> Sense:
    """Whether it is a request, and by which rule."""
    judged = sense(
        text,
        has_files=has_files,
        in_thread=in_thread,
        corrections=learning.corrections(session, client.key),
        people=_people(session, client, text),
    )
    return with_taste(judged, text, learning.of_platform(session, client.platform_key))


def _people(session: Session, client: Client, text: str) -> People:
    """Who can be spoken to: who has written for the client, its contacts, who is mentioned."""
    written = (
        select(Message.author)
        .join(Request, Request.id == Message.request_id)
        .where(Request.client_key == client.key, Message.from_client)
    )
    contacts = select(Contact.user_id).where(Contact.client_key == client.key)
    known = select(Person.user_id, Person.name).where(
        Person.user_id.in_(written) | Person.user_id.in_(contacts)
    )
    members = (
        select(Person.user_id, Person.name)
        .join(Member, Member.user_id == Person.user_id)
        .where(Member.platform_key == client.platform_key, Member.active)
    )
    theirs = {row.user_id: row.name for row in session.execute(known)}
    for user in mentions(text):
        if user not in theirs and side_of(session, team_id=None, user_id=user) is Side.CLIENT:
            theirs[user] = person_name(session, user)
    return People(theirs, {row.user_id: row.name for row in session.execute(members)})
