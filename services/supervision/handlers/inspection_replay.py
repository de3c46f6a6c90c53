"""Take in what officers captured without a network (P-03, P-06). It must not overwrite what stands here."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.tx import Tx
from services.supervision.domain import inspecting
from services.supervision.domain.inspection import (
    Inspection,
    InspectionConflict,
    InspectionState,
    changed,
)
from services.supervision.domain.inspection_capture import Capture
from services.supervision.domain.inspection_record import InspectionRecord, differing, sha256_of
from services.supervision.handlers.inspection import begin, opened, require_signature, saved, tell_addresses, write


def replay_inspection(tx: Tx, name: str, capture: Capture, *, etag: str) -> Inspection:
    """Start, record and sign with the true dates; what stands here already is not changed (P-03, P-06).

    The same capture again changes nothing, another one is kept as a conflict. An altered byte is SIGNATURE_WRONG.
    """
    inspection = opened(tx, name, "replay", etag=etag)
    for one in capture.signatures:
        require_signature(tx, inspection, capture.record, one)
    inspecting.require_all_signed(inspection, capture.signatures)
    captured = sha256_of(name, capture.record)
    if inspection.record is None:
        return _handed_in(tx, _taken_in(tx, inspection, capture))
    if captured != inspection.record_sha256:
        return _kept_apart(tx, inspection, inspection.record, capture, captured)
    after = _signed(inspection, capture)
    return inspection if after == inspection else _handed_in(tx, after)


def _handed_in(tx: Tx, inspection: Inspection) -> Inspection:
    tell_addresses(tx, inspection)
    return saved(tx, inspection, "replay", rule="P-03")


def _taken_in(tx: Tx, inspection: Inspection, capture: Capture) -> Inspection:
    record = capture.record
    if inspection.state is InspectionState.APPROVED:
        happened = inspecting.first_day(record)
        told = Happening(happened_date=happened, entry_reason=capture.entry_reason)
        inspection = begin(tx, inspection, told, record.unit, capture.secret)
    return _signed(write(tx, inspection, record), capture)


def _signed(inspection: Inspection, capture: Capture) -> Inspection:
    """It with those of the signatures that it lacks."""
    for one in capture.signatures:
        if one.officer not in {had.officer for had in inspection.signatures}:
            inspection = inspecting.signed(inspection, one)
    return inspection


def _kept_apart(
    tx: Tx, inspection: Inspection, record: InspectionRecord, capture: Capture, captured: str
) -> Inspection:  # fmt: skip
    if captured in {one.record_sha256 for one in inspection.conflicts}:
        return inspection
    conflict = InspectionConflict(
        record_sha256=captured, record=capture.record, signatures=capture.signatures,
        fields=differing(record, capture.record), received_date=tx.today,
    )  # fmt: skip
    after = changed(inspection, conflicts=(*inspection.conflicts, conflict))
    return saved(tx, after, "replay", rule="P-03")
