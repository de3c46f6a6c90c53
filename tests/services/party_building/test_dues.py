"""What a member owes by the month, and when it is paid (PB-25 to PB-27)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sifa.party_building.v1 import dues_pb2, member_pb2

from chassis.kernel.money import proportion
from services.party_building.domain.dues_line import arrears_of, place_of, reckon
from services.party_building.domain.member import DuesBaseMode
from services.party_building.persistence.dues_line import TABLE
from tests.doors import refused
from tests.services.party_building.registry import ACTIVIST, FORMAL, PROBATIONARY, Registry, new_name

TIERS = [
    {"up_to_fen": 300_000, "rate_bp": 50}, {"up_to_fen": 500_000, "rate_bp": 100},
    {"up_to_fen": 1_000_000, "rate_bp": 150}, {"rate_bp": 200},
]  # fmt: skip
BOUNDS = {300_000: 50, 500_000: 100, 1_000_000: 150}
MONTHLY, AVERAGE = member_pb2.DUES_BASE_MODE_MONTHLY, member_pb2.DUES_BASE_MODE_QUARTER_AVERAGE
PENSION, FIXED = member_pb2.DUES_BASE_MODE_PENSION, member_pb2.DUES_BASE_MODE_FIXED


def payer(registry: Registry, standing: int = FORMAL, **changes: Any) -> member_pb2.Member:
    """A practitioner who is a member and whose relation is at his office's branch."""
    office = new_name("offices")
    organisation = registry.propose(office)
    return registry.practising_member(office, standing, organisation=organisation.name, **changes)


def enter(registry: Registry, member: str, income: int, month: str = "2026-05", **more: Any) -> dues_pb2.DuesLine:
    line = dues_pb2.DuesLine(member=member, month=month, income_fen=income, **more)
    made: dues_pb2.DuesLine = registry.call("CreateDuesLine", dues_line=line)
    return made


def retire(registry: Registry, member: str, mode: int, month: str, **more: str) -> member_pb2.Member:
    """From the month on his dues are reckoned from something else."""
    asked: dict[str, Any] = {"document_number": "退休通知1号", "dues_base_mode": mode, "from_month": month, **more}
    done: member_pb2.Member = registry.call("ChangeDuesBase", name=member, **asked).member
    return done


@pytest.mark.rule("PB-25", "E-40")
@pytest.mark.parametrize(
    ("base", "due"),
    [pytest.param(300_000, 1_500, id="TV-P21-3000.00"), pytest.param(300_001, 3_000, id="TV-P21-3000.01"),
     pytest.param(500_001, 7_500, id="TV-P21-5000.01"), pytest.param(1_000_000, 15_000, id="TV-P21-10000.00"),
     pytest.param(1_000_001, 20_000, id="TV-P21-10000.01")],
)  # fmt: skip
def test_dues_are_one_rate_on_the_whole_base(registry: Registry, base: int, due: int) -> None:
    line = enter(registry, payer(registry, dues_base_mode=MONTHLY).name, base)
    assert (line.base_fen, line.due_fen) == (base, due)


@pytest.mark.rule("PB-25")
@pytest.mark.parametrize(("pension", "due"), [(500_000, 2_500), (500_001, 5_000)])
def test_a_pension_has_rates_of_its_own(registry: Registry, pension: int, due: int) -> None:
    assert enter(registry, payer(registry, dues_base_mode=PENSION).name, pension).due_fen == due


@pytest.mark.rule("PB-26")
def test_without_monthly_pay_the_base_is_a_third_of_the_quarter_before(registry: Registry) -> None:
    line = enter(registry, payer(registry, dues_base_mode=AVERAGE).name, 1_200_005)
    assert (line.income_fen, line.base_fen, line.rate_bp, line.due_fen) == (1_200_005, 400_002, 100, 4_000)


@pytest.mark.rule("PB-25", "PB-26")
def test_whoever_retires_pays_by_his_pension_from_the_month_on(registry: Registry) -> None:
    member = payer(registry, dues_base_mode=MONTHLY)
    paid, open_one = enter(registry, member.name, 600_000, "2026-03"), enter(registry, member.name, 600_000, "2026-04")
    registry.call("RecordDuesPayment", name=paid.name, document_number="收据1号")
    changed = retire(registry, member.name, PENSION, "2026-04", etag=member.etag)
    assert (changed.dues_base_mode, changed.etag) == (PENSION, "2")
    stale = refused(lambda: retire(registry, member.name, FIXED, "2026-05", etag=member.etag))
    assert stale.reason == "ETAG_MISMATCH"
    kept = registry.call("GetDuesLine", name=paid.name)
    assert (kept.rate_bp, kept.due_fen) == (150, 9_000)
    assert enter(registry, member.name, 600_000, "2026-02").due_fen == 9_000
    revised = registry.call("ReviseDuesLine", name=open_one.name, income_fen=600_000).dues_line
    assert (revised.rate_bp, revised.due_fen) == (100, 6_000)
    assert enter(registry, member.name, 400_000, "2026-05").due_fen == 2_000
    retire(registry, member.name, AVERAGE, "2026-05")
    retire(registry, member.name, FIXED, "2026-04")
    assert enter(registry, member.name, 70, "2026-06").due_fen == 70
    registry.call("EndMembership", registry.superior, name=member.name, document_number="除名1号")
    over = refused(lambda: retire(registry, member.name, PENSION, "2026-06"))
    assert over.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("PB-25")
def test_fixed_dues_are_what_was_entered(registry: Registry) -> None:
    line = enter(registry, payer(registry, dues_base_mode=FIXED).name, 20)
    assert (line.rate_bp, line.due_fen) == (0, 20)


