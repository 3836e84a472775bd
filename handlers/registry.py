"""What Perron does in Slack: one line a feature."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.worker import Draw, JobHandler
from bot.features.channels import forgetting as forgetting_channels
from bot.features.platforms import forgetting as forgetting_people
from bot.features.record import forgetting as forgetting_record
from bot.features.requests import forgetting as forgetting_requests
from bot.features.requests.moving import channel_renamed
from bot.features.requests.owning import OWNED
from bot.features.requests.upkeep import forget_texts
from bot.features.routing import forgetting as forgetting_routing
from bot.features.tickets import forgetting as forgetting_tickets
from bot.features.tickets.deadlines import WithDueDates
from bot.ports import Calendars
from bot.ports.hooks import Hook
from handlers.absences import wiring as absences
from handlers.accuracy import wiring as accuracy
from handlers.ballots import wiring as ballots
from handlers.blocks import wiring as blocks
from handlers.channels import jobs as channel_jobs
from handlers.channels import listeners as channel_listeners
from handlers.clocks import wiring as clocks
from handlers.digests import wiring as digests
from handlers.home import wiring as home
from handlers.noticing import wiring as noticing
from handlers.offboarding import wiring as offboarding
from handlers.overview import wiring as overview
from handlers.people import jobs as people
from handlers.promises import wiring as promises
from handlers.reminders import wiring as reminders
from handlers.requests import cards as request_cards
from handlers.requests import jobs as request_jobs
from handlers.requests import listeners as request_listeners
from handlers.requests.items import request_item
from handlers.routing import wiring as routing
from handlers.setup import wiring as setup
from handlers.similar import wiring as similar
from handlers.slack import telling
from handlers.slack.feature import Feature, nothing
from handlers.tickets import jobs as ticket_jobs
from handlers.tickets import listeners as ticket_listeners
from handlers.upkeep import wiring as upkeep
from handlers.webhook import wiring as webhook


def features(
    *,
    search_lag: float,
    retention_days: int,
    calendars: Calendars,
    hook: Hook | None = None,
) -> tuple[Feature, ...]:
    """Every feature. ``search_lag``: seconds that Jira's search may lag behind."""
    return _completed(
        calendars,
        retention_days,
        Feature(
            "requests",
            request_listeners.register,
            request_cards.DRAWS,
            request_jobs.JOBS,
            owns=(WithDueDates(OWNED),),
            items={"request": request_item},
            renamed=channel_renamed,
            daily=forget_texts,
            forget=forgetting_requests.forget,
        ),
        Feature(
            "routing",
            routing.register,
            routing.DRAWS,
            routing.JOBS,
            forget=forgetting_routing.forget,
        ),
        accuracy.FEATURE,
        clocks.feature(),
        promises.FEATURE,
        Feature(
            "tickets",
            ticket_listeners.register,
            {},
            ticket_jobs.handlers(search_lag),
            daily=ticket_jobs.daily,
            forget=forgetting_tickets.forget,
        ),
        Feature(
            "people",
            people.register,
            telling.DRAWS,
            people.JOBS,
            forget=forgetting_people.forget,
        ),
        reminders.feature(),
        setup.FEATURE,
        similar.FEATURE,
        ballots.FEATURE,
        noticing.FEATURE,
        offboarding.FEATURE,
        blocks.FEATURE,
        webhook.feature(hook),
        Feature("record", nothing, forget=forgetting_record.forget),
    )


def _completed(
    calendars: Calendars, retention_days: int, *features: Feature
) -> tuple[Feature, ...]:
    """With those that go through what all the others bring: what people own, commands, plans."""
    owns = tuple(one for feature in features for one in feature.owns)
    items = {kind: show for feature in features for kind, show in feature.items.items()}
    everything = (
        *features,
        Feature(
            "channels",
            channel_listeners.registers([feature.renamed for feature in features]),
            channel_jobs.DRAWS,
            channel_jobs.JOBS,
            forget=forgetting_channels.forget,
        ),
        absences.feature(owns, calendars),
        home.feature(
            owns,
            items,
            tuple(feature.comes for feature in features),
            tuple(feature.glances for feature in features),
        ),
        digests.feature(owns),
    )
    commands = tuple(command for feature in everything for command in feature.commands)
    upkeeps = upkeep.feature(everything, retention_days)
    return (*everything, overview.feature(commands), upkeeps)


def all_draws(features: tuple[Feature, ...]) -> Mapping[str, Draw]:
    """Every card's kind, with what draws it."""
    return {kind: draw for feature in features for kind, draw in feature.draws.items()}


def all_jobs(features: tuple[Feature, ...]) -> Mapping[str, JobHandler]:
    """Every job's kind, with what carries it out."""
    return {kind: job for feature in features for kind, job in feature.jobs.items()}
