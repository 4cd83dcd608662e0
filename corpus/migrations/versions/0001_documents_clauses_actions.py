"""Documents, their clauses and actions as rows, and the revision that counts writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    _make_documents()
    _make_clauses()
    _make_actions()
    revisions = op.create_table(
        "revision",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
    )
    op.bulk_insert(revisions, [{"id": 1, "value": 0}])


def _make_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("kept_as", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("council", sa.Text),
        sa.Column("council_full", sa.Text),
        sa.Column("gss", sa.String(16)),
        sa.Column("title", sa.Text),
        sa.Column("issued", sa.Date),
        sa.Column("pages", sa.Integer),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("clauses", "actions", "indicators", "statements")),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("given", sa.Text),
        sa.Column("extraction", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_kind", "documents", ["kind"])


def _make_clauses() -> None:
    op.create_table(
        "clauses",
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("clause", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("council", sa.Text),
        sa.Column("gss", sa.String(16)),
        sa.Column("document_kind", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("section", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("page", sa.Integer),
        *_themes(),
        sa.PrimaryKeyConstraint("document", "clause", name="pk_clauses"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_clauses_document", ondelete="CASCADE"),
    )
    op.create_index("ix_clauses_theme1", "clauses", ["theme1"])


def _make_actions() -> None:
    op.create_table(
        "actions",
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("council", sa.Text),
        sa.Column("gss", sa.String(16)),
        sa.Column("ref", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("lead", sa.Text),
        sa.Column("due_date", sa.Date),
        sa.Column("rag", sa.String(8)),
        sa.Column("page", sa.Integer),
        sa.Column("sheet", sa.Text),
        sa.Column("row", sa.Integer),
        *_themes(),
        sa.PrimaryKeyConstraint("document", "action", name="pk_actions"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_actions_document", ondelete="CASCADE"),
    )
    op.create_index("ix_actions_theme1", "actions", ["theme1"])


def _themes() -> tuple[sa.Column[str], sa.Column[float], sa.Column[str], sa.Column[str]]:
    return (
        sa.Column("theme1", sa.String(64)),
        sa.Column("theme1_score", sa.Float),
        sa.Column("theme2", sa.String(64)),
        sa.Column("theme3", sa.String(64)),
    )
