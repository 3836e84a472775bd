"""Weekly digests of clients and pictures.

Revision 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import bot.core.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("file", sa.String(length=40), nullable=False),
        sa.Column("ready", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_table(
        "client_digest",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("client_key", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("made_at", bot.core.db.Instant(timezone=True), nullable=False),
        sa.Column("sent_at", bot.core.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_key"],
            ["client.key"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("client_key", "day", name="uq_client_digest"),
    )

    op.execute("DELETE FROM due WHERE kind = 'upkeep.week'")  # planned anew, by digests


def downgrade() -> None:
    op.drop_table("client_digest")
    op.drop_table("picture")
