"""gRPC door of handling units. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import handler_pb2
from sifa.legal_aid.v1 import handling_unit_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.handling_unit import (
    create_handling_unit,
    get_handling_unit,
    list_handling_units,
    update_handling_unit,
)
from services.legal_aid.translate.handler import read_unit_draft, read_unit_filter, unit_to_proto


class HandlingUnitService(Servicer):
    """sifa.legal_aid.v1.HandlingUnitService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["HandlingUnitService"]

    def CreateHandlingUnit(self, tx: Tx, request: pb.CreateHandlingUnitRequest) -> handler_pb2.HandlingUnit:
        """Register a unit."""
        return unit_to_proto(create_handling_unit(tx, read_unit_draft(request.handling_unit, "handling_unit")))

    def GetHandlingUnit(self, tx: Tx, request: pb.GetHandlingUnitRequest) -> handler_pb2.HandlingUnit:
        """One unit."""
        return unit_to_proto(get_handling_unit(tx, request.name))

    def ListHandlingUnits(self, tx: Tx, request: pb.ListHandlingUnitsRequest) -> pb.ListHandlingUnitsResponse:
        """A page of units."""
        found, after = list_handling_units(tx, read_unit_filter(request, ""), self.pager.read(request))
        return pb.ListHandlingUnitsResponse(
            handling_units=map(unit_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def UpdateHandlingUnit(self, tx: Tx, request: pb.UpdateHandlingUnitRequest) -> handler_pb2.HandlingUnit:
        """Change a unit."""
        asked = request.handling_unit
        wanted, fields = read_unit_draft(asked, "handling_unit"), tuple(request.update_mask.paths)
        return unit_to_proto(update_handling_unit(tx, asked.name, wanted, fields, etag=asked.etag))
