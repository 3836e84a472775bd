from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from bot.core.errors import Kindly
from bot.core.i18n import Translator
from bot.features.platforms import service
from bot.features.platforms.models import (
    Absence,
    Client,
    ClientChannel,
    ClientStatus,
    Contact,
    Member,
    Platform,
)
from bot.features.platforms.service import Availability, Side, Why
from bot.ports import Identity, UserInfo

NOW = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
Learn = Callable[..., None]


@pytest.fixture(autouse=True)
def agency(session: Session) -> None:
    session.add(
        Platform(
            key="mario",
            name="Super Mario",
            team_channel="C0TEAM",
            timezone="Europe/Berlin",
            hours="Mon-Fri 09:00-18:00",
            holidays="DE-BW",
        )
    )
    session.flush()
    session.add(Member(platform_key="mario", user_id="U0MARA", lead=True))
    session.add(Member(platform_key="mario", user_id="U0JONAS"))
    session.add(Member(platform_key="mario", user_id="U0LEFT", active=False))
    session.add(Client(key="nord", platform_key="mario", name="Nordwind"))
    session.flush()
    session.add(ClientChannel(channel_id="C0NORD", client_key="nord"))
    session.add(Contact(client_key="nord", user_id="U0CONTACT"))
    service.remember_installation(session, Identity("T0US", "U0BOT", "B0BOT", "https://us.test/"))


@pytest.fixture
def learn(session: Session) -> Learn:
    def learn(user: str, team: str = "T0US", **more: object) -> None:
        info = UserInfo(id=user, team_id=team, name=user.title(), **more)  # type: ignore[arg-type]
        service.learn_person(session, info, NOW)

    return learn


def side(session: Session, user: str, team: str | None = "T0US", *, is_bot: bool = False) -> Side:
    return service.side_of(session, team_id=team, user_id=user, is_bot=is_bot)


def mario(session: Session) -> Platform:
    return session.get_one(Platform, "mario")


def test_who_comes_from_another_workspace_is_a_client(session: Session) -> None:
    assert side(session, "U0ANKE", "T0NORD") is Side.CLIENT
    assert side(session, "U0MARA", "T0NORD") is Side.CLIENT


def test_where_the_payload_does_not_say_it_the_person_known_decides(
    session: Session, learn: Learn
) -> None:
    assert side(session, "U0ANKE", None) is Side.UNKNOWN
    learn("U0ANKE", "T0NORD")
    assert side(session, "U0ANKE", None) is Side.CLIENT


def test_guests_and_contacts_are_clients_even_when_declared_as_members(
    session: Session, learn: Learn
) -> None:
    assert side(session, "U0MARA") is Side.MEMBER
    learn("U0MARA", is_guest=True)
    assert side(session, "U0MARA") is Side.CLIENT
    assert side(session, "U0CONTACT") is Side.CLIENT


def test_members_colleagues_and_strangers(session: Session, learn: Learn) -> None:
    learn("U0MARA")
    learn("U0LEFT")
    assert side(session, "U0MARA", None) is Side.MEMBER
    assert side(session, "U0LEFT") is Side.COLLEAGUE
    assert side(session, "U0NEVER") is Side.UNKNOWN


def test_bots_are_bots_wherever_they_come_from(session: Session, learn: Learn) -> None:
    learn("U0THEIRBOT", "T0NORD", is_bot=True)
    assert side(session, "U0THEIRBOT", "T0NORD") is Side.BOT
    assert side(session, "U0BOT") is Side.BOT
    assert side(session, "U0MARA", is_bot=True) is Side.BOT


def test_nobody_is_a_member_before_we_know_our_own_workspace(session: Session) -> None:
    ours = service.installation(session)
    session.delete(ours)
    session.flush()
    assert side(session, "U0MARA") is Side.UNKNOWN


