"""``/perron away``, ``/perron back``, ``/perron calendar``."""

from __future__ import annotations

import html
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.core import forms
from bot.core.errors import Kindly
from bot.core.i18n import Translator, mark
from bot.core.worker import Drawing
from bot.features.absences import calendars, entering, reading, typed
from bot.features.absences.owned import AllOwned
from bot.features.absences.timing import home_platform
from bot.features.platforms.availability import zone_of
from bot.features.platforms.calendar import zone as zone_called
from handlers.absences import modals, views
from handlers.slack.blocks import section
from handlers.slack.feature import Asker, Command, Window

OFF = {"off", "stop", "remove", "aus", "entfernen", "ende"}


def zone_name(session: Session, user_id: str) -> str:
    """The zone in which somebody means their days; Kindly where they are on no platform."""
    platform = home_platform(session, user_id)
    if platform is None:
        raise Kindly(mark("Perron's commands are for members of a platform."))
    return zone_of(session, user_id, platform)


def commands(owned: AllOwned) -> tuple[Command, ...]:
    """The words; all of them change something."""

    def away(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing | Window:
        zone = zone_name(session, asker.user_id)
        found = typed.read(rest, now, zone, asker.t.language)
        if found.span is None:
            return _window(session, asker, found.cover, now)
        start, end = found.span.start, found.span.end
        absence = entering.enter(session, owned, asker.user_id, start, end, found.cover, now)
        mine = reading.of_person(session, asker.user_id, now)
        others = [one for one in mine if one.id != absence.id]
        return views.entered(reading.shown(session, absence), others, now, asker.t)

    return (
        Command(
            "away",
            mark("away 23 Dec to 2 Jan @cover"),
            mark("say until when you are away and who covers, never why; what you have is covered"),
            away,
            writes=True,
        ),
        Command("back", "back", mark("end your absence now"), _back, writes=True),
        Command(
            "calendar",
            mark("calendar https://…"),
            mark("have your iCal calendar read for busy times; nothing else is kept"),
            _calendar,
            writes=True,
        ),
    )


def _window(session: Session, asker: Asker, cover: str | None, now: datetime) -> Window:
    mine = reading.of_person(session, asker.user_id, now)
    answer = views.listing(mine, now, asker.t) if mine else None
    return Window(empty(session, asker.user_id, asker.t, now, cover=cover), answer)


def empty(
    session: Session, user_id: str, t: Translator, now: datetime, *, cover: str | None = None
) -> dict[str, object]:
    """The window for a new absence, from tomorrow on."""
    here = now.astimezone(zone_called(zone_name(session, user_id))).date()
    tomorrow = here + timedelta(days=1)
    subject = forms.remember(session, {"absence": None, "kept": {}}, now)
    return modals.away(modals.Filled(tomorrow, tomorrow, cover=cover), subject, t)


def _back(session: Session, asker: Asker, _rest: str, now: datetime) -> Drawing:
    entering.come_back(session, asker.user_id, now)
    text = asker.t("Welcome back.")
    return Drawing(text, [section(text)])


def _calendar(session: Session, asker: Asker, rest: str, now: datetime) -> Drawing:
    """The address is read once and never repeated, not even to its owner."""
    address, t = html.unescape(rest.strip()), asker.t
    if address.lower() in OFF:
        ended = calendars.disconnect(session, asker.user_id)
        said = t("Your calendar is not read any more, and what was read is forgotten.")
        text = said if ended else t("There is no calendar of yours here.")
    elif address:
        calendars.connect(session, asker.user_id, address, now)
        text = t(
            "Thank you. From now on I look every hour of your working day when you are busy, and "
            "keep nothing else: no titles, no places, no people. Nobody gets to see the address."
        )
    elif calendars.is_connected(session, asker.user_id):
        text = t(
            "Your calendar is read every hour of your working day, for busy times alone. `off` "
            "after the command ends it, and a new address takes its place."
        )
    else:
        text = t(
            "Type the address of your calendar (iCal, https) after it. I read when you are busy, "
            "and nothing else."
        )
    return Drawing(text, [section(text)])
