"""Columns and constraints that claims and expenses share. It must not read or write rows.

NOTE: four different people, and entries of the one ledger of the fund source, are demands of the schema (P-04, LA-90).
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from chassis.ledger.tables import ledger_entry

APART = (
    ("made_by", "checked_by"), ("made_by", "approved_by"), ("made_by", "paid_by"), ("checked_by", "approved_by"),
    ("checked_by", "paid_by"), ("approved_by", "paid_by"), ("reversal_ordered_by", "reversed_by"),
)  # fmt: skip
NEEDED = {
    "checked_by": "'CHECKED', 'APPROVED', 'PAID'", "approved_by": "'APPROVED', 'PAID'", "paid_by": "'PAID'",
    "paid_date": "'PAID'",
}  # fmt: skip
ENTRIES = {"reservation": "'APPROVED', 'PAID'", "payment": "'PAID'"}


class SettlementColumns:
    """How far a payment is settled."""

    settlement_state: Mapped[str] = mapped_column(sa.Text)
    settlement_made_by: Mapped[str] = mapped_column(sa.Text)
    settlement_checked_by: Mapped[str | None] = mapped_column(sa.Text)
    settlement_approved_by: Mapped[str | None] = mapped_column(sa.Text)
    settlement_paid_by: Mapped[str | None] = mapped_column(sa.Text)
    settlement_reservation: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    settlement_payment: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    settlement_paid_date: Mapped[dt.date | None]
    settlement_reversal_reason: Mapped[str | None] = mapped_column(sa.Text)
    settlement_reversal_document: Mapped[str | None] = mapped_column(sa.Text)
    settlement_reversal_ordered_by: Mapped[str | None] = mapped_column(sa.Text)
    settlement_reversed_by: Mapped[str | None] = mapped_column(sa.Text)
    settlement_reversal: Mapped[str | None] = mapped_column(sa.Text, unique=True)
    settlement_reversed_date: Mapped[dt.date | None]


def settlement_constraints(table: str) -> tuple[sa.Constraint, ...]:
    """People apart, nobody missing, and entries that lie in the ledger of the row's own fund source."""
    checks = [
        (f"settlement_{one} <> settlement_{other}", f"{table}_{one}_is_not_{other}") for one, other in APART
    ] + [
        (f"settlement_state NOT IN ({states}) OR settlement_{column} IS NOT NULL", f"{table}_has_{column}")
        for column, states in NEEDED.items()
    ] + [
        (f"settlement_state NOT IN ({states}) OR amount_fen = 0 OR settlement_{entry} IS NOT NULL",
         f"{table}_has_{entry}")
        for entry, states in ENTRIES.items()
    ]  # fmt: skip
    return (
        *(sa.CheckConstraint(text, name=name) for text, name in checks),
        *(
            sa.ForeignKeyConstraint(
                [f"settlement_{entry}", "fund_source"], [ledger_entry.c.name, ledger_entry.c.ledger],
                name=f"{table}_{entry}",
            )
            for entry in ("reservation", "payment", "reversal")
        ),
    )  # fmt: skip
