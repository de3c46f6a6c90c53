"""Facts of legal aid that are leads by themselves open a clue each (XF-15, XF-16, XF-20 to XF-23, XF-37)."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.message import Message
from sifa.legal_aid.v1 import case_pb2, complaint_pb2, events_pb2, fund_source_pb2, subsidy_claim_pb2
from sifa.supervision.v1 import clue_pb2 as pb

from tests.doors import HOME, Door
from tests.services.supervision.told import INSTITUTION, Teller, clues, parked

WHERE: dict[str, Any] = {"institution": INSTITUTION, "division": HOME}
CASE = "cases/019ed7e5-3a00-7001-8000-2f6b1c9d0b01"
CLAIM = "subsidyClaims/019ed7e5-3a00-7001-8000-2f6b1c9d0e01"
COMPLAINT = "complaints/019ed7e5-3a00-7001-8000-2f6b1c9d0a01"
FUND = "fundSources/019ed7e5-3a00-7001-8000-2f6b1c9d0f01"
DAY = "2026-06-12"
FAILED = events_pb2.AssignmentFailed(
    case=CASE, ground=case_pb2.REPLACEMENT_GROUND_UNIT_REFUSED, happened_date=DAY, **WHERE
)
TAKEN = events_pb2.PropertyTakingReported(about=CASE, received_date=DAY, **WHERE)
FROZEN = events_pb2.FundSourceFrozen(
    fund_source=FUND, misuse=fund_source_pb2.FUND_MISUSE_DIVERTED, frozen_date=DAY, **WHERE
)


def blocked(reason: subsidy_claim_pb2.BlockReason.ValueType) -> events_pb2.SubsidyBlocked:
    return events_pb2.SubsidyBlocked(subsidy_claim=CLAIM, case=CASE, reason=reason, blocked_date=DAY, **WHERE)


PAID = events_pb2.PaidServiceReported(complaint=COMPLAINT, received_date=DAY, **WHERE)
SUBSTANDARD, TAKING = (
    complaint_pb2.COMPLAINT_GROUND_SUBSTANDARD_SERVICE, complaint_pb2.COMPLAINT_GROUND_TAKING_PROPERTY,
)  # fmt: skip
UPHELD, NOT_UPHELD = complaint_pb2.COMPLAINT_FINDING_UPHELD, complaint_pb2.COMPLAINT_FINDING_NOT_UPHELD


def concluded(ground: Any = SUBSTANDARD, finding: Any = UPHELD) -> events_pb2.ComplaintConcluded:
    return events_pb2.ComplaintConcluded(
        complaint=COMPLAINT, ground=ground, finding=finding, concluded_date=DAY, **WHERE
    )


LEADS = [
    pytest.param(FAILED, (pb.CLUE_SOURCE_XF_15, 0, CASE, "LA-106"), marks=pytest.mark.rule("XF-15")),
    pytest.param(TAKEN, (pb.CLUE_SOURCE_XF_16, 4, CASE, "LA-106"), marks=pytest.mark.rule("XF-16", "LA-105", "LA-106")),
    pytest.param(blocked(subsidy_claim_pb2.BLOCK_REASON_DUPLICATE), (pb.CLUE_SOURCE_XF_20, 2, CLAIM, "LA-94"),
                 marks=pytest.mark.rule("XF-20")),
    pytest.param(blocked(subsidy_claim_pb2.BLOCK_REASON_PUBLIC_OFFICE), (pb.CLUE_SOURCE_XF_21, 2, CLAIM, "LA-93"),
                 marks=pytest.mark.rule("XF-21")),
    pytest.param(FROZEN, (pb.CLUE_SOURCE_XF_22, 7, FUND, "LA-90"), marks=pytest.mark.rule("XF-22", "LA-105")),
    pytest.param(PAID, (pb.CLUE_SOURCE_XF_23, 6, COMPLAINT, "LA-105"), marks=pytest.mark.rule("XF-23", "LA-105")),
    pytest.param(concluded(), (pb.CLUE_SOURCE_XF_37, 0, COMPLAINT, "LA-122"), marks=pytest.mark.rule("XF-37")),
]  # fmt: skip


@pytest.mark.parametrize(("told", "found"), LEADS)
def test_a_lead_opens_one_clue(door: Door, teller: Teller, told: Message, found: tuple[object, ...]) -> None:
    teller.tell(told, told)
    (clue,) = clues(door)
    assert (clue.source, clue.item, clue.subject, clue.rule_id) == found
    assert (clue.institution, clue.happened_date, clue.number) == (INSTITUTION, DAY, "（2026）线索第1号")


@pytest.mark.parametrize(
    "reason",
    [
        subsidy_claim_pb2.BLOCK_REASON_FUND_SHORT,
        subsidy_claim_pb2.BLOCK_REASON_UNDER_SUSPICION,
        subsidy_claim_pb2.BLOCK_REASON_PURCHASED,
    ],
)
def test_a_source_without_money_is_nobodys_wrong(
    door: Door, teller: Teller, reason: subsidy_claim_pb2.BlockReason.ValueType
) -> None:
    teller.tell(blocked(reason))
    assert clues(door) == []
    assert parked(door) == []


@pytest.mark.rule("XF-37")
@pytest.mark.parametrize(("ground", "finding"), [(SUBSTANDARD, NOT_UPHELD), (TAKING, UPHELD)])
def test_a_complaint_that_was_not_right_or_of_another_flow_is_no_poor_agency(
    door: Door, teller: Teller, ground: Any, finding: Any
) -> None:
    teller.tell(concluded(ground, finding))
    assert clues(door) == []
    assert parked(door) == []


def test_a_reason_of_a_later_release_is_parked(door: Door, teller: Teller) -> None:
    teller.tell(blocked(subsidy_claim_pb2.BlockReason.ValueType(99)))
    assert len(parked(door)) == 1
