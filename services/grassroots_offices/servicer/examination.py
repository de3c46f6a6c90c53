"""gRPC door of the examination of applications. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import examination_pb2
from sifa.grassroots_offices.v1 import examination_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import examination as handlers
from services.grassroots_offices.handlers import examiner_absence as absences
from services.grassroots_offices.translate import examination as translate


class ExaminationService(Servicer):
    """sifa.grassroots_offices.v1.ExaminationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ExaminationService"]

    def GetExamination(self, tx: Tx, request: pb.GetExaminationRequest) -> examination_pb2.Examination:
        """Who examines an application."""
        return translate.examination_to_proto(handlers.get_examination(tx, request.name))

    def AssignExaminer(self, tx: Tx, request: pb.AssignExaminerRequest) -> pb.AssignExaminerResponse:
        """Assign it."""
        done = handlers.assign(tx, request.name, request.examiner, etag=request.etag)
        return pb.AssignExaminerResponse(examination=translate.examination_to_proto(done))

    def UnassignExaminer(self, tx: Tx, request: pb.UnassignExaminerRequest) -> pb.UnassignExaminerResponse:
        """Nobody is assigned any more."""
        done = handlers.unassign(tx, request.name, etag=request.etag)
        return pb.UnassignExaminerResponse(examination=translate.examination_to_proto(done))

    def ClaimLicenceApplication(
        self, tx: Tx, request: pb.ClaimLicenceApplicationRequest
    ) -> pb.ClaimLicenceApplicationResponse:
        """The caller works on it."""
        done = handlers.claim(tx, request.name, etag=request.etag)
        return pb.ClaimLicenceApplicationResponse(examination=translate.examination_to_proto(done))

    def ReleaseLicenceApplication(
        self, tx: Tx, request: pb.ReleaseLicenceApplicationRequest
    ) -> pb.ReleaseLicenceApplicationResponse:
        """The caller no longer works on it."""
        done = handlers.release(tx, request.name, etag=request.etag)
        return pb.ReleaseLicenceApplicationResponse(examination=translate.examination_to_proto(done))

    def ListOwnApplications(self, tx: Tx, request: pb.ListOwnApplicationsRequest) -> pb.ListOwnApplicationsResponse:
        """A page of the caller's own."""
        found, after = handlers.list_own(tx, self.pager.read(request))
        return pb.ListOwnApplicationsResponse(
            applications=map(translate.own_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CreateExaminerAbsence(
        self, tx: Tx, request: pb.CreateExaminerAbsenceRequest
    ) -> examination_pb2.ExaminerAbsence:  # fmt: skip
        """Enter an absence."""
        draft = translate.read_absence_draft(request.examiner_absence)
        return translate.absence_to_proto(absences.create_absence(tx, draft))

    def ListExaminerAbsences(self, tx: Tx, request: pb.ListExaminerAbsencesRequest) -> pb.ListExaminerAbsencesResponse:
        """A page of absences."""
        found, after = absences.list_absences(tx, translate.read_absence_filter(request, ""), self.pager.read(request))
        return pb.ListExaminerAbsencesResponse(
            examiner_absences=map(translate.absence_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def CancelExaminerAbsence(
        self, tx: Tx, request: pb.CancelExaminerAbsenceRequest
    ) -> pb.CancelExaminerAbsenceResponse:  # fmt: skip
        """It does not count any more."""
        done = absences.cancel_absence(tx, request.name, etag=request.etag)
        return pb.CancelExaminerAbsenceResponse(examiner_absence=translate.absence_to_proto(done))
