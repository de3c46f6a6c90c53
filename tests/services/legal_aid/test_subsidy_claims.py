"""Claims through the door: what is due, what is blocked, and what the ledger says afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import subsidy_claim_pb2

from chassis.ledger.reading import find_disagreements
from services.legal_aid.domain.case_words import CaseStage, Grade
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.domain.settlement import PaymentState
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import (
    CRIMINAL,
    ERROR,
    TRIAL_2,
    ask,
    brought,
    claim,
    expense,
    state_of,
    step,
)
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, LOTTERY, entries, funded, read_fund
from tests.services.legal_aid.other_days import reopened
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.test_events import told

TERMS = subsidy_claim_pb2.LotteryTerms(
    group=subsidy_claim_pb2.LOTTERY_GROUP_ELDERLY, scope=subsidy_claim_pb2.LOTTERY_SCOPE_OUTSIDE_SCOPE
)
BLOCKED = subsidy_claim_pb2.BLOCK_REASON_DUPLICATE


def left(counter: Counter, source: str) -> tuple[int, int, int]:
    """Available, committed and paid of a source."""
    found = read_fund(counter, source).balances
    return found.available_fen, found.committed_fen, found.paid_fen


@pytest.mark.rule("LA-98")
@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_a_subsidy_is_paid_late_when_its_last_day_is_over(
    counter: Counter, profile: Profile, days: int, *, late: bool
) -> None:
    done = done_case(counter)
    approved = brought(counter, claim(counter, done.name, done.assignments[0], funded(counter)), "approve")
    (clock,) = approved.deadlines
    pays = dt.date.fromisoformat(clock.due_date) + dt.timedelta(days=days)
    with reopened(counter, profile, SIFA_NOW=f"{pays}T23:59:59+08:00") as later:
        assert state_of(step(later, "pay", approved)) == "PAID"
        ((_, fact),) = told(later, "SubsidyPaid")
    assert (fact.late, fact.paid_date) == (late, pays.isoformat())


@pytest.mark.rule("LA-96", "LA-97", "LA-115", "E-32")
@pytest.mark.parametrize("fen", [pytest.param(140_000, id="TV-F13")])
def test_a_subsidy_goes_in_full_to_the_firm(counter: Counter, fen: int) -> None:
    source, who = funded(counter), lawyer(counter)
    done = done_case(counter, who)
    made = claim(counter, done.name, done.assignments[0], source)
    assert (made.amount_fen, made.standard_fen, made.percent, made.share_bp) == (fen, fen, 100, 10_000)
    assert (state_of(made), made.handler, made.unit) == ("DRAFT", who.name, who.unit)
    assert made.tariff_unit == subsidy_claim_pb2.TARIFF_UNIT_CASE
    assert made.citation
    approved = brought(counter, made, "approve")
    assert left(counter, source) == (30_000_000 - fen, fen, 0)
    paid = step(counter, "pay", approved)
    assert (state_of(paid), paid.settlement.paid_date) == ("PAID", "2026-06-15")
    assert left(counter, source) == (30_000_000 - fen, 0, fen)
    assert [entry.purpose for entry in entries(counter, source)[2:]] == ["COMMITMENT", "PAYMENT"]
    assert {line.amount_fen for entry in entries(counter, source)[2:] for line in entry.transfers} == {fen}
    assert ask(counter, "GetSubsidyClaim", name=made.name) == paid
    ((_, fact),) = told(counter, "SubsidyPaid")
    assert (fact.amount_fen, fact.unit, fact.fund_source, fact.late) == (fen, who.unit, source, False)


@pytest.mark.rule("LA-98")
def test_the_payment_has_a_time_limit_that_ends_with_it(counter: Counter) -> None:
    done = done_case(counter)
    made = claim(counter, done.name, done.assignments[0], funded(counter))
    (limit,) = made.deadlines
    assert (limit.kind, limit.start_date, limit.due_date) == ("PAY_SUBSIDY", "2026-06-12", "2026-07-13")
    assert brought(counter, made, "pay").deadlines[0].done_date == "2026-06-15"


@pytest.mark.rule("LA-94", "E-28")
@pytest.mark.parametrize("kind", [pytest.param(LOTTERY, id="TV-F02")])
def test_another_stage_may_be_paid_by_another_source(counter: Counter, kind: Any) -> None:
    lottery, local = funded(counter, kind=kind), funded(counter)
    done = done_case(counter, stages=(CaseStage.TRIAL_1, CaseStage.TRIAL_2))
    brought(counter, claim(counter, done.name, done.assignments[0], lottery, lottery=TERMS), "pay")
    other = claim(counter, done.name, done.assignments[0], local, stage=TRIAL_2)
    assert state_of(brought(counter, other, "pay")) == "PAID"
    assert not told(counter, "SubsidyBlocked")


@pytest.mark.rule("LA-100", "E-30", "M-03")
@pytest.mark.parametrize(("shares", "parts"), [pytest.param((4000, 6000), (48_000, 72_000), id="TV-F04")])
def test_a_reassigned_case_is_paid_once_in_parts(
    counter: Counter, shares: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    source = funded(counter)
    done = done_case(counter, lawyer(counter), lawyer(counter), shares=shares, case_type=CaseType.CRIMINAL_DEFENCE)
    made = [claim(counter, done.name, one, source, service=CRIMINAL) for one in done.assignments]
    assert [(one.amount_fen, one.share_bp) for one in made] == list(zip(parts, shares, strict=True))
    for one in made:
        brought(counter, one, "pay")
    assert left(counter, source) == (30_000_000 - 120_000, 0, 120_000)


@pytest.mark.rule("LA-99")
@pytest.mark.parametrize("fen", [pytest.param(0, id="TV-F09")])
def test_a_failed_case_is_paid_nothing_by_default(counter: Counter, fen: int) -> None:
    source = funded(counter)
    done = done_case(counter, grade=Grade.FAIL)
    made = brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")
    assert (made.amount_fen, made.percent, left(counter, source)) == (fen, 0, (30_000_000, 0, 0))


@pytest.mark.rule("LA-93")
def test_a_receipt_is_paid_once(counter: Counter) -> None:
    done, source = done_case(counter), funded(counter)
    expense(counter, done.name, done.assignments[0], source)
    assert refused(lambda: expense(counter, done.name, done.assignments[0], source)).reason == "RECEIPT_TAKEN"


@pytest.mark.rule("M-05", "E-29", "LA-90")
def test_a_payment_is_taken_back_into_its_own_source_on_somebodys_decision(counter: Counter) -> None:
    source, other = funded(counter), funded(counter, display_name="追加经费")
    done = done_case(counter)
    paid = brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")
    assert refused(lambda: step(counter, "reverse", paid)).reason == "REVERSAL_NOT_ORDERED"
    ordered = step(counter, "orderReversal", paid, reason=ERROR)
    taken = step(counter, "reverse", ordered)
    assert (state_of(taken), taken.settlement.reversed_date) == ("REVERSED", "2026-06-15")
    assert left(counter, source) == left(counter, other) == (30_000_000, 0, 0)
    last = entries(counter, source)[-1]
    assert (last.name, last.reverses, last.document) == (taken.settlement.reversal, paid.settlement.payment, DOCUMENT)
    ((_, fact),) = told(counter, "SubsidyReversed")
    assert (fact.amount_fen, fact.reason, fact.fund_source) == (140_000, ERROR, source)
    assert state_of(claim(counter, done.name, done.assignments[0], other)) == "DRAFT"


@pytest.mark.parametrize(("changes", "reason"), [
    ({"grade": None}, "NOT_SETTLED"), ({"stages": (CaseStage.TRIAL_2,)}, "STAGE_UNKNOWN"),
    ({"case_type": CaseType.CRIMINAL_DEFENCE}, "SERVICE_UNFIT"), ({"shares": (0,)}, "NO_WORK_SHARE"),
])  # fmt: skip
def test_what_a_case_does_not_give_is_not_claimed(counter: Counter, changes: dict[str, Any], reason: str) -> None:
    done, source = done_case(counter, **changes), funded(counter)
    before = everything(counter.door.service)
    assert refused(lambda: claim(counter, done.name, done.assignments[0], source)).reason == reason
    assert everything(counter.door.service) == before


def test_what_is_not_there_is_not_claimed_for(counter: Counter) -> None:
    done, source, nobody = done_case(counter), funded(counter), "0" * 36
    for fields, reason in (
        ({"case": f"cases/{nobody}"}, "CASE_UNKNOWN"), ({"assignment": f"assignments/{nobody}"}, "ASSIGNMENT_UNKNOWN"),
        ({"fund_source": f"fundSources/{nobody}"}, "FUND_SOURCE_UNKNOWN"), ({"claimed_fen": 1}, "CLAIM_AMOUNT_WRONG"),
    ):  # fmt: skip
        said = {"case": done.name, "assignment": done.assignments[0], "fund_source": source, **fields}
        answer = refused(lambda said=said: claim(counter, **said))  # type: ignore[misc]
        assert answer.reason == reason


def test_a_claim_elsewhere_is_not_found(counter: Counter) -> None:
    done = done_case(counter)
    made = claim(counter, done.name, done.assignments[0], funded(counter))
    stranger = counter.door.person("legal_aid_head", divisions=("990103",))
    for rpc in ("GetSubsidyClaim", "CheckSubsidyClaim", "ApproveSubsidyClaim"):
        answer = refused(lambda rpc=rpc: ask(counter, rpc, stranger, name=made.name))  # type: ignore[misc]
        assert answer.code is grpc.StatusCode.NOT_FOUND


def test_lists_filter_by_state_case_and_source(counter: Counter) -> None:
    source, done, other = funded(counter), done_case(counter), done_case(counter)
    first = claim(counter, done.name, done.assignments[0], source)
    second = step(counter, "check", claim(counter, other.name, other.assignments[0], source))

    def listed(**asked: Any) -> list[str]:
        return [one.name for one in ask(counter, "ListSubsidyClaims", **asked).subsidy_claims]

    assert listed() == listed(fund_source=source) == [first.name, second.name]
    assert listed(state=second.settlement.state) == listed(case=other.name) == [second.name]


def test_after_everything_the_books_agree_with_themselves(counter: Counter) -> None:
    for state in PaymentState:
        if state in (PaymentState.DRAFT, PaymentState.REVERSED):
            continue
        done = done_case(counter)
        source = funded(counter, display_name=f"经费{state.name}")
        brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")
    with counter.door.service.database.read() as session:
        assert find_disagreements(session) == []
