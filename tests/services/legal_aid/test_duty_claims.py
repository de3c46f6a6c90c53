"""Subsidies for duty shifts, apart from cases: by half workdays, once, settled by four people (LA-19, LA-92)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from sifa.legal_aid.v1 import duty_claim_pb2 as pb
from sifa.legal_aid.v1 import duty_shift_pb2, events_pb2, handler_pb2, settlement_pb2

from services.legal_aid.domain.settlement import EXPENSE_MOVES, PaymentState
from tests.doors import refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.duty import stand
from tests.services.legal_aid.duty_claims import CONSULTATION, DUTY, PLEA, ask, brought, claim, step
from tests.services.legal_aid.handling import bar_handler
from tests.services.legal_aid.money import LOTTERY, entries, fund, funded, read_fund
from tests.services.legal_aid.payments import export, file_of, result_of, take
from tests.services.legal_aid.providers import handler, unit
from tests.services.legal_aid.publications import compute, on_day, rows
from tests.services.legal_aid.rows import everything

BOTH = [duty_shift_pb2.HALF_DAY_MORNING, duty_shift_pb2.HALF_DAY_AFTERNOON]
WINDOW, VILLAGE = duty_shift_pb2.DUTY_PLACE_WINDOW, duty_shift_pb2.DUTY_PLACE_VILLAGE
A_DAY = 20_000  # LA-91, as seen in one district in 2020.


def lawyer(counter: Counter, number: int = 1, **changes: Any) -> str:
    return handler(counter.door, unit(counter.door, number=number), number=number, **changes).name


def state_of(one: pb.DutyClaim) -> str:
    return settlement_pb2.PaymentState.Name(one.settlement.state).removeprefix("PAYMENT_STATE_")


@pytest.mark.rule("LA-92", "LA-91", "LA-19")
def test_a_month_of_shifts_comes_to_its_workdays(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    shifts = [
        stand(counter, who, shift_date="2026-06-01", halves=BOTH), stand(counter, who, shift_date="2026-06-03"),
    ]  # fmt: skip
    stand(counter, who, shift_date="2026-05-29", halves=BOTH)
    stand(counter, who, shift_date="2026-06-04", place=WINDOW)
    stand(counter, lawyer(counter, 2), shift_date="2026-06-04")
    made = claim(counter, who, source)
    assert (made.half_days, made.amount_fen, made.plea_items) == (3, A_DAY * 3 // 2, 2)
    assert list(made.duty_shifts) == [one.name for one in shifts]
    assert made.citation.startswith("示例")
    assert ask(counter, "GetDutyClaim", name=made.name) == made
    assert [one.name for one in ask(counter, "ListDutyClaims", handler=who, month="2026-06").duty_claims] == [made.name]
    assert not counter.call("ListCases", counter.clerk).cases


@pytest.mark.rule("LA-92", "LA-135")
def test_each_service_has_its_places_and_a_tariff_of_its_own(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    for day, place in (("2026-06-01", WINDOW), ("2026-06-02", VILLAGE)):
        stand(counter, who, shift_date=day, place=place)
    assert refused(lambda: claim(counter, who, source)).reason == "NO_SHIFTS"
    assert refused(lambda: claim(counter, who, source, service=CONSULTATION)).reason == "TARIFF_MISSING"
    stand(counter, who, plea_items=0)
    assert refused(lambda: claim(counter, who, source, service=PLEA)).reason == "NO_SHIFTS"


@pytest.mark.rule("LA-93", "E-33")
def test_shifts_in_public_office_are_worth_nothing(counter: Counter) -> None:
    official = handler_pb2.PublicOfficePeriod(from_date="2026-06-10")
    who, source = lawyer(counter, public_office_periods=[official]), funded(counter)
    stand(counter, who, shift_date="2026-06-10")
    assert refused(lambda: claim(counter, who, source)).reason == "NO_SHIFTS"
    stand(counter, who, shift_date="2026-06-09", halves=BOTH)
    assert claim(counter, who, source).amount_fen == A_DAY


@pytest.mark.rule("LA-94", "M-05")
def test_a_shift_is_claimed_once_and_again_when_it_was_taken_back(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    shift = stand(counter, who)
    made = claim(counter, who, source)
    assert refused(lambda: claim(counter, who, source)).reason == "NO_SHIFTS"
    strike = refused(lambda: counter.call("VoidDutyShift", counter.clerk, name=shift.name, reason="登记有误"))
    assert (strike.reason, strike.metadata["rules"]) == ("SHIFT_IN_CLAIM", "LA-94,P-06")
    late = stand(counter, who, shift_date="2026-06-12")
    assert list(claim(counter, who, source).duty_shifts) == [late.name]
    back = step(counter, "reverse", step(counter, "orderReversal", brought(counter, made, "pay")))
    assert state_of(back) == "REVERSED"
    assert list(claim(counter, who, source).duty_shifts) == [shift.name]


@pytest.mark.rule("LA-94")
def test_of_many_who_claim_the_same_month_at_once_one_gets_it(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who)

    def enter(_: int) -> str:
        try:
            return claim(counter, who, source).name.partition("/")[0]
        except grpc.RpcError as error:
            return str(error.details())

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(enter, range(4)))
    assert told.count("dutyClaims") == 1
    assert set(told) <= {"dutyClaims", "NO_SHIFTS", "SHIFT_CLAIMED"}


@pytest.mark.rule("LA-90", "LA-96", "LA-97", "LA-115")
def test_it_is_settled_in_the_ledger_of_its_source(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who, halves=BOTH)
    paid = brought(counter, claim(counter, who, source), "pay")
    assert read_fund(counter, source).balances.paid_fen == A_DAY
    assert {one.subject for one in entries(counter, source)} >= {paid.name}
    step(counter, "reverse", step(counter, "orderReversal", paid))
    assert read_fund(counter, source).balances.paid_fen == 0
    told = [one for one in logged(counter.door.service) if one.subject == paid.name and "Subsidy" in one.type]
    assert [one.type.rpartition(".")[2] for one in told] == ["SubsidyPaid", "SubsidyReversed"]
    assert json_format.Parse(told[0].body, events_pb2.SubsidyPaid()).case == ""


@pytest.mark.rule("LA-115")
def test_an_empty_source_approves_nothing(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter, A_DAY - 1)
    stand(counter, who, halves=BOTH)
    checked = brought(counter, claim(counter, who, source), "check")
    assert refused(lambda: step(counter, "approve", checked)).reason == "FUND_SHORT"


@pytest.mark.rule("LA-112", "LA-113")
def test_money_for_case_subsidies_pays_no_shift(counter: Counter) -> None:
    who = lawyer(counter)
    stand(counter, who)
    assert refused(lambda: claim(counter, who, fund(counter, LOTTERY).name)).reason == "FUND_UNFIT"


@pytest.mark.rule("LA-65", "XF-12")
def test_nobody_under_a_measure_is_paid(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who)
    approved = brought(counter, claim(counter, who, source), "approve")
    bar_handler(counter, who)
    assert refused(lambda: step(counter, "pay", approved)).reason == "PAYEE_INELIGIBLE"
    assert refused(lambda: export(counter, source)).reason == "NOTHING_TO_PAY"


@pytest.mark.rule("P-04")
@pytest.mark.parametrize(("first", "second"), [
    ("make", "check"), ("make", "approve"), ("make", "pay"), ("check", "approve"), ("check", "pay"), ("approve", "pay"),
])  # fmt: skip
def test_four_people_settle_it(counter: Counter, first: str, second: str) -> None:
    one = counter.person("legal_aid_clerk", "legal_aid_head", "legal_aid_finance", subject="jack")
    who, source = lawyer(counter), funded(counter)
    stand(counter, who)
    made = claim(counter, who, source, one if first == "make" else None)
    for action in ("check", "approve", "pay"):
        if action == second:
            answer = refused(lambda action=action, made=made: step(counter, action, made, one))  # type: ignore[misc]
            assert answer.reason == "SEPARATION_OF_DUTIES"
        made = step(counter, action, made, one if action == first else None)


@pytest.mark.rule("LA-96", "P-04")
def test_a_payment_file_pays_shifts_beside_everything_else(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who, halves=BOTH)
    approved = brought(counter, claim(counter, who, source), "approve")
    batch = export(counter, source)
    assert approved.name in file_of(counter, batch.name).content.decode()
    take(counter, batch.name, result_of(counter, batch.name))
    assert state_of(ask(counter, "GetDutyClaim", name=approved.name)) == "PAID"


@pytest.mark.rule("LA-98", "E-73")
def test_what_was_paid_for_shifts_is_published_apart_from_cases(counter: Counter, profile: Profile) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who, halves=BOTH)
    brought(counter, claim(counter, who, source), "pay")
    with on_day(counter, profile, "2026-07-01") as later:
        table = compute(later)
        assert rows(table, "funds") == [["0.00", "200.00", "200.00"]]
        assert [row[1:] for row in rows(table, "payments")] == [["值班、咨询", "示范律师事务所", "—", "200.00"]]


@pytest.mark.parametrize("state", [state for state in PaymentState if state is not PaymentState.BLOCKED])
def test_it_moves_as_an_expense_does_and_no_other_way(counter: Counter, state: PaymentState) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who)
    made = claim(counter, who, source)
    way = {"CHECKED": "check", "APPROVED": "approve", "PAID": "pay", "REVERSED": "pay"}.get(state.name)
    made = brought(counter, made, way) if way else made
    if state is PaymentState.REVERSED:
        made = step(counter, "reverse", step(counter, "orderReversal", made))
    assert (state_of(made), set(made.allowed_actions)) == (state.name, set(EXPENSE_MOVES[state]))
    before = everything(counter.door.service)
    for action in {"check", "approve", "pay", "orderReversal", "reverse"} - EXPENSE_MOVES[state].keys():
        answer = refused(lambda action=action: step(counter, action, made))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED"), action
    assert everything(counter.door.service) == before


@pytest.mark.parametrize(("changes", "field"), [
    ({"month": "2026-13"}, "month"), ({"month": "2026-6"}, "month"), ({"service": 0}, "service"),
    ({"service": DUTY - 1}, "service"), ({"handler": "x"}, "handler"),
])  # fmt: skip
def test_what_cannot_be_is_refused_by_field(counter: Counter, changes: dict[str, Any], field: str) -> None:
    answer = refused(lambda: claim(counter, lawyer(counter), funded(counter), **changes))
    assert (answer.code, list(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, [f"duty_claim.{field}"])


def test_a_stranger_sees_no_claim(counter: Counter) -> None:
    who, source = lawyer(counter), funded(counter)
    stand(counter, who)
    made = claim(counter, who, source)
    stranger = counter.door.person("legal_aid_head", divisions=("990103",), subject="far")
    assert refused(lambda: ask(counter, "GetDutyClaim", stranger, name=made.name)).code is grpc.StatusCode.NOT_FOUND
    assert not ask(counter, "ListDutyClaims", stranger).duty_claims
