"""A handler who signs in sees what he has to do, and evaluates no case of his own (P-04, D-12)."""

from __future__ import annotations

import grpc
import pytest
from sifa.legal_aid.v1 import handler_pb2

from tests.doors import Identity, refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list
from tests.services.legal_aid.evaluations import evaluate
from tests.services.legal_aid.handling import able_lawyer, brought_to, lawyer_of
from tests.services.legal_aid.providers import unit, update

ACCOUNT = "lawyer-1"


def linked(counter: Counter, account: str = ACCOUNT) -> handler_pb2.Handler:
    """The able lawyer, with an account."""
    changed = handler_pb2.Handler()
    changed.CopyFrom(able_lawyer(counter))
    changed.account = account
    return update(counter.door, changed, "account")


def signed_in(counter: Counter, *roles: str, subject: str = ACCOUNT) -> Identity:
    return counter.person(*(roles or ("legal_aid_handler",)), subject=subject)


@pytest.mark.rule("LA-54", "D-12")
def test_a_handler_sees_his_own_duties_and_nobody_elses(counter: Counter) -> None:
    brought_to(counter, "ASSIGNED")
    counter.receive()
    him = linked(counter)
    page = counter.call("ListOwnDueDeadlines", signed_in(counter))
    assert list(page.due_deadlines) == due_list(counter, person=him.name) != []
    first = counter.call("ListOwnDueDeadlines", signed_in(counter), page_size=1)
    assert [one.deadline.kind for one in first.due_deadlines] == ["AGREE"]


def test_an_account_that_is_nobodys_is_told_so(counter: Counter) -> None:
    linked(counter)
    answer = refused(lambda: counter.call("ListOwnDueDeadlines", signed_in(counter, subject="stranger")))
    assert answer.reason == "ACCOUNT_NOT_LINKED"
    clerk = refused(lambda: counter.call("ListOwnDueDeadlines", counter.clerk))
    assert clerk.code is grpc.StatusCode.PERMISSION_DENIED


def test_an_account_belongs_to_one_handler(counter: Counter) -> None:
    linked(counter)
    other = lawyer_of(counter, unit(counter.door, number=5), number=5)
    changed = handler_pb2.Handler()
    changed.CopyFrom(other)
    changed.account = ACCOUNT
    answer = refused(lambda: update(counter.door, changed, "account"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ACCOUNT_TAKEN")
    assert linked(counter).account == ACCOUNT


@pytest.mark.rule("P-04")
def test_nobody_evaluates_his_own_case_under_whatever_name_he_signs_in(counter: Counter) -> None:
    case = brought_to(counter, "GRADED").name
    head = signed_in(counter, "legal_aid_head")
    linked(counter)
    answer = refused(lambda: evaluate(counter, case, head))
    assert (answer.reason, answer.metadata["rules"]) == ("EVALUATOR_HANDLED_CASE", "P-04")
    linked(counter, "another-account")
    assert evaluate(counter, case, head).name
