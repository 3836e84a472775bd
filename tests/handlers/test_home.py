"""A member's page as they read it: what comes, who is away in whole days, and a way to be away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core import cards
from bot.core.cards import Audience, Card, Claimed
from bot.core.dates import Moment, Repetition
from bot.core.i18n import Translator
from bot.features.absences import entering
from bot.features.absences.owned import AllOwned
from bot.features.home import service
from bot.features.platforms.models import Absence
from bot.features.reminders import answering
from bot.features.reminders.making import Wish, make
from bot.features.reminders.models import Reminder
from handlers.home import views, wiring
from handlers.reminders.wiring import feature
from handlers.slack.feature import Item
from tests.bot.features.house import ANKE, COLLEAGUE, JONAS, LENA, House

BERLIN = ZoneInfo("Europe/Berlin")


def page(house: House, who: str = JONAS, language: str = "en") -> str:
    """The whole page as text."""
    t, until = Translator(language), house.now + service.AHEAD
    found = service.page_of(house.session, who, house.now, ())
    ahead = feature().comes(house.session, who, house.now, until, t)
    return str(views.page(found, ahead, lambda _: Item(), str, t, house.now).blocks)


def reminder(house: House, what: str, days: int, maker: str = JONAS) -> Reminder:
    """Jonas is reminded in so many days."""
    at = Moment(house.now + timedelta(days=days))
    return make(house.session, Wish(maker, at, what, person=JONAS), house.now)


def opened(house: House) -> Card:
    """Jonas has opened his page, and it is shown."""
    subject = f"home:{JONAS}"
    cards.show(house.session, cards.HOME, subject, Audience.MEMBER, JONAS)
    card = house.session.query(Card).filter_by(kind=cards.HOME).one()
    card.dirty, card.ts = False, "1"
    house.session.flush()
    return card


def test_reminders_of_the_next_seven_days_come_up_and_can_be_ended_there(house: House) -> None:
    soon = reminder(house, "call Anke", 2)
    reminder(house, "much later", 8)
    reminder(house, "hours, please", 3, maker=LENA)
    shown = page(house)
    assert f"'value': '{soon.id}'" in shown
    assert shown.index("call Anke") < shown.index("hours, please")
    assert f"<@{LENA}> asked for it" in shown
    assert "much later" not in shown
    assert "call Anke" not in page(house, LENA)
    answering.stop(house.session, soon.id, JONAS, house.now)
    assert "call Anke" not in page(house)


def test_a_reminder_that_is_made_or_ended_redraws_the_page(house: House) -> None:
    card = opened(house)
    made = reminder(house, "call Anke", 2)
    assert card.dirty
    card.dirty = False
    answering.stop(house.session, made.id, JONAS, house.now)
    assert card.dirty


def test_one_that_repeats_comes_up_once(house: House) -> None:
    first = house.now.astimezone(BERLIN).date()
    daily = Repetition(zone="Europe/Berlin", at=house.now.time(), first=first, every="DAILY")
    make(house.session, Wish(JONAS, daily, "stretch", person=JONAS), house.now)
    assert page(house).count("stretch") == 1


def test_away_is_said_in_days_and_can_be_entered_and_changed_there(house: House) -> None:
    start = datetime(2026, 11, 20, tzinfo=BERLIN)
    own = entering.enter(
        house.session, AllOwned(()), JONAS, start, start + timedelta(days=1), None, house.now
    )
    house.session.add(
        Absence(user_id=LENA, starts_at=start.astimezone(UTC), ends_at=start + timedelta(days=2))
    )
    house.session.flush()
    shown = page(house)
    assert "'action_id': 'absence_open'" in shown
    assert f"<@{JONAS}>: Friday, 20 November 2026'" in shown
    assert f"<@{LENA}>: Friday, 20 November 2026 to Saturday, 21 November 2026" in shown
    assert "absence_change" in shown
    assert f"'value': '{own.id}'" in shown
    assert "Freitag, 20. November 2026" in page(house, language="de")


def claimed(who: str) -> Claimed:
    """Somebody's page, not shown yet."""
    return Claimed(
        id="1",
        kind=cards.HOME,
        subject=f"home:{who}",
        audience=Audience.MEMBER,
        place=who,
        channel=None,
        thread_ts=None,
        ts=None,
        wanted=1,
        tries=0,
        lease="",
        sending_since=None,
        reposts=0,
        fingerprint=None,
    )


def test_a_colleague_of_no_platform_is_not_greeted_as_a_client(house: House) -> None:
    draw = wiring.feature((), {}, ()).draws[cards.HOME]
    said = []
    for who in (COLLEAGUE, ANKE):
        drawing = draw(house.session, claimed(who), house.now)
        assert drawing is not None
        said.append("on no platform yet" in drawing.text)
    assert said == [True, False]
