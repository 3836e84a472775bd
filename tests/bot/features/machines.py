"""State machines that play in the agency: each run in a savepoint, nothing is ever committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from bot.core.db import Base
from tests.bot.features.house import build


@contextmanager
def with_the_house(engine: Engine, *rows: Base) -> Iterator[Connection]:
    """A connection in a transaction that has the agency and ``rows``, undone at the end."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            build(session)
            session.add_all(rows)
            session.commit()
        yield connection
        outer.rollback()
    engine.dispose()


def play(
    machine: type[RuleBasedStateMachine], connection: Connection, *, count: int, steps: int
) -> None:
    """Play it on ``connection``: ``count`` runs of so many steps at most."""
    many = settings(
        max_examples=count,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    connected = type(machine.__name__, (machine,), {"connection": connection})
    run_state_machine_as_test(connected, settings=many)
