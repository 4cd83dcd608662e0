"""Runs the migration steps on the connection that `corpus.database` hands over, in one transaction."""

from __future__ import annotations

from alembic import context

from corpus.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can roll back a changed table as PostgreSQL can; without this a step that fails is left half done.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
