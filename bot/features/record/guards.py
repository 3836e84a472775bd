"""Triggers that keep the record as it was written, whatever is asked of the database.

They stop mistakes and Perron itself. Whoever owns the database can take them away: then
`bot.features.record.verifying` finds what was changed. Migrations carry copies of these texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.engine import Connection

Guards = Mapping[str, Sequence[str]]
"""Statements by dialect."""

ENTRIES: Guards = {
    "sqlite": (
        """
CREATE TRIGGER record_entry_once BEFORE INSERT ON record_entry
WHEN EXISTS (SELECT 1 FROM record_entry WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'an entry of the record is never written over'); END
""",
        """
CREATE TRIGGER record_entry_kept BEFORE DELETE ON record_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the record is never deleted'); END
""",
        """
CREATE TRIGGER record_entry_unchanged BEFORE UPDATE ON record_entry
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.click IS NOT NULL
  OR NEW.sequence IS NOT OLD.sequence
  OR NEW.platform_key IS NOT OLD.platform_key OR NEW.client_key IS NOT OLD.client_key
  OR NEW.about_kind IS NOT OLD.about_kind OR NEW.about_ref IS NOT OLD.about_ref
  OR NEW.commitment IS NOT OLD.commitment OR NEW.hash IS NOT OLD.hash
BEGIN SELECT RAISE(ABORT, 'an entry of the record can only be forgotten'); END
""",
    ),
    "postgresql": (
        """
CREATE FUNCTION record_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'an entry of the record is never deleted';
  END IF;
  IF NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.click IS NOT NULL
    OR (NEW.sequence, NEW.platform_key, NEW.client_key, NEW.about_kind, NEW.about_ref,
        NEW.commitment, NEW.hash)
    IS DISTINCT FROM (OLD.sequence, OLD.platform_key, OLD.client_key, OLD.about_kind,
        OLD.about_ref, OLD.commitment, OLD.hash)
  THEN
    RAISE EXCEPTION 'an entry of the record can only be forgotten';
  END IF;
  RETURN NEW;
END $$
""",
        """
CREATE TRIGGER record_entry_unchanged BEFORE UPDATE OR DELETE ON record_entry
FOR EACH ROW EXECUTE FUNCTION record_entry_guard()
""",
        """
CREATE TRIGGER record_entry_kept BEFORE TRUNCATE ON record_entry
FOR EACH STATEMENT EXECUTE FUNCTION record_entry_guard()
""",
    ),
}
HEAD: Guards = {
    "sqlite": (
        """
CREATE TRIGGER record_head_kept BEFORE DELETE ON record_head
BEGIN SELECT RAISE(ABORT, 'the head of the record is never deleted'); END
""",
        """
CREATE TRIGGER record_head_grows BEFORE UPDATE ON record_head
WHEN NEW.id IS NOT OLD.id OR NEW.count <= OLD.count
BEGIN SELECT RAISE(ABORT, 'the record only grows'); END
""",
    ),
    "postgresql": (
        """
CREATE FUNCTION record_head_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' THEN
    RAISE EXCEPTION 'the head of the record is never deleted';
  END IF;
  IF NEW.id <> OLD.id OR NEW.count <= OLD.count THEN
    RAISE EXCEPTION 'the record only grows';
  END IF;
  RETURN NEW;
END $$
""",
        """
CREATE TRIGGER record_head_grows BEFORE UPDATE OR DELETE ON record_head
FOR EACH ROW EXECUTE FUNCTION record_head_guard()
""",
        """
CREATE TRIGGER record_head_kept BEFORE TRUNCATE ON record_head
FOR EACH STATEMENT EXECUTE FUNCTION record_head_guard()
""",
    ),
}


def create(guards: Guards) -> Callable[..., None]:
    """What sets ``guards`` up, as a listener for the creation of their table."""

    def listener(_table: Any, connection: Connection, **_: Any) -> None:
        for statement in guards.get(connection.dialect.name, ()):
            connection.exec_driver_sql(statement)

    return listener


def are_in_place(connection: Connection) -> bool:
    """Whether the database has them all."""
    dialect = connection.dialect.name
    made = (*ENTRIES.get(dialect, ()), *HEAD.get(dialect, ()))
    wanted = {statement.split()[2] for statement in made if "TRIGGER" in statement.split()[1]}
    asked = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if dialect == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    return wanted <= {row[0] for row in connection.exec_driver_sql(asked)}
