"""What an ending needs to know: the client's wiki space, what is billed, where projects go.

Revision 0014, after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OF_PLATFORM = ("billed_label", "billed_field", "archive_scheme", "archive_category")


def upgrade() -> None:
    with op.batch_alter_table("platform", schema=None) as batch_op:
        for name in OF_PLATFORM:
            batch_op.add_column(sa.Column(name, sa.String(length=120), nullable=True))
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wiki_space", sa.String(length=120), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.drop_column("wiki_space")
    with op.batch_alter_table("platform", schema=None) as batch_op:
        for name in reversed(OF_PLATFORM):
            batch_op.drop_column(name)
