"""What becomes of an assigned case: arranged, signed, replaced, terminated (LA-54 to LA-63, LA-75, LA-100)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import case_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import (
    act_on,
    bar_handler,
    brought_to,
    case_of,
    case_state,
    granted_case,
    lawyer_of,
    notified_case,
)
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.providers import (
    unit,
)
from tests.services.legal_aid.steps import ORDER_GRANT, object_to, review, state_of


@pytest.mark.rule("LA-54", "LA-55")
def test_a_unit_has_a_day_to_arrange_and_five_to_sign(counter: Counter) -> None:
    firm = unit(counter.door)
    who = lawyer_of(counter, firm)
    name = granted_case(counter)
    clocks = {one.kind: one for one in act_on(counter, "assign", name).deadlines}
    assert (clocks["AGREE"].due_date, clocks["AGREE"].owner) == ("2026-06-22", firm.name)
    assert clocks["ARRANGE"].due_date == "2026-06-16"
    assert refused(lambda: act_on(counter, "recordAgreement", name)).reason == "HANDLER_NOT_ARRANGED"
    elsewhere = lawyer_of(counter, unit(counter.door, number=2), number=4)
    assert refused(lambda: act_on(counter, "arrange", name, handler=elsewhere.name)).reason == "HANDLER_OF_ANOTHER_UNIT"
    act_on(counter, "arrange", name, handler=who.name)
    assert case_state(act_on(counter, "recordAgreement", name)) == "AGREED"


@pytest.mark.rule("LA-54")
def test_a_late_agreement_needs_its_cause(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        lawyer_of(counter, unit(counter.door))
        name = brought_to(counter, "ASSIGNED").name
        with reopened(counter, profile, SIFA_NOW="2026-06-24T09:00+08:00") as later:
            assert refused(lambda: act_on(later, "recordAgreement", name)).reason == "DELAY_CAUSE_MISSING"
            late = act_on(later, "recordAgreement", name, delay_cause="受援人住院")
            assert list(late.flags) == [pb.CASE_FLAG_AGREEMENT_LATE]


@pytest.mark.rule("LA-61", "LA-75")
@pytest.mark.parametrize("ground", [pytest.param(pb.TERMINATION_GROUND_RECIPIENT_ASKS, id="TV-A07")])
def test_a_recipient_on_application_may_insist_on_self_defence(counter: Counter, ground: Any) -> None:
    """Allowed and terminated; in a mandatory defence the authority decides instead."""
    name = brought_to(counter, "IN_PROGRESS").name
    assert case_state(act_on(counter, "terminate", name, ground=ground)) == "TERMINATED"
    mandatory = brought_to(counter, "IN_PROGRESS", notified_case(counter)).name
    assert refused(lambda: act_on(counter, "terminate", mandatory, ground=ground)).reason == "DEFENCE_IS_MANDATORY"


@pytest.mark.rule("LA-62")
def test_a_second_refusal_of_a_mandatory_defence_is_not_allowed(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS", notified_case(counter)).name
    justified: dict[str, Any] = {
        "ground": pb.REPLACEMENT_GROUND_REFUSAL_FOUND_JUSTIFIED,
        "reason": "办案机关审查认为理由正当",
    }
    asked = refused(lambda: act_on(counter, "replace", name, ground=pb.REPLACEMENT_GROUND_RECIPIENT_CHANGE))
    assert asked.reason == "AUTHORITY_DECIDES"
    act_on(counter, "replace", name, **justified)
    for action in ("assign", "arrange"):
        act_on(counter, action, name)
    assert refused(lambda: act_on(counter, "replace", name, **justified)).reason == "SECOND_REFUSAL"


@pytest.mark.rule("LA-63")
def test_a_request_for_another_handler_is_decided_in_five_days(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    kept = act_on(counter, "refuseReplacement", name, requested_date="2026-06-10")
    assert {one.kind: one.due_date for one in kept.deadlines}["REPLACE"] == "2026-06-15"


@pytest.mark.rule("LA-100", "E-30")
def test_shares_of_the_work_add_up_to_the_whole(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    act_on(counter, "replace", name, workload_share_bp=4000)
    brought_to(counter, "IN_PROGRESS", name)
    answer = refused(lambda: act_on(counter, "replace", name, workload_share_bp=6001))
    assert answer.violations == {"workload_share_bp": "SHARE_TOO_LARGE"}
    for action in ("end", "submitFile", "reviewFile"):
        done = act_on(counter, action, name)
    assert [one.workload_share_bp for one in done.assignments] == [4000, 6000]


@pytest.mark.rule("LA-61", "LA-100")
def test_all_that_is_left_of_the_work_can_be_the_share_of_the_one_who_goes(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    gone = act_on(
        counter, "replace", name, ground=pb.REPLACEMENT_GROUND_RECIPIENT_CHANGE, workload_share_bp=10_000
    )  # fmt: skip
    assert (case_state(gone), gone.assignments[-1].workload_share_bp) == ("REASSIGNING", 10_000)


@pytest.mark.rule("LA-51", "E-24")
def test_qualification_is_checked_again_at_the_next_stage(counter: Counter) -> None:
    firm = unit(counter.door)
    who = lawyer_of(counter, firm)
    name = brought_to(counter, "IN_PROGRESS", notified_case(counter)).name
    handler_now = counter.call("GetHandler", counter.head, name=who.name)
    handler_now.ClearField("juvenile_tag")
    counter.call("UpdateHandler", counter.head, handler=handler_now, update_mask={"paths": ["juvenile_tag"]})
    assert refused(lambda: act_on(counter, "enterStage", name)).reason == "QUALIFICATION_LOST"


@pytest.mark.rule("LA-65", "E-24")
def test_who_was_barred_meanwhile_does_not_go_on_into_the_next_stage(counter: Counter) -> None:
    who = lawyer_of(counter, unit(counter.door))
    name = brought_to(counter, "IN_PROGRESS").name
    bar_handler(counter, who.name)
    answer = refused(lambda: act_on(counter, "enterStage", name))
    assert (answer.reason, answer.metadata["obstacles"]) == ("QUALIFICATION_LOST", "BARRED")


@pytest.mark.rule("LA-94")
def test_each_stage_is_entered_once(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    moved = act_on(counter, "enterStage", name)
    assert [one.stage for one in moved.stages] == [pb.CASE_STAGE_TRIAL_1, pb.CASE_STAGE_TRIAL_2]
    assert refused(lambda: act_on(counter, "enterStage", name)).reason == "STAGE_ENTERED_BEFORE"


@pytest.mark.rule("LA-75", "LA-15")
def test_means_end_no_aid_that_never_asked_for_them(counter: Counter) -> None:
    ground = pb.TERMINATION_GROUND_NO_LONGER_POOR
    violence = {"matter": facts_pb2.MATTER_ABUSE_OR_DOMESTIC_VIOLENCE}
    for name in (notified_case(counter), granted_case(counter, **violence)):
        answer = refused(lambda name=name: act_on(counter, "terminate", name, ground=ground))  # type: ignore[misc]
        assert answer.reason == "MEANS_DO_NOT_COUNT"
    assert case_state(act_on(counter, "terminate", granted_case(counter), ground=ground)) == "TERMINATED"


@pytest.mark.rule("LA-38", "LA-75", "E-21")
def test_a_termination_is_a_paper_that_one_may_object_to_and_the_bureau_may_undo(counter: Counter) -> None:
    case = brought_to(counter, "IN_PROGRESS")
    ended = act_on(counter, "terminate", case.name, ground=pb.TERMINATION_GROUND_DECEIT, findings="提交的证明系伪造，")
    application = counter.get(case.application)
    assert state_of(application) == "TERMINATED"
    assert (ended.termination.number, ended.termination.decision) == (
        application.decision.number,
        application.decision.name,
    )
    assert "提交的证明系伪造，属于以欺骗或者其他不正当手段获得法律援助，终止法律援助。" in application.decision.text
    assert counter.call("ReplayDecision", counter.chief, name=application.decision.name).identical
    review(counter, object_to(counter, case.application).name, ORDER_GRANT)
    counter.decide(case.application)
    assert case_state(case_of(counter, application=case.application)) == "REASSIGNING"