def test_members_of_a_platform_are_the_active_ones(session: Session) -> None:
    assert [member.user_id for member in service.members(session, "mario")] == [
        "U0JONAS",
        "U0MARA",
    ]
    assert service.member_of(session, "U0LEFT", "mario") is None
    found = service.member_of(session, "U0MARA", "mario")
    assert found is not None
    assert found.lead


def test_learning_again_keeps_what_was_left_out(session: Session, learn: Learn) -> None:
    assert service.person_name(session, "U0ANKE") == "<@U0ANKE>"
    learn("U0ANKE", "T0NORD", locale="de-DE")
    learn("U0ANKE", "T0NORD")
    assert service.person_name(session, "U0ANKE") == "U0Anke"
    assert service.locale_of(session, "U0ANKE") == "de-DE"
    assert service.locale_of(session, "U0NOBODY") is None


def test_channels_lead_to_client_and_platform(session: Session) -> None:
    client = service.client_of_channel(session, "C0NORD")
    assert client is not None
    assert client.key == "nord"
    assert service.channels_of_client(session, "nord") == ["C0NORD"]
    assert service.client_of_channel(session, "C0TEAM") is None
    assert service.platform_of_client(session, "nord") is mario(session)
    assert service.platform_of_team_channel(session, "C0TEAM") is mario(session)
    assert service.platform_of_team_channel(session, "C0NORD") is None
    client.active = False
    session.flush()
    assert service.client_of_channel(session, "C0NORD") is None
    assert service.clients(session, "mario") == []


@pytest.mark.parametrize(
    ("change", "says"),
    [({"status": ClientStatus.DELIVERY_BLOCK}, "delivery block"), ({"active": False}, "no longer")],
)
def test_nothing_new_is_started_for_a_former_client(
    session: Session, change: dict[str, object], says: str
) -> None:
    assert service.require_active(session, "nord").name == "Nordwind"
    for name, value in change.items():
        setattr(session.get_one(Client, "nord"), name, value)
    with pytest.raises(Kindly, match=says) as caught:
        service.require_active(session, "nord")
    assert "Nordwind" in caught.value.to(Translator("en"))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def ask(session: Session, when: str, user: str = "U0MARA") -> Availability:
    return service.available(session, user, at(when), platform=mario(session))


def test_hours_and_holidays_say_when_somebody_is_back(session: Session) -> None:
    assert ask(session, "2026-07-01 10:00") == Availability(free=True)
    evening = ask(session, "2026-07-03 17:00")
    assert (evening.why, evening.until) == (Why.OUTSIDE_HOURS, at("2026-07-06 07:00"))
    epiphany = ask(session, "2026-01-06 10:00")
    assert (epiphany.why, epiphany.until) == (Why.HOLIDAY, at("2026-01-07 08:00"))


def test_absences_that_follow_each_other_are_one(session: Session) -> None:
    for start, end, cover in (
        ("2026-07-01 00:00", "2026-07-04 00:00", "U0JONAS"),
        ("2026-07-06 00:00", "2026-07-08 00:00", None),
        ("2026-07-20 00:00", "2026-07-21 00:00", None),
    ):
        session.add(Absence(user_id="U0MARA", starts_at=at(start), ends_at=at(end), cover=cover))
    session.flush()
    away = ask(session, "2026-07-01 10:00")
    assert away == Availability(False, Why.ABSENT, at("2026-07-08 07:00"), "U0JONAS")
    assert ask(session, "2026-07-08 10:00").free
    # The evening before an absence, nobody is back the next morning.
    assert ask(session, "2026-06-30 19:00").until == at("2026-07-08 07:00")


def test_who_left_is_gone(session: Session, learn: Learn) -> None:
    assert ask(session, "2026-07-01 10:00", "U0LEFT") == Availability(False, Why.GONE)
    assert ask(session, "2026-07-01 10:00", "U0NEVER").why is Why.GONE
    learn("U0MARA", deleted=True)
    assert ask(session, "2026-07-01 10:00").why is Why.GONE
