"""Evaluations, second scorers, callbacks and samples that anybody can check (LA-73, LA-74, F-23)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.legal_aid.v1 import case_pb2, events_pb2
from sifa.legal_aid.v1 import evaluation_pb2 as pb

from services.legal_aid.domain.case_evaluation import Agreement, measure
from services.legal_aid.domain.case_words import Grade
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evaluations import call_back, draw, evaluate, freeze
from tests.services.legal_aid.handling import brought_to, lawyer_of
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.providers import unit
from tests.services.legal_aid.test_events import told

RUBRIC = """
id = "990102"
division = "990102"
status = "active"

[[parameter]]
key = "la.rubric"
unit = "items by method"
value = { FILE = [{ code = "MEETING", full = 40 }, { code = "PAPERS", full = 60 }] }
citation = "示范区案卷评估标准"
from = 2026-01-01

[[parameter]]
key = "la.grade_bands"
unit = "grades from points"
value = [{ grade = "EXCELLENT", at_least = 90 }, { grade = "GOOD", at_least = 75 }, { grade = "PASS", at_least = 60 }]
citation = "示范区案卷评估标准"
from = 2026-01-01
"""


@pytest.mark.rule("LA-73")
def test_a_case_is_evaluated_once_by_each_method(counter: Counter) -> None:
    name = brought_to(counter, "GRADED").name
    made = evaluate(counter, name)
    assert (made.round, made.sealed, made.grade, made.evaluator) == (
        1,
        False,
        case_pb2.GRADE_GOOD,
        "legal_aid_head-990102",
    )
    assert refused(lambda: evaluate(counter, name)).reason == "EVALUATED_BEFORE"
    evaluate(counter, name, method=pb.EVALUATION_METHOD_PEER)
    found = counter.call("ListEvaluations", counter.clerk, case=name).evaluations
    assert [one.method for one in found] == [pb.EVALUATION_METHOD_FILE, pb.EVALUATION_METHOD_PEER]


@pytest.mark.rule("LA-73")
@pytest.mark.parametrize(("state", "method", "fits"), [
    ("ASSIGNED", pb.EVALUATION_METHOD_OBSERVATION, False), ("IN_PROGRESS", pb.EVALUATION_METHOD_OBSERVATION, True),
    ("FILE_SUBMITTED", pb.EVALUATION_METHOD_FILE, False), ("FILE_ACCEPTED", pb.EVALUATION_METHOD_FILE, True),
])  # fmt: skip
def test_what_is_looked_at_when(counter: Counter, state: str, method: Any, *, fits: bool) -> None:
    name = brought_to(counter, state).name
    if fits:
        assert evaluate(counter, name, method=method).case == name
    else:
        assert refused(lambda: evaluate(counter, name, method=method)).reason == "CASE_NOT_EVALUABLE"


@pytest.mark.rule("P-04")
def test_nobody_evaluates_his_own_case(counter: Counter) -> None:
    lawyer_of(counter, unit(counter.door), full_name="张工")
    name = brought_to(counter, "GRADED").name
    assert refused(lambda: evaluate(counter, name)).reason == "EVALUATOR_HANDLED_CASE"


@pytest.mark.rule("LA-73")
def test_a_second_scorer_does_not_see_the_first_score(counter: Counter) -> None:
    name = brought_to(counter, "GRADED").name
    first = evaluate(counter, name)
    sample = freeze(counter)
    assert refused(lambda: draw(counter, sample.name, counter.head)).reason == "SEPARATION_OF_DUTIES"
    assert list(draw(counter, sample.name).drawn) == [name]
    hidden = counter.call("GetEvaluation", counter.chief, name=first.name)
    assert (hidden.sealed, hidden.grade, hidden.reasons) == (True, 0, "")
    assert counter.call("GetEvaluation", counter.head, name=first.name).grade == case_pb2.GRADE_GOOD
    assert refused(lambda: evaluate(counter, name)).reason == "SAME_EVALUATOR"
    second = evaluate(counter, name, counter.chief, grade=case_pb2.GRADE_PASS)
    assert (second.round, second.sealed) == (2, False)
    assert counter.call("GetEvaluation", counter.chief, name=first.name).grade == case_pb2.GRADE_GOOD
    asked = {"institution": counter.institution, "from_date": "2026-06-01", "until_date": "2026-06-30"}
    reply = counter.call("MeasureAgreement", counter.chief, **asked)
    assert (reply.pairs, reply.agreed, reply.kappa_bp) == (1, 0, 0)


@pytest.mark.rule("LA-73")
def test_anybody_can_draw_the_sample_again(counter: Counter) -> None:
    cases = sorted(brought_to(counter, "FILE_ACCEPTED").name for _ in range(3))
    sample = freeze(counter, percent=34)
    assert list(sample.population) == cases
    listed = "".join(f"{case}\n" for case in cases)
    assert sample.population_sha256 == hashlib.sha256(listed.encode()).hexdigest()
    drawn = draw(counter, sample.name, value="2026-178")
    told_first = sorted(
        cases, key=lambda case: hashlib.sha256(f"{sample.population_sha256}\n2026-178\n{case}".encode()).hexdigest()
    )[:2]
    assert list(drawn.drawn) == told_first
    assert refused(lambda: draw(counter, sample.name)).reason == "DRAWN_BEFORE"
    nothing: dict[str, Any] = {"from_date": "2025-01-01", "until_date": "2025-01-31"}
    assert refused(lambda: freeze(counter, **nothing)).reason == "NOTHING_TO_DRAW"


@pytest.mark.rule("LA-141")
def test_what_a_third_party_evaluates_is_frozen_and_drawn_and_seals_nothing(counter: Counter) -> None:
    name = brought_to(counter, "GRADED").name
    first = evaluate(counter, name)
    sample = freeze(counter, purpose=pb.SAMPLE_PURPOSE_THIRD_PARTY)
    assert (list(sample.population), list(draw(counter, sample.name).drawn)) == ([name], [name])
    assert counter.call("GetEvaluation", counter.chief, name=first.name) == first
    by_others = evaluate(counter, name, counter.chief, method=pb.EVALUATION_METHOD_THIRD_PARTY)
    assert (by_others.round, by_others.sealed) == (1, False)


@pytest.mark.rule("LA-142", "XF-24", "XF-16")
def test_a_callback_tells_of_dissatisfaction_and_of_money(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    call_back(counter, case.name, reached=False)
    assert told(counter, "CallbackUnsatisfied") == []
    made = call_back(counter, case.name, satisfaction=2, asked_for_money=True)
    where = {"institution": counter.institution, "division": counter.division}
    handler = case.assignments[0].handler
    assert told(counter, "CallbackUnsatisfied") == [
        (case.name, events_pb2.CallbackUnsatisfied(
            evaluation=made.name, case=case.name, handler=handler, satisfaction=2, evaluated_date="2026-06-15",
            **where))
    ]  # fmt: skip
    [(_, lead)] = told(counter, "PropertyTakingReported")
    assert (lead.about, lead.target, lead.complaint) == (case.name, handler, "")
    assert refused(lambda: call_back(counter, case.name)).reason == "EVALUATED_BEFORE"


@pytest.mark.rule("LA-142")
@pytest.mark.parametrize("satisfaction", [0, 3, 4, 5])
def test_silence_and_contentment_are_told_to_nobody(counter: Counter, satisfaction: int) -> None:
    call_back(counter, brought_to(counter, "GRADED").name, satisfaction=satisfaction)
    assert told(counter, "CallbackUnsatisfied") == []


@pytest.mark.parametrize(("changes", "found"), [
    ({"grade": 0}, {"evaluation.grade": "GRADE_MISSING"}), ({"reasons": ""}, {"evaluation.grade": "GRADE_MISSING"}),
    ({"callback": pb.CallbackForm(reached=True)}, {"evaluation.callback": "CALLBACK_FORM_UNEXPECTED"}),
    ({"method": pb.EVALUATION_METHOD_CALLBACK}, {"evaluation.callback": "CALLBACK_FORM_MISSING"}),
    ({"evaluated_date": "2026-06-16"}, {"evaluation.evaluated_date": "DATE_IN_FUTURE"}),
    ({"scores": [pb.ItemScore(item="MEETING", points=1)]}, {"evaluation.scores": "RUBRIC_DIFFERS"}),
])  # fmt: skip
def test_a_bad_form_names_its_field(counter: Counter, changes: dict[str, Any], found: dict[str, str]) -> None:
    name = brought_to(counter, "GRADED").name
    assert refused(lambda: evaluate(counter, name, **changes)).violations == found


@pytest.mark.rule("LA-71", "LA-74")
def test_rubric_and_bands_of_a_region_are_data(profile: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "legal_aid"
    folder.mkdir()
    (folder / "990102.toml").write_text(RUBRIC, encoding="utf-8")
    with counter_at(profile, "2026-06-15T09:00+08:00", SIFA_POLICY_DIR=str(tmp_path)) as counter:
        name = brought_to(counter, "GRADED").name

        def scored(meeting: int, papers: int, **changes: Any) -> pb.Evaluation:
            points = [pb.ItemScore(item="MEETING", points=meeting), pb.ItemScore(item="PAPERS", points=papers)]
            return evaluate(counter, name, scores=points, **changes)

        assert refused(lambda: scored(41, 34)).violations == {"evaluation.scores": "RUBRIC_DIFFERS"}
        assert refused(lambda: scored(40, 34)).violations == {"evaluation.grade": "GRADE_OUTSIDE_BAND"}
        made = scored(40, 35)
        assert (made.total_points, made.full_points, len(made.rubric_sha256)) == (75, 100, 64)


PAIRS = st.lists(st.tuples(st.sampled_from(list(Grade)), st.sampled_from(list(Grade))), max_size=30)


@given(PAIRS)
def test_kappa_is_that_of_the_textbook(pairs: list[tuple[Grade, Grade]]) -> None:
    found = measure(pairs)
    count = len(pairs)
    if count == 0:
        assert found == Agreement(pairs=0, agreed=0, kappa_bp=None)
        return
    observed = sum(one is two for one, two in pairs) / count
    chance = sum(
        sum(one is grade for one, _ in pairs) * sum(two is grade for _, two in pairs) for grade in Grade
    ) / count**2  # fmt: skip
    if found.kappa_bp is None:
        assert chance == 1
    else:
        assert abs(found.kappa_bp / 10_000 - (observed - chance) / (1 - chance)) <= 0.000_06
