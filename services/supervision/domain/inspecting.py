"""The moves of an inspection, and who and what is needed for each (SV-04, SV-05, SV-55, SV-61, SV-66, P-03).

It must not verify a signature: whoever hands one over has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.supervision.domain.campaign import CoverageKind
from services.supervision.domain.drawing import DrawResult
from services.supervision.domain.inspection import (
    Inspection,
    InspectionKind,
    InspectionSignature,
    InspectionState,
    StoredEvidence,
    UnitAnswer,
    UnitResponse,
    changed,
)
from services.supervision.domain.inspection_officer import InspectionOfficer, may_inspect
from services.supervision.domain.inspection_planning import target_commitment
from services.supervision.domain.inspection_record import InspectionRecord, sha256_of
from services.supervision.domain.subject import SubjectType
from services.supervision.domain.supervised_unit import SupervisedUnit

_K, _S = InspectionKind, InspectionState
OFFICERS = 2
# Kinds that count for the cap of an enterprise, unless a superior deployed them (SV-66).
COUNTED = frozenset({_K.SECTION_CHECK, _K.SPOT_CHECK, _K.RANDOM})
COVERAGES = {
    _K.SECTION_CHECK: CoverageKind.SECTION_CHECK, _K.SPOT_CHECK: CoverageKind.SPOT_CHECK,
    _K.MUTUAL: CoverageKind.MUTUAL_CHECK,
}  # fmt: skip
ENTERPRISES = frozenset({SubjectType.LAW_FIRM, SubjectType.OFFICE})


def approved(inspection: Inspection, document: str, entry: Entry, *, by: str) -> Inspection:
    """The leader approves it, before anybody goes there (SV-66)."""
    return changed(
        inspection, state=_S.APPROVED, approved_date=entry.happened_date, approved_by=by, approval_document=document
    )  # fmt: skip


def target_of(inspection: Inspection, unit: str, secret: str) -> str:
    """The unit at which it starts: as planned; of a spot check the one it was bound to (SV-05).

    Raises TARGET_DIFFERS.
    """
    bound = target_commitment(unit, secret) == inspection.target_commitment
    fits = {_K.SPOT_CHECK: bound, _K.RANDOM: bool(unit)}.get(inspection.kind, unit in ("", inspection.unit))
    if not fits:
        message = "检查对象与批准时确定的不一致（SV-05）。请核对 unit 和 secret，检查对象不得临时更换。"
        raise RuleViolated("TARGET_DIFFERS", message, rules=("SV-05",))
    return unit or inspection.unit


def require_officers(
    names: Sequence[str], found: Sequence[InspectionOfficer], unit: SupervisedUnit, on: dt.date
) -> None:
    """Two certified officers without an interest in the unit or its people (SV-61, SV-66, TV-S10).

    Raises OFFICERS_UNFIT.
    """
    subjects = {unit.subject, *(one.subject for one in unit.people)} - {""}
    fit = {
        one.name for one in found if may_inspect(one, on) and subjects.isdisjoint(had.subject for had in one.interests)
    }
    if len(fit) < max(OFFICERS, len(names)):
        message = "检查人员须为两名以上，检查当日持有有效执法证，并且与被查单位没有利害关系（SV-61）。请核对检查人员。"
        raise RuleViolated("OFFICERS_UNFIT", message, rules=("SV-61",))


def refuse_above_cap(inspection: Inspection, unit: SupervisedUnit, counted: int, *, most: int) -> None:
    """An enterprise is inspected so often a year, what a superior deployed apart (SV-66, K8). Raises YEARLY_CAP."""
    exempt = inspection.superior_document or inspection.kind not in COUNTED or unit.subject_type not in ENTERPRISES
    if not exempt and counted >= most:
        message = f"对该单位的检查本年已达上限{most}次（SV-66）。上级部署的专项检查请填写 superior_document。"
        raise RuleViolated("YEARLY_CAP", message, rules=("SV-66",))


def drawn_officers(result: DrawResult, inspection: Inspection, unit: SupervisedUnit) -> tuple[str, ...]:
    """The officers whom the draw drew for the unit (SV-60, SV-61). Raises NOT_DRAWN."""
    drawn = next((one.officers for one in result.assignments if one.target == unit.subject), ())
    if not drawn or set(inspection.officers) != set(drawn):
        message = "该单位或者检查人员不是本次抽取的结果（SV-61）。请按抽取结果确定检查对象和人员。"
        raise RuleViolated("NOT_DRAWN", message, rules=("SV-61",))
    return drawn


def first_day(record: InspectionRecord) -> dt.date:
    """Day on which the record begins. Raises InvalidFields TIME_INVALID."""
    try:
        return dt.date.fromisoformat(record.start_time[:10])
    except ValueError:
        text = "检查起止时间不存在（SV-67），请按 YYYY-MM-DDThh:mm 填写"
        fault = Violation(field="record.start_time", reason="TIME_INVALID", description=text)
        raise InvalidFields((fault,)) from None


def started(inspection: Inspection, unit: SupervisedUnit, entry: Entry) -> Inspection:
    """The officers stand at the door; from now on the unit can be read (SV-05)."""
    return changed(
        inspection, state=_S.STARTED, started_date=entry.happened_date, unit=unit.name, unit_title=unit.title
    )


def recorded(inspection: Inspection, record: InspectionRecord) -> Inspection:
    """The record, in place of one before; signatures under that one fall away (P-03, SV-67).

    Raises InvalidFields RECORD_MISMATCH.
    """
    faults = tuple(_record_faults(inspection, record))
    if faults:
        raise InvalidFields(faults)
    return changed(inspection, record=record, record_sha256=sha256_of(inspection.name, record), signatures=())


def with_evidence(inspection: Inspection, stored: StoredEvidence) -> Inspection:
    """A content more; once the record is signed only those that it names by hash (SV-67).

    Raises EVIDENCE_NOT_SIGNED.
    """
    named = {one.sha256 for one in inspection.record.evidence} if inspection.record else set[str]()
    if inspection.state is not _S.STARTED and stored.sha256 not in named:
        message = "记录已签字，只能补传记录中已列明哈希的材料（SV-67）。请核对材料原件。"
        raise RuleViolated("EVIDENCE_NOT_SIGNED", message, rules=("SV-67",))
    return changed(inspection, evidence=(*inspection.evidence, stored))


def require_recorded(inspection: Inspection) -> InspectionRecord:
    """The record that is signed (P-03). Raises RECORD_MISSING."""
    if inspection.record is None:
        message = "尚无检查记录，不能签字（P-03）。请先填写记录。"
        raise RuleViolated("RECORD_MISSING", message, rules=("P-03",))
    return inspection.record


def signed(inspection: Inspection, signature: InspectionSignature) -> Inspection:
    """An officer's verified signature; with the last one it is signed (P-03, SV-04). Raises SIGNED_ALREADY."""
    if signature.officer in {one.officer for one in inspection.signatures}:
        message = "该检查人员已在本记录上签字（P-03），不必重复签字。请由其他检查人员签字。"
        raise Refusal(Kind.ALREADY_EXISTS, "SIGNED_ALREADY", message, metadata={"rules": "P-03"})
    signatures = (*inspection.signatures, signature)
    whole = {one.officer for one in signatures} == set(inspection.officers)
    return changed(inspection, signatures=signatures, state=_S.SIGNED if whole else inspection.state)


