"""Targets, working hours, rotas and turns.

Revision 0002, after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "working_hours",
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.String(length=120), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "rota",
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.PrimaryKeyConstraint("platform_key"),
    )
    op.create_table(
        "rota_week",
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.PrimaryKeyConstraint("platform_key", "monday"),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("request_id", sa.String(length=20), nullable=False),
        sa.Column("whose", sa.String(length=10), nullable=False),
        sa.Column("since", bot.core.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turn_request_id"), ["request_id"], unique=False)

    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.add_column(sa.Column("taken_within", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("answer_within", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("done_within", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("show_targets", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("holidays", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column("weekly", sa.String(length=10), server_default="draft", nullable=False)
        )

    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.add_column(sa.Column("emergency", sa.String(length=200), nullable=True))
        batch_op.add_column(
            sa.Column("response_times", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.drop_column("response_times")
        batch_op.drop_column("emergency")

    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_column("weekly")
        batch_op.drop_column("holidays")
        batch_op.drop_column("show_targets")
        batch_op.drop_column("done_within")
        batch_op.drop_column("answer_within")
        batch_op.drop_column("taken_within")

    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_turn_request_id"))

    op.drop_table("turn")
    op.drop_table("rota_week")
    op.drop_table("rota")
    op.drop_table("working_hours")
