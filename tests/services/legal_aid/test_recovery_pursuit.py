"""What follows when the recipient pays neither cost nor fine in time, and the fine that is paid (LA-103, TV-E19)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import recovery_pb2
from sifa.platform.v1 import deadline_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list, kinds
from tests.services.legal_aid.handling import read_case
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.publications import on_day
from tests.services.legal_aid.recoveries import (
    SUBSIDY,
    TICKET,
    demand,
    fine,
    found_out,
    paid_case,
    pay_fine,
    pursue,
    receive,
    recovery_state,
)

TOTAL = SUBSIDY + TICKET
COURT = recovery_pb2.PURSUIT_KIND_COURT_ENFORCEMENT
MET, MISSED = deadline_pb2.DEADLINE_STATE_MET, deadline_pb2.DEADLINE_STATE_MISSED


def owing(counter: Counter) -> recovery_pb2.Recovery:
    """A file of which the recipient has thirty days to pay."""
    case, _ = paid_case(counter, funded(counter))
    return demand(counter, found_out(counter, case.name).name)


@pytest.mark.rule("LA-103", "LA-75")
@pytest.mark.parametrize("fen", [pytest.param(1, id="TV-E19-least"), pytest.param(300_000, id="TV-E19-most")])
def test_the_fine_is_followed_until_it_is_paid_and_no_source_gets_it(counter: Counter, fen: int) -> None:
    source = funded(counter)
    case, _ = paid_case(counter, source)
    name = demand(counter, found_out(counter, case.name).name).name
    assert refused(lambda: pay_fine(counter, name)).reason == "FINE_NOT_IMPOSED"
    fine(counter, name, fen, days=15)
    (item,) = due_list(counter, kind="PAY_FINE")
    assert (item.deadline.due_date, item.person) == ("2026-06-30", read_case(counter, case.name).application)
    settled = receive(counter, name, TOTAL)
    before = read_fund(counter, source).balances
    assert (recovery_state(settled), kinds(due_list(counter))) == ("SETTLED", {"PAY_FINE"})
    done = pay_fine(counter, name)
    assert (done.fine_voucher, done.fine_paid_date) == ("玄罚字01号", "2026-06-15")
    assert {one.kind: one.state for one in done.deadlines} == {"PAY_RECOVERY": MET, "PAY_FINE": MET}
    assert due_list(counter) == []
    assert read_fund(counter, source).balances == before
    assert refused(lambda: pay_fine(counter, name)).reason == "FINE_PAID"


@pytest.mark.rule("LA-103")
def test_a_fine_whose_paper_sets_no_time_has_no_clock(counter: Counter) -> None:
    fine(counter, owing(counter).name, 100)
    assert kinds(due_list(counter)) == {"PAY_RECOVERY"}


@pytest.mark.rule("P-04")
def test_whoever_fined_does_not_record_the_payment(counter: Counter) -> None:
    name = owing(counter).name
    fine(counter, name, 100)
    both = counter.person("legal_aid_finance", subject="bureau_chief-990102")
    assert refused(lambda: pay_fine(counter, name, both)).reason == "SEPARATION_OF_DUTIES"


@pytest.mark.rule("LA-103")
def test_nobody_is_pursued_before_his_time_is_over(counter: Counter, profile: Profile) -> None:
    name = owing(counter).name
    for kind in (recovery_pb2.PURSUIT_KIND_REMINDER, COURT):
        assert refused(lambda kind=kind: pursue(counter, name, kind)).reason == "NOT_OVERDUE"  # type: ignore[misc]
    with on_day(counter, profile, "2026-07-15") as last:
        assert refused(lambda: pursue(last, name)).reason == "NOT_OVERDUE"
    with on_day(counter, profile, "2026-07-16") as over:
        missing = refused(lambda: pursue(over, name, pay_days=0))
        assert missing.violations == {"pay_days": "PAY_DAYS_MISSING"}
        assert [one.kind for one in pursue(over, name, COURT).pursuits] == [COURT]


@pytest.mark.rule("LA-103")
def test_a_reminder_gives_another_period_and_then_comes_the_court(counter: Counter, profile: Profile) -> None:
    name = owing(counter).name
    with on_day(counter, profile, "2026-07-16") as over:
        reminded = pursue(over, name)
        assert [(one.kind, one.pursued_date) for one in reminded.pursuits] == [
            (recovery_pb2.PURSUIT_KIND_REMINDER, "2026-07-16")
        ]
        (item,) = due_list(over, kind="PAY_REMINDED")
        assert item.deadline.due_date == "2026-07-27"
        assert refused(lambda: pursue(over, name, COURT)).reason == "NOT_OVERDUE"
    with on_day(counter, profile, "2026-07-28") as later:
        assert refused(lambda: pursue(later, name)).reason == "PURSUED_BEFORE"
        pursue(later, name, COURT)
        assert {"PAY_RECOVERY", "PAY_REMINDED"} <= kinds(due_list(later))
        done = receive(later, name, TOTAL)
        assert recovery_state(done) == "SETTLED"
        assert {one.kind: one.state for one in done.deadlines} == {"PAY_RECOVERY": MISSED, "PAY_REMINDED": MISSED}
        assert kinds(due_list(later)) & {"PAY_RECOVERY", "PAY_REMINDED"} == set()
