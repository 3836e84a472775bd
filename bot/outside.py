"""What lies outside, built from the settings: adapters, the clock, and the features they serve."""

from __future__ import annotations

from bot.core.clock import Clock, MovedClock, SystemClock
from bot.core.db import Database
from bot.core.worker import Tools
from bot.ports import Calendars, Chat, Tracker, TrackerEnding, Wiki
from bot.ports.hooks import Hook
from bot.settings import Deployment, Settings
from handlers.registry import features
from handlers.slack.feature import Feature
from integrations.ical import IcalCalendars, Trusted
from integrations.jira import JiraEnding, JiraTracker
from integrations.slack.chat import SlackChat
from integrations.slack.files import SlackFiles
from integrations.spreadsheets import HoursFiles
from integrations.webhook import SignedHook


def build_chat(settings: Settings) -> SlackChat:
    """Slack, as the settings say. Calls nothing."""
    token = settings.slack.bot_token.get_secret_value()
    return SlackChat(token, settings.slack.api_url, paced=not settings.hurry)


def build_files(settings: Settings) -> SlackFiles:
    """Slack's files. Calls nothing."""
    token = settings.slack.bot_token.get_secret_value()
    return SlackFiles(token, settings.slack.api_url, paced=not settings.hurry)


def build_tracker(settings: Settings) -> Tracker | None:
    """Jira, as the settings say, or None. Calls nothing."""
    jira = settings.jira
    if jira.url is None or jira.token is None:
        return None
    return JiraTracker(jira.url, jira.token.get_secret_value(), jira.email)


def build_ending(settings: Settings) -> TrackerEnding | None:
    """The same Jira, as endings need it, or None. Calls nothing."""
    jira = settings.jira
    if jira.url is None or jira.token is None:
        return None
    return JiraEnding(jira.url, jira.token.get_secret_value(), jira.email)


def build_wiki(settings: Settings) -> Wiki | None:
    """Confluence, as the settings say, or None. Calls nothing."""
    confluence = settings.confluence
    if confluence.url is None or confluence.token is None:
        return None
    # imported where it is needed: its package takes as long to load as all of Slack's
    from integrations.confluence import CloudWiki, DataCenterWiki

    token = confluence.token.get_secret_value()
    if confluence.deployment is Deployment.CLOUD and confluence.user is not None:
        return CloudWiki(confluence.url, confluence.user, token)
    return DataCenterWiki(confluence.url, token)


def build_calendars(settings: Settings) -> Calendars:
    """Members' calendars. Calls nothing; what is trusted beyond the public is for tests alone."""
    ca, trusted = settings.ical.ca, settings.ical.trusted
    if ca is None:
        return IcalCalendars()
    places = (place.rpartition(":") for place in trusted)
    return IcalCalendars(Trusted(ca, frozenset((host, int(port)) for host, _, port in places)))


def build_hook(settings: Settings) -> Hook | None:
    """The agency's own software, or None. Calls nothing."""
    url, secret = settings.webhook.url, settings.webhook.secret
    return SignedHook(url, secret.get_secret_value()) if url and secret else None


def build_clock(settings: Settings) -> Clock:
    """The machine's clock, or the playground's."""
    return MovedClock(settings.clock_file) if settings.clock_file else SystemClock()


def build_features(settings: Settings) -> tuple[Feature, ...]:
    """What Perron does, as the settings say. Calls nothing."""
    return features(
        search_lag=settings.jira.search_lag,
        retention_days=settings.retention_days,
        calendars=build_calendars(settings),
        hook=build_hook(settings),
    )


def build_tools(settings: Settings, db: Database, chat: Chat, clock: Clock) -> Tools:
    """All that jobs may use. Calls nothing."""
    return Tools(
        db,
        chat,
        clock,
        tracker=build_tracker(settings),
        files=build_files(settings),
        wiki=build_wiki(settings),
        ending=build_ending(settings),
        hours=HoursFiles(),
    )
