"""gRPC door of duty shifts. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import duty_shift_pb2
from sifa.legal_aid.v1 import duty_shift_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.duty_shift import (
    create_duty_shift,
    get_duty_shift,
    list_duty_shifts,
    summarize_duty_shifts,
    void_duty_shift,
)
from services.legal_aid.translate.duty_shift import (
    duty_shift_to_proto,
    read_duty_shift_draft,
    read_duty_shift_filter,
    summary_line_to_proto,
)


class DutyShiftService(Servicer):
    """sifa.legal_aid.v1.DutyShiftService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DutyShiftService"]

    def CreateDutyShift(self, tx: Tx, request: pb.CreateDutyShiftRequest) -> duty_shift_pb2.DutyShift:
        """Enter a shift."""
        return duty_shift_to_proto(create_duty_shift(tx, read_duty_shift_draft(request.duty_shift)))

    def GetDutyShift(self, tx: Tx, request: pb.GetDutyShiftRequest) -> duty_shift_pb2.DutyShift:
        """One shift."""
        return duty_shift_to_proto(get_duty_shift(tx, request.name))

    def ListDutyShifts(self, tx: Tx, request: pb.ListDutyShiftsRequest) -> pb.ListDutyShiftsResponse:
        """A page of shifts."""
        found, after = list_duty_shifts(tx, read_duty_shift_filter(request, ""), self.pager.read(request))
        return pb.ListDutyShiftsResponse(
            duty_shifts=map(duty_shift_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def SummarizeDutyShifts(self, tx: Tx, request: pb.SummarizeDutyShiftsRequest) -> pb.SummarizeDutyShiftsResponse:
        """A page of the month."""
        found, after = summarize_duty_shifts(tx, request.month, request.institution, self.pager.read(request))
        return pb.SummarizeDutyShiftsResponse(
            lines=map(summary_line_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def VoidDutyShift(self, tx: Tx, request: pb.VoidDutyShiftRequest) -> pb.VoidDutyShiftResponse:
        """Strike a line out."""
        done = void_duty_shift(tx, request.name, request.reason, etag=request.etag)
        return pb.VoidDutyShiftResponse(duty_shift=duty_shift_to_proto(done))
