from pathlib import Path

from sqlalchemy import inspect

from bot.core import migrate
from bot.core.db import make_engine


def test_migrations_give_the_same_schema_as_the_models(empty_url: str) -> None:
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.differences(empty_url) == []
    assert migrate.current(empty_url) == migrate.head() is not None


def test_migrating_again_changes_nothing(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.head()


def test_a_missing_table_is_a_difference(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/empty.db"
    assert any("'member'" in difference for difference in migrate.differences(url))


def test_models_created_at_once_do_not_differ(any_url: str) -> None:
    assert migrate.differences(any_url) == []
    engine = make_engine(any_url)
    assert {"job", "card", "member"} <= set(inspect(engine).get_table_names())
    engine.dispose()
