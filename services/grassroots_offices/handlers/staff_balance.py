"""Compute the balance list of a county (GO-38, GO-78). It must not move anybody."""

from __future__ import annotations

from chassis.kernel.errors import InvalidFields, Violation
from chassis.tx import Tx
from services.grassroots_offices.domain.judging import judge
from services.grassroots_offices.domain.office import OPEN as WORKING
from services.grassroots_offices.domain.staff_balance import (
    BalanceLine,
    BalanceProposal,
    StaffMove,
    balance_line,
    moves_of,
    proposals,
)
from services.grassroots_offices.handlers.standards import standards_on
from services.grassroots_offices.persistence.office import offices_in_scope
from services.grassroots_offices.persistence.practitioner import practitioners_in_scope, staff_of


def compute_staff_balance(
    tx: Tx, year: int
) -> tuple[list[BalanceLine], list[BalanceProposal], list[StaffMove]]:  # fmt: skip
    """Lines, proposals, moves of the year (GO-38, GO-78). Raises YEAR_IN_FUTURE."""
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    offices = offices_in_scope(tx.session, tx.principal)
    working = [one for one in offices if one.state in WORKING]
    staff = staff_of(tx.session, [one.name for one in working])
    standards = {division: standards_on(tx, division, tx.today) for division in {one.division for one in working}}
    lines = [
        balance_line(
            one.name, one.premises.area_type, judge(one, staff[one.name], standards[one.division], on=tx.today)
        )
        for one in working
    ]  # fmt: skip
    moves = moves_of(
        practitioners_in_scope(tx.session, tx.principal), year, {one.name: one.premises_history for one in offices}
    )  # fmt: skip
    return lines, proposals(lines, {one.name: one.division for one in working}), moves
