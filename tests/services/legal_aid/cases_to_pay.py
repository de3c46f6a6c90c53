"""Cases whose work is done, with their handlers. It must not assert anything."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sifa.legal_aid.v1 import handler_pb2

from chassis.clock import random_id
from chassis.tx import Tx
from services.legal_aid.domain.case import CaseStage, Grade
from services.legal_aid.domain.claimable import Claimable, StageSpan, WorkShare
from services.legal_aid.domain.court_number import court_number_key
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.handlers import direct_expense, subsidy_claim
from services.legal_aid.handlers.claimable import claimable_case
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.providers import INSTITUTION, LAW_FIRM, LAWYER, STAFF, handler, unit

DAY = dt.date(2026, 6, 1)
_COUNT = itertools.count(1)


@dataclass(frozen=True, kw_only=True)
class DoneCase:
    """A case and its assignments in order."""

    name: str
    assignments: tuple[str, ...]


class Cases(dict[str, Claimable]):
    """Cases by name, that the service knows while a test runs."""

    def find(self, tx: Tx, name: str) -> Claimable:
        return self[name] if name in self else claimable_case(tx, name)


@pytest.fixture
def cases(monkeypatch: pytest.MonkeyPatch) -> Cases:
    made = Cases()
    for module in (subsidy_claim, direct_expense):
        monkeypatch.setattr(module, "claimable_case", made.find)
    return made


def lawyer(counter: Counter, **changes: Any) -> handler_pb2.Handler:
    """A lawyer of a firm of his own."""
    count = next(_COUNT)
    return handler(counter.door, unit(counter.door, LAW_FIRM, number=count), LAWYER, number=count, **changes)


def staff(counter: Counter) -> handler_pb2.Handler:
    """Somebody on the institution's staff."""
    count = next(_COUNT)
    return handler(counter.door, unit(counter.door, INSTITUTION, number=count), STAFF, number=count)


def done_case(
    counter: Counter, cases: Cases, *handlers: handler_pb2.Handler, shares: tuple[int, ...] = (10_000,), **changes: Any
) -> DoneCase:
    """A graded civil case of the first instance; `changes` are fields of what money asks for."""
    case = f"cases/{random_id()}"
    who = handlers or (lawyer(counter),)
    work = tuple(
        WorkShare(assignment=f"assignments/{random_id()}", handler=one.name, unit=one.unit, from_date=DAY,
                  until_date=dt.date(2026, 6, 10), share_bp=share)
        for one, share in zip(who, shares, strict=True)
    )  # fmt: skip
    number = changes.pop("authority_case_number", "")
    stages = changes.pop("stages", (CaseStage.TRIAL_1,))
    made = Claimable(
        case=case, institution=counter.institution, division=counter.division, case_type=CaseType.CIVIL,
        matter=Matter.LABOUR_PAY, recipient_key=random_id(), opponent_keys=(), court_key=court_number_key(number),
        opened_date=DAY, ended_date=dt.date(2026, 6, 10), file_accepted_date=dt.date(2026, 6, 12), grade=Grade.GOOD,
        ground=None, substantive_work=True, work=work,
        stages=tuple(StageSpan(stage=stage, from_date=DAY, until_date=None) for stage in stages),
    )  # fmt: skip
    cases[case] = replace(made, **changes)
    return DoneCase(name=case, assignments=tuple(one.assignment for one in work))
