"""Cases whose work is done, with their handlers, written as the service keeps them. It must not assert anything.

`handling` brings a case there through the door, step by step; here the money is what matters, and there are many cases.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sifa.legal_aid.v1 import handler_pb2

from chassis.clock import random_id
from services.legal_aid.domain.case import Case, StageEntry
from services.legal_aid.domain.case_assignment import AssignmentMethod, CaseAssignment
from services.legal_aid.domain.case_words import CaseStage, CaseState, EndBasis, Grade
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.persistence.allocation import TABLE as ALLOCATION
from services.legal_aid.persistence.case import insert_case
from services.legal_aid.persistence.case_assignment import insert_assignment
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.providers import INSTITUTION, LAW_FIRM, LAWYER, STAFF, handler, unit

DAY, ENDED, ACCEPTED = dt.date(2026, 6, 1), dt.date(2026, 6, 10), dt.date(2026, 6, 12)
NOW = dt.datetime(2026, 6, 12, 1, tzinfo=dt.UTC)
# Beyond the numbers that tests give themselves.
_COUNT = itertools.count(1001)


@dataclass(frozen=True, kw_only=True)
class DoneCase:
    """A case and its assignments in order."""

    name: str
    assignments: tuple[str, ...]


def lawyer(counter: Counter, **changes: Any) -> handler_pb2.Handler:
    """A lawyer of a firm of his own."""
    count = next(_COUNT)
    return handler(counter.door, unit(counter.door, LAW_FIRM, number=count), LAWYER, number=count, **changes)


def staff(counter: Counter) -> handler_pb2.Handler:
    """Somebody on the institution's staff."""
    count = next(_COUNT)
    return handler(counter.door, unit(counter.door, INSTITUTION, number=count), STAFF, number=count)


def done_case(
    counter: Counter, *handlers: handler_pb2.Handler, shares: tuple[int, ...] = (10_000,), **changes: Any
) -> DoneCase:
    """A graded civil case of the first instance; `changes` are its fields, `stages` without their dates."""
    stages = tuple(
        StageEntry(stage=stage, entered_date=DAY, authority_name="示范区人民法院", authority_case_number="")
        for stage in changes.pop("stages", (CaseStage.TRIAL_1,))
    )
    made = replace(_graded(counter, stages), **changes)
    who = handlers or (lawyer(counter),)
    done = DoneCase(name=made.name, assignments=tuple(f"assignments/{random_id()}" for _ in who))
    choice = {"name": f"allocations/{random_id()}", "case": made.name, "division": made.division, "inputs": {},
              "choice": {}, "decided_date": DAY, "create_time": NOW}  # fmt: skip
    with counter.door.service.database.write() as session:
        insert_case(session, made)
        session.execute(sa.insert(ALLOCATION), choice)
        for place, (name, one, share) in enumerate(zip(done.assignments, who, shares, strict=True)):
            work = _work(name, made.name, one, share, allocation=str(choice["name"]))
            insert_assignment(session, work, institution=made.institution, place=place)
    return done


def _graded(counter: Counter, stages: tuple[StageEntry, ...]) -> Case:
    return Case(
        name=f"cases/{random_id()}", number=f"（2026）玄法援案字第{90_000 + next(_COUNT)}号",
        institution=counter.institution, division=counter.division, application=f"applications/{random_id()}",
        notice="", case_type=CaseType.CIVIL,
        stage=stages[-1].stage, stages=stages, matter=Matter.LABOUR_PAY, mandatory=False, no_means_condition=False,
        minor=False, possible_penalty=None, party_divisions=(), recipient_key=random_id(), recipient_name_key="",
        opponent_keys=(), authority_name="示范区人民法院", authority_case_number="", state=CaseState.GRADED, flags=(),
        opened_date=DAY, pick_until_date=None, ended_date=ENDED, end_basis=EndBasis.JUDGMENT_RECEIVED,
        missing_items=(), file_accepted_date=ACCEPTED, grade=Grade.GOOD, termination=None, assignments=(),
        deadlines=(), steps=(), create_time=NOW, update_time=NOW, etag="1",
    )  # fmt: skip


def _work(name: str, case: str, who: handler_pb2.Handler, share: int, *, allocation: str) -> CaseAssignment:
    return CaseAssignment(
        name=name, case=case, unit=who.unit, unit_name="示范律师事务所", handler=who.name, handler_name=who.full_name,
        method=AssignmentMethod.ROTATION, reason="", allocation=allocation, assigned_date=DAY, arranged_date=DAY,
        agreement_date=DAY, delay_cause="", qualification=None, ended_date=ENDED, ground=None,
        workload_share_bp=share,
    )  # fmt: skip
