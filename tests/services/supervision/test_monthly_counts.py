"""What institutions have by month: neglected contacts become a problem, volumes that jump a red flag (XF-35, SV-40)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import contact_pb2, events_pb2
from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import red_flag_pb2 as pb

from services.supervision.domain.monthly_count import SpikeRule, months_before, spike_threshold
from tests.doors import HOME
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.told import INSTITUTION, Teller, clues, counted

THRESHOLD = 5
RULE = SpikeRule(percent=200, months=6, min_count=10)
BEFORE = ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05")


def neglected(number: int, day: str = "2026-06-12") -> events_pb2.ContactNeglected:
    return events_pb2.ContactNeglected(
        contact=f"contacts/{number}", institution=INSTITUTION, division=HOME, section="公共法律服务管理科",
        neglect=contact_pb2.CONTACT_NEGLECT_OVERDUE, found_date=day,
    )  # fmt: skip


def opened(number: int, month: str) -> events_pb2.CaseOpened:
    return events_pb2.CaseOpened(
        case=f"cases/{month}-{number}", institution=INSTITUTION, division=HOME, opened_date=f"{month}-10"
    )


def advised(number: int, month: str) -> events_pb2.ConsultationRecorded:
    return events_pb2.ConsultationRecorded(
        consultation=f"consultations/{month}-{number}", institution=INSTITUTION, division=HOME,
        consulted_date=f"{month}-10",
    )  # fmt: skip


def flags(bureau: Bureau) -> list[pb.RedFlag]:
    return list(bureau.call("ListRedFlags", bureau.chief).red_flags)


@pytest.mark.rule("XF-35", "LA-128")
def test_more_than_the_threshold_in_a_month_is_one_problem(bureau: Bureau, teller: Teller) -> None:
    teller.tell(*map(neglected, range(THRESHOLD)), neglected(90, "2026-05-31"))
    teller.inbox.receive(teller.told[0])
    assert clues(bureau.door) == []
    teller.tell(neglected(6), neglected(7))
    (clue,) = clues(bureau.door)
    assert (clue.source, clue.subject, clue.kind) == (clue_pb2.CLUE_SOURCE_XF_35, INSTITUTION, "2026-06")
    assert (clue.owner, clue.item, clue.rule_id) == (INSTITUTION, 1, "LA-128")
    assert counted(bureau.door) == {"neglected_contact_count": THRESHOLD + 3}


@pytest.mark.rule("SV-40")
@pytest.mark.parametrize(("fact", "detector"), [(opened, "case-volume"), (advised, "consultation-volume")])
def test_a_month_far_above_the_months_before_raises_a_red_flag(
    bureau: Bureau, teller: Teller, fact: type, detector: str
) -> None:
    """Six months of five each: from the eleventh on June is more than twice the mean."""
    teller.tell(*(fact(number, month) for month in BEFORE for number in range(5)))
    teller.tell(*(fact(number, "2026-06") for number in range(10)))
    assert flags(bureau) == []
    teller.tell(fact(10, "2026-06"), fact(11, "2026-06"))
    (flag,) = flags(bureau)
    assert (flag.detector, flag.month, flag.threshold, flag.item) == (detector, "2026-06", 11, 0)
    assert [one.position for one in flag.provenance] == [41, 42]
    bureau.call("DismissRedFlag", bureau.section, name=flag.name, reason="集中维权案件")
    teller.tell(fact(12, "2026-06"))
    assert len(flags(bureau)[0].provenance) == 2
    histories = {one.detector: one.false_percent for one in bureau.call("CompareDetectors", bureau.chief).detectors}
    assert histories[detector] == 100


@pytest.mark.rule("SV-40")
def test_without_all_the_months_before_nothing_is_compared(bureau: Bureau, teller: Teller) -> None:
    teller.tell(*(opened(0, month) for month in BEFORE[1:]), *(opened(number, "2026-06") for number in range(20)))
    assert flags(bureau) == []


@given(st.lists(st.integers(1, 400), min_size=6, max_size=6))
def test_the_threshold_is_above_the_share_of_the_mean_and_never_below_the_least(counts: list[int]) -> None:
    months = months_before(dt.date(2026, 6, 15), 6)
    threshold = spike_threshold(dict(zip(months, counts, strict=True)), RULE)
    assert threshold is not None
    assert threshold >= RULE.min_count
    assert threshold * 6 * 100 > sum(counts) * RULE.percent
    assert threshold == RULE.min_count or (threshold - 1) * 6 * 100 <= sum(counts) * RULE.percent


def test_the_months_before_cross_the_year() -> None:
    assert months_before(dt.date(2026, 2, 28), 3) == ("2026-01", "2025-12", "2025-11")
