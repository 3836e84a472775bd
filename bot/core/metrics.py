"""Figures for Prometheus: what was done since the start, what waits now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.cards import Card
from bot.core.db import Database
from bot.core.jobs import Job


class Figures(Collector):
    """Counted when asked for."""

    def __init__(self, db: Database, done: Callable[[], dict[tuple[str, str], int]]) -> None:
        self._db = db
        self._done = done

    def collect(self) -> Iterable[Metric]:
        done = CounterMetricFamily(
            "perron_work", "Jobs and cards carried out", labels=["kind", "outcome"]
        )
        for (kind, outcome), count in sorted(self._done().items()):
            done.add_metric([kind, outcome], count)
        yield done
        for name, text, count in self._db.read(_waiting):
            yield GaugeMetricFamily(name, text, value=count)


def _waiting(session: Session) -> list[tuple[str, str, int]]:
    jobs = select(func.count()).select_from(Job)
    cards = select(func.count()).select_from(Card)
    queries = [
        ("perron_jobs_waiting", "Jobs to do", jobs.where(Job.set_aside.is_(False))),
        ("perron_jobs_set_aside", "Jobs given up, for the operator", jobs.where(Job.set_aside)),
        (
            "perron_cards_waiting",
            "Cards that do not show their newest state",
            cards.where(Card.dirty, Card.given_up.is_(False)),
        ),
        ("perron_cards_given_up", "Cards that could not be shown", cards.where(Card.given_up)),
    ]
    return [(name, text, session.execute(query).scalar_one()) for name, text, query in queries]


def exposition(db: Database, done: Callable[[], dict[tuple[str, str], int]]) -> Callable[[], str]:
    """A function that gives the figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Figures(db, done))
    return lambda: generate_latest(registry).decode()
