"""What two members decide together.

Revision 0018, after 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("block_lift", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gives_back", sa.JSON(), nullable=True))

    with op.batch_alter_table("offboarding_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("out_by", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("out_why", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("offboarding_step", schema=None) as batch_op:
        batch_op.drop_column("out_why")
        batch_op.drop_column("out_by")

    with op.batch_alter_table("block_lift", schema=None) as batch_op:
        batch_op.drop_column("gives_back")
