"""What a subsidy comes to: tariff, grade, termination, shares, lottery (LA-91 to LA-111); and what looks alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.errors import InvalidFields, RuleViolated
from chassis.kernel.policy import PolicyBook
from chassis.manifest import installed_services
from chassis.policy_files import read_book
from services.legal_aid.domain.case_words import CaseStage, Grade
from services.legal_aid.domain.claimable import (
    Claimable,
    StageSpan,
    WorkShare,
    part_of,
    reduction,
    shares_of_stage,
)
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.domain.tariff import SERVICES, ServiceCode, TariffUnit, check_service, find_row, standard_of
from services.legal_aid.domain.termination import TerminationGround

DAY = dt.date(2026, 6, 15)
BOOK: PolicyBook = read_book([installed_services()["legal_aid"].folder / "policies"])
S, T = CaseStage, ServiceCode


def policy(key: str) -> Any:
    return BOOK.find(key, division="990102", on=DAY).value


def amount(
    service: ServiceCode, stage: CaseStage, *percents: int, quantity: int = 1, codes: tuple[str, ...] = ()
) -> int:
    row = find_row(policy("la.subsidy_tariff"), service, stage)
    found = standard_of(
        row, quantity=quantity, codes=codes, modifiers=policy("la.subsidy_modifiers"), cap=policy("la.subsidy_cap")
    )
    return found.fen(*percents)


def case(**changes: Any) -> Claimable:
    said: dict[str, Any] = {
        "case": "cases/1", "institution": "institutions/1", "division": "990102", "case_type": CaseType.CIVIL,
        "matter": Matter.LABOUR_PAY, "recipient_key": "r", "opponent_keys": ("o",), "court_key": "",
        "opened_date": DAY, "ended_date": DAY, "file_accepted_date": DAY, "grade": Grade.GOOD, "ground": None,
        "substantive_work": True, "stages": (StageSpan(stage=S.TRIAL_1, from_date=DAY, until_date=None),),
        "work": (work("a", 10_000),), **changes,
    }  # fmt: skip
    return Claimable(**said)


def work(name: str, share: int, start: str = "2026-06-15", end: str | None = None) -> WorkShare:
    until = None if end is None else dt.date.fromisoformat(end)
    return WorkShare(
        assignment=name, handler=f"handlers/{name}", unit="u", from_date=dt.date.fromisoformat(start),
        until_date=until, share_bp=share,
    )  # fmt: skip


def percent(one: Claimable) -> int:
    return reduction(
        one, fail_percent=policy("la.fail_pay_percent"), terminated_percent=policy("la.terminated_percent")
    )


@pytest.mark.rule("LA-91", "LA-92")
@pytest.mark.parametrize(
    ("service", "stage", "quantity", "fen"),
    [
        (T.CRIMINAL, S.INVESTIGATION, 1, 60_000), (T.CRIMINAL, S.PROSECUTION_REVIEW, 1, 60_000),
        (T.CRIMINAL, S.TRIAL_1, 1, 120_000), (T.CIVIL, S.TRIAL_1, 1, 140_000), (T.CIVIL, S.ENFORCEMENT, 1, 140_000),
        (T.ADMINISTRATIVE, S.TRIAL_1, 1, 140_000), (T.ARBITRATION, S.ARBITRATION, 1, 140_000),
        (T.NON_LITIGATION, S.NONE, 1, 25_000), (T.DUTY, S.NONE, 3, 60_000),
    ],
)  # fmt: skip
def test_the_example_rows_are_found(service: ServiceCode, stage: CaseStage, quantity: int, fen: int) -> None:
    assert amount(service, stage, quantity=quantity) == fen


@pytest.mark.rule("LA-91")
def test_a_service_without_a_row_is_refused_and_a_province_without_a_tariff_as_well() -> None:
    for service in (T.PLEA, T.STATE_COMPENSATION):
        with pytest.raises(RuleViolated) as caught:
            amount(service, S.TRIAL_1)
        assert caught.value.reason == "TARIFF_MISSING"
    with pytest.raises(RuleViolated) as caught:
        BOOK.find("la.subsidy_tariff", division="530102", on=DAY)
    assert caught.value.reason == "POLICY_NOT_FOUND"


@pytest.mark.rule("LA-92")
def test_a_case_is_counted_once_and_a_service_fits_its_case() -> None:
    with pytest.raises(InvalidFields) as caught:
        amount(T.CIVIL, S.TRIAL_1, quantity=2)
    assert caught.value.violations[0].field == "subsidy_claim.quantity"
    for case_type, service in SERVICES.items():
        check_service(service, case_type)
        with pytest.raises(RuleViolated):
            check_service(T.CIVIL if service is not T.CIVIL else T.CRIMINAL, case_type)
    check_service(T.PLEA, CaseType.DUTY_LAWYER_HELP)


@pytest.mark.rule("LA-91", "M-02")
def test_modifiers_multiply_and_the_cap_cuts() -> None:
    assert amount(T.CIVIL, S.TRIAL_1, codes=("CROSS_REGION",)) == 168_000
    assert amount(T.CIVIL, S.TRIAL_1, 50, codes=("CROSS_REGION", "SETTLED_AT_ONCE")) == 42_000
    assert amount(T.DUTY, S.NONE, quantity=16) == 300_000
    assert amount(T.DUTY, S.NONE, 50, quantity=16) == 150_000
    with pytest.raises(InvalidFields) as caught:
        amount(T.CIVIL, S.TRIAL_1, codes=("GENEROUS",))
    assert caught.value.violations[0].reason == "MODIFIER_UNKNOWN"


@pytest.mark.rule("M-02")
@given(base=st.integers(1, 10**8), percents=st.lists(st.integers(0, 200), max_size=4))
def test_percentages_are_rounded_once_however_many_there_are(base: int, percents: list[int]) -> None:
    row = find_row([{"service": "CIVIL", "unit": "ITEM", "fen": base}], T.CIVIL, S.TRIAL_1)
    found = standard_of(row, quantity=1, codes=(), modifiers=(), cap=None).fen(*percents)
    exact = base
    for one in percents:
        exact *= one
    whole = 100 ** len(percents)
    assert abs(2 * (found * whole - exact)) <= whole
    assert row.unit is TariffUnit.ITEM


@pytest.mark.rule("LA-99")
@pytest.mark.parametrize(("grade", "fen"), [pytest.param(Grade.FAIL, 0, id="TV-F09"), (Grade.PASS, 140_000)])
def test_a_failed_case_is_paid_as_the_region_says(grade: Grade, fen: int) -> None:
    assert amount(T.CIVIL, S.TRIAL_1, percent(case(grade=grade))) == fen


@pytest.mark.rule("LA-102")
@pytest.mark.parametrize("ground", list(TerminationGround))
@pytest.mark.parametrize("substantive", [True, False])
def test_a_terminated_case_is_half_paid_unless_the_recipient_is_at_fault_or_nothing_was_done(
    ground: TerminationGround, *, substantive: bool
) -> None:
    paid = substantive and list(TerminationGround).index(ground) >= 3
    one = case(ground=ground, substantive_work=substantive, grade=None)
    assert amount(T.CIVIL, S.TRIAL_1, percent(one)) == (70_000 if paid else 0)


@pytest.mark.rule("LA-96", "LA-102")
def test_nothing_is_due_before_the_file_is_accepted_and_graded_or_the_case_terminated() -> None:
    assert case().settled_date == DAY
    assert case(grade=None).settled_date is None
    assert case(file_accepted_date=None, grade=None).settled_date is None
    assert case(file_accepted_date=None, grade=None, ground=TerminationGround.OTHER_BY_LAW).settled_date == DAY


@pytest.mark.rule("LA-100", "M-03")
@pytest.mark.parametrize(("shares", "parts"), [
    pytest.param((4000, 6000), (48_000, 72_000), id="TV-F04"), ((3333, 3333, 3334), (39_996, 39_996, 40_008)),
    ((0, 10_000), (0, 120_000)), ((0, 0), (0, 0)),
])  # fmt: skip
def test_a_reassigned_stage_is_split_by_workload(shares: tuple[int, ...], parts: tuple[int, ...]) -> None:
    one = case(work=tuple(work(str(place), share) for place, share in enumerate(shares)))
    found = shares_of_stage(one, S.TRIAL_1)
    assert tuple(part_of(amount(T.CRIMINAL, S.TRIAL_1), found, name) for name in found) == parts


@pytest.mark.rule("LA-100", "E-30")
@given(total=st.integers(0, 10**9), shares=st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_the_parts_of_a_stage_are_the_whole_to_the_fen(total: int, shares: list[int]) -> None:
    one = case(work=tuple(work(str(place), share) for place, share in enumerate(shares)))
    found = shares_of_stage(one, S.TRIAL_1)
    assert sum(found.values()) == (10_000 if any(shares) else 0)
    assert sum(part_of(total, found, name) for name in found) == (total if any(shares) else 0)


@pytest.mark.rule("LA-100")
def test_a_stage_is_shared_by_those_who_worked_in_it() -> None:
    spans = (
        StageSpan(stage=S.INVESTIGATION, from_date=dt.date(2026, 1, 1), until_date=dt.date(2026, 3, 1)),
        StageSpan(stage=S.PROSECUTION_REVIEW, from_date=dt.date(2026, 3, 1), until_date=dt.date(2026, 5, 1)),
        StageSpan(stage=S.TRIAL_1, from_date=dt.date(2026, 5, 1), until_date=None),
    )
    one = case(stages=spans, work=(
        work("first", 4000, "2026-01-01", "2026-03-01"), work("second", 2000, "2026-03-01", "2026-04-01"),
        work("third", 4000, "2026-04-01"),
    ))  # fmt: skip
    assert shares_of_stage(one, S.INVESTIGATION) == {"first": 10_000}
    assert shares_of_stage(one, S.PROSECUTION_REVIEW) == {"second": 3333, "third": 6667}
    assert shares_of_stage(one, S.TRIAL_1) == {"third": 10_000}


def test_everything_on_one_day_is_shared_by_all() -> None:
    spans = tuple(StageSpan(stage=stage, from_date=DAY, until_date=DAY) for stage in (S.TRIAL_1, S.TRIAL_2))
    one = case(stages=spans, work=(work("a", 5000, end="2026-06-15"), work("b", 5000)))
    assert shares_of_stage(one, S.TRIAL_1) == shares_of_stage(one, S.TRIAL_2) == {"a": 5000, "b": 5000}
