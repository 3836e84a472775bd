"""The command ``forget``: removes people's data, and looks for what is left."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.commands.database import clock, require_newest
from bot.commands.tell import FAILURE, OK, WRONG_USE, Failure, command, complain, line
from bot.core.db import Database
from bot.core.forgetting import Counts, Forget, Forgetting, Standing, standing
from bot.core.scrubbing import scrub
from bot.features.forgetting.service import NotYet, carry_out, plan_client, plan_person
from bot.ports import Unreachable
from bot.settings import Settings, load

PATIENCE = 10.0
"""Seconds that readers of the database's log are waited for."""


@command
def forget(client: str | None, person: str | None) -> int:
    """Forget a former client's people, or one person; exit code 1 where something is left."""
    if (client is None) == (person is None):
        complain("Say who: either --client KEY or --person USER.")
        return WRONG_USE
    settings = load()
    require_newest(settings)
    from bot.outside import build_features

    forgets = [feature.forget for feature in build_features(settings)]
    db = Database(settings.database)
    try:
        return _forget(db, settings, client, person, forgets)
    except NotYet as error:
        raise Failure(str(error)) from None
    finally:
        db.close()


def _forget(
    db: Database,
    settings: Settings,
    client: str | None,
    person: str | None,
    forgets: Sequence[Forget],
) -> int:
    retention, now = timedelta(days=settings.retention_days), clock(settings).now()

    def work(session: Session) -> tuple[Forgetting, Counts]:
        if client is not None:
            who = plan_client(session, client, retention, now)
        else:
            who = plan_person(session, person or "", retention, now)
        return who, carry_out(session, who, forgets)

    who, counts = db.write(work)
    _tell(who, counts)
    left = db.read(lambda s: standing(s, who))
    is_scrubbed = _scrubbed(db, list(counts))
    return _prove(who, left) if is_scrubbed else FAILURE


def _tell(who: Forgetting, counts: Counts) -> None:
    for table, count in counts.items():
        line(f"{table}: {_count(count, 'row')} removed or emptied")
    if not counts:
        line("There was nothing to remove.")
    line(f"{_people(len(who.people))} forgotten.")


def _prove(who: Forgetting, left: Sequence[Standing]) -> int:
    looked = f"{_count(len(who.people), 'user id')} and {_count(len(who.names), 'name')}"
    if not left:
        line(f"Looked for {looked} in every text of the database: found 0 times.")
        return OK
    for one in left:
        complain(f"still in {one.table}.{one.column}: {_count(one.rows, 'row')}")
    complain(f"Looked for {looked}. Look at these rows, and report it where Perron wrote them.")
    return FAILURE


def _scrubbed(db: Database, tables: Sequence[str]) -> bool:
    """Whether what was deleted is gone from the files, too."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            scrub(db, [f'"{table}"' for table in tables])
        except Unreachable:
            if time.monotonic() > deadline:
                complain(
                    "Traces are left in the database's log, for somebody reads it: "
                    "run this once more."
                )
                return False
            time.sleep(0.2)
        else:
            return True


def _people(count: int) -> str:
    return "1 person is" if count == 1 else f"{count} people are"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
