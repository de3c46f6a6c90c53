"""Whoever has verified clues or overdue rectifications is drawn at a higher percent, by a published formula (SV-60)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import complaint_pb2, events_pb2
from sifa.supervision.v1 import rectification_pb2 as rectifications

from services.supervision.domain.draw import DrawRiskRule, DrawRules, DrawStratum
from services.supervision.domain.draw_planning import quotas
from services.supervision.domain.draw_risk import DrawRecord, counted_days, risk_rule, stratum_of
from tests.doors import HOME
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.county import County
from tests.services.supervision.draws import LOW, ORDINARY, bundle, frozen, office, offices, published
from tests.services.supervision.leads import FALSE, step, verified
from tests.services.supervision.proofs_of_draws import PYTHON, RISK, SHELL, Proof, check
from tests.services.supervision.told import INSTITUTION, Teller

HIGH = DrawStratum.HIGH_RISK


@pytest.mark.rule("SV-60")
@pytest.mark.parametrize(
    ("clues", "complaints", "overdue", "found"),
    [
        (0, 0, 0, ORDINARY),
        (0, 0, 1, ORDINARY),
        (0, 0, 2, HIGH),
        (1, 0, 0, HIGH),
        (0, 1, 0, HIGH),
        (1, 0, 1, HIGH),
        (3, 0, 0, HIGH),
    ],
)
@pytest.mark.parametrize("told", [ORDINARY, LOW])
def test_the_formula(told: DrawStratum, clues: int, complaints: int, overdue: int, found: DrawStratum) -> None:
    """Two points a clue or a complaint, one a rectification, from two on; a register cannot help."""
    record = DrawRecord(subject=office(1), clues=clues, complaints=complaints, overdue=overdue)
    assert stratum_of(told, record, RISK) is (told if found is ORDINARY else found)
    assert stratum_of(told, record, None) is told
    assert stratum_of(told, None, RISK) is told


def test_a_pack_may_leave_it_out_and_the_roster_s_day_counts() -> None:
    told = {"percent": 50, "days": 365, "clue_points": 2, "complaint_points": 2, "overdue_points": 1, "from_points": 2}
    assert (risk_rule({"set": False}), risk_rule(told)) == (None, RISK)
    assert counted_days(RISK, dt.date(2026, 6, 14)) == (dt.date(2025, 6, 15), dt.date(2026, 6, 14))


@pytest.mark.rule("SV-60", "SV-62")
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(1, 100), st.integers(1, 100))
def test_high_risk_is_never_drawn_at_a_lower_percent(
    ordinary: int, low: int, high: int, percent: int, more: int
) -> None:  # fmt: skip
    risk = DrawRiskRule(percent=more, days=365, clue_points=1, complaint_points=1, overdue_points=1, from_points=1)
    rules = DrawRules(percent=percent, low_risk_percent=1, min_count=3, risk=risk)
    found = quotas({ORDINARY: ordinary, LOW: low, HIGH: high}, rules)
    assert found[HIGH] >= -(-high * percent // 100)
    assert sum(found.values()) >= min(ordinary + low + high, 3)
    assert all(found[part] <= size for part, size in ((ORDINARY, ordinary), (LOW, low), (HIGH, high)))


def concluded(number: int, finding: str) -> events_pb2.ComplaintConcluded:
    """A complaint to legal aid about the work of an office."""
    return events_pb2.ComplaintConcluded(
        complaint=f"complaints/{number}", institution=INSTITUTION, division=HOME, office=office(number),
        ground=complaint_pb2.COMPLAINT_GROUND_OTHER, concluded_date="2026-06-12",
        finding=complaint_pb2.ComplaintFinding.Value(f"COMPLAINT_FINDING_{finding}"),
    )  # fmt: skip


def on_record(bureau: Bureau, county: County, teller: Teller) -> None:
    """Office 1: a verified clue; 2: a false one; 3: an overdue rectification; 4: two; 5: one in time; 6: a complaint
    that was upheld, told twice; 7: one that was not.
    """
    teller.tell(concluded(6, "PARTLY_UPHELD"), concluded(6, "PARTLY_UPHELD"), concluded(7, "NOT_UPHELD"))
    verified(bureau, owner=office(1), source_reference="热线第1号")
    wrong = verified(bureau, FALSE, owner=office(2), source_reference="热线第2号")
    step(bureau, "Close", wrong, reason="查无实据")
    late = {"issued_date": "2026-06-01", "due_date": "2026-06-10", "entry_reason": "纸质通知先行下达"}
    kind = rectifications.SUBJECT_TYPE_OFFICE
    for number in (3, 4, 4):
        county.issue(subject_type=kind, subject=office(number), unit_title=f"示例所{number}", **late)
    county.issue(subject_type=kind, subject=office(5), unit_title="示例所5")
    county.night()


@pytest.mark.rule("SV-60")
@pytest.mark.parametrize("verifier", [PYTHON, SHELL], ids=["python", "shell"])
def test_who_has_records_enough_is_drawn_at_a_higher_percent_and_everybody_can_check_it(
    bureau: Bureau, county: County, teller: Teller, profile: Profile, verifier: tuple[str, ...], tmp_path: Path
) -> None:
    on_record(bureau, county, teller)
    draw = published(bureau, profile, offices(20, low=4), as_of_date="2026-06-15")
    told = json.loads(bundle(bureau, draw))
    assert [line for line in told["roster"] if line.startswith("HIGH_RISK")] == [
        f"HIGH_RISK {office(1)}", f"HIGH_RISK {office(4)}", f"HIGH_RISK {office(6)}",
    ]  # fmt: skip
    assert told["risk"] == [
        f"{office(1)} 1 0 0", f"{office(3)} 0 0 1", f"{office(4)} 0 0 2", f"{office(6)} 0 1 0",
    ]  # fmt: skip
    assert "risk-rule days 365 clues 2 complaints 2 overdue 1 from 2" in told["commitment"]
    assert [(one.percent, one.size, one.quota) for one in draw.strata] == [(10, 13, 2), (10, 4, 1), (50, 3, 2)]
    assert (draw.risk.percent, draw.risk.from_points) == (50, 2)
    assert check(verifier, Proof(text=bundle(bureau, draw), sha256=draw.commitment_sha256), tmp_path) == (0, "VERIFIED")


@pytest.mark.rule("SV-60")
@pytest.mark.parametrize(("day", "size"), [("2027-06-14", 1), ("2027-06-15", 0)])
def test_what_is_older_than_the_days_that_count_is_over(
    bureau: Bureau, profile: Profile, day: str, size: int
) -> None:  # fmt: skip
    """A clue that was verified on 15 June 2026 counts for 365 days."""
    verified(bureau, owner=office(1))
    people = [bureau.officer().name for _ in range(3)]
    with at(bureau, profile, "2027-06-16T09:00") as then:
        draw = frozen(
            then, offices(4), officers=people, as_of_date=day, visit_date="2027-06-26",
            public_time={"seconds": 1813497300},
        )  # fmt: skip
        assert [one.size for one in draw.strata] == [4 - size, 0, size]
