"""A former client's people are forgotten in time, everywhere, and it is proved."""

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import JSON, Date, String, Table, insert, select, text, update

from bot.core.cards import Card
from bot.core.db import Base, Instant
from bot.core.forgetting import Forget, Forgetting, standing
from bot.features.forgetting.service import (
    DONE,
    NotYet,
    blocked_since,
    carry_out,
    plan_client,
    plan_person,
)
from bot.features.platforms.forgetting import names_of
from bot.features.platforms.models import Client, ClientStatus, Contact
from bot.features.platforms.service import learn_person
from bot.features.record import service as record
from bot.features.record.verifying import verify
from bot.features.requests import actions
from bot.features.requests.models import Message
from bot.features.routing.memory import Memory
from bot.features.routing.scoring.text import MEANING, Embedder, Floats
from bot.ports import UserInfo
from handlers.registry import features
from integrations.ical import IcalCalendars
from tests.bot.features.house import ANKE, GRACE, HARB, JONAS, LENA, NORD, SHOP, THEIRS, TIL, House

RETENTION = timedelta(days=180)
FORGETS: list[Forget] = [
    feature.forget
    for feature in features(search_lag=0, retention_days=180, calendars=IcalCalendars())
]
NORDWIND = "nord"


def meet(house: House, user: str, name: str, team: str = THEIRS) -> None:
    info = UserInfo(id=user, team_id=team, name=name)
    learn_person(house.session, info, house.now)


def block(house: House, key: str = NORDWIND) -> None:
    client = house.session.get_one(Client, key)
    client.status = ClientStatus.DELIVERY_BLOCK
    record.write(
        house.session,
        record.About("client", key),
        who=JONAS,
        what="client status",
        now=house.now,
        client_key=key,
        before={"status": "active"},
        after={"status": "delivery block"},
        evidence={"words": f"As <@{ANKE}> and Anke Nord have agreed"},
    )


def forget_client(house: House) -> tuple[Forgetting, dict[str, int]]:
    house.now += RETENTION
    who = plan_client(house.session, NORDWIND, RETENTION, house.now)
    return who, dict(carry_out(house.session, who, FORGETS))


def test_it_is_refused_before_the_time_with_the_date(house: House) -> None:
    with pytest.raises(NotYet, match="no client with the key nobody"):
        plan_client(house.session, "nobody", RETENTION, house.now)
    with pytest.raises(NotYet, match="has no delivery block"):
        plan_client(house.session, NORDWIND, RETENTION, house.now)
    house.say(ANKE, SHOP)
    block(house)
    assert blocked_since(house.session, NORDWIND) == house.now
    may = house.now + RETENTION
    with pytest.raises(NotYet, match=f"from {may:%-d %b %Y, %H:%M} UTC on"):
        plan_client(house.session, NORDWIND, RETENTION, may - timedelta(seconds=1))
    assert plan_client(house.session, NORDWIND, RETENTION, may).people == {ANKE, TIL}


def test_they_are_gone_everywhere_and_what_was_done_is_in_the_record(house: House) -> None:
    meet(house, ANKE, "Anke Nord")
    meet(house, "U0BEN", "Ben Nord")
    house.say(ANKE, SHOP)
    house.say(JONAS, "Anke Nord ruft an, siehe auch <@U0BEN>", team=None)
    block(house)
    house.session.execute(
        update(Card).where(Card.kind == "request.team").values(ts="1.1", dirty=False)
    )
    who, counts = forget_client(house)
    assert (who.people, who.names) == (
        {ANKE, TIL, "U0BEN"},
        {"Anke Nord", "Ben Nord", "Til Hansen"},
    )
    assert counts["person"] == 3
    assert counts["record_entry"] == 1
    assert standing(house.session, who) == []
    assert house.session.scalars(select(Message.text).where(Message.text == SHOP)).all() == []
    card = house.session.scalars(select(Card).where(Card.kind == "request.team")).one()
    assert (card.ts, card.dirty) == ("1.1", True), "what quotes them in Slack is drawn anew"
    assert verify(house.session).is_fine
    [said] = [one for one in record.entries(house.session) if one.what == DONE]
    assert said.client_key == NORDWIND
    assert said.after == {"people": 3, "rows": counts}
    again = carry_out(house.session, who, FORGETS)
    assert again == {}


class Letters:
    """Stands for the model of meaning: which letters there are, and how often."""

    def embed(self, text: str) -> Floats:
        counted = np.bincount([ord(letter) % MEANING for letter in text], minlength=MEANING)
        vector: Floats = (counted / max(1.0, float(np.linalg.norm(counted)))).astype(np.float32)
        return vector


def answered(house: House, who: str, words: str, channel: str, by: str) -> None:
    house.pass_time(hours=1)
    ts = house.say(who, words, channel)
    house.say(by, "Done.", channel, thread=ts)
    actions.done_by_member(house.session, house.request(ts, channel).id, by, house.now)


