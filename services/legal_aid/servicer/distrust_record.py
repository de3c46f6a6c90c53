"""gRPC door of the list of untrustworthy conduct. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import distrust_record_pb2
from sifa.legal_aid.v1 import distrust_record_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.distrust_record import (
    create_distrust_record,
    end_distrust_record,
    get_distrust_record,
    list_distrust_records,
)
from services.legal_aid.translate.distrust_record import (
    read_ending,
    read_record_draft,
    read_record_filter,
    record_to_proto,
)


class DistrustRecordService(Servicer):
    """sifa.legal_aid.v1.DistrustRecordService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DistrustRecordService"]

    def CreateDistrustRecord(
        self, tx: Tx, request: pb.CreateDistrustRecordRequest
    ) -> distrust_record_pb2.DistrustRecord:
        """Put on the list."""
        return record_to_proto(
            create_distrust_record(tx, read_record_draft(request.distrust_record, "distrust_record"))
        )

    def GetDistrustRecord(self, tx: Tx, request: pb.GetDistrustRecordRequest) -> distrust_record_pb2.DistrustRecord:
        """One record."""
        return record_to_proto(get_distrust_record(tx, request.name))

    def ListDistrustRecords(self, tx: Tx, request: pb.ListDistrustRecordsRequest) -> pb.ListDistrustRecordsResponse:
        """A page of records."""
        found, after = list_distrust_records(tx, read_record_filter(request, ""), self.pager.read(request))
        return pb.ListDistrustRecordsResponse(
            distrust_records=map(record_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndDistrustRecord(self, tx: Tx, request: pb.EndDistrustRecordRequest) -> pb.EndDistrustRecordResponse:
        """Take off the list."""
        ended = end_distrust_record(tx, request.name, read_ending(request, ""), etag=request.etag)
        return pb.EndDistrustRecordResponse(distrust_record=record_to_proto(ended))
