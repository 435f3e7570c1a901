"""What Alembic runs: migrations over the connection that :mod:`auditor.history.migrate` holds."""

from alembic import context

from auditor.history.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
