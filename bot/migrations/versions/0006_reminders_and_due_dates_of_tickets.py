"""Reminders, and due dates of tickets.

Revision 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("maker", sa.String(length=40), nullable=True),
        sa.Column("person", sa.String(length=40), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("request_id", sa.String(length=20), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("repeats", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("next_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("again_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("rings_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("other_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("made_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request_id", "kind", "due_on", name="uq_reminder_deadline"),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_maker"), ["maker"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_person"), ["person"], unique=False)
        batch_op.create_index("ix_reminder_place", ["place", "rings_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_reminder_request_id"), ["request_id"], unique=False)

    op.create_table(
        "ringing",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("reminder_id", sa.String(length=20), nullable=False),
        sa.Column("bundle", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("due_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=12), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["reminder.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ringing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ringing_bundle"), ["bundle"], unique=False)
        batch_op.create_index("ix_ringing_place", ["place", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ringing_reminder_id"), ["reminder_id"], unique=False)

    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_column("due")

    with op.batch_alter_table("ringing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ringing_reminder_id"))
        batch_op.drop_index("ix_ringing_place")
        batch_op.drop_index(batch_op.f("ix_ringing_bundle"))

    op.drop_table("ringing")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_request_id"))
        batch_op.drop_index("ix_reminder_place")
        batch_op.drop_index(batch_op.f("ix_reminder_person"))
        batch_op.drop_index(batch_op.f("ix_reminder_maker"))

    op.drop_table("reminder")
