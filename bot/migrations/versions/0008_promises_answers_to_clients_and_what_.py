"""Promises, answers to clients, and what was learned.

Revision 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_readers",
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel"),
    )
    op.create_table(
        "ended_ballot",
        sa.Column("ballot", sa.String(length=40), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("certainty", sa.Float(), nullable=True),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.PrimaryKeyConstraint("ballot"),
    )
    with op.batch_alter_table("ended_ballot", schema=None) as batch_op:
        batch_op.create_index("ix_ended_ballot_platform", ["platform_key", "at"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("thread_ts", sa.String(length=40), nullable=True),
        sa.Column("request_id", sa.String(length=20), nullable=True),
        sa.Column("ballot", sa.String(length=40), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("what_not", sa.Text(), nullable=False),
        sa.Column("due", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("hands", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("danger_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("instead", sa.Text(), nullable=True),
        sa.Column("made_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("ended_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("lessons_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
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
        sa.UniqueConstraint("ballot"),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index("ix_promise_client", ["client_key", "channel"], unique=False)
        batch_op.create_index("ix_promise_open", ["platform_key", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_request_id"), ["request_id"], unique=False)

    op.create_table(
        "client_word",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("promise_id", sa.String(length=20), nullable=True),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("thread_ts", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("by_hand", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promise.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("client_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_word_client_key"), ["client_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_client_word_promise_id"), ["promise_id"], unique=False)

    op.create_table(
        "lesson",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("promise_id", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promise.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_promise_id"), ["promise_id"], unique=False)

    op.create_table(
        "lesson_wanted",
        sa.Column("promise_id", sa.String(length=20), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promise.id"],
        ),
        sa.PrimaryKeyConstraint("promise_id", "user_id"),
    )
    op.create_table(
        "promise_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("promise_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("due", bot.core.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["promise_id"],
            ["promise.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("promise_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promise_change_promise_id"), ["promise_id"], unique=False
        )

    op.create_table(
        "client_answer",
        sa.Column("ballot", sa.String(length=40), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("request_id", sa.String(length=20), nullable=True),
        sa.Column("verdict", sa.String(length=5), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("what_not", sa.Text(), nullable=False),
        sa.Column("due", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("conditions", sa.JSON(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("hands", sa.JSON(), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("wanted_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("word_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["word_id"],
            ["client_word.id"],
        ),
        sa.PrimaryKeyConstraint("ballot"),
    )
    with op.batch_alter_table("client_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_client_answer_client_key"), ["client_key"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("client_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_answer_client_key"))

    op.drop_table("client_answer")
    with op.batch_alter_table("promise_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_change_promise_id"))

    op.drop_table("promise_change")
    op.drop_table("lesson_wanted")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_promise_id"))

    op.drop_table("lesson")
    with op.batch_alter_table("client_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_word_promise_id"))
        batch_op.drop_index(batch_op.f("ix_client_word_client_key"))

    op.drop_table("client_word")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_request_id"))
        batch_op.drop_index(batch_op.f("ix_promise_owner"))
        batch_op.drop_index("ix_promise_open")
        batch_op.drop_index("ix_promise_client")

    op.drop_table("promise")
    with op.batch_alter_table("ended_ballot", schema=None) as batch_op:
        batch_op.drop_index("ix_ended_ballot_platform")

    op.drop_table("ended_ballot")
    op.drop_table("channel_readers")
