"""gRPC door of absences from practice. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import practice_absence_pb2
from sifa.grassroots_offices.v1 import practice_absence_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import practice_absence as handlers
from services.grassroots_offices.translate import practice_absence as translate
from services.grassroots_offices.translate.practice_absence import practice_absence_to_proto


class PracticeAbsenceService(Servicer):
    """sifa.grassroots_offices.v1.PracticeAbsenceService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PracticeAbsenceService"]

    def CreatePracticeAbsence(
        self, tx: Tx, request: pb.CreatePracticeAbsenceRequest
    ) -> practice_absence_pb2.PracticeAbsence:
        """Enter one."""
        draft = translate.read_practice_absence_draft(request.practice_absence)
        return practice_absence_to_proto(handlers.create_practice_absence(tx, draft))

    def GetPracticeAbsence(self, tx: Tx, request: pb.GetPracticeAbsenceRequest) -> practice_absence_pb2.PracticeAbsence:
        """One of them."""
        return practice_absence_to_proto(handlers.get_practice_absence(tx, request.name))

    def ListPracticeAbsences(self, tx: Tx, request: pb.ListPracticeAbsencesRequest) -> pb.ListPracticeAbsencesResponse:
        """A page of them."""
        wanted = translate.read_practice_absence_filter(request, "")
        found, after = handlers.list_practice_absences(tx, wanted, self.pager.read(request))
        return pb.ListPracticeAbsencesResponse(
            practice_absences=map(practice_absence_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def EndPracticeAbsence(self, tx: Tx, request: pb.EndPracticeAbsenceRequest) -> pb.EndPracticeAbsenceResponse:
        """He practises again."""
        done = handlers.end_practice_absence(
            tx, request.name, translate.read_end_practice_absence(request, ""), etag=request.etag
        )
        return pb.EndPracticeAbsenceResponse(practice_absence=practice_absence_to_proto(done))

    def RecordDismissal(self, tx: Tx, request: pb.RecordDismissalRequest) -> pb.RecordDismissalResponse:
        """The office dismissed him."""
        done = handlers.record_dismissal(
            tx, request.name, translate.read_record_dismissal(request, ""), etag=request.etag
        )
        return pb.RecordDismissalResponse(practice_absence=practice_absence_to_proto(done))
