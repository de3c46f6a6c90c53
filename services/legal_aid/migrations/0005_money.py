"""Fund sources, the movements of their budgets, subsidy claims, direct expenses, duplicate reviews.

How much of an entitlement is taken moves with the claims that hold it, and with nothing else.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"

OF_YEAR = ["fund_source.name", "fund_source.institution", "fund_source.kind", "fund_source.fiscal_year"]
ENTRIES = ("reservation", "payment", "reversal")
APART = (
    ("made_by", "checked_by"), ("made_by", "approved_by"), ("made_by", "paid_by"), ("checked_by", "approved_by"),
    ("checked_by", "paid_by"), ("approved_by", "paid_by"), ("reversal_ordered_by", "reversed_by"),
)  # fmt: skip
NEEDED = {
    "checked_by": "'CHECKED', 'APPROVED', 'PAID'", "approved_by": "'APPROVED', 'PAID'", "paid_by": "'PAID'",
    "paid_date": "'PAID'",
}  # fmt: skip
NEEDED_ENTRIES = {"reservation": "'APPROVED', 'PAID'", "payment": "'PAID'"}
TAKE = "UPDATE subsidy_entitlement SET taken_bp = taken_bp + NEW.share_bp WHERE name = NEW.entitlement;"
LEAVE = "UPDATE subsidy_entitlement SET taken_bp = taken_bp - OLD.share_bp WHERE name = OLD.entitlement;"
ON_SQLITE = [
    f"CREATE TRIGGER subsidy_claim_takes_on_insert AFTER INSERT ON subsidy_claim BEGIN {TAKE} END",
    f"""CREATE TRIGGER subsidy_claim_takes_on_update AFTER UPDATE OF entitlement, share_bp ON subsidy_claim
        BEGIN {LEAVE} {TAKE} END""",
    f"CREATE TRIGGER subsidy_claim_leaves_on_delete AFTER DELETE ON subsidy_claim BEGIN {LEAVE} END",
]
ON_POSTGRESQL = [
    f"""CREATE FUNCTION subsidy_claim_takes() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
          IF TG_OP <> 'INSERT' THEN {LEAVE} END IF;
          IF TG_OP <> 'DELETE' THEN {TAKE} END IF;
          RETURN NULL;
        END $$""",
    """CREATE TRIGGER subsidy_claim_takes AFTER INSERT OR UPDATE OF entitlement, share_bp OR DELETE ON subsidy_claim
       FOR EACH ROW EXECUTE FUNCTION subsidy_claim_takes()""",
    """CREATE FUNCTION subsidy_entitlement_refuses() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'claims alone take' USING ERRCODE = 'check_violation'; END $$""",
    """CREATE TRIGGER subsidy_entitlement_moves_with_claims BEFORE UPDATE ON subsidy_entitlement FOR EACH ROW
       WHEN (pg_trigger_depth() = 0 AND OLD.taken_bp <> NEW.taken_bp) EXECUTE FUNCTION subsidy_entitlement_refuses()""",
]


def upgrade() -> None:
    op.create_table(
        "fund_source",
        sa.Column("name", sa.Text, sa.ForeignKey("ledger.name"), primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("restrictions", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("misuse", sa.Text),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "kind", "fiscal_year", "display_name", name="fund_source_project"),
        sa.UniqueConstraint("name", "institution", "kind", "fiscal_year", name="fund_source_of_year"),
    )
    op.create_index("fund_source_by_division", "fund_source", ["division", "name"])
    op.create_table(
        "fund_movement",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("fund_source", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("fund_kind", sa.Text, nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("next_year", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("arrived_fen", sa.BigInteger, nullable=False),
        sa.Column("carried_into", sa.Text),
        sa.Column("reverses", sa.Text),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("entry", sa.Text),
        sa.Column("booked_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_source", "institution", "fund_kind", "fiscal_year"], OF_YEAR, name="fund_movement_source"
        ),
        sa.ForeignKeyConstraint(
            ["carried_into", "institution", "fund_kind", "next_year"], OF_YEAR, name="fund_movement_carried_into"
        ),
        sa.ForeignKeyConstraint(
            ["entry", "fund_source"], ["ledger_entry.name", "ledger_entry.ledger"], name="fund_movement_entry"
        ),
        sa.CheckConstraint("next_year = fiscal_year + 1", name="fund_movement_to_the_next_year"),
        sa.CheckConstraint("(carried_into IS NOT NULL) = (kind = 'CARRY_OVER')", name="fund_movement_carries"),
        sa.CheckConstraint("made_by <> approved_by", name="fund_movement_maker_is_not_approver"),
        sa.CheckConstraint("(state = 'PROPOSED') = (approved_by IS NULL)", name="fund_movement_is_decided_by"),
        sa.CheckConstraint("(state = 'BOOKED') = (entry IS NOT NULL)", name="fund_movement_is_booked"),
    )
    op.create_index("fund_movement_by_division", "fund_movement", ["division", "name"])
    op.create_index("fund_movement_by_source", "fund_movement", ["fund_source", "name"])
    _entitlements()
    _payables()
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)


def _entitlements() -> None:
    op.create_table(
        "subsidy_entitlement",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("fund_source", sa.Text, sa.ForeignKey("fund_source.name"), nullable=False),
        sa.Column("taken_bp", sa.Integer, nullable=False),
        sa.UniqueConstraint("name", "fund_source", name="subsidy_entitlement_of_source"),
        sa.UniqueConstraint("case", "stage", "service", name="subsidy_entitlement_once"),
        sa.CheckConstraint("taken_bp BETWEEN 0 AND 10000", name="subsidy_entitlement_is_not_exceeded"),
    )
    op.create_table(
        "subsidy_lawsuit",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, nullable=False),
        sa.UniqueConstraint("name", "case", name="subsidy_lawsuit_of_case"),
    )


def _payables() -> None:
    op.create_table(
        "subsidy_claim",
        *_shared_columns(),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("modifiers", sa.JSON, nullable=False),
        sa.Column("claimed_fen", sa.BigInteger),
        sa.Column("lottery", sa.JSON(none_as_null=True)),
        sa.Column("lottery_special", sa.Boolean, nullable=False),
        sa.Column("tariff_unit", sa.Text),
        sa.Column("standard_fen", sa.BigInteger, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("share_bp", sa.Integer, nullable=False),
        sa.Column("citation", sa.Text, nullable=False),
        sa.Column("block_reason", sa.Text),
        sa.Column("collides_with", sa.JSON, nullable=False),
        sa.Column("entitlement", sa.Text),
        sa.Column("lawsuit", sa.Text),
        sa.Column("recipient_key", sa.Text, nullable=False),
        sa.Column("matter", sa.Text),
        sa.Column("court_key", sa.Text, nullable=False),
        sa.Column("opponent_keys", sa.JSON, nullable=False),
        sa.Column("ended_date", sa.Date),
        *_settlement_constraints("subsidy_claim"),
        sa.ForeignKeyConstraint(
            ["entitlement", "fund_source"], ["subsidy_entitlement.name", "subsidy_entitlement.fund_source"],
            name="subsidy_claim_entitlement",
        ),
        sa.ForeignKeyConstraint(
            ["lawsuit", "case"], ["subsidy_lawsuit.name", "subsidy_lawsuit.case"], name="subsidy_claim_lawsuit"
        ),
        sa.UniqueConstraint("entitlement", "assignment", name="subsidy_claim_once"),
        sa.CheckConstraint(
            "(settlement_state IN ('BLOCKED', 'REVERSED')) = (entitlement IS NULL)", name="subsidy_claim_is_entitled"
        ),
        sa.CheckConstraint("share_bp BETWEEN 1 AND 10000", name="subsidy_claim_share"),
        sa.CheckConstraint("amount_fen >= 0", name="subsidy_claim_amount"),
    )  # fmt: skip
    op.create_index("subsidy_claim_by_case", "subsidy_claim", ["case", "name"])
    op.create_index("subsidy_claim_by_source", "subsidy_claim", ["fund_source", "unit", "name"])
    op.create_index("subsidy_claim_by_recipient", "subsidy_claim", ["recipient_key"])
    op.create_table(
        "direct_expense",
        *_shared_columns(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("receipt", sa.Text, nullable=False, unique=True),
        sa.Column("spent_date", sa.Date, nullable=False),
        *_settlement_constraints("direct_expense"),
        sa.CheckConstraint("amount_fen >= 1", name="direct_expense_amount"),
    )
    op.create_table(
        "duplicate_review",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("claim", sa.Text, sa.ForeignKey("subsidy_claim.name"), nullable=False),
        sa.Column("other_claim", sa.Text, sa.ForeignKey("subsidy_claim.name"), nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("document", sa.Text),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("claim", "other_claim", name="duplicate_review_pair"),
    )
    op.create_index("duplicate_review_by_other", "duplicate_review", ["other_claim"])
    for table in ("subsidy_claim", "direct_expense", "duplicate_review"):
        op.create_index(f"{table}_by_division", table, ["division", "name"])
    op.create_index("direct_expense_by_case", "direct_expense", ["case", "name"])


def _shared_columns() -> list[sa.Column[Any]]:
    people = ("checked_by", "approved_by", "paid_by", "reversal_ordered_by", "reversed_by")
    return [
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), nullable=False),
        sa.Column("assignment", sa.Text, sa.ForeignKey("case_assignment.name"), nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("handler", sa.Text, sa.ForeignKey("handler.name"), nullable=False),
        sa.Column("unit", sa.Text, sa.ForeignKey("handling_unit.name"), nullable=False),
        sa.Column("fund_source", sa.Text, sa.ForeignKey("fund_source.name"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("settlement_state", sa.Text, nullable=False),
        sa.Column("settlement_made_by", sa.Text, nullable=False),
        *(sa.Column(f"settlement_{name}", sa.Text) for name in (*people, "reversal_reason", "reversal_document")),
        *(sa.Column(f"settlement_{name}", sa.Text, unique=True) for name in ENTRIES),
        *(sa.Column(f"settlement_{name}", sa.Date) for name in ("paid_date", "reversed_date")),
    ]


def _settlement_constraints(table: str) -> list[sa.Constraint]:
    checks = {
        **{f"{table}_{one}_is_not_{other}": f"settlement_{one} <> settlement_{other}" for one, other in APART},
        **{
            f"{table}_has_{column}": f"settlement_state NOT IN ({states}) OR settlement_{column} IS NOT NULL"
            for column, states in NEEDED.items()
        },
        **{
            f"{table}_has_{entry}": f"settlement_state NOT IN ({states}) OR amount_fen = 0"
            f" OR settlement_{entry} IS NOT NULL"
            for entry, states in NEEDED_ENTRIES.items()
        },
    }
    own = ["ledger_entry.name", "ledger_entry.ledger"]
    return [
        *(sa.CheckConstraint(text, name=name) for name, text in checks.items()),
        *(
            sa.ForeignKeyConstraint([f"settlement_{entry}", "fund_source"], own, name=f"{table}_{entry}")
            for entry in ENTRIES
        ),
    ]
