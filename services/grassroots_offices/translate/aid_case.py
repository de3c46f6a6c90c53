"""What legal_aid's facts say in the words of this service. It must not decide what counts."""

from __future__ import annotations

import datetime as dt

from sifa.legal_aid.v1 import case_pb2
from sifa.legal_aid.v1 import events_pb2 as legal_aid

from chassis.events.reactions import Fact
from services.grassroots_offices.domain.aid_case import AidCaseGrade, AidCaseShare


def read_share(fact: Fact[legal_aid.ClosingFileAccepted]) -> AidCaseShare:
    """What somebody did of a case (XF-14)."""
    event = fact.message
    return AidCaseShare(
        position=fact.position, aid_case=event.case, practitioner=event.practitioner, office=event.office,
        share_bp=event.share_bp, accepted_date=dt.date.fromisoformat(event.accepted_date),
    )  # fmt: skip


def read_grade(fact: Fact[legal_aid.CaseGraded]) -> AidCaseGrade:
    """How the handling was graded."""
    event = fact.message
    return AidCaseGrade(aid_case=event.case, failed=event.grade == case_pb2.GRADE_FAIL, position=fact.position)
