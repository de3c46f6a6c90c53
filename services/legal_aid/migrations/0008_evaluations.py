"""Evaluations of cases and the samples drawn for them."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "evaluation",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("scores", sa.JSON, nullable=False),
        sa.Column("total_points", sa.Integer, nullable=False),
        sa.Column("full_points", sa.Integer, nullable=False),
        sa.Column("rubric_sha256", sa.Text, nullable=False),
        sa.Column("grade", sa.Text),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("callback", sa.JSON(none_as_null=True)),
        sa.Column("evaluated_date", sa.Date, nullable=False),
        sa.Column("evaluator", sa.Text, nullable=False),
        sa.Column("sealed", sa.Boolean, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("case", "method", "round", name="evaluation_once"),
    )
    op.create_index("evaluation_by_division", "evaluation", ["division", "name"])
    op.create_index("evaluation_by_institution", "evaluation", ["institution", "evaluated_date"])
    op.create_table(
        "evaluation_sample",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("until_date", sa.Date, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("population", sa.JSON, nullable=False),
        sa.Column("population_sha256", sa.Text, nullable=False),
        sa.Column("public_value", sa.Text, nullable=False),
        sa.Column("public_source", sa.Text, nullable=False),
        sa.Column("drawn", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("evaluation_sample_by_division", "evaluation_sample", ["division", "name"])
    op.create_table(
        "sampled_case",
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), primary_key=True),
        sa.Column("purpose", sa.Text, primary_key=True),
    )
