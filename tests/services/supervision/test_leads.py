"""Facts of legal aid that are leads by themselves open a clue each (XF-15, XF-16, XF-20 to XF-22)."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.message import Message
from sifa.legal_aid.v1 import case_pb2, events_pb2, fund_source_pb2, subsidy_claim_pb2
from sifa.supervision.v1 import clue_pb2 as pb

from tests.doors import HOME, Door
from tests.services.supervision.told import INSTITUTION, Teller, clues, parked

WHERE: dict[str, Any] = {"institution": INSTITUTION, "division": HOME}
CASE = "cases/019ed7e5-3a00-7001-8000-2f6b1c9d0b01"
CLAIM = "subsidyClaims/019ed7e5-3a00-7001-8000-2f6b1c9d0e01"
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


LEADS = [
    pytest.param(FAILED, (pb.CLUE_SOURCE_XF_15, 0, CASE, "LA-106"), marks=pytest.mark.rule("XF-15")),
    pytest.param(TAKEN, (pb.CLUE_SOURCE_XF_16, 4, CASE, "LA-106"), marks=pytest.mark.rule("XF-16")),
    pytest.param(blocked(subsidy_claim_pb2.BLOCK_REASON_DUPLICATE), (pb.CLUE_SOURCE_XF_20, 2, CLAIM, "LA-94"),
                 marks=pytest.mark.rule("XF-20")),
    pytest.param(blocked(subsidy_claim_pb2.BLOCK_REASON_PUBLIC_OFFICE), (pb.CLUE_SOURCE_XF_21, 2, CLAIM, "LA-93"),
                 marks=pytest.mark.rule("XF-21")),
    pytest.param(FROZEN, (pb.CLUE_SOURCE_XF_22, 7, FUND, "LA-90"), marks=pytest.mark.rule("XF-22")),
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


def test_a_reason_of_a_later_release_is_parked(door: Door, teller: Teller) -> None:
    teller.tell(blocked(subsidy_claim_pb2.BlockReason.ValueType(99)))
    assert len(parked(door)) == 1
