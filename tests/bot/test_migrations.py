from pathlib import Path

import pytest
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


@pytest.mark.parametrize(("asked", "code"), [(["--help"], 0), ([], 2), (["--wrong"], 2)])
def test_who_asks_for_help_or_says_no_reason_writes_no_revision(
    asked: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    before = migrate.head()
    with pytest.raises(SystemExit) as left:
        migrate.main(asked)
    assert left.value.code == code
    assert "usage: python -m bot.core.migrate" in "".join(capsys.readouterr())
    assert migrate.head() == before
