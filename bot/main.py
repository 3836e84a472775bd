"""The composition root: the only place that knows everybody and wires them."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from types import FrameType
from typing import TypeVar

from apscheduler.schedulers.background import BackgroundScheduler
from cheroot.wsgi import Server
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.error import BoltError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.core import cards, claims, jobs, migrate, schedule
from bot.core.db import Database
from bot.core.metrics import exposition
from bot.core.worker import Worker
from bot.features.channels.service import every_channel
from bot.features.platforms.service import remember_installation
from bot.features.routing.warming import Warming
from bot.outside import build_chat, build_clock, build_features, build_tools
from bot.ports import (
    Busy,
    Identity,
    Refused,
    Unreachable,
)
from bot.settings import Mode, Settings
from handlers.channels.guard import guard
from handlers.registry import all_draws, all_jobs
from handlers.slack.app import build_app
from handlers.slack.feature import Context
from handlers.slack.http import Answer, Page, Site, as_json, plain

T = TypeVar("T")
logger = logging.getLogger(__name__)

TICK = 1.0
TICK_OF_PLAYGROUND = 0.25
"""Seconds between two looks at what is due. A moved clock is waited for."""
BACKFILL = timedelta(hours=1)
HTTP_THREADS = 32


class CannotStart(Exception):
    """Perron cannot run: a sentence that says what to do."""


class Ended(Exception):
    """Told to stop before the start was over."""


class Process:
    """One running Perron: the receiver, the worker with the schedule, or both."""

    def __init__(
        self,
        settings: Settings,
        only: str | None = None,
        ended: threading.Event | None = None,
    ) -> None:
        self.settings = settings
        self._ended = ended or threading.Event()
        self.receives = only in (None, "receiver")
        self.works = only in (None, "worker")
        self.db = Database(settings.database)
        self.warming = Warming(self.db, meaning=settings.semantic)
        self.chat = build_chat(settings)
        self.clock = build_clock(settings)
        self.tools = build_tools(settings, self.db, self.chat, self.clock)
        self._features = build_features(settings)
        self.worker = Worker(
            self.tools,
            all_jobs(self._features),
            all_draws(self._features),
            guard,
            threads=settings.worker.threads,
        )
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._server: Server | None = None
        self._socket: SocketModeHandler | None = None
        self._stopping = threading.Event()
        self.ready = False

    def start(self) -> None:
        """Find out who we are, catch up, then listen. Raises `CannotStart` and `Ended`."""
        identity = self._patiently(self.chat.whoami)
        app = self._patiently(self._build_app) if self.receives else None
        self.db.write(lambda s: self._catch_up(s, identity))
        self.warming.start()
        if self.works:
            self.worker.start()
            self._start_schedule()
        self._listen(app)
        self.ready = True
        logger.info("perron is running", extra={"team": identity.team_id, "port": self.port})

    @property
    def port(self) -> int:
        """The port that HTTP listens on."""
        assert self._server is not None
        return int(self._server.bind_addr[1])

    def stop(self) -> None:
        """Take in nothing more, finish what is in hand, let go of the database."""
        self.ready = False
        self._stopping.set()
        if self._socket is not None:
            self._socket.close()  # type: ignore[no-untyped-call]
        if self._server is not None:
            self._server.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        if self.works:
            self.worker.stop()
        self.warming.stop()
        self.db.close()

    def _patiently(self, ask: Callable[[], T]) -> T:
        """Ask Slack until it answers. Raises `CannotStart`, and `Ended` when told to stop."""
        delay = 1.0
        while not self._ended.is_set():
            try:
                return ask()
            except Refused as refused:
                raise CannotStart(
                    f"Slack refuses the bot token ({refused.code}). "
                    "Set PERRON_SLACK__BOT_TOKEN to the token of the installed app."
                ) from refused
            except (Busy, Unreachable) as error:
                logger.warning("Slack cannot be reached, trying again", extra={"why": str(error)})
                self._ended.wait(delay)
                delay = min(30.0, delay * 2)
        raise Ended

    def _catch_up(self, session: Session, identity: Identity) -> None:
        if self.db.is_sqlite:
            jobs.release(session)
            claims.release(session)
        remember_installation(session, identity)
        for feature in self._features:
            feature.plan(session, self.clock.now())
        jobs.enqueue_once(session, "people.sync", {}, lane="people")
        for channel in every_channel(session):
            lane = f"channel:{channel}"
            jobs.enqueue_once(session, "channels.refresh", {"channel": channel}, lane=lane)
        jobs.enqueue_once(session, "channels.backfill", {}, lane="backfill")

    def _build_app(self) -> App:
        ctx = Context(self.db, self.chat, self.clock, self.settings.retention_days)
        secret = self.settings.slack.signing_secret
        signing_secret = secret.get_secret_value() if secret is not None else "unused in socket"
        try:
            return build_app(self.chat.client, signing_secret, ctx, self._features)
        except (BoltError, OSError, HTTPException) as error:
            raise Unreachable(f"auth.test: {error}") from error

    def _start_schedule(self) -> None:
        tick = TICK_OF_PLAYGROUND if self.settings.clock_file else TICK
        self._every(timedelta(seconds=tick), self._tick)
        self._every(
            timedelta(seconds=self.settings.jira.poll_seconds),
            lambda: self._enqueue("tickets.poll", "tickets.poll"),
        )
        self._every(BACKFILL, lambda: self._enqueue("channels.backfill", "backfill"))
        self._scheduler.start()

    def _every(self, interval: timedelta, do: Callable[[], None]) -> None:
        self._scheduler.add_job(
            do,
            "interval",
            seconds=interval.total_seconds(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def _tick(self) -> None:
        schedule.work_off(self.db, self.clock.now(), self._stopping.is_set)

    def _enqueue(self, kind: str, lane: str) -> None:
        self.db.write(lambda s: jobs.enqueue_once(s, kind, {}, lane=lane))

    def _listen(self, app: App | None) -> None:
        http = self.settings.http
        over_http = app if self.settings.slack.mode is Mode.HTTP else None
        self._server = Server(
            (http.host, http.port),
            Site(over_http, self._pages()),
            numthreads=HTTP_THREADS,
            request_queue_size=256,
        )
        try:
            self._server.prepare()
        except OSError as error:
            raise CannotStart(
                f"Port {http.port} cannot be listened on ({error.strerror}). "
                "Set PERRON_HTTP__PORT to a free one."
            ) from error
        threading.Thread(target=self._server.serve, name="http", daemon=True).start()
        token = self.settings.slack.app_token
        if app is not None and self.settings.slack.mode is Mode.SOCKET and token is not None:
            self._socket = SocketModeHandler(app, token.get_secret_value())
            self._socket.connect()  # type: ignore[no-untyped-call]

    def _pages(self) -> dict[str, Page]:
        figures = exposition(self.db, lambda: dict(self.worker.metrics.done))
        pages: dict[str, Page] = {
            "/healthz": lambda: plain(200, "fine"),
            "/readyz": self._readiness,
            "/metrics": lambda: Answer(200, "text/plain; version=0.0.4", figures()),
        }
        if self.settings.clock_file:
            pages["/playground/status"] = self._standing
        return pages

    def _readiness(self) -> Answer:
        if not self.ready:
            return plain(503, "starting")
        try:
            self.db.read(lambda s: s.execute(text("select 1")).scalar_one())
        except SQLAlchemyError:
            return plain(503, "the database cannot be reached")
        return plain(200, "ready")

    def _standing(self) -> Answer:
        """Whoever moves the playground's clock asks right afterwards: a tick then saves a wait.

        And who waits for quiet need not ask again and again while there is something in hand.
        """
        due, busy, waits = self.db.read(self._left)
        is_due = due is not None and due <= self.clock.now()
        if self.works and self.ready and (busy or is_due):
            if is_due:
                self._tick()
            if waits:
                self.db.write(cards.hurry)
            self.worker.rest(TICK)
            due, busy, _ = self.db.read(self._left)
        next_due = due.isoformat() if due is not None else None
        return as_json({"now": self.clock.now().isoformat(), "next_due": next_due, "busy": busy})

    def _left(self, session: Session) -> tuple[datetime | None, int, bool]:
        """When the next thing is due, how much is left to do, whether it only waits for quiet."""
        dirty = cards.pending(session)
        waits = dirty > 0 and self.settings.hurry and cards.waits_for_quiet(session)
        return schedule.next_due(session), jobs.pending(session) + dirty, waits


def run(settings: Settings, only: str | None = None) -> int:
    """Run until SIGTERM or SIGINT; returns the exit code. Raises `CannotStart`."""
    if migrate.current(settings.database) != migrate.head():
        raise CannotStart("The database is not up to date. Run `perron migrate` first.")
    if only is not None and not settings.database.startswith("postgres"):
        raise CannotStart("--only needs PostgreSQL: SQLite carries a single process.")
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    process = Process(settings, only, ended)
    try:
        process.start()
        while not ended.wait(3600):
            pass
    except Ended:
        logger.info("stopped before Slack could be reached")
    finally:
        process.stop()
    return 0
