"""The list of untrustworthy conduct between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import distrust_record_pb2
from sifa.legal_aid.v1 import distrust_record_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.distrust_record import (
    DistrustRecord,
    DistrustRecordDraft,
    DistrustRecordFilter,
    Ending,
)

record_to_proto = to_message(DistrustRecord, distrust_record_pb2.DistrustRecord)
read_record_draft = from_message(
    distrust_record_pb2.DistrustRecord,
    DistrustRecordDraft,
    left_out=("name", "until_date", "ending", "ending_document", "division", "create_time", "etag"),
)
read_record_filter = from_message(
    pb.ListDistrustRecordsRequest, DistrustRecordFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_ending = from_message(pb.EndDistrustRecordRequest, Ending, left_out=("name", "request_id", "etag"))
