"""What Alembic runs: on the connection that `bot.core.migrate` hands in."""

from __future__ import annotations

from alembic import context

from bot.core.migrate import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata(),
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