@pytest.mark.parametrize("embedder", [None, Letters()], ids=["words", "meaning"])
def test_what_routing_has_learned_from_them_is_as_if_it_had_never_been(
    house: House, embedder: Embedder | None
) -> None:
    memory, platform = Memory(embedder), house.platform.key

    def learned() -> str:
        return memory.index(house.session, platform).fingerprint()

    for words in ("The import is broken, please help.", "The button looks wrong on my phone."):
        answered(house, GRACE, words, HARB, LENA)
    never = learned()
    for words in (SHOP, "Das Layout passt nicht.", "Wann kommt der Export?"):
        answered(house, ANKE, words, NORD, JONAS)
    seen = learned()
    block(house)
    forget_client(house)
    assert learned() == never != seen
    assert Memory(embedder).index(house.session, platform).fingerprint() == never
    assert memory.holds(platform) == 2


def test_who_is_with_others_as_well_stays(house: House) -> None:
    house.say(ANKE, SHOP)
    house.say(GRACE, "The import is broken, please help.", HARB)
    house.session.add(Contact(client_key=NORDWIND, user_id=GRACE))
    house.session.add(Contact(client_key=NORDWIND, user_id=JONAS))
    house.session.flush()
    block(house)
    who, _ = forget_client(house)
    assert who.people == {ANKE, TIL}


def test_a_name_that_others_bear_is_not_looked_for(house: House) -> None:
    meet(house, ANKE, "Anke")
    meet(house, "U0BEN", "Ben Nord")
    meet(house, "U0OTHER", "Anke Meer", "T0OTHER")
    house.session.flush()
    assert names_of(house.session, {ANKE, "U0BEN"}, {"ben@nord.example"}) == {
        "Ben Nord",
        "ben@nord.example",
    }


def test_one_person_is_forgotten_once_they_are_with_nobody(house: House) -> None:
    meet(house, ANKE, "Anke Nord")
    house.say(ANKE, SHOP)
    with pytest.raises(NotYet, match="knows nobody"):
        plan_person(house.session, "U0NOBODY", RETENTION, house.now)
    with pytest.raises(NotYet, match="is a member of a platform"):
        plan_person(house.session, JONAS, RETENTION, house.now)
    with pytest.raises(NotYet, match="may be forgotten from"):
        plan_person(house.session, ANKE, RETENTION, house.now)
    later = house.now + RETENTION + timedelta(seconds=1)
    listed = Contact(client_key=NORDWIND, user_id=ANKE)
    house.session.add(listed)
    house.session.flush()
    with pytest.raises(NotYet, match=f"is a contact of {NORDWIND}"):
        plan_person(house.session, ANKE, RETENTION, later)
    house.session.delete(listed)
    house.session.flush()
    who = plan_person(house.session, ANKE, RETENTION, later)
    assert carry_out(house.session, who, FORGETS)
    assert standing(house.session, who) == []


CANNOT_NAME = {
    "alike",
    "ballot_secret",
    "block_watch",
    "client_channel",
    "channel_readers",
    "ended_ballot",
    "installation",
    "nudge",
    "offboarding_template",
    "record_entry",
    "record_head",
    "talent",
    "turn",
}
"""Tables without a word or an id of a person."""
OF_PEOPLE = {"due.subject", "seen.key"}
"""Keys that may hold somebody's id, besides ``user_id``."""
TABLES = sorted(set(Base.metadata.tables) - CANNOT_NAME)


def a_row_about(table: Table, user: str, house: House) -> dict[str, object]:
    """Somebody's id in every text that can hold it."""
    row: dict[str, object] = {}
    for column in table.columns:
        kind = column.type
        if isinstance(kind, JSON):
            row[column.name] = {"said": [f"<@{user}> wants it"]}
        elif isinstance(kind, String):
            is_theirs = column.name == "user_id" or str(column) in OF_PEOPLE
            is_key = column.primary_key and not is_theirs
            row[column.name] = "x" if column.foreign_keys or is_key else user
        elif isinstance(kind, Instant):
            row[column.name] = house.now
        elif isinstance(kind, Date):
            row[column.name] = house.now.date()
        else:
            row[column.name] = b"" if kind.python_type is bytes else 1_000_000
            if kind.python_type is bool:
                row[column.name] = False
    return row


def test_no_table_keeps_anybody(house: House) -> None:
    """A new table that stands here needs a line in its feature's ``forgetting.py``."""
    assert set(Base.metadata.tables) >= CANNOT_NAME
    house.session.execute(text("PRAGMA defer_foreign_keys = ON"))
    for name in TABLES:
        table = Base.metadata.tables[name]
        house.session.execute(insert(table).values(a_row_about(table, "U0CANARY", house)))
    who = Forgetting(frozenset({"U0CANARY"}), frozenset(), house.now)
    assert {one.table for one in standing(house.session, who)} == set(TABLES)
    carry_out(house.session, who, FORGETS)
    assert standing(house.session, who) == []
