"""gRPC door of supervised units. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import supervised_unit_pb2
from sifa.supervision.v1 import supervised_unit_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import supervised_unit as use
from services.supervision.translate import supervised_unit as translate


class SupervisedUnitService(Servicer):
    """sifa.supervision.v1.SupervisedUnitService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["SupervisedUnitService"]

    def CreateSupervisedUnit(
        self, tx: Tx, request: pb.CreateSupervisedUnitRequest
    ) -> supervised_unit_pb2.SupervisedUnit:
        """Take one into the register."""
        draft = translate.read_draft(request.supervised_unit, "supervised_unit")
        return translate.unit_to_proto(use.create_unit(tx, draft))

    def GetSupervisedUnit(self, tx: Tx, request: pb.GetSupervisedUnitRequest) -> supervised_unit_pb2.SupervisedUnit:
        """One of them."""
        return translate.unit_to_proto(use.get_unit(tx, request.name))

    def ListSupervisedUnits(self, tx: Tx, request: pb.ListSupervisedUnitsRequest) -> pb.ListSupervisedUnitsResponse:
        """A page of them."""
        found, after = use.list_units(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListSupervisedUnitsResponse(
            supervised_units=map(translate.unit_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AssignSection(self, tx: Tx, request: pb.AssignSectionRequest) -> pb.AssignSectionResponse:
        """A section in charge."""
        section = translate.read_section(request.section, "section")
        done = use.assign_section(tx, request.name, section, document=request.document_number, etag=request.etag)
        return pb.AssignSectionResponse(supervised_unit=translate.unit_to_proto(done))

    def EnterPerson(self, tx: Tx, request: pb.EnterPersonRequest) -> pb.EnterPersonResponse:
        """Somebody more."""
        person = translate.read_person(request.person, "person")
        done = use.enter_person(tx, request.name, person, document=request.document_number, etag=request.etag)
        return pb.EnterPersonResponse(supervised_unit=translate.unit_to_proto(done))

    def LeavePerson(self, tx: Tx, request: pb.LeavePersonRequest) -> pb.LeavePersonResponse:
        """Somebody less."""
        told = translate.read_leaving(request, "")
        done = use.leave_person(
            tx, request.name, told.person, told.until_date, document=request.document_number, etag=request.etag
        )
        return pb.LeavePersonResponse(supervised_unit=translate.unit_to_proto(done))

    def CloseSupervisedUnit(self, tx: Tx, request: pb.CloseSupervisedUnitRequest) -> pb.CloseSupervisedUnitResponse:
        """The unit is no more."""
        done = use.close_unit(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.CloseSupervisedUnitResponse(supervised_unit=translate.unit_to_proto(done))
