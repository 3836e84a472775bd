"""An agency in an in-memory database, and the shortest words for what happens there.

Mara (backlog), Jonas (shop), Lena (UX) and Emre (shop, too, but new to it) serve Nordwind, who
does things itself and writes in German, and Harbour, who is looked after.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.core.jobs import Job
from bot.core.schedule import Due
from bot.features.channels import service as channels
from bot.features.platforms.models import (
    Absence,
    Client,
    ClientChannel,
    ClientMode,
    Member,
    MemberTalent,
    Platform,
    Responsibility,
    Talent,
)
from bot.features.platforms.service import learn_person, remember_installation
from bot.features.requests import intake
from bot.features.requests.finding import locked
from bot.features.requests.models import Message, Outcome, Request
from bot.features.routing import service as routing
from bot.ports import Identity, UserInfo

MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock in Berlin."""
NORD, NORD_TOO, HARB, TEAM = "C0NORD", "C0NORD2", "C0HARB", "C0TEAM"
MARA, JONAS, LENA, EMRE, ANKE, GRACE = "U0MARA", "U0JONAS", "U0LENA", "U0EMRE", "U0ANKE", "U0GRACE"
TIL, COLLEAGUE = "U0TIL", "U0COLLEAGUE"
OURS, THEIRS, HARBOURS = "T0US", "T0NORD", "T0HARB"
SHOP = "Im Shop stimmen die Preise nach dem Import nicht mehr."
LOOKS = "Das Layout der Landingpage sieht auf dem Handy falsch aus."
UNCLEAR = "Wir haben da ein kleines Problem mit dem Hund von nebenan."
TALENTS = {
    "backlog": "Backlog, Priorisieren, Planung, Termin, Workshop, Zeitplan, Roadmap, planning",
    "shop": "Shop, Preise, Import, Export, Warenkorb, Bestellung, Checkout, prices, import",
    "ux": "Layout, Landingpage, Design, Handy, Darstellung, Button, layout, page",
}
SKILLS = [
    (MARA, "backlog", 3, True),
    (JONAS, "shop", 3, True),
    (LENA, "ux", 3, True),
    (EMRE, "shop", 1, False),
]


