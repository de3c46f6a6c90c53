"""A paper is served (P-05), and corrected only by another paper that names it (P-06)."""

from __future__ import annotations

from pathlib import Path

import grpc
import pytest
from sifa.legal_aid.v1 import decision_pb2 as pb

from chassis.clock import random_id
from services.legal_aid.domain.decision import MOVES, DecisionState
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import applicant
from tests.services.legal_aid.other_days import reopened
from tests.services.legal_aid.packs import write_pack
from tests.services.legal_aid.papers import MAKERS, RICH, reissue, serve
from tests.services.legal_aid.routes import refused_application, reviewed
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import LATER, ORDER_GRANT, UPHOLD, act, object_to, review, state_of, table_of

BOOK = {"MADE": {"serve": {"SERVED"}, "reissue": {"REPLACED"}}, "SERVED": {"reissue": {"REPLACED"}}, "REPLACED": {}}
METHODS = pb.ServiceMethod.values()[1:]


def made(counter: Counter, state: str) -> pb.Decision:
    name = counter.decide(counter.receive().name).decision.name
    if state == "SERVED":
        serve(counter, name)
    if state == "REPLACED":
        reissue(counter, name)
    decision: pb.Decision = counter.call("GetDecision", counter.clerk, name=name)
    return decision


def short(decision: pb.Decision) -> str:
    return pb.DecisionState.Name(decision.state).removeprefix("DECISION_STATE_")


def test_the_table_of_moves_of_a_paper_is_this() -> None:
    assert table_of(MOVES) == BOOK


@pytest.mark.parametrize("state", list(DecisionState), ids=lambda state: state.name)
def test_a_paper_offers_its_moves_and_refuses_all_others(counter: Counter, state: DecisionState) -> None:
    decision = made(counter, state.name)
    assert (short(decision), list(decision.allowed_actions)) == (state.name, sorted(BOOK[state.name]))
    before = everything(counter.door.service)
    for action, do in (("serve", serve), ("reissue", reissue)):
        if action not in BOOK[state.name]:
            answer = refused(lambda do=do: do(counter, decision.name))  # type: ignore[misc]
            assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED")
            assert answer.metadata == {"state": state.name, "allowed": ",".join(sorted(BOOK[state.name]))}
    assert everything(counter.door.service) == before


@pytest.mark.rule("P-05")
@pytest.mark.parametrize("method", METHODS, ids=pb.ServiceMethod.Name)
def test_every_way_of_service_is_recorded_with_its_date(counter: Counter, method: int) -> None:
    decision = made(counter, "MADE")
    served = serve(counter, decision.name, service_method=method)
    assert (short(served), served.served_date, served.service_method) == ("SERVED", "2026-06-15", method)
    assert (served.text, served.number) == (decision.text, decision.number)
    assert counter.get(served.application).decision == served


