"""An assessment tells beforehand what the decision will be, by the same engine, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf.descriptor_pb2 import MethodOptions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sifa.legal_aid.v1 import application_service_pb2 as pb
from sifa.legal_aid.v1 import decision_pb2, facts_pb2

from chassis.kernel.credit_code import check_character
from chassis.kernel.money import yuan
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import RPCS, Counter
from tests.services.legal_aid.intake import applicant, means, papers, place
from tests.services.legal_aid.other_days import reopened
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import LATER, act

EVERY_PAPER = [*papers(), *papers(facts_pb2.PAPER_KIND_EXEMPTION_PROOF)]
ORGANISATION = facts_pb2.APPLICANT_KIND_ORGANISATION
BODY = "91990102MA0A1B2C3"
FEN = st.one_of(st.integers(0, 700_000), st.sampled_from([0, 140_000, 140_001, 800_000, 66_666, 66_667, 10**12]))
MEANS = st.fixed_dictionaries({
    "household_size": st.integers(1, 6), "household_income_fen": FEN, "own_income_fen": FEN,
    "income_period": st.sampled_from(facts_pb2.IncomePeriod.values()[1:]), "opponent_in_household": st.booleans(),
    "exemption": st.sampled_from(facts_pb2.Exemption.values()), "exemption_proved": st.booleans(),
    "pledge_signed": st.booleans(), "verified_by_data": st.booleans(),
})  # fmt: skip
PLACES = st.one_of(
    st.sampled_from([place(), place("990103")]),
    st.builds(facts_pb2.Place, track=st.just(facts_pb2.TRACK_NON_LITIGATION),
              dispute_division=st.sampled_from(["990102", "990103"]),
              cause_division=st.sampled_from(["", "990102", "990103"])),
)  # fmt: skip
FACTS = st.fixed_dictionaries({
    "residence_type": st.sampled_from(facts_pb2.ResidenceType.values()[1:]),
    "kind": st.sampled_from([*facts_pb2.ApplicantKind.values()[:2] * 4, ORGANISATION]),
    "matter": st.sampled_from(facts_pb2.Matter.values()[1:]), "means": MEANS, "place": PLACES,
})  # fmt: skip
Told = tuple[Any, ...]


def assess(counter: Counter, facts: dict[str, Any], **further: Any) -> pb.AssessApplicationResponse:
    who = {"residence_type": facts["residence_type"], "kind": facts["kind"]}
    reply: pb.AssessApplicationResponse = counter.call(
        "AssessApplication", counter.clerk, institution=counter.institution, applicant=who, matter=facts["matter"],
        means=means(**facts["means"]), place=facts["place"], supplementary_matter=supplementary(facts), **further,
    )  # fmt: skip
    return reply


def decide(counter: Counter, facts: dict[str, Any]) -> decision_pb2.Decision:
    company = {"identity_number": "", "credit_code": BODY + check_character(BODY)}
    who = {"residence_type": facts["residence_type"], "kind": facts["kind"]}
    received = counter.receive(
        applicant=applicant(**who, **(company if facts["kind"] == ORGANISATION else {})), matter=facts["matter"],
        means=means(**facts["means"]), place=facts["place"], papers=EVERY_PAPER,
        supplementary_matter=supplementary(facts),
    )  # fmt: skip
    return counter.decide(received.name).decision


def supplementary(facts: dict[str, Any]) -> str:
    return "民生事项" if facts["matter"] == facts_pb2.MATTER_SUPPLEMENTARY else ""


def told(call: Callable[[], Any]) -> Told:
    """Outcome, reasons, parameters and remedies; of a refused call its reason, and so of a matter of another place."""
    try:
        reply = call()
    except grpc.RpcError as failed:
        return (refused(partial(raise_, failed)).reason,)
    if reply.outcome == decision_pb2.OUTCOME_REFER:
        return ("WRONG_PLACE",)
    return reply.outcome, list(reply.reasons), list(reply.parameters), list(reply.remedies)


def raise_(error: Exception) -> None:
    raise error


def townsman(**facts: Any) -> dict[str, Any]:
    """Facts of a pay dispute."""
    return {
        "residence_type": facts_pb2.RESIDENCE_TYPE_URBAN, "kind": 0, "matter": facts_pb2.MATTER_LABOUR_PAY,
        "means": {}, "place": place(), **facts,
    }  # fmt: skip


ASKED: dict[str, dict[str, Any]] = {
    "GRANT": townsman(),
    "REFUSE": townsman(means={"household_income_fen": 140_001}),
    "REFER": townsman(place=place("990103")),
    "PLEDGE_MISSING": townsman(means={"pledge_signed": False}),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS)
def test_whatever_the_facts_the_decision_is_what_the_assessment_told(counter: Counter, facts: dict[str, Any]) -> None:
    assert told(lambda: assess(counter, facts)) == told(lambda: decide(counter, facts))


@pytest.mark.parametrize("asked", ASKED)
def test_an_assessment_leaves_no_trace(counter: Counter, asked: str) -> None:
    before = everything(counter.door.service)
    answer = told(lambda: assess(counter, ASKED[asked]))
    assert everything(counter.door.service) == before
    expected = {"GRANT": decision_pb2.OUTCOME_GRANT, "REFUSE": decision_pb2.OUTCOME_REFUSE, "REFER": "WRONG_PLACE"}
    assert answer[0] == expected.get(asked, asked)


def test_an_assessment_does_not_wait_for_a_writer(counter: Counter) -> None:
    service = counter.door.service
    with service.database.write() as session:
        if not service.database.sqlite:
            for table in everything(service):
                session.execute(sa.text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))
        assert assess(counter, ASKED["GRANT"]).outcome == decision_pb2.OUTCOME_GRANT


def test_an_assessment_is_promised_to_have_no_side_effects() -> None:
    options = RPCS["AssessApplication"].GetOptions()
    assert options.idempotency_level == MethodOptions.NO_SIDE_EFFECTS
    assert "request_id" not in RPCS["AssessApplication"].input_type.fields_by_name


@pytest.mark.rule("LA-22", "LA-27", "LA-32")
@pytest.mark.parametrize("income", [420_000, 420_001])
def test_an_assessment_explains_itself_with_the_figures_that_were_compared(counter: Counter, income: int) -> None:
    facts = townsman(means={"household_size": 3, "household_income_fen": income})
    reply = assess(counter, facts)
    assert reply.comparison == pb.MeansComparison(
        income_fen=income, income_period=facts_pb2.INCOME_PERIOD_MONTH, persons=3, highest_income_fen=420_000
    )
    assert [parameter.key for parameter in reply.parameters] == ["la.standard.urban", "la.base.dibao"]
    assert all(parameter.citation and len(parameter.pack_sha256) == 64 for parameter in reply.parameters)
    printed = decide(counter, facts).text
    assert f"收入每月{yuan(income)}元，3人；相应标准为每月{yuan(420_000)}元" in printed
    assert bool(reply.remedies) == (income == 420_001)


@pytest.mark.parametrize("asked", ["REFER", "no means condition"])
def test_without_a_test_there_are_no_figures(counter: Counter, asked: str) -> None:
    facts = ASKED.get(asked, townsman(matter=facts_pb2.MATTER_GOOD_SAMARITAN_CLAIM))
    reply = assess(counter, facts)
    assert (reply.HasField("comparison"), list(reply.parameters)) == (False, [])
    assert list(reply.competent_divisions) == (["990103"] if asked == "REFER" else [])


@pytest.mark.rule("LA-23")
def test_the_institution_must_be_within_the_callers_divisions(counter: Counter) -> None:
    elsewhere = counter.door.person("legal_aid_clerk", divisions=("990202",))
    asked = {"institution": counter.institution, "applicant": {"residence_type": 1}, "matter": 6, "place": place()}
    answer = refused(lambda: counter.call("AssessApplication", elsewhere, means=means(), **asked))
    assert answer.reason == "INSTITUTION_UNKNOWN"


def test_facts_without_a_place_are_not_referred_to_nowhere(counter: Counter) -> None:
    nowhere = facts_pb2.Place(track=facts_pb2.TRACK_LITIGATION)
    unnamed = {"matter": facts_pb2.MATTER_SUPPLEMENTARY, "means": means(), "applicant": {"residence_type": 1}}
    asked = {"institution": counter.institution, "place": nowhere, **unnamed}
    answer = refused(lambda: counter.call("AssessApplication", counter.clerk, **asked))
    assert answer.violations == {"place.authority_division": "PLACE_MISSING", "supplementary_matter": "REQUIRED"}


PACK = """
id = "990102"
division = "990102"
status = "active"
"""
BASE = """
[[parameter]]
key = "la.base.dibao"
unit = "fen per person"
value = {{ fen = {fen}, period = "MONTH", series = "城镇居民最低生活保障标准" }}
citation = "演示用虚构数字"
from = {begins}
"""


@pytest.mark.rule("LA-26", "E-16")
@pytest.mark.parametrize(("day", "highest"), [("2026-06-14", 160_000), ("2026-06-15", 100_000)])
def test_the_standard_of_the_day_of_receipt_counts_on_the_day_of_a_change_and_the_day_before(
    counter: Counter, profile: Profile, tmp_path: Path, day: str, highest: int
) -> None:
    file = tmp_path / "legal_aid" / "990102.toml"
    file.parent.mkdir(parents=True)
    old = BASE.format(fen=80_000, begins="2020-01-01\nto = 2026-06-14")
    file.write_text(PACK + old + BASE.format(fen=50_000, begins="2026-06-15"), encoding="utf-8")
    with reopened(counter, profile, SIFA_POLICY_DIR=str(tmp_path)) as later:
        for income, outcome in ((highest, decision_pb2.OUTCOME_GRANT), (highest + 1, decision_pb2.OUTCOME_REFUSE)):
            facts = townsman(means={"household_income_fen": income})
            assert assess(later, facts, on_date=day).outcome == outcome
            received = later.receive(means=means(household_income_fen=income), received_date=day, entry_reason=LATER)
            assert act(later, "decide", received.name).decision.outcome == outcome
