"""The appraisal account between proto and domain, and what grassroots_offices tells of a year. It must not know rows.

A grade of a later release that stands in no table raises KeyError, and the event is parked.
"""

from __future__ import annotations

import datetime as dt

from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.supervision.v1 import appraisal_pb2
from sifa.supervision.v1 import appraisal_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.appraisal import (
    MOVES,
    AppraisalAccount,
    AppraisalDraft,
    AppraisalEffect,
    AppraisalEntry,
    AppraisalFilter,
    AppraisalKind,
)
from services.supervision.domain.appraised import draft

_E = AppraisalEffect
GRADES = {
    offices.ASSESSMENT_GRADE_PASS: ("年度考核合格", _E.NEUTRAL),
    offices.ASSESSMENT_GRADE_FAIL: ("年度考核不合格", _E.AGAINST),
    offices.ASSESSMENT_GRADE_EXCELLENT: ("年度考核优秀", _E.FOR),
    offices.ASSESSMENT_GRADE_COMPETENT: ("年度考核称职", _E.NEUTRAL),
    offices.ASSESSMENT_GRADE_BASIC: ("年度考核基本称职", _E.NEUTRAL),
    offices.ASSESSMENT_GRADE_INCOMPETENT: ("年度考核不称职", _E.AGAINST),
}
MADE = ("name", "state", "withdrawal_reason", "allowed_actions", "create_time", "etag")
_to_proto = to_message(AppraisalEntry, appraisal_pb2.AppraisalEntry, left_out=("allowed_actions",))
account_to_proto = to_message(AppraisalAccount, appraisal_pb2.AppraisalAccount)
read_draft = from_message(appraisal_pb2.AppraisalEntry, AppraisalDraft, left_out=MADE)
read_filter = from_message(pb.ListAppraisalEntriesRequest, AppraisalFilter, left_out=("page_size", "page_token"))


def entry_to_proto(entry: AppraisalEntry) -> appraisal_pb2.AppraisalEntry:
    """The entry, with what may be done next."""
    message = _to_proto(entry)
    message.allowed_actions.extend(allowed_actions(MOVES, entry.state))
    return message


def graded(event: offices.AssessmentGraded) -> AppraisalDraft:
    """A final grade, in the account of the year that was assessed (SV-79, XF-31)."""
    reason, effect = GRADES[event.grade]
    return draft(
        AppraisalKind.ASSESSMENT, effect, division=event.division, subject=event.subject, reason=reason,
        source=event.assessment, on=dt.date.fromisoformat(event.final_date), year=event.year,
    )  # fmt: skip


def penalised(event: offices.PenaltyDecided) -> AppraisalDraft:
    """A penalty that was decided (SV-79)."""
    return draft(
        AppraisalKind.BREACH, AppraisalEffect.AGAINST, division=event.division, subject=event.subject,
        reason="作出行政处罚决定", source=event.penalty, on=dt.date.fromisoformat(event.decided_date),
    )  # fmt: skip