@pytest.mark.rule("PB-25")
@given(base=st.integers(0, 10**10))
def test_no_base_is_split_into_bands(base: int) -> None:
    rate = next((rate for bound, rate in BOUNDS.items() if base <= bound), 200)
    found = reckon(base, DuesBaseMode.MONTHLY, TIERS)
    assert (found.rate_bp, found.due_fen) == (rate, proportion(base, rate, 10_000))
    assert abs(found.due_fen * 10_000 - base * rate) <= 5_000


@pytest.mark.rule("PB-27")
def test_a_probationary_member_pays_from_his_admission_on(registry: Registry) -> None:
    member = payer(registry, PROBATIONARY, joined_date="2026-03-20")
    assert enter(registry, member.name, 300_000, "2026-03").due_fen == 1_500
    early = refused(lambda: enter(registry, member.name, 300_000, "2026-02"))
    assert (early.code, early.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "NO_DUES_OWED")


@pytest.mark.rule("PB-27")
def test_who_is_no_member_or_has_no_relation_here_owes_nothing(registry: Registry) -> None:
    activist = registry.practising_member(new_name("offices"), ACTIVIST)
    elsewhere = registry.practising_member(new_name("offices"))
    for member in (activist, elsewhere):
        assert refused(partial(enter, registry, member.name, 1)).reason == "NO_DUES_OWED"
    assert refused(lambda: enter(registry, new_name("members"), 1)).reason == "MEMBER_UNKNOWN"


def test_a_month_is_entered_once_and_not_ahead(registry: Registry) -> None:
    member = payer(registry)
    enter(registry, member.name, 300_000)
    again = refused(lambda: enter(registry, member.name, 300_000))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "DUES_LINE_TAKEN")
    ahead = refused(lambda: enter(registry, member.name, 300_000, "2026-07"))
    assert ahead.violations == {"dues_line.month": "MONTH_IN_FUTURE"}


@pytest.mark.rule("PB-27")
def test_back_payment_beyond_six_months_needs_a_reason(registry: Registry) -> None:
    member = payer(registry)
    assert enter(registry, member.name, 300_000, "2025-12").due_fen == 1_500
    old = refused(lambda: enter(registry, member.name, 300_000, "2025-11"))
    assert old.reason == "BACK_PAYMENT_TOO_OLD"
    line = enter(registry, member.name, 300_000, "2025-11", back_payment_reason="长期在外，经支部同意补交")
    done = registry.call("RecordDuesPayment", name=line.name, document_number="收据1号").dues_line
    assert (done.paid_date, done.late) == ("2026-06-15", False)


@pytest.mark.rule("PB-25")
def test_an_income_is_corrected_until_the_month_is_paid(registry: Registry) -> None:
    line = enter(registry, payer(registry).name, 300_000)
    revised = registry.call("ReviseDuesLine", name=line.name, income_fen=300_001, etag=line.etag).dues_line
    assert (revised.due_fen, revised.etag) == (3_000, "2")
    stale = refused(
        lambda: registry.call("RecordDuesPayment", name=line.name, document_number="收据1号", etag=line.etag)
    )
    assert stale.reason == "ETAG_MISMATCH"
    registry.call("RecordDuesPayment", name=line.name, document_number="收据1号", etag="2")
    twice: dict[str, dict[str, Any]] = {
        "ReviseDuesLine": {"income_fen": 1}, "RecordDuesPayment": {"document_number": "收据2号"},
    }  # fmt: skip
    for rpc, more in twice.items():
        again = refused(partial(registry.call, rpc, name=line.name, **more))
        assert again.reason == "DUES_PAID"


@pytest.mark.rule("PB-27")
def test_six_months_without_payment_are_shown_and_nothing_follows(registry: Registry) -> None:
    silent, paying = payer(registry), payer(registry)
    for month in ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"):
        enter(registry, silent.name, 300_000, month)
        line = enter(registry, paying.name, 300_000, month)
        if month == "2026-02":
            registry.call("RecordDuesPayment", name=line.name, document_number="收据1号")
    found = registry.call("ListDuesArrears").arrears
    assert [(one.member, one.from_month, one.month_count) for one in found] == [(silent.name, "2025-12", 6)]
    assert registry.call("GetMember", name=silent.name).standing == FORMAL


@pytest.mark.rule("PB-27")
def test_a_gap_ends_a_run_of_unpaid_months() -> None:
    months = [("members/1", "o", f"2026-{month:02d}") for month in (1, 2, 4, 5, 6)] + [("members/2", "o", "2026-07")]
    (found,) = arrears_of(months, 3)
    assert (found.member, found.from_month, found.month_count) == ("members/1", "2026-04", 3)
    assert place_of("2026-01") - place_of("2025-12") == 1


def test_nothing_that_tells_an_income_lies_open_in_the_store(registry: Registry) -> None:
    line = enter(registry, payer(registry).name, 777_777)
    with registry.door.service.database.read() as session:
        row = session.execute(sa.select(TABLE)).one()
    by_chance = {row.amounts_sealed, row.name, row.member, row.organisation, row.create_time}
    kept = " ".join(str(value) for value in row if value not in by_chance)
    for telling in (line.income_fen, line.due_fen, line.rate_bp):
        assert str(telling) not in kept
    assert (line.due_fen, registry.call("GetDuesLine", name=line.name).income_fen) == (11_667, 777_777)


def test_another_county_sees_no_dues(registry: Registry) -> None:
    line = enter(registry, payer(registry).name, 300_000)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    found = refused(lambda: registry.call("GetDuesLine", neighbour, name=line.name))
    assert found.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListDuesLines", neighbour).dues_lines == []
    assert [one.name for one in registry.call("ListDuesLines", member=line.member).dues_lines] == [line.name]
