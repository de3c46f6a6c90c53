"""Use cases of inspections: plan, approve, start, record, sign, close, read (SV-04, SV-05, SV-66). It must not decide.

It must not let the unit of a spot check out before the start: the plan holds a hash of it.
"""

from __future__ import annotations

from chassis.kernel.entry import Happening, check_day
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.signatures import is_signed
from chassis.tx import Tx
from services.supervision.domain import inspecting
from services.supervision.domain import inspection_planning as planning
from services.supervision.domain.address_finding import told_elsewhere
from services.supervision.domain.campaign import CoverageKind
from services.supervision.domain.checklist import require_published
from services.supervision.domain.documented import Documented
from services.supervision.domain.inspection import (
    Inspection,
    InspectionFilter,
    InspectionKind,
    InspectionPlan,
    InspectionSignature,
    InspectionState,
    UnitResponse,
    allow,
    inspection_number,
)
from services.supervision.domain.inspection_record import InspectionRecord, require_sound, signed_bytes
from services.supervision.domain.mutual_check import MutualCheck, mutual_checks
from services.supervision.domain.officer_key import keys_on
from services.supervision.domain.supervised_unit import SupervisedUnit
from services.supervision.handlers.campaign import get_campaign
from services.supervision.handlers.draw_result import get_result
from services.supervision.handlers.rectification import get_rectification
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import inspection as rows
from services.supervision.persistence.campaign_unit import units_of
from services.supervision.persistence.checklist import checklist_named, load_checklist
from services.supervision.persistence.inspection_officer import officers_named
from services.supervision.persistence.supervised_unit import load_unit

NOUN = "检查"


def create_inspection(tx: Tx, plan: InspectionPlan) -> Inspection:
    """Plan one by a published list (SV-66); what it names is there and within reach (SV-04)."""
    require_division(tx.principal, plan.division)
    checklist = require_published(load_checklist(tx.session, plan.checklist, tx.principal))
    count = rows.next_count(tx.session, plan.division, tx.today.year)
    made = planning.planned(
        plan, name=f"inspections/{tx.new_id()}", number=inspection_number(tx.today.year, count),
        version=checklist.version, by=tx.principal.subject, now=tx.now,
    )  # fmt: skip
    _require_named(tx, plan)
    rows.insert_inspection(tx.session, made)
    tx.note("inspection.create", made.name, rules=("SV-66",), document=plan.document_number)
    return made


def get_inspection(tx: Tx, name: str) -> Inspection:
    """One within the caller's divisions."""
    return _found(rows.load_inspection(tx.session, name, tx.principal))


