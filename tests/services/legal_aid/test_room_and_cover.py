"""How much of a stage may still be claimed, and when all that is owed is covered (LA-94, LA-100, E-30)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.claimable import is_covered
from services.legal_aid.domain.entitlement import DupScope, entitlement_of
from services.legal_aid.domain.tariff import ServiceCode

SOURCE = "fundSources/1"
EMPTY = entitlement_of("cases/1", CaseStage.TRIAL_1, ServiceCode.CIVIL, scope=DupScope.STAGE, fund_source=SOURCE)
FIRST, SECOND = CaseStage.TRIAL_1, CaseStage.TRIAL_2
BOTH = {FIRST: 10_000, SECOND: 10_000}


@pytest.mark.rule("LA-94", "LA-100", "E-30")
@pytest.mark.parametrize(("taken", "share", "room"), [
    (0, 10_000, True), (0, 10_001, False), (6000, 4000, True), (6000, 4001, False), (10_000, 1, False),
])  # fmt: skip
def test_shares_of_a_stage_come_to_the_whole_and_no_more(*, taken: int, share: int, room: bool) -> None:
    held = replace(EMPTY, taken_bp=taken)
    assert held.has_room(SOURCE, share) is room
    assert not held.has_room("fundSources/2", share)


@pytest.mark.rule("LA-94")
@pytest.mark.parametrize(("owed", "done", "once", "stage_by_stage"), [
    ({}, {}, True, True), (BOTH, {}, False, False), (BOTH, {FIRST: 9999}, False, False),
    (BOTH, {FIRST: 10_000}, True, False), (BOTH, {SECOND: 10_000}, True, False), (BOTH, BOTH, True, True),
])  # fmt: skip
def test_where_a_matter_is_paid_once_one_stage_covers_it(
    *, owed: Mapping[CaseStage, int], done: Mapping[CaseStage, int], once: bool, stage_by_stage: bool
) -> None:
    assert is_covered(owed, done, once=True) is once
    assert is_covered(owed, done, once=False) is stage_by_stage
