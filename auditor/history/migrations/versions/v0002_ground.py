"""What audits rest on, and how each state came from the one before it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is kept for telling causes. States of before have none of it."""
    op.create_table(
        "kept",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.add_column("states", sa.Column("seen", sa.Text))
    op.add_column("states", sa.Column("ground", sa.Text))
    op.add_column("states", sa.Column("steps", sa.LargeBinary))
    op.add_column("states", sa.Column("after", sa.Integer))
