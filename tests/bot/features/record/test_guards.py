"""What migrations set up and what tests run on keep the record alike."""

from sqlalchemy import text

from bot.core import migrate
from bot.core.db import make_engine


def triggers(url: str) -> dict[str, str]:
    engine = make_engine(url)
    asked = (
        "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || pg_get_functiondef(tgfoid)"
        " FROM pg_trigger WHERE tgname LIKE 'record%'"
        if engine.dialect.name == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'record%'"
    )
    with engine.connect() as connection:
        found = {row[0]: row[1] for row in connection.execute(text(asked))}
    engine.dispose()
    return found


def test_migrations_guard_the_record_as_the_models_do(any_url: str, empty_url: str) -> None:
    migrate.upgrade(empty_url)
    if any_url.partition(":")[0] == empty_url.partition(":")[0]:
        assert triggers(empty_url) == triggers(any_url)
    assert len(triggers(empty_url)) in (4, 5)
