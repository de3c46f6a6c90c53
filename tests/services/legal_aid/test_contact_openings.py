"""Registers that were kept before the system came: entered once, by two people, without an alarm about then (P-07)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import contact_opening_pb2 as pb
from sifa.legal_aid.v1 import contact_pb2

from services.legal_aid.domain.contact_opening import MOVES
from tests.doors import refused
from tests.facts import logged
from tests.services.legal_aid.contact_openings import CUT_OFF, OPEN, enter, file_of, opening_row, prepare
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import run_job, table_of

BOOK = {"PREPARED": {"enter": {"ENTERED"}, "withdraw": {"WITHDRAWN"}}, "ENTERED": {}, "WITHDRAWN": {}}
ENDS = {"enter": "EnterContactOpening", "withdraw": "WithdrawContactOpening"}
TWO = file_of(opening_row(), opening_row(number="旧2号", received_date="2026-05-06", **OPEN))


def contacts(counter: Counter) -> list[contact_pb2.Contact]:
    return list(counter.call("ListContacts", counter.head).contacts)


def withdraw(counter: Counter, name: str) -> pb.ContactOpening:
    done: pb.ContactOpening = counter.call(
        "WithdrawContactOpening", counter.clerk, name=name, reason="版本有误"
    ).contact_opening
    return done


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == BOOK


@pytest.mark.rule("P-07")
def test_every_row_enters_with_its_own_date(counter: Counter) -> None:
    made = prepare(counter, TWO)
    assert (made.row_count, made.open_count, made.state) == (2, 1, pb.CONTACT_OPENING_STATE_PREPARED)
    assert (contacts(counter), list(made.allowed_actions)) == ([], ["enter", "withdraw"])
    done = enter(counter, made.name)
    assert (done.state, done.entered_date) == (pb.CONTACT_OPENING_STATE_ENTERED, "2026-06-15")
    old, running = contacts(counter)
    assert (old.received_date, old.closed_date, old.outcome, old.answer, old.entry_reason) == (
        "2024-03-05", "2024-03-06", contact_pb2.CONTACT_OUTCOME_ANSWERED, "可以申请劳动仲裁", "期初台账旧1号",
    )  # fmt: skip
    assert (running.received_date, running.state, running.outcome) == (
        "2026-05-06",
        contact_pb2.CONTACT_STATE_UNSETTLED,
        0,
    )
    assert counter.call("GetContactOpening", counter.clerk, name=made.name) == done
    assert list(counter.call("ListContactOpenings", counter.chief).contact_openings) == [done]


@pytest.mark.rule("P-07", "LA-128")
def test_what_was_before_the_cut_off_raises_no_alarm(counter: Counter) -> None:
    told = len(logged(counter.door.service))
    rows = [
        opening_row(number=f"旧{place}号", person_name=f"吴{place}", phone=f"0000{place}", **OPEN)
        for place in range(12)
    ]
    enter(counter, prepare(counter, file_of(*rows)).name)
    run_job(counter.door.service, "tell-overdue-contacts")
    new = {one.type.rpartition(".")[2] for one in logged(counter.door.service)[told:]}
    assert not new & {"ContactNeglected", "IncidentRaised", "ContactReferredOut"}
    assert {one.deadlines[0].due_date for one in contacts(counter)} == {"2026-06-23"}


@pytest.mark.rule("P-07", "P-04")
def test_nobody_enters_what_he_prepared(counter: Counter) -> None:
    made = prepare(counter, TWO, counter.head)
    before = everything(counter.door.service)
    answer = refused(lambda: enter(counter, made.name))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")
    assert everything(counter.door.service) == before
    assert enter(counter, made.name, counter.person("legal_aid_head", subject="other")).row_count == 2


@pytest.mark.rule("P-07")
def test_a_register_enters_once(counter: Counter) -> None:
    made = prepare(counter, TWO)
    assert refused(lambda: prepare(counter, TWO)).reason == "OPENING_PREPARED"
    beside = prepare(counter, file_of(opening_row(), opening_row(number="旧3号")))
    enter(counter, made.name)
    answer = refused(lambda: enter(counter, beside.name))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "NUMBERS_KNOWN")
    withdraw(counter, beside.name)
    again = refused(lambda: prepare(counter, file_of(opening_row(), opening_row(number="旧3号"))))
    assert again.violations == {"content[1].number": "NUMBER_KNOWN"}
    assert len(contacts(counter)) == 2


@pytest.mark.rule("P-07")
@pytest.mark.parametrize("end", list(ENDS))
def test_what_is_over_has_no_moves_and_keeps_no_rows(counter: Counter, end: str) -> None:
    made = prepare(counter, TWO)
    done = enter(counter, made.name) if end == "enter" else withdraw(counter, made.name)
    assert list(done.allowed_actions) == []
    for call in (lambda: enter(counter, made.name), lambda: withdraw(counter, made.name)):
        assert refused(call).reason == "ACTION_NOT_ALLOWED"
    assert "吴来访" not in str(everything(counter.door.service)["contact_opening"])


@pytest.mark.rule("P-07")
@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"door": "门口"}, {"door": "DOOR"}),
        ({"outcome": "办结"}, {"outcome": "OUTCOME"}),
        ({"answer": ""}, {"answer": "OUTCOME_INCOMPLETE"}),
        ({"outcome": "转其他单位"}, {"referred_to": "OUTCOME_INCOMPLETE"}),
        ({"closed_date": ""}, {"closed_date": "OUTCOME_INCOMPLETE"}),
        ({"outcome": ""}, {"closed_date": "OUTCOME_INCOMPLETE"}),
        ({"closed_date": "2024-03-04"}, {"closed_date": "DATES_REVERSED"}),
        ({"received_date": "2026-06-02", "closed_date": "2026-06-02"},
         {"received_date": "DATE_AFTER_CUT_OFF", "closed_date": "DATE_AFTER_CUT_OFF"}),
        ({"topic": "工"}, {"topic": "TEXT_LENGTH"}),
    ],
)  # fmt: skip
def test_every_bad_cell_is_named_and_nothing_is_kept(
    counter: Counter, cells: dict[str, str], faults: dict[str, str]
) -> None:
    before = everything(counter.door.service)
    answer = refused(lambda: prepare(counter, file_of(opening_row(number="旧9号"), opening_row(**cells))))
    assert answer.violations == {f"content[2].{name}": reason for name, reason in faults.items()}
    assert everything(counter.door.service) == before


@pytest.mark.rule("P-07")
def test_a_cut_off_to_come_is_refused(counter: Counter) -> None:
    wish: dict[str, Any] = {"cut_off_date": "2026-06-16"}
    assert refused(lambda: prepare(counter, TWO, **wish)).violations == {"cut_off_date": "DATE_IN_FUTURE"}
    assert prepare(counter, TWO, cut_off_date="2026-06-15").cut_off_date > CUT_OFF