class House:
    """A session, a clock, and what people do."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = MORNING
        self._posts = 0

    # What people do

    def say(
        self,
        who: str,
        text: str,
        channel: str = NORD,
        *,
        thread: str | None = None,
        team: str | None = "",
        ts: str | None = None,
        **more: Any,
    ) -> str:
        """Somebody posts now; returns the ts. ``team`` None: the payload does not say it."""
        self._posts += 1
        ts = ts or f"{self.now.timestamp() + self._posts / 1000:.6f}"
        home = {ANKE: THEIRS, TIL: THEIRS, GRACE: HARBOURS}.get(who, OURS) if team == "" else team
        message = intake.Incoming(channel, ts, who, home, text, thread_ts=thread, **more)
        if message.edited_ts is None:
            intake.message_came(self.session, message, self.now)
        else:
            intake.message_edited(self.session, message, self.now)
        return ts

    def edit(self, who: str, ts: str, text: str, channel: str = NORD, **more: Any) -> None:
        self._posts += 1
        at = f"{self.now.timestamp() + self._posts / 1000:.6f}"
        self.say(who, text, channel, ts=ts, edited_ts=at, **more)

    def remove(self, ts: str, channel: str = NORD) -> None:
        intake.message_deleted(self.session, channel, ts, self.now)

    def ask(self, text: str = SHOP, who: str = ANKE, channel: str = NORD) -> Request:
        """A client asks; returns the request, routed."""
        ts = self.say(who, text, channel)
        self.route()
        return self.request(ts, channel)

    def pass_time(self, **by: float) -> None:
        self.now += timedelta(**by)

    def away(self, who: str, *, days: float = 3, cover: str | None = None) -> None:
        self.add(Absence(user_id=who, starts_at=self.now, cover=cover, ends_at=self.later(days)))

    def later(self, days: float) -> datetime:
        return self.now + timedelta(days=days)

    def add(self, *rows: Any) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def route(self) -> None:
        """Carry out the routing that waits."""
        for job in self.jobs("requests.route"):
            routing.route(self.session, job["subject"], self.now)
        self.session.execute(delete(Job).where(Job.kind == "requests.route"))

    # What is to be seen

    def request(self, ts: str, channel: str = NORD) -> Request:
        """The request that a message belongs to."""
        row = self.session.get_one(Message, (channel, ts))
        assert row.request_id is not None, "the message belongs to no request"
        return locked(self.session, row.request_id)

    def requests(self) -> list[Request]:
        return list(self.session.scalars(select(Request).order_by(Request.created_at)))

    def jobs(self, kind: str) -> list[Mapping[str, Any]]:
        rows = self.session.scalars(select(Job).where(Job.kind == kind).order_by(Job.id))
        return [row.payload for row in rows]

    def due(self, kind: str) -> dict[str, datetime]:
        rows = self.session.scalars(select(Due).where(Due.kind == kind))
        return {row.subject: row.at for row in rows}

    def cards(self, kind: str, place: str | None = None) -> list[Card]:
        rows = self.session.scalars(select(Card).where(Card.kind == kind).order_by(Card.due_at))
        return [row for row in rows if place in (None, row.place)]

    def outcomes(self, request: Request) -> list[tuple[str, str | None]]:
        rows = self.session.scalars(
            select(Outcome).where(Outcome.request_id == request.id).order_by(Outcome.id)
        )
        return [(str(row.kind), row.person) for row in rows]

    def asked(self, request: Request) -> list[str]:
        """Who was asked privately, in order."""
        return [one.person for one in routing.asked_since_opened(self.session, request)]

    @property
    def platform(self) -> Platform:
        return self.session.get_one(Platform, "mario")

    def client(self, key: str = "nord") -> Client:
        return self.session.get_one(Client, key)


def settle_in(engine: Engine) -> None:
    """Build the agency in a database that has every table, to stay there."""
    with Session(engine) as session:
        build(session)
        session.commit()


def build(session: Session) -> House:
    """The agency with its people and channels; the introduction was posted an hour ago."""
    house = House(session)
    remember_installation(session, Identity(OURS, "U0BOT", "B0BOT", "https://us.test/"))
    house.add(
        Platform(
            key="mario",
            name="Super Mario",
            team_channel=TEAM,
            timezone="Europe/Berlin",
            hours="Mon-Fri 09:00-18:00",
            holidays="DE-BW",
            learning=True,
        )
    )
    house.add(
        *(
            Talent(key=key, names={"en": key.title()}, descriptions={"en": text})
            for key, text in TALENTS.items()
        ),
        *(Member(platform_key="mario", user_id=who, lead=who == MARA) for who, *_ in SKILLS),
        Client(
            key="nord",
            platform_key="mario",
            name="Nordwind",
            mode=ClientMode.SELF_SERVICE,
            language="de",
            jira_project="NORD",
        ),
        Client(
            key="harb",
            platform_key="mario",
            name="Harbour",
            mode=ClientMode.MANAGED,
            language="en",
            jira_project="HARB",
        ),
    )
    house.add(
        *(
            MemberTalent(user_id=who, talent_key=talent, level=level, likes=likes)
            for who, talent, level, likes in SKILLS
        ),
        Responsibility(client_key="harb", talent_key="ux", user_id=MARA),
        ClientChannel(channel_id=NORD, client_key="nord"),
        ClientChannel(channel_id=NORD_TOO, client_key="nord"),
        ClientChannel(channel_id=HARB, client_key="harb"),
    )
    for who, team, name in (
        (MARA, OURS, "Mara Vogt"),
        (JONAS, OURS, "Jonas Weber"),
        (LENA, OURS, "Lena Brandt"),
        (EMRE, OURS, "Emre Aydin"),
        (COLLEAGUE, OURS, "Kim Sommer"),
        (ANKE, THEIRS, "Anke Petersen"),
        (TIL, THEIRS, "Til Hansen"),
        (GRACE, HARBOURS, "Grace Miller"),
    ):
        learn_person(session, UserInfo(id=who, team_id=team, name=name), house.now)
    before = house.now - timedelta(hours=1)
    for channel in (NORD, HARB):
        channels.introduce(session, channel, MARA, "Hello", before, posted_by_hand=True)
    return house
