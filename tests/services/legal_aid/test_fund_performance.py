"""The yearly performance of fund sources (LA-145), third-party results (LA-141) and statistics (F-19)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import case_pb2, consultation_pb2, evaluation_pb2, fund_source_pb2
from sifa.legal_aid.v1 import publication_pb2 as pb

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ERROR, brought, claim, claims_of, expense, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evaluations import call_back, draw, evaluate, freeze
from tests.services.legal_aid.handling import act_on, brought_to, granted_case
from tests.services.legal_aid.money import DOCUMENT, allot, approve, arrive, ask, fund, funded, propose
from tests.services.legal_aid.publications import advise, compute, identical, on_day, rows
from tests.services.legal_aid.test_events import told

PERFORMANCE = pb.PUBLICATION_KIND_FUND_PERFORMANCE
THIRD_PARTY = pb.PUBLICATION_KIND_THIRD_PARTY_EVALUATION
STATISTICS = pb.PUBLICATION_KIND_SERVICE_STATISTICS
NEW_YEAR = "2027-01-04"


def paid(counter: Counter, source: str, fen: int) -> None:
    """Expenses of the amount are paid."""
    done = done_case(counter)
    brought(counter, expense(counter, done.name, done.assignments[0], source, amount_fen=fen), "pay")


@pytest.mark.rule("LA-145")
@pytest.mark.parametrize(("in_place", "execution"), [pytest.param("80.00%", "50.00%", id="TV-F15")])
def test_a_source_shows_what_is_in_place_and_executed(
    counter: Counter, profile: Profile, in_place: str, execution: str
) -> None:
    source = fund(counter, display_name="法律援助专项").name
    allot(counter, source, 30_000_000)
    arrive(counter, source, 24_000_000)
    paid(counter, source, 15_000_000)
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, PERFORMANCE, "2026")
        assert identical(later, made.name)
        paid_before = rows(compute(later, PERFORMANCE, "2025"), "sources")
    assert rows(made, "sources") == [[
        "法律援助专项", "本级财政", "300000.00", "240000.00", in_place, "150000.00", execution, 0, "—", "—",
    ]]  # fmt: skip
    assert paid_before == []


@pytest.mark.rule("LA-145", "LA-98")
def test_days_to_pay_and_the_pass_rate_are_those_of_the_cases_paid_from_it(counter: Counter, profile: Profile) -> None:
    funded(counter)
    good, bad = brought_to(counter, "GRADED"), brought_to(counter, "FILE_ACCEPTED")
    act_on(counter, "grade", bad.name, grade=case_pb2.GRADE_FAIL)
    ((earned,), (failed,)) = (claims_of(counter, case.name) for case in (good, bad))
    brought(counter, earned, "pay")
    with on_day(counter, profile, "2026-06-20") as later:
        brought(later, failed, "pay")
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, PERFORMANCE, "2026")
    assert rows(made, "sources")[0][7:] == [2, "2.50", "50.00%"]


@pytest.mark.rule("LA-145", "M-05")
def test_wrong_entries_and_carried_money_count_as_the_ledger_has_them(counter: Counter, profile: Profile) -> None:
    source, following = funded(counter, 1_000_000), fund(counter, year=2027, display_name="次年").name
    wrong = allot(counter, source, 500_000)
    approve(counter, propose(counter, "ReverseFundEntry", source, fund_movement=wrong.name))
    carried = {"amount_fen": 400_000, "arrived_fen": 300_000, "carried_into": following}
    approve(counter, propose(counter, "CarryOverFundSource", source, **carried))
    done = done_case(counter)
    made = brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")
    step(counter, "reverse", step(counter, "orderReversal", made, reason=ERROR))
    balances = ask(counter, "GetFundSource", name=source).balances
    with on_day(counter, profile, "2028-01-04") as later:
        first, second = compute(later, PERFORMANCE, "2026"), compute(later, PERFORMANCE, "2027")
    assert rows(first, "sources")[0][2:7] == ["10000.00", "10000.00", "100.00%", "0.00", "0.00%"]
    assert (balances.allocated_fen, balances.arrived_fen, balances.paid_fen) == (1_000_000, 1_000_000, 0)
    assert rows(second, "sources")[0][:5] == ["次年", "本级财政", "4000.00", "3000.00", "75.00%"]


@pytest.mark.rule("LA-145", "XF-22")
def test_misuse_stands_with_its_code(counter: Counter, profile: Profile) -> None:
    source = funded(counter, display_name="补贴专户")
    ask(
        counter, "FreezeFundSource", counter.chief, name=source, document=DOCUMENT,
        misuse=fund_source_pb2.FUND_MISUSE_DIVERTED,
    )  # fmt: skip
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, PERFORMANCE, "2026")
        assert rows(compute(later, PERFORMANCE, "2025"), "misuse") == []
    assert rows(made, "misuse") == [["补贴专户", 2026, "挪用", "2026-06-15"]]


@pytest.mark.rule("LA-145", "LA-142")
def test_silence_is_never_satisfaction(counter: Counter, profile: Profile) -> None:
    for answer in (5, 4, 3, 0):
        call_back(counter, brought_to(counter, "IN_PROGRESS").name, satisfaction=answer)
    call_back(counter, brought_to(counter, "IN_PROGRESS").name, reached=False)
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, PERFORMANCE, "2026")
    assert rows(made, "satisfaction") == [[5, 3, "60.00%", 2, "66.67%"]]


@pytest.mark.rule("LA-141", "LA-114")
def test_a_third_partys_grades_are_counted_by_case(counter: Counter, profile: Profile) -> None:
    cases = [brought_to(counter, "GRADED") for _ in range(3)]
    sample = freeze(counter, purpose=evaluation_pb2.SAMPLE_PURPOSE_THIRD_PARTY)
    draw(counter, sample.name)
    for case, grade in zip(cases, (case_pb2.GRADE_EXCELLENT, case_pb2.GRADE_PASS, case_pb2.GRADE_FAIL), strict=True):
        evaluate(counter, case.name, grade=grade, method=evaluation_pb2.EVALUATION_METHOD_THIRD_PARTY)
    evaluate(counter, cases[0].name)
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, THIRD_PARTY, "2026")
        assert identical(later, made.name)
    assert rows(made, "grades") == [
        ["优秀", 1, "33.33%"], ["良好", 0, "0.00%"], ["合格", 1, "33.33%"], ["不合格", 1, "33.33%"],
        ["合格及以上", 2, "66.67%"], ["评估案件总数", 3, ""],
    ]  # fmt: skip
    assert not [case.name for case in cases if case.name in made.content]


@pytest.mark.rule("LA-141")
def test_a_third_party_looks_only_at_the_frozen_and_drawn_sample(counter: Counter) -> None:
    case = brought_to(counter, "GRADED").name
    method = evaluation_pb2.EVALUATION_METHOD_THIRD_PARTY
    sample = freeze(counter, purpose=evaluation_pb2.SAMPLE_PURPOSE_THIRD_PARTY)
    assert refused(lambda: evaluate(counter, case, method=method)).reason == "CASE_NOT_SAMPLED"
    draw(counter, sample.name)
    outside = brought_to(counter, "GRADED").name
    assert refused(lambda: evaluate(counter, outside, method=method)).reason == "CASE_NOT_SAMPLED"
    assert evaluate(counter, case, method=method).name


@pytest.mark.rule("LA-73")
def test_the_fact_of_a_blind_score_does_not_tell_the_grade(counter: Counter) -> None:
    evaluate(counter, brought_to(counter, "GRADED").name)
    ((_, fact),) = told(counter, "CaseEvaluated")
    assert (fact.method, fact.grade) == (evaluation_pb2.EVALUATION_METHOD_FILE, case_pb2.GRADE_UNSPECIFIED)


def test_statistics_hold_what_legal_aid_owns_and_dashes_for_the_rest(counter: Counter, profile: Profile) -> None:
    granted_case(counter)
    for mode in ("COUNTER", "PHONE", "PHONE", "ONLINE"):
        advise(counter, consultation_pb2.ConsultationMode.Value(f"CONSULTATION_MODE_{mode}"))
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, STATISTICS, "2026")
        assert identical(later, made.name)
    assert rows(made, "legal_aid") == [[1, 1, 2, 1]]
    assert {row[1] for row in rows(made, "others")} == {"—"}
