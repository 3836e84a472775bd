"""Absences that hand over and calendars that are read.

Revision 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "busy_span",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("starts_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("ends_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("busy_span", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_busy_span_user_id"), ["user_id"], unique=False)

    op.create_table(
        "calendar_address",
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("read_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "handed",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("ref", sa.String(length=120), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.Column("covered_by", sa.String(length=40), nullable=True),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("told_in", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["absence_id"],
            ["absence.id"],
        ),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("handed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handed_absence_id"), ["absence_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handed_user_id"), ["user_id"], unique=False)

    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("begun_at", bot.core.db.Instant(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("over_at", bot.core.db.Instant(timezone=True), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("says_away", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("says_away_until", bot.core.db.Instant(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("undisturbed_from", bot.core.db.Instant(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("undisturbed_until", bot.core.db.Instant(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("undisturbed_until")
        batch_op.drop_column("undisturbed_from")
        batch_op.drop_column("says_away_until")
        batch_op.drop_column("says_away")

    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_column("over_at")
        batch_op.drop_column("begun_at")

    with op.batch_alter_table("handed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handed_user_id"))
        batch_op.drop_index(batch_op.f("ix_handed_absence_id"))

    op.drop_table("handed")
    op.drop_table("calendar_address")
    with op.batch_alter_table("busy_span", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_busy_span_user_id"))

    op.drop_table("busy_span")
