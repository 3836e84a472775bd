"""Ballots, and how a platform votes.

Revision 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("request_id", sa.String(length=20), nullable=True),
        sa.Column("earlier", sa.String(length=20), nullable=True),
        sa.Column("asker", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("what_not", sa.Text(), nullable=False),
        sa.Column("due", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("answer_by", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("if_kept", sa.Text(), nullable=False),
        sa.Column("if_broken", sa.Text(), nullable=False),
        sa.Column("if_no", sa.Text(), nullable=False),
        sa.Column("in_return", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("restarted_by", sa.String(length=40), nullable=True),
        sa.Column("restarted_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("asked_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("closes_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("moved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("closed_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.Float(), nullable=True),
        sa.Column("spread", sa.Float(), nullable=True),
        sa.Column("stood_by", sa.String(length=40), nullable=True),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("stood_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.ForeignKeyConstraint(
            ["earlier"],
            ["ballot.id"],
        ),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballot_client_key"), ["client_key"], unique=False)
        batch_op.create_index("ix_ballot_platform", ["platform_key", "stage"], unique=False)
        batch_op.create_index(batch_op.f("ix_ballot_request_id"), ["request_id"], unique=False)

    op.create_table(
        "ballot_asked",
        sa.Column("ballot_id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("voted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["ballot.id"],
        ),
        sa.PrimaryKeyConstraint("ballot_id", "user_id"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("ballot_asked", schema=None) as batch_op:
        batch_op.create_index("ix_ballot_asked_person", ["user_id"], unique=False)

    op.create_table(
        "ballot_hand",
        sa.Column("ballot_id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["ballot.id"],
        ),
        sa.PrimaryKeyConstraint("ballot_id", "user_id"),
    )
    op.create_table(
        "ballot_secret",
        sa.Column("ballot_id", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["ballot.id"],
        ),
        sa.PrimaryKeyConstraint("ballot_id"),
    )
    op.create_table(
        "ballot_view",
        sa.Column("ballot_id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["ballot.id"],
        ),
        sa.PrimaryKeyConstraint("ballot_id", "user_id"),
    )
    op.create_table(
        "ballot_vote",
        sa.Column("ballot_id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["ballot.id"],
        ),
        sa.PrimaryKeyConstraint("ballot_id", "key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_word",
        sa.Column("ballot_id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"],
            ["ballot.id"],
        ),
        sa.PrimaryKeyConstraint("ballot_id", "key"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("ballot_rule", sa.String(length=20), server_default="consent", nullable=False)
        )
        batch_op.add_column(
            sa.Column("ballot_quorum", sa.Integer(), server_default="60", nullable=False)
        )
        batch_op.add_column(
            sa.Column("notices_promises", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("platform", schema=None) as batch_op:
        batch_op.drop_column("notices_promises")
        batch_op.drop_column("ballot_quorum")
        batch_op.drop_column("ballot_rule")

    op.drop_table("ballot_word")
    op.drop_table("ballot_vote")
    op.drop_table("ballot_view")
    op.drop_table("ballot_secret")
    op.drop_table("ballot_hand")
    with op.batch_alter_table("ballot_asked", schema=None) as batch_op:
        batch_op.drop_index("ix_ballot_asked_person")

    op.drop_table("ballot_asked")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ballot_request_id"))
        batch_op.drop_index("ix_ballot_platform")
        batch_op.drop_index(batch_op.f("ix_ballot_client_key"))

    op.drop_table("ballot")
