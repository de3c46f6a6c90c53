"""Use cases of baseline registers, and of what follows from the registers of members and organisations.

It must not change either of them.
"""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.party_building.domain.baseline_register import (
    BaselineDraft,
    BaselineRegister,
    BaselineRow,
    freeze,
    row_of,
)
from services.party_building.domain.composition import WITH_UNITS
from services.party_building.domain.cross_posting import CrossPosting, DevelopmentLine, line_of, posting_in
from services.party_building.domain.organisation import STANDING
from services.party_building.handlers.organisation import leads_of
from services.party_building.persistence import baseline_register as rows
from services.party_building.persistence.coverage import coverages_in
from services.party_building.persistence.instructor import instructors_at
from services.party_building.persistence.member import members_in_units
from services.party_building.persistence.organisation import all_organisations, organisations_over
from services.party_building.persistence.roster import leaders_of

MONTH = "pb.register_month"


def create_register(tx: Tx, draft: BaselineDraft) -> BaselineRegister:
    """Finish a division's register of this year (PB-18, F-13). Raises DIVISION_OUT_OF_SCOPE, REGISTER_TAKEN."""
    require_division(tx.principal, draft.division)
    month = int(tx.policy(MONTH, division=draft.division, on=tx.today).value)
    name = f"baselineRegisters/{tx.new_id()}"
    made = freeze(draft, _rows(tx, draft.division), name=name, month=month, today=tx.today, now=tx.now)
    rows.insert_register(tx.session, made)
    tx.note("baseline_register.create", made.name, rules=("PB-18",), document=draft.document_number)
    return made


def get_register(tx: Tx, name: str) -> BaselineRegister:
    """One register within the caller's divisions."""
    found = rows.load_register(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("党组织和党员底册")
    return found


def list_registers(tx: Tx, page: Page) -> tuple[list[BaselineRegister], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_registers(tx.session, page, tx.principal), key=lambda item: item.name)


def list_postings(tx: Tx, *, listed: bool) -> list[CrossPosting]:
    """Who sits on both sides in the offices of the caller's divisions (PB-39)."""
    branches = [
        one for one in all_organisations(tx.session, tx.principal) if one.kind in WITH_UNITS and one.state in STANDING
    ]
    offices = [unit for one in branches for unit in one.units if unit.startswith("offices/")]
    staff, leaders = members_in_units(tx.session, tx.seal, offices), leaders_of(tx.session, offices)
    found = [
        posting_in(unit, one, staff[unit], leaders.get(unit)) for one in branches for unit in one.units if unit in staff
    ]
    return [one for one in found if one.listed or not listed]


def list_lines(tx: Tx, *, nobody: bool) -> list[DevelopmentLine]:
    """Who is on the way into the Party in the offices of the caller's divisions (PB-36)."""
    offices = [one for one in coverages_in(tx.session, tx.principal) if one.practitioner_count]
    staff = members_in_units(tx.session, tx.seal, [one.office for one in offices])
    found = [line_of(one, staff[one.office]) for one in offices]
    return [one for one in found if one.nobody or not nobody]


def _rows(tx: Tx, division: str) -> tuple[BaselineRow, ...]:
    offices = coverages_in(tx.session, tx.principal, division)
    names = [one.office for one in offices]
    staff, sent = members_in_units(tx.session, tx.seal, names), instructors_at(tx.session, names)
    over = organisations_over(tx.session, names)
    leads = {lead.unit: lead for one in {one.name: one for one in over.values()}.values() for lead in leads_of(tx, one)}
    return tuple(
        row_of(one, over.get(one.office), leads.get(one.office), staff[one.office], sent.get(one.office, ""), tx.today)
        for one in offices
    )
