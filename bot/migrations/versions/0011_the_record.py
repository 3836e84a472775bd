"""The record: its entries, its head, and the triggers that keep both as they were written.

Revision 0011, after 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


ENTRIES = {
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
HEAD = {
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


def upgrade() -> None:
    op.create_table(
        "record_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=True),
        sa.Column("client_key", sa.String(length=60), nullable=True),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_ref", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=True),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("click", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("sequence"),
        sa.UniqueConstraint("click"),
    )
    with op.batch_alter_table("record_entry", schema=None) as batch_op:
        batch_op.create_index("ix_record_entry_about", ["about_kind", "about_ref"], unique=False)
        batch_op.create_index("ix_record_entry_client", ["client_key", "sequence"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_record_entry_platform_key"), ["platform_key"], unique=False
        )

    op.create_table(
        "record_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    dialect = op.get_bind().dialect.name
    for statement in (*ENTRIES[dialect], *HEAD[dialect]):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.drop_table("record_head")
    with op.batch_alter_table("record_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_record_entry_platform_key"))
        batch_op.drop_index("ix_record_entry_client")
        batch_op.drop_index("ix_record_entry_about")

    op.drop_table("record_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION record_head_guard")
        op.execute("DROP FUNCTION record_entry_guard")
