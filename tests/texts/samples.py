"""Every view with something to show, in each state that reads differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from inspect import signature
from typing import Any

from bot.core.i18n import Translator
from bot.core.worker import Drawing
from bot.features.absences.reading import Outlook
from bot.features.declaration.fields import PLATFORM
from bot.features.declaration.setup import SUGGESTING_INPUTS
from bot.features.routing.alike import Earlier
from bot.features.routing.models import Answer
from bot.features.routing.score import Scored
from bot.features.routing.values import Parts, Reason
from bot.features.routing.why_not import WhyNot
from bot.features.tickets.models import Trouble
from bot.features.tickets.prefill import Prefill
from handlers.absences import modals as absence_modals
from handlers.absences import views as absence_views
from handlers.channels import views as channel_views
from handlers.clocks import client_views as clock_client_views
from handlers.clocks import rota_views
from handlers.clocks import views as clock_views
from handlers.home import client_views as home_client_views
from handlers.home import views as home_views
from handlers.overview import views as overview_views
from handlers.overview.wiring import COMMANDS
from handlers.requests import client_views, direct_views, modals, team_views
from handlers.routing import views as routing_views
from handlers.routing import why_views
from handlers.setup import suggesting
from handlers.tickets import views as ticket_views
from tests.texts import (
    ballot_samples,
    block_samples,
    data,
    digest_samples,
    offboarding_samples,
    promise_samples,
    reminder_samples,
    routing_samples,
    setup_samples,
)

View = Callable[..., Drawing | Mapping[str, Any] | None]


@dataclass(frozen=True)
class Sample:
    """A view with what it is given beside ``t``; a callable is first asked with it."""

    view: View
    given: tuple[Any, ...]
    options: Mapping[str, Any]
    to_client: bool

    def draw(self, t: Translator) -> Drawing | Mapping[str, Any] | None:
        """What one reader sees."""
        given = [one(t) if callable(one) else one for one in self.given]
        reader = {"t": t} if "t" in signature(self.view).parameters else {}
        return self.view(*given, **self.options, **reader)


def sample(view: View, *given: Any, to_client: bool = False, **options: Any) -> Sample:
    """A view with what it is given beside the translator."""
    return Sample(view, given, options, to_client)


def samples() -> list[Sample]:
    """All of them."""
    return [
        *_team_cards(),
        *_client_cards(),
        *_suggestions(),
        *_whys(),
        *_request_windows(),
        *_ticket_windows(),
        *_introductions(),
        *_lists(),
        *_homes(),
        *_clocks(),
        *_absences(),
        *(sample(*one) for one in setup_samples.given()),
        *(sample(*one) for one in reminder_samples.given()),
        *(sample(*one) for one in routing_samples.given()),
        *(sample(*one) for one in digest_samples.given()),
        *(sample(*one, to_client=True) for one in digest_samples.to_client()),
        *(sample(*one) for one in ballot_samples.given()),
        *(sample(*one) for one in block_samples.given()),
        *(sample(*one, to_client=True) for one in block_samples.to_client()),
        *(sample(*one) for one in offboarding_samples.given()),
        sample(home_client_views.with_goodbye, Drawing("Όλα", []), to_client=True),
        *(sample(*one, to_client=True) for one in offboarding_samples.to_client()),
        *(sample(*one) for one in promise_samples.given()),
        *(sample(*one, to_client=True) for one in promise_samples.to_client()),
    ]


def _team_cards() -> Iterator[Sample]:
    direct = (
        direct_views.given,
        direct_views.urgent,
        direct_views.followed,
        direct_views.again,
        direct_views.call,
    )
    for request in (*data.TEAM_STATES, data.LONG):
        for view in (team_views.team_card, *direct):
            yield sample(view, request, None)
        for view in direct:
            for reader in (data.PERSON, "U0002"):
                yield sample(view, request, None, reader=reader)
    for ticket in data.TICKETS:
        yield sample(team_views.team_card, data.TAKEN, ticket)


def _client_cards() -> Iterator[Sample]:
    for request in data.CLIENT_STATES:
        for ticket in (None, data.CLIENT_TICKET):
            yield sample(client_views.client_card, request, ticket, to_client=True)
        yield sample(client_views.client_card, request, None, answer_by=data.AT, to_client=True)
    for heard in data.HEARD:
        yield sample(client_views.urgency_heard, heard, to_client=True)
    yield sample(client_views.closed_quietly, data.CLIENT_STATES[0], to_client=True)


def _clocks() -> Iterator[Sample]:
    of_the_question = (clock_views.no_answer, clock_views.not_done)
    views = (
        clock_views.not_taken,
        clock_views.answer_nears,
        clock_views.end_nears,
        clock_views.on_call,
        clock_views.goes_on,
    )
    for request in (*data.TEAM_STATES, data.LONG):
        for by in (None, data.AT):
            waiting = clock_views.Waiting(request, None, data.AT, by)
            for view in (*of_the_question, *views):
                yield sample(view, waiting)
            for view in views:
                yield sample(view, waiting, reader=data.PERSON)
    yield sample(clock_client_views.first_reminder, to_client=True)
    yield sample(clock_client_views.last_reminder, to_client=True)
    yield sample(rota_views.weeks, data.PLATFORM, data.ON_CALL)
    for is_yours in (True, False):
        yield sample(rota_views.yours, data.PLATFORM, data.ON_CALL[0].monday, is_yours)


def _suggestions() -> Iterator[Sample]:
    view = routing_views.suggestion
    for reasons in (data.LIKED, (), *((reason,) for reason in data.REASONS)):
        kept = [_as_kept(reason) for reason in reasons]
        yield sample(view, data.TEAM, None, Answer.ASKED, kept, data.TALENTS, shows=True)
    for answer in Answer:
        for request in (data.TEAM, data.TAKEN, data.LONG):
            for reader in (data.PERSON, "U0002"):
                given = (request, data.TICKETS[3], answer, [], data.TALENTS)
                yield sample(view, *given, reader=reader)


def _whys() -> Iterator[Sample]:
    one = Earlier(data.NAME, data.WORDS, "https://us.test/archives/C1/p1", data.AT)
    for found in ([], [one], [one] * 3):
        yield sample(why_views.earlier, found)
    for reason in WhyNot:
        yield sample(why_views.why_not, [reason])
    values = {name: PLATFORM[name].default for name in SUGGESTING_INPUTS}
    yield sample(suggesting.window, "subject", values)


def _as_kept(reason: Reason) -> Mapping[str, Any]:
    """A reason as the table of suggestions keeps it."""
    return asdict(reason)


def _request_windows() -> Iterator[Sample]:
    for request in (data.TEAM, data.LONG):
        yield sample(modals.later, request)
    for some in (data.MESSAGES[:1], data.MESSAGES, data.MESSAGES * 9):
        yield sample(modals.split, data.TEAM, some)
    for one in (
        data.POINTED,
        replace(data.POINTED, text=""),
        replace(data.POINTED, text="ω" * 4000),
    ):
        yield sample(modals.raise_for_client, one, "s1")


def _ticket_windows() -> Iterator[Sample]:
    short = Prefill(data.WORDS, data.WORDS, "")
    long = Prefill("ω" * 120, "ω" * 2900, "ω" * 9000)
    for prefill in (short, long):
        for client in (True, False):
            given = (data.ID, prefill, data.PROJECT)
            yield sample(ticket_views.window, *given, for_client=client, to_client=client)
    for trouble in (None, *Trouble):
        yield sample(ticket_views.no_window, trouble)
    yield sample(ticket_views.no_window_for_client, to_client=True)


def _introduction(t: Translator) -> str:
    person = f"<@{data.PERSON}>"
    return channel_views.introduction_text(t, agency_person=person, retention_days=180)


def _introductions() -> Iterator[Sample]:
    for observing in (True, False):
        for introduced in (None, (data.PERSON, data.AT)):
            yield sample(channel_views.offer, data.NAME, "C1", introduced, observing)
        yield sample(channel_views.window, "C1", _introduction, observing)
    yield sample(channel_views.introduction, _introduction, to_client=True)
    yield sample(channel_views.silenced, "C1")


def _lists() -> Iterator[Sample]:
    tickets = data.TICKETS
    entries = [(one, tickets[n % len(tickets)]) for n, one in enumerate(data.TEAM_STATES)]
    kept = [(data.WORDS, "καλοκαίρι")] * 15
    for some in ([], entries[:1], entries, entries * 9):
        yield sample(overview_views.client, data.NAME, some, kept)
    yield sample(overview_views.help_text, _commands)
    yield sample(overview_views.help_text, _commands, unknown="ωδή")
    for why_none in (None, "too_close"):
        yield sample(overview_views.who, data.WORDS, _ranked, why_none, data.ID)
    yield sample(overview_views.who, data.WORDS, [], "nobody_fits", data.ID)
    for names in ([data.NAME, "Βορράς"], []):
        yield sample(overview_views.choose_client, names)


def _homes() -> Iterator[Sample]:
    yield sample(home_views.on_no_platform)
    for size in (0, 1, 40):
        shows = (lambda t: data.item(t), lambda _t: str)
        yield sample(home_views.mine, data.page(size), *shows)
        yield sample(home_views.page, data.page(size), data.ahead(size), *shows, now=data.AT)
        yield sample(home_client_views.what_is_open, data.company(size), to_client=True)
    speaks = lambda t: lambda _company: t  # noqa: E731 - the reader is the translator here
    for some in ([], [data.company(40)] * 3):
        yield sample(home_client_views.home, some, speaks, to_client=True)


def _absences() -> Iterator[Sample]:
    for absence in data.ABSENCES:
        yield sample(absence_views.noted, absence, data.AT)
        yield sample(absence_views.entered, absence, [absence] * 12, data.AT)
        yield sample(absence_views.listing, [absence] * 21, data.AT)
        if absence.cover is not None:
            yield sample(absence_views.cover_away, absence, data.AT)
        for lines in (data.LINES, data.LINES * 12):
            for view in (absence_views.handover, absence_views.asks):
                yield sample(view, absence, lines, data.AT)
            yield sample(absence_views.back, absence, lines)
            outlook = Outlook([(data.PERSON, lines), (None, lines)])
            yield sample(absence_views.eve, absence, outlook, data.AT)
        yield sample(absence_modals.away, absence_modals.filled(absence), "subject")
    yield sample(absence_views.eve, data.ABSENCES[0], Outlook([]), data.AT)
    yield sample(absence_views.listing, [], data.AT)
    for code in ("address", "missing", "calendar", "unreachable"):
        yield sample(absence_views.calendar_trouble, code)


def _commands(t: Translator) -> list[tuple[str, str]]:
    return [(t(command.usage), t(command.summary)) for command in COMMANDS]


def _ranked(t: Translator) -> list[tuple[str, str]]:
    scored = Scored(data.PERSON, 1.0, Parts(), data.REASONS)
    return [(data.PERSON, routing_views.why_person(scored, data.TALENTS, t))]
