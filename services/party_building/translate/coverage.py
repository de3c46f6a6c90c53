"""Coverage, instructors and groups between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import coverage_pb2
from sifa.party_building.v1 import coverage_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.mapping import from_message, to_message
from services.party_building.domain.coverage import Coverage, CoverageCount, CoverageFilter, CoverageSpan
from services.party_building.domain.ending import ProposedEnding
from services.party_building.domain.grouping import Grouping
from services.party_building.domain.instructor import Instructor, InstructorDraft, InstructorEnd, InstructorFilter

_span_to_proto = to_message(
    CoverageSpan, coverage_pb2.CoverageSpan, hidden=("name", "office"), parts={"deadline": deadline_to_message}
)
_to_proto = to_message(
    Coverage, coverage_pb2.Coverage, left_out=("since_date", "deadline"), parts={"spans": _span_to_proto}
)
count_to_proto = to_message(CoverageCount, pb.CoverageCount)
_grouping_to_proto = to_message(Grouping, pb.ProposeGroupsResponse, left_out=("endings",))
_ending_to_proto = to_message(ProposedEnding, pb.ProposedEnding)
instructor_to_proto = to_message(Instructor, coverage_pb2.Instructor)
read_coverage_filter = from_message(pb.ListCoveragesRequest, CoverageFilter, left_out=("page_size", "page_token"))
read_instructor_filter = from_message(pb.ListInstructorsRequest, InstructorFilter, left_out=("page_size", "page_token"))
read_instructor_end = from_message(pb.EndInstructorRequest, InstructorEnd, left_out=("name", "request_id", "etag"))
_read_instructor = from_message(
    coverage_pb2.Instructor, InstructorDraft,
    left_out=("name", "to_date", "end_document_number", "late", "division", "create_time", "etag"),
)  # fmt: skip


def coverage_to_proto(coverage: Coverage) -> coverage_pb2.Coverage:
    """How an office stands, since when, and by when it must stand otherwise."""
    message = _to_proto(coverage)
    message.since_date = coverage.since_date.isoformat()
    if coverage.deadline is not None:
        message.deadline.CopyFrom(deadline_to_message(coverage.deadline))
    return message


def proposal_to_proto(grouping: Grouping, endings: tuple[ProposedEnding, ...]) -> pb.ProposeGroupsResponse:
    """The groups, and what might become of branches that are too small."""
    message = _grouping_to_proto(grouping)
    message.endings.extend(map(_ending_to_proto, endings))
    return message


def read_instructor_draft(message: coverage_pb2.Instructor) -> InstructorDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_instructor(message, "instructor")
