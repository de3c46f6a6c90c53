"""Address violations between proto and domain. It must not know rows."""

from __future__ import annotations

import datetime as dt

from sifa.grassroots_offices.v1 import address_violation_pb2
from sifa.grassroots_offices.v1 import address_violation_service_pb2 as pb
from sifa.supervision.v1 import events_pb2 as supervision
from sifa.supervision.v1.inspection_record_pb2 import AddressFindingKind, PlaceType

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.address_violation import (
    MOVES,
    AddressViolation,
    AddressViolationDraft,
    AddressViolationEnd,
    AddressViolationFilter,
    AddressViolationKind,
    AddressViolationSource,
)
from services.grassroots_offices.domain.premises import AreaType

OUTPUT_ONLY = (
    "name", "approved_address", "approved_area_type", "severe", "rule_id", "citation", "state", "late", "ended_date",
    "end_document", "end_reason", "division", "allowed_actions", "create_time", "etag",
)  # fmt: skip
INSPECTORS = "监督检查人员"
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(AddressViolation, address_violation_pb2.AddressViolation, left_out=("allowed_actions",))
_read_draft = from_message(address_violation_pb2.AddressViolation, AddressViolationDraft, left_out=OUTPUT_ONLY)
read_address_violation_filter = from_message(
    pb.ListAddressViolationsRequest, AddressViolationFilter, left_out=("page_size", "page_token")
)
read_correction = from_message(pb.CorrectAddressViolationRequest, AddressViolationEnd, left_out=ENVELOPE)
read_dismissal = from_message(pb.DismissAddressViolationRequest, AddressViolationEnd, left_out=ENVELOPE)


def read_found_elsewhere(event: supervision.OfficeFoundElsewhere) -> AddressViolationDraft:
    """What a signed inspection found, which is the paper it rests on (XF-30)."""
    return AddressViolationDraft(
        office=event.office, kind=_kind(event),
        source=AddressViolationSource.SPOT_CHECK, found_address=event.found_address,
        found_area_type=_area(event),
        found_date=dt.date.fromisoformat(event.found_date), found_by=INSPECTORS, document_number=event.inspection,
        entry_reason="",
    )  # fmt: skip


def address_violation_to_proto(found: AddressViolation) -> address_violation_pb2.AddressViolation:
    """The finding, with what may be done next."""
    message = _to_proto(found)
    message.allowed_actions.extend(allowed_actions(MOVES, found.state))
    return message


def read_address_violation_draft(message: address_violation_pb2.AddressViolation) -> AddressViolationDraft:
    """What was found; output-only fields are ignored."""
    return _read_draft(message, "address_violation")


def _kind(event: supervision.OfficeFoundElsewhere) -> AddressViolationKind:
    return AddressViolationKind[AddressFindingKind.Name(event.kind).removeprefix("ADDRESS_FINDING_KIND_")]


def _area(event: supervision.OfficeFoundElsewhere) -> AreaType:
    return AreaType[PlaceType.Name(event.place_type).removeprefix("PLACE_TYPE_")]