def require_all_signed(inspection: Inspection, signatures: Sequence[InspectionSignature]) -> None:
    """A capture carries the signature of every officer (P-03). Raises SIGNATURES_INCOMPLETE."""
    if sorted(one.officer for one in signatures) != sorted(inspection.officers):
        message = "离线记录须由全部检查人员各签一次（P-03）。请补齐签名后重新提交。"
        raise RuleViolated("SIGNATURES_INCOMPLETE", message, rules=("P-03",))


def answered(inspection: Inspection, response: UnitResponse) -> Inspection:
    """The unit's person signs, or refuses with the reason before a witness (P-05, F-07). Raises InvalidFields."""
    for field in ("reason", "witness"):
        if bool(getattr(response, field)) is not (response.answer is UnitAnswer.REFUSED):
            text = "拒绝签字的须写明理由和见证人，已签字的不填（P-05），请核对"
            raise InvalidFields((Violation(field=f"response.{field}", reason="REFUSAL_NOTE", description=text),))
    return changed(inspection, response=response)


def closed(inspection: Inspection, rectifications: tuple[str, ...], entry: Entry) -> Inspection:
    """Signed by all, answered by the unit, all problems turned into rectifications (SV-04). Raises UNIT_UNANSWERED."""
    if inspection.response is None:
        message = "被查单位尚未签字，也没有拒签记录（P-05）。请先登记被查单位的签字或者拒签情况。"
        raise RuleViolated("UNIT_UNANSWERED", message, rules=("SV-04",))
    return changed(
        inspection, state=_S.CLOSED, rectifications=rectifications, closed_date=entry.happened_date,
        closed_late=entry.late,
    )  # fmt: skip


def signature_wrong() -> RuleViolated:
    """The signature is not that of an officer of the inspection over this record."""
    message = "签名与检查记录、检查人员或者其登记的公钥不符（P-03），不予接受。请核对记录是否改动，用本人密钥重新签名。"
    return RuleViolated("SIGNATURE_WRONG", message, rules=("P-03",))


def _record_faults(inspection: Inspection, record: InspectionRecord) -> Iterator[Violation]:
    """The record names its own inspection's unit, checklist and officers, and evidence that is kept."""
    for part in ("unit", "checklist", "checklist_version", "officers"):
        if getattr(record, part) != getattr(inspection, part):
            text = "记录与本次检查的单位、清单或者检查人员不一致（SV-67），请核对"
            yield Violation(field=f"record.{part}", reason="RECORD_MISMATCH", description=text)
    if inspection.started_date and record.start_time[:10] != inspection.started_date.isoformat():
        text = "记录的开始日期与登记的开始日期不一致（SV-67），请核对"
        yield Violation(field="record.start_time", reason="RECORD_MISMATCH", description=text)
