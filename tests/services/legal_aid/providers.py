"""Handling units and handlers of the invented district, registered through the door. It must not assert anything."""

from __future__ import annotations

from typing import Any, TypeAlias

from google.protobuf.field_mask_pb2 import FieldMask
from sifa.legal_aid.v1 import handler_pb2 as pb
from sifa.legal_aid.v1 import handler_service_pb2, handling_unit_service_pb2

from chassis.clock import random_id
from chassis.kernel.credit_code import check_character
from tests.doors import Door

UnitKind: TypeAlias = pb.HandlingUnitKind.ValueType
HandlerKind: TypeAlias = pb.HandlerKind.ValueType
HANDLERS = handler_service_pb2.DESCRIPTOR.services_by_name["HandlerService"].methods_by_name
UNITS = handling_unit_service_pb2.DESCRIPTOR.services_by_name["HandlingUnitService"].methods_by_name
HEAD = "legal_aid_head"
LAW_FIRM, OFFICE = pb.HANDLING_UNIT_KIND_LAW_FIRM, pb.HANDLING_UNIT_KIND_GRASSROOTS_OFFICE
INSTITUTION, BODY = pb.HANDLING_UNIT_KIND_INSTITUTION, pb.HANDLING_UNIT_KIND_VOLUNTEER_BODY
LAWYER, PRACTITIONER = pb.HANDLER_KIND_LAWYER, pb.HANDLER_KIND_PRACTITIONER
STAFF, VOLUNTEER = pb.HANDLER_KIND_STAFF, pb.HANDLER_KIND_VOLUNTEER
OLD = "2023-11-21"


def credit_code(number: int) -> str:
    seventeen = f"31990102{number:09d}"
    return seventeen + check_character(seventeen)


def unit(
    door: Door,
    kind: UnitKind = LAW_FIRM,
    *,
    number: int = 1,
    division: str = "990102",
    **changes: Any,
) -> pb.HandlingUnit:
    said = {
        "display_name": "示范律师事务所",
        "kind": kind,
        "credit_code": credit_code(number),
        "division": division,
        **changes,
    }
    request = handling_unit_service_pb2.CreateHandlingUnitRequest(handling_unit=pb.HandlingUnit(**said))
    made: pb.HandlingUnit = door.call(UNITS["CreateHandlingUnit"], request, door.person(HEAD))
    return made


def handler(
    door: Door, of: pb.HandlingUnit, kind: HandlerKind = LAWYER, *, number: int = 1, **changes: Any
) -> pb.Handler:
    said = {
        "unit": of.name,
        "full_name": "甲律师",
        "kind": kind,
        "certificate_number": f"1990102{number:010d}",
        **changes,
    }
    request = handler_service_pb2.CreateHandlerRequest(handler=pb.Handler(**said))
    made: pb.Handler = door.call(HANDLERS["CreateHandler"], request, door.person(HEAD))
    return made


def update(door: Door, changed: pb.Handler, *paths: str) -> pb.Handler:
    request = handler_service_pb2.UpdateHandlerRequest(
        handler=changed, update_mask=FieldMask(paths=paths), request_id=random_id()
    )
    made: pb.Handler = door.call(HANDLERS["UpdateHandler"], request, door.person(HEAD))
    return made
