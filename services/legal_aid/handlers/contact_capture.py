"""Use case of captured contacts: hand in a signed file, all or none (P-06). It must not trust a date of tomorrow."""

from __future__ import annotations

from chassis.signatures import is_signed
from chassis.tx import Tx
from services.legal_aid.domain.contact_capture import (
    CapturedContact,
    CapturedResult,
    CaptureOutcome,
    ContactCapture,
    check_capture,
    draft_of,
    signature_broken,
    signed_bytes,
    signing_point,
)
from services.legal_aid.domain.service_point import ServicePoint
from services.legal_aid.handlers.contact import create_contact
from services.legal_aid.persistence import contact_capture as rows
from services.legal_aid.persistence.service_point import load_point


def replay_contacts(tx: Tx, capture: ContactCapture) -> list[CapturedResult]:
    """Enter what a point captured, each with its true date; what is known or stands there already is shown."""
    check_capture(capture, today=tx.today)
    point = signing_point(load_point(tx.session, capture.service_point, tx.principal, lock=True))
    if not is_signed(signed_bytes(capture), public_key=point.capture_key, signature=capture.signature):
        raise signature_broken()
    return [_entered(tx, record, point, capture) for record in capture.records]


def _entered(tx: Tx, record: CapturedContact, point: ServicePoint, capture: ContactCapture) -> CapturedResult:
    known = rows.contact_of_record(tx.session, record.record_id)
    if known:
        return CapturedResult(record_id=record.record_id, outcome=CaptureOutcome.KNOWN, contact=known)
    same = rows.same_contact(tx.session, record, point.institution)
    if same and not capture.enter_duplicates:
        return CapturedResult(record_id=record.record_id, outcome=CaptureOutcome.DUPLICATE, contact=same)
    made = create_contact(tx, draft_of(record, point))
    rows.insert_record(
        tx.session, record.record_id, contact=made.name, point=point.name, by=capture.captured_by, at=tx.now
    )
    return CapturedResult(record_id=record.record_id, outcome=CaptureOutcome.ENTERED, contact=made.name)
