"""What a block answers, finds and lifts.

Revision 0015, after 0014.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "block_answer",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("ts", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("contact", sa.String(length=40), nullable=True),
        sa.Column("by_day", sa.Date(), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("last_ts", sa.String(length=40), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("block_answer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_block_answer_author", ["client_key", "author", "at"], unique=False
        )

    op.create_table(
        "block_hours",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("worklog", sa.String(length=60), nullable=False),
        sa.Column("issue", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=True),
        sa.Column("shown_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("told_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("gone_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("client_key", "worklog", name="uq_block_hours"),
    )
    op.create_table(
        "block_lift",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("live", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("until", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("lifted_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("live"),
    )
    with op.batch_alter_table("block_lift", schema=None) as batch_op:
        batch_op.create_index("ix_block_lift_client", ["client_key"], unique=False)

    op.create_table(
        "block_watch",
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("since", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("looked_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.PrimaryKeyConstraint("client_key"),
    )


def downgrade() -> None:
    op.drop_table("block_watch")
    with op.batch_alter_table("block_lift", schema=None) as batch_op:
        batch_op.drop_index("ix_block_lift_client")

    op.drop_table("block_lift")
    op.drop_table("block_hours")
    with op.batch_alter_table("block_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_block_answer_author")

    op.drop_table("block_answer")
