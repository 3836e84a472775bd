"""Endings: cases and their steps.

Revision 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offboarding_reminded",
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day"),
    )
    op.create_table(
        "offboarding_template",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "ending_wish",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("live", sa.String(length=60), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("answered_at", bot.core.db.Instant(timezone=True), nullable=True),
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
    with op.batch_alter_table("ending_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ending_wish_client_key"), ["client_key"], unique=False)

    op.create_table(
        "offboarding_case",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("platform_key", sa.String(length=60), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("live", sa.String(length=60), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("wish_id", sa.String(length=20), nullable=True),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=40), nullable=True),
        sa.Column("started_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("irreversible_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("irreversible_step", sa.String(length=60), nullable=True),
        sa.Column("blocked_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("ended_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("end_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.ForeignKeyConstraint(
            ["platform_key"],
            ["platform.key"],
        ),
        sa.ForeignKeyConstraint(
            ["wish_id"],
            ["ending_wish.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("live"),
    )
    with op.batch_alter_table("offboarding_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offboarding_case_client_key"), ["client_key"], unique=False
        )
        batch_op.create_index(
            "ix_offboarding_case_platform", ["platform_key", "state"], unique=False
        )

    op.create_table(
        "offboarding_access",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("system", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("inactive_by", sa.String(length=40), nullable=True),
        sa.Column("inactive_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("delete_from", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("deleted_by", sa.String(length=40), nullable=True),
        sa.Column("deleted_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["offboarding_case.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "system", "who", "what", name="uq_offboarding_access"),
    )
    with op.batch_alter_table("offboarding_access", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offboarding_access_case_id"), ["case_id"], unique=False
        )

    op.create_table(
        "offboarding_account",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("monthly_cents", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("to", sa.String(length=200), nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.Column("changed_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["offboarding_case.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("offboarding_account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offboarding_account_case_id"), ["case_id"], unique=False
        )

    op.create_table(
        "offboarding_ending",
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("fate", sa.String(length=12), nullable=False),
        sa.Column("to", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["offboarding_case.id"],
        ),
        sa.PrimaryKeyConstraint("case_id", "kind", "ref"),
    )
    op.create_table(
        "offboarding_step",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("phase", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("talents", sa.JSON(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("due_by_hand", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("does", sa.String(length=20), nullable=True),
        sa.Column("irreversible", sa.Boolean(), nullable=False),
        sa.Column("for_client", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("not_before", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("handed_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("possible_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("blocked_until", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.Column("settled_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("reopened_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("check_again", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("turn_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("found_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("chosen_by", sa.String(length=40), nullable=True),
        sa.Column("checked_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["offboarding_case.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "key", name="uq_offboarding_step_key"),
    )
    with op.batch_alter_table("offboarding_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offboarding_step_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_offboarding_step_owner", ["owner", "state"], unique=False)

    op.create_table(
        "offboarding_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=20), nullable=False),
        sa.Column("step_id", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("ref", sa.String(length=120), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=True),
        sa.Column("put_back_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.Column("putting_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["offboarding_case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["offboarding_step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once"),
    )
    with op.batch_alter_table("offboarding_change", schema=None) as batch_op:
        batch_op.create_index("ix_offboarding_change_case", ["case_id", "id"], unique=False)

    op.create_table(
        "offboarding_evidence",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("step_id", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=True),
        sa.Column("for_client", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=True),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["step_id"],
            ["offboarding_step.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once"),
    )
    with op.batch_alter_table("offboarding_evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offboarding_evidence_step_id"), ["step_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("offboarding_evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offboarding_evidence_step_id"))

    op.drop_table("offboarding_evidence")
    with op.batch_alter_table("offboarding_change", schema=None) as batch_op:
        batch_op.drop_index("ix_offboarding_change_case")

    op.drop_table("offboarding_change")
    with op.batch_alter_table("offboarding_step", schema=None) as batch_op:
        batch_op.drop_index("ix_offboarding_step_owner")
        batch_op.drop_index(batch_op.f("ix_offboarding_step_case_id"))

    op.drop_table("offboarding_step")
    op.drop_table("offboarding_ending")
    with op.batch_alter_table("offboarding_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offboarding_account_case_id"))

    op.drop_table("offboarding_account")
    with op.batch_alter_table("offboarding_access", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offboarding_access_case_id"))

    op.drop_table("offboarding_access")
    with op.batch_alter_table("offboarding_case", schema=None) as batch_op:
        batch_op.drop_index("ix_offboarding_case_platform")
        batch_op.drop_index(batch_op.f("ix_offboarding_case_client_key"))

    op.drop_table("offboarding_case")
    with op.batch_alter_table("ending_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ending_wish_client_key"))

    op.drop_table("ending_wish")
    op.drop_table("offboarding_template")
    op.drop_table("offboarding_reminded")