@pytest.mark.rule("P-05", "P-06")
def test_a_paper_is_not_served_before_it_was_made_nor_tomorrow(counter: Counter) -> None:
    name = made(counter, "MADE").name
    early = refused(lambda: serve(counter, name, happened_date="2026-06-14"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    late = refused(lambda: serve(counter, name, happened_date="2026-06-16"))
    assert late.violations == {"happened_date": "DATE_IN_FUTURE"}


@pytest.mark.rule("P-06", "LA-72")
def test_late_entry_of_service_asks_for_the_reason(counter: Counter) -> None:
    received = counter.receive(received_date="2026-06-01", entry_reason=LATER)
    name = act(counter, "decide", received.name, happened_date="2026-06-02").decision.name
    assert refused(lambda: serve(counter, name, happened_date="2026-06-03")).reason == "ENTRY_REASON_MISSING"
    assert serve(counter, name, happened_date="2026-06-03", entry_reason=LATER).served_date == "2026-06-03"


def test_a_stale_etag_of_a_paper_is_aborted(counter: Counter) -> None:
    decision = made(counter, "MADE")
    assert refused(lambda: serve(counter, decision.name, etag="0")).reason == "ETAG_MISMATCH"
    assert serve(counter, decision.name, etag=decision.etag).etag != decision.etag


def test_an_unknown_paper_is_not_found(counter: Counter) -> None:
    assert refused(lambda: serve(counter, f"decisions/{random_id()}")).code is grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("P-06")
def test_a_reissued_paper_names_the_old_one_and_bears_the_corrected_name(counter: Counter) -> None:
    old = made(counter, "SERVED")
    act(counter, "correct", old.application, applicant=applicant(full_name="王㐂㐂"))
    new = reissue(counter, old.name, "姓名录入有误")
    assert f"本决定书更正并替代{old.number}。更正原因：姓名录入有误" in new.text
    assert (new.replaces, new.correction_reason, short(new)) == (old.name, "姓名录入有误", "MADE")
    assert "申请人：王㐂㐂\n" in new.text
    assert (new.number, new.outcome, new.made_date) == ("（2026）玄法援援字第2号", old.outcome, old.made_date)


@pytest.mark.rule("P-06")
def test_the_old_paper_keeps_every_word(counter: Counter) -> None:
    old = made(counter, "SERVED")
    new = reissue(counter, old.name)
    kept = counter.call("GetDecision", counter.clerk, name=old.name)
    assert (short(kept), kept.text, kept.served_date) == ("REPLACED", old.text, old.served_date)
    assert counter.get(old.application).decision == new


@pytest.mark.rule("P-06")
def test_a_paper_that_would_say_something_else_now_is_not_reissued(
    counter: Counter, profile: Profile, tmp_path: Path
) -> None:
    old = counter.decide(counter.receive(**RICH).name).decision
    folder = write_pack(tmp_path, dibao_fen=80_000)
    with reopened(counter, profile, SIFA_POLICY_DIR=str(folder)) as later:
        before = everything(later.door.service)
        answer = refused(lambda: reissue(later, old.name))
        assert (answer.reason, answer.metadata["rules"]) == ("REISSUE_CHANGES_OUTCOME", "P-06")
        assert everything(later.door.service) == before


@pytest.mark.rule("P-06")
@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_paper_can_be_reissued_once_more(counter: Counter, kind: str) -> None:
    old = MAKERS[kind](counter)
    new = reissue(counter, old.name)
    assert (new.outcome, new.replaces, new.objection) == (old.outcome, old.name, old.objection)
    assert [reason.code for reason in new.reasons] == [reason.code for reason in old.reasons]


@pytest.mark.rule("P-06", "LA-38")
def test_an_old_paper_that_is_reissued_does_not_step_before_the_bureaus(counter: Counter) -> None:
    application = refused_application(counter)
    review(counter, object_to(counter, application.name).name, ORDER_GRANT)
    order = counter.get(application.name).decision
    reissue(counter, application.decision.name)
    assert counter.get(application.name).decision == order
    granted = counter.decide(application.name)
    assert order.number in granted.decision.reasons[0].text
    assert state_of(granted) == "GRANTED"


def test_the_bureaus_paper_is_served_by_its_reviewer(counter: Counter) -> None:
    name = reviewed(counter, UPHOLD).decision.name
    assert short(serve(counter, name, counter.reviewer)) == "SERVED"


@pytest.mark.rule("P-06")
@pytest.mark.parametrize("of_the_bureau", [True, False])
def test_only_the_issuer_corrects_a_paper(counter: Counter, *, of_the_bureau: bool) -> None:
    name = (reviewed(counter, UPHOLD) if of_the_bureau else counter.decide(counter.receive().name)).decision.name
    stranger = counter.head if of_the_bureau else counter.reviewer
    before = everything(counter.door.service)
    answer = refused(lambda: counter.call("ReissueDecision", stranger, name=name, correction_reason="姓名有误"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "NOT_THE_ISSUER")
    assert everything(counter.door.service) == before


@pytest.mark.rule("P-06", "LA-36")
def test_provisional_aid_is_corrected_after_its_period_has_run_out(counter: Counter) -> None:
    received = counter.receive(received_date="2026-06-01", entry_reason="补录", limitation_expiry_date="2026-06-05")
    name = received.name
    begun = act(counter, "grantProvisionalAid", name, happened_date="2026-06-01").decision
    new = reissue(counter, begun.name)
    assert (new.outcome, begun.made_date, new.made_date) == (begun.outcome, "2026-06-01", "2026-06-15")
    assert [one.text for one in new.reasons] == [one.text for one in begun.reasons]
    assert counter.call("ReplayDecision", counter.head, name=new.name).identical