def list_inspections(tx: Tx, wanted: InspectionFilter, page: Page) -> tuple[list[Inspection], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_inspections(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def approve_inspection(tx: Tx, name: str, told: Documented, *, etag: str) -> Inspection:
    """The leader approves it beforehand (SV-66)."""
    inspection = opened(tx, name, "approve", etag=etag)
    entry = enter_happening(tx, told, division=inspection.division, not_before=None)
    after = inspecting.approved(inspection, told.document_number, entry, by=tx.principal.subject)
    return saved(tx, after, "approve", rule="SV-66", document=told.document_number)


def start_inspection(tx: Tx, name: str, told: Happening, unit: str, secret: str, *, etag: str) -> Inspection:
    """The officers are there: the unit can be read from now on (SV-05)."""
    inspection = opened(tx, name, "start", etag=etag)
    return saved(tx, begin(tx, inspection, told, unit, secret), "start", rule="SV-05")


def begin(tx: Tx, inspection: Inspection, told: Happening, unit: str, secret: str) -> Inspection:
    """It as it starts: at its unit, by fit officers, within the yearly cap (SV-05, SV-61, SV-66)."""
    entry = enter_happening(tx, told, division=inspection.division, not_before=inspection.approved_date)
    target = found_unit(tx, inspecting.target_of(inspection, unit, secret), lock=True)
    names = _drawn(tx, inspection, target)
    inspecting.require_officers(names, officers_named(tx.session, names, tx.principal), target, entry.happened_date)
    year = entry.happened_date.year
    most = tx.policy("sv.random", division=target.division, on=entry.happened_date).value["max_per_year"]
    counted = rows.counted_of_year(tx.session, target.name, year, inspecting.COUNTED)
    inspecting.refuse_above_cap(inspection, target, counted, most=most)
    return inspecting.started(inspection, target, entry)


def record_inspection(tx: Tx, name: str, record: InspectionRecord, *, etag: str) -> Inspection:
    """The record, in place of one before (SV-67, SV-78)."""
    return saved(tx, write(tx, opened(tx, name, "record", etag=etag), record), "record", rule="SV-67")


def write(tx: Tx, inspection: Inspection, record: InspectionRecord) -> Inspection:
    """It with a sound record, not of the future (SV-67, SV-78)."""
    checklist, unit = checklist_named(tx.session, inspection.checklist), found_unit(tx, inspection.unit)
    require_sound(record, checklist, unit, whole_staff=inspection.kind is InspectionKind.SPOT_CHECK)
    check_day(record.inspected_date, today=tx.today, not_before=None, field="record.end_time")
    return inspecting.recorded(inspection, record)


def sign_inspection(tx: Tx, name: str, signature: InspectionSignature, *, etag: str) -> Inspection:
    """An officer signs the canonical record with a key of his own (P-03)."""
    inspection = opened(tx, name, "sign", etag=etag)
    require_signature(tx, inspection, inspecting.require_recorded(inspection), signature)
    after = inspecting.signed(inspection, signature)
    tell_addresses(tx, after)
    return saved(tx, after, "sign", rule="P-03")


def tell_addresses(tx: Tx, inspection: Inspection) -> None:
    """The register of offices is told where a signed record found an office (GO-08, GO-09, XF-30)."""
    record = inspection.record
    if record is None or not record.addresses or inspection.state is not InspectionState.SIGNED:
        return
    unit = found_unit(tx, inspection.unit)
    for one in told_elsewhere(inspection.name, record.addresses, unit, on=record.inspected_date):
        tx.emit(one, subject=inspection.name)


def require_signature(
    tx: Tx, inspection: Inspection, record: InspectionRecord, signature: InspectionSignature
) -> None:  # fmt: skip
    """The signature is that of an officer of the inspection, by a key of that day, over the record (P-03).

    Raises SIGNATURE_WRONG.
    """
    officers = officers_named(tx.session, (signature.officer,), tx.principal)
    known = signature.officer in inspection.officers and any(
        signature.public_key in keys_on(one, record.inspected_date) for one in officers
    )
    content = signed_bytes(inspection.name, record)
    if not known or not is_signed(content, public_key=signature.public_key, signature=signature.signature):
        raise inspecting.signature_wrong()


def answer_inspection(tx: Tx, name: str, response: UnitResponse, *, etag: str) -> Inspection:
    """The unit's person signs, or refuses before a witness (P-05)."""
    inspection = opened(tx, name, "answer", etag=etag)
    return saved(tx, inspecting.answered(inspection, response), "answer", rule="SV-67")


def group_mutual_checks(tx: Tx, campaign: str, groups: int, seed: str) -> list[MutualCheck]:
    """Who checks whom among the units of a campaign that have to be checked so (SV-54, SV-55)."""
    units = units_of(tx.session, get_campaign(tx, campaign).name)
    taking_part = [
        one.unit for one in units if one.released_date is None and one.cell(CoverageKind.MUTUAL_CHECK) is not None
    ]
    return mutual_checks(taking_part, groups=groups, seed=seed)


def found_unit(tx: Tx, name: str, *, lock: bool = False) -> SupervisedUnit:
    """A unit within the caller's divisions."""
    unit = load_unit(tx.session, name, tx.principal, lock=lock)
    if unit is None:
        raise NotFound("被监督单位")
    return unit


def opened(tx: Tx, name: str, action: str, *, etag: str) -> Inspection:
    """The inspection, locked, in a state that allows the action."""
    inspection = _found(rows.load_inspection(tx.session, name, tx.principal, lock=True))
    allow(inspection, action, etag=etag)
    return inspection


def saved(tx: Tx, inspection: Inspection, action: str, *, rule: str, document: str = "") -> Inspection:
    """Write and note what was done."""
    rows.update_inspection(tx.session, inspection)
    tx.note(f"inspection.{action}", inspection.name, rules=(rule,), document=document)
    return inspection


def _require_named(tx: Tx, plan: InspectionPlan) -> None:
    """Raise NOT_FOUND for what the plan names and nobody knows, MUTUAL_RECIPROCAL, FOLLOW_UP_MISMATCH."""
    if plan.campaign:
        get_campaign(tx, plan.campaign)
    if plan.unit:
        unit = found_unit(tx, plan.unit)
        if plan.rectification:
            planning.require_same_unit(get_rectification(tx, plan.rectification), unit)
    if plan.checking_unit:
        found_unit(tx, plan.checking_unit)
        planning.refuse_reciprocal(rows.mutual_pairs(tx.session, plan.campaign), plan)


def _drawn(tx: Tx, inspection: Inspection, target: SupervisedUnit) -> tuple[str, ...]:
    """The officers who go there; of a random inspection those that the draw drew for the unit (SV-60, SV-61)."""
    if inspection.kind is not InspectionKind.RANDOM:
        return inspection.officers
    return inspecting.drawn_officers(get_result(tx, inspection.draw), inspection, target)


def _found(inspection: Inspection | None) -> Inspection:
    if inspection is None:
        raise NotFound(NOUN)
    return inspection
