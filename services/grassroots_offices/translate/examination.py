"""Examinations and examiners' absences between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import examination_pb2
from sifa.grassroots_offices.v1 import examination_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain import examination, examiner_absence
from services.grassroots_offices.domain.examination import Examination
from services.grassroots_offices.domain.examiner_absence import (
    ExaminerAbsence,
    ExaminerAbsenceDraft,
    ExaminerAbsenceFilter,
)
from services.grassroots_offices.domain.licence_application import LicenceApplication
from services.grassroots_offices.translate.licence_application import application_to_proto

OUTPUT_ONLY = ("name", "state", "cancelled_date", "allowed_actions", "create_time", "etag")
_examination = to_message(Examination, examination_pb2.Examination, left_out=("allowed_actions",))
_absence = to_message(ExaminerAbsence, examination_pb2.ExaminerAbsence, left_out=("allowed_actions",))
_read_draft = from_message(examination_pb2.ExaminerAbsence, ExaminerAbsenceDraft, left_out=OUTPUT_ONLY)
read_absence_filter = from_message(
    pb.ListExaminerAbsencesRequest, ExaminerAbsenceFilter, left_out=("page_size", "page_token")
)


def examination_to_proto(value: Examination) -> examination_pb2.Examination:
    """The examination, with what may be done next."""
    message = _examination(value)
    message.allowed_actions.extend(allowed_actions(examination.MOVES, value.state))
    return message


def own_to_proto(own: tuple[LicenceApplication, Examination]) -> pb.OwnApplication:
    """An application and who examines it."""
    return pb.OwnApplication(
        licence_application=application_to_proto(own[0]), examination=examination_to_proto(own[1])
    )  # fmt: skip


def absence_to_proto(value: ExaminerAbsence) -> examination_pb2.ExaminerAbsence:
    """The absence, with what may be done next."""
    message = _absence(value)
    message.allowed_actions.extend(allowed_actions(examiner_absence.MOVES, value.state))
    return message


def read_absence_draft(message: examination_pb2.ExaminerAbsence) -> ExaminerAbsenceDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "examiner_absence")
