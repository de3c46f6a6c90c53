"""What can be done to an application, each action by its name in the table of states. It must not assert anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import decision_pb2, facts_pb2, objection_pb2
from sifa.platform.v1 import deadline_pb2

from chassis.clock import random_id
from chassis.jobs import load_jobs
from chassis.service import Service
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import assign_to_lawyer, case_of
from tests.services.legal_aid.intake import agent, applicant

LATER = "事后补录"
RPC_OF = {
    "requestSupplement": "RequestSupplement", "submitPapers": "SubmitPapers", "refer": "ReferApplication",
    "grantProvisionalAid": "GrantProvisionalAid", "decide": "DecideApplication",
    "withdraw": "WithdrawApplication", "recordDeath": "RecordDeath", "continue": "ContinueApplication",
    "correct": "CorrectApplication", "recuse": "RecuseFromApplication",
}  # fmt: skip
OF_THE_HEAD = ("grantProvisionalAid", "decide", "recuse")
WORDS: Mapping[str, Mapping[str, Any]] = {
    "withdraw": {"reason": "申请人书面撤回"},
    "continue": {"successor": agent(facts_pb2.AGENT_RELATION_SUCCESSOR)},
    "correct": {"applicant": applicant(full_name="王㐂㐂"), "correction_reason": "姓名录入有误"},
    "recuse": {"reason": "与申请人系近亲属"},
}
UPHOLD, ORDER_GRANT = decision_pb2.OUTCOME_UPHOLD, decision_pb2.OUTCOME_ORDER_GRANT


def act(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Application:
    """Do an action with the least words it needs; a date of one's own is entered late with a reason."""
    if "happened_date" in fields:
        fields = {"entry_reason": LATER, **fields}
    if action == "assign":
        assign_to_lawyer(counter, case_of(counter, application=name).name, **fields)
        return counter.get(name)
    by = who or (counter.head if action in OF_THE_HEAD else counter.clerk)
    reply = counter.call(RPC_OF[action], by, name=name, **{**WORDS.get(action, {}), **fields})
    done: pb.Application = reply.application
    return done


def object_to(counter: Counter, application: str, **fields: Any) -> objection_pb2.Objection:
    """The applicant objects; the clerk enters it."""
    if "received_date" in fields:
        fields = {"entry_reason": LATER, **fields}
    given = objection_pb2.Objection(application=application, **{"grounds": "收入计算有误", **fields})
    made: objection_pb2.Objection = counter.call("CreateObjection", counter.clerk, objection=given)
    return made


def review(
    counter: Counter, objection: str, outcome: int = UPHOLD, who: Identity | None = None, **fields: Any
) -> objection_pb2.Objection:
    """The bureau decides an objection."""
    if "happened_date" in fields:
        fields = {"entry_reason": LATER, **fields}
    asked = {"outcome": outcome, "findings": "原决定认定事实清楚，适用规定正确。", **fields}
    reply = counter.call("ReviewObjection", who or counter.reviewer, name=objection, **asked)
    reviewed: objection_pb2.Objection = reply.objection
    return reviewed


def run_job(service: Service, name: str) -> int:
    """What the clock would do now; returns how many rows changed."""
    job = next(job for job in load_jobs(service) if job.name == name)
    with service.database.write() as session:
        return job.run(service.open_tx(session, principal=service.principal, cause=random_id()))


def table_of(moves: Mapping[Any, Mapping[str, frozenset[Any]]]) -> dict[str, dict[str, set[str]]]:
    """A table of legal moves by names, to compare with the book's."""
    return {
        state.name: {action: {to.name for to in targets} for action, targets in row.items()}
        for state, row in moves.items()
    }


def state_of(application: pb.Application) -> str:
    """The state by its short name."""
    return pb.ApplicationState.Name(application.state).removeprefix("APPLICATION_STATE_")


def deadlines_of(application: pb.Application | objection_pb2.Objection) -> dict[str, tuple[str, str]]:
    """Kind of each time limit → its last day and its state."""
    return {item.kind: (item.due_date, _deadline_state(item.state)) for item in application.deadlines}


def _deadline_state(value: int) -> str:
    return deadline_pb2.DeadlineState.Name(deadline_pb2.DeadlineState.ValueType(value)).removeprefix("DEADLINE_STATE_")
