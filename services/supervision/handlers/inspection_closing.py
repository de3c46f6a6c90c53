"""The end of an inspection, its proof, and what is kept with it (SV-04, SV-67, XF-28). It must not decide."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from chassis.files.store import storage_key
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.signatures import is_signed
from chassis.tx import Tx
from services.supervision.domain import inspecting
from services.supervision.domain.appraised import of_spot_check
from services.supervision.domain.campaign_check import Check, CheckProblem
from services.supervision.domain.campaign_unit import CampaignUnit
from services.supervision.domain.inspection import Inspection, InspectionClosed, StoredEvidence
from services.supervision.domain.inspection_capture import InspectionProof, ProvenSignature
from services.supervision.domain.inspection_record import InspectionProblem, InspectionRecord, signed_bytes
from services.supervision.domain.rectification import RectificationDraft, RectificationSource
from services.supervision.domain.supervised_unit import SupervisedUnit
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.campaign_unit import enter_check
from services.supervision.handlers.inspection import found_unit, get_inspection, opened, saved
from services.supervision.handlers.rectification import create_rectification
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence.campaign_unit import units_of
from services.supervision.persistence.inspection_officer import officers_named


def close_inspection(tx: Tx, name: str, told: Happening, *, etag: str) -> Inspection:
    """All problems become rectifications at once, the coverage of its campaign is done (SV-04, SV-57, XF-28)."""
    inspection = opened(tx, name, "close", etag=etag)
    record = inspecting.require_recorded(inspection)
    entry = enter_happening(tx, told, division=inspection.division, not_before=record.inspected_date)
    unit = found_unit(tx, inspection.unit)
    part = _part(tx, inspection)
    closed = inspecting.closed(inspection, (), entry)
    if part is None:
        made = tuple(_put_right(tx, inspection, unit, one, entry) for one in record.problems)
        book(tx, of_spot_check(inspection, unit, problems=len(record.problems), on=entry.happened_date))
    else:
        made = _covered(tx, inspection, part, record, told)
    after = replace(closed, rectifications=made)
    tx.emit(_told(after, unit, record, entry), subject=after.name)
    return saved(tx, after, "close", rule="SV-04")


def add_evidence(tx: Tx, name: str, told: StoredEvidence, content: bytes, *, etag: str) -> Inspection:
    """Keep a content under its hash (SV-67)."""
    inspection = opened(tx, name, "addEvidence", etag=etag)
    if hashlib.sha256(content).hexdigest() != told.sha256:
        message = "上传内容与所填哈希不一致（SV-67），不予保存。请核对原件后重新上传。"
        raise RuleViolated("HASH_MISMATCH", message, rules=("SV-67",))
    key = storage_key("inspection", name, told.sha256)
    after = inspecting.with_evidence(inspection, replace(told, size_bytes=len(content), storage_key=key))
    tx.files.put(key, content)
    return saved(tx, after, "addEvidence", rule="SV-67")


def get_evidence(tx: Tx, name: str, sha256: str) -> tuple[bytes, str]:
    """A content that is kept, and its media type (SV-67). Raises EVIDENCE_DAMAGED."""
    kept = next((one for one in get_inspection(tx, name).evidence if one.sha256 == sha256), None)
    if kept is None:
        raise NotFound("检查材料")
    content = tx.files.get(kept.storage_key)
    if content is None or hashlib.sha256(content).hexdigest() != sha256:
        message = "存储的材料内容缺失或者与登记的哈希不一致（SV-67）。请联系管理员从备份恢复。"
        raise RuleViolated("EVIDENCE_DAMAGED", message, rules=("SV-67",))
    return content, kept.media_type


def get_proof(tx: Tx, name: str) -> InspectionProof:
    """The bytes that were signed and the signatures, verified again now (P-03, SV-67)."""
    inspection = get_inspection(tx, name)
    content = signed_bytes(name, inspecting.require_recorded(inspection))
    officers = {one.name: one for one in officers_named(tx.session, inspection.officers, tx.principal)}
    return InspectionProof(
        inspection=name, signed_content=content, sha256=hashlib.sha256(content).hexdigest(),
        signatures=tuple(
            ProvenSignature(
                officer=one.officer, full_name=officers[one.officer].full_name,
                certificate_number=officers[one.officer].certificate_number, public_key=one.public_key,
                signature=one.signature,
                valid=is_signed(content, public_key=one.public_key, signature=one.signature),
            )
            for one in inspection.signatures
        ),
    )  # fmt: skip


def _part(tx: Tx, inspection: Inspection) -> CampaignUnit | None:
    """The unit's row in the campaign whose coverage the inspection is; None for other inspections."""
    if not inspection.campaign or inspection.kind not in inspecting.COVERAGES:
        return None
    found = next((one for one in units_of(tx.session, inspection.campaign) if one.unit == inspection.unit), None)
    if found is None:
        raise NotFound("参加专项整治的单位")
    return found


def _covered(
    tx: Tx, inspection: Inspection, part: CampaignUnit, record: InspectionRecord, told: Happening
) -> tuple[str, ...]:  # fmt: skip
    """Enter it as the check of its coverage (SV-02, SV-04)."""
    kind = inspecting.COVERAGES[inspection.kind]
    check = Check(
        kind=kind, officers=inspection.officers, people_checked=record.people_checked,
        ledgers_checked=record.ledgers_checked, files_checked=record.files_checked, files_total=record.files_total,
        result=record.result, problems=tuple(_check_problem(one) for one in record.problems),
        document_number=inspection.number, happened_date=record.inspected_date, entry_reason=told.entry_reason,
    )  # fmt: skip
    cell = enter_check(tx, part.name, check, etag="").cell(kind)
    return cell.rectifications if cell is not None else ()


def _check_problem(problem: InspectionProblem) -> CheckProblem:
    return CheckProblem(
        item=problem.row, problem=problem.problem, measure=problem.measure,
        responsible_person=problem.responsible_person, action_officer=problem.action_officer,
        due_date=problem.due_date,
    )  # fmt: skip


def _put_right(
    tx: Tx, inspection: Inspection, unit: SupervisedUnit, problem: InspectionProblem, entry: Entry
) -> str:  # fmt: skip
    draft = RectificationDraft(
        source=RectificationSource.INSPECTION, source_reference=inspection.name, item=problem.row,
        subject_type=unit.subject_type, subject=unit.subject, unit_title=unit.title, division=inspection.division,
        problem=problem.problem, measure=problem.measure, responsible_person=problem.responsible_person,
        responsible_account="", action_officer=problem.action_officer, phase_end_date=None,
        document_number=inspection.number, entry_reason=entry.reason, issued_date=entry.happened_date,
        due_date=problem.due_date,
    )  # fmt: skip
    return create_rectification(tx, draft).name


def _told(inspection: Inspection, unit: SupervisedUnit, record: InspectionRecord, entry: Entry) -> InspectionClosed:
    """What is told of a closed inspection (XF-28, SV-78)."""
    return InspectionClosed(
        inspection=inspection.name, kind=inspection.kind, unit=unit.subject or unit.name, division=unit.division,
        problem_count=len(record.problems), off_post_count=sum(one.off_post for one in record.posts),
        closed_date=entry.happened_date,
    )  # fmt: skip
