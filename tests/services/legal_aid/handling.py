"""What can be done to a case, each action by its name in the table of states. It must not assert anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sifa.legal_aid.v1 import assignment_bar_pb2, handler_pb2
from sifa.legal_aid.v1 import case_pb2 as pb

from tests.doors import Identity
from tests.services.legal_aid.claims import ask as ask_claim
from tests.services.legal_aid.claims import brought
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.notices import notify
from tests.services.legal_aid.providers import LAW_FIRM, LAWYER, OFFICE, PRACTITIONER, handler, unit

LATER = "事后补录"
RPC_OF = {
    "assign": "AssignCase", "arrange": "ArrangeHandler", "recordAgreement": "RecordAgreement",
    "recordMeeting": "RecordMeeting", "replace": "ReplaceHandler", "refuseReplacement": "RefuseReplacement",
    "requestReplacement": "RequestReplacement",
    "enterStage": "EnterStage", "terminate": "TerminateCase", "end": "EndCase", "submitFile": "SubmitFile",
    "reviewFile": "ReviewFile", "grade": "GradeCase", "archive": "ArchiveCase",
}  # fmt: skip
# Need a case of which a party lives in the county (GO-43), or one before a criminal court: tests of their own bring
# those into each state.
PAIRING = {"pairHandler": "PairHandler", "dissolvePair": "DissolvePair", "recordCourtPapers": "RecordCourtPapers"}
OF_THE_HEAD = frozenset({"assign", "replace", "refuseReplacement", "pairHandler", "dissolvePair", "terminate", "grade"})
ROTA = pb.ASSIGNMENT_METHOD_ROTATION
WORDS: Mapping[str, Mapping[str, Any]] = {
    "assign": {"method": ROTA, "pick_declined": True},
    "recordMeeting": {"agrees": True},
    "replace": {"ground": pb.REPLACEMENT_GROUND_HANDLER_HAS_REASON, "reason": "承办人因病不能继续承办"},
    "requestReplacement": {"reason": "承办人长期不报告案件进展"},
    "dissolvePair": {"ground": pb.REPLACEMENT_GROUND_HANDLER_HAS_REASON, "reason": "协办人因病不能继续协办"},
    "refuseReplacement": {"reason": "经核实，承办人已依法履职"},
    "enterStage": {"stage": pb.CASE_STAGE_TRIAL_2, "authority_name": "示范市中级人民法院"},
    "terminate": {"ground": pb.TERMINATION_GROUND_RETAINED_OWN_COUNSEL, "findings": "受援人已自行委托律师，"},
    "end": {"end_basis": pb.END_BASIS_JUDGMENT_RECEIVED},
    "grade": {"grade": pb.GRADE_GOOD, "reason": "案卷齐全，履职到位"},
}
TAG = handler_pb2.JuvenileTag(issuer="示范区律师协会", issued_date="2021-01-02")


def case_of(counter: Counter, **source: str) -> pb.Case:
    """The case that an application or a notice opened."""
    found: pb.Case = counter.call("ListCases", counter.clerk, **source).cases[0]
    return found


def read_case(counter: Counter, name: str) -> pb.Case:
    """The case as it stands."""
    found: pb.Case = counter.call("GetCase", counter.clerk, name=name)
    return found


def able_lawyer(counter: Counter) -> handler_pb2.Handler:
    """A lawyer of the division who may take anything; registered once."""
    known = list(counter.call("ListHandlers", counter.head, kind=LAWYER).handlers)
    return known[0] if known else lawyer_of(counter, unit(counter.door, LAW_FIRM, division=counter.division))


def co_handler(counter: Counter) -> handler_pb2.Handler:
    """A practitioner of an office of the division; registered once."""
    known: list[handler_pb2.Handler] = list(counter.call("ListHandlers", counter.head, kind=PRACTITIONER).handlers)
    if known:
        return known[0]
    office = unit(counter.door, OFFICE, number=77, division=counter.division, display_name="示范法律服务所")
    return handler(counter.door, office, PRACTITIONER, number=77, full_name="丁工作者")


def lawyer_of(
    counter: Counter, firm: handler_pb2.HandlingUnit, *, number: int = 1, **changes: Any
) -> handler_pb2.Handler:
    """A lawyer of the firm with fifteen years of defence and the tag for minors."""
    known = {"criminal_defence_since": "2011-11-21", "juvenile_tag": TAG, **changes}
    return handler(counter.door, firm, number=number, **known)


def act_on(counter: Counter, action: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Case:
    """Do an action with the least words it needs; a date of one's own is entered late with a reason."""
    if "happened_date" in fields:
        fields = {"entry_reason": LATER, **fields}
    if action == "assign":
        able_lawyer(counter)
    if action == "pairHandler" and "handler" not in fields:
        fields = {"handler": co_handler(counter).name, "share_bp": 4000, **fields}
    if action == "arrange" and "handler" not in fields:
        fields = {"handler": able_lawyer(counter).name, **fields}
    by = who or (counter.head if action in OF_THE_HEAD else counter.clerk)
    done: pb.Case = counter.call(
        {**RPC_OF, **PAIRING}[action], by, name=name, **{**WORDS.get(action, {}), **fields}
    ).case
    return done


def assign_to_lawyer(counter: Counter, name: str, who: Identity | None = None, **fields: Any) -> pb.Case:
    """The institution assigns the only firm, which arranges its only lawyer."""
    act_on(counter, "assign", name, who, **fields)
    dated = {key: fields[key] for key in ("happened_date",) if key in fields}
    return act_on(counter, "arrange", name, **dated)


def case_state(case: pb.Case) -> str:
    """The state by its short name."""
    return pb.CaseState.Name(case.state).removeprefix("CASE_STATE_")


def live_through_cases(counter: Counter) -> None:
    """Everything that is told of cases: one is graded, one fails and is terminated, a handler is barred."""
    closed = granted_case(counter)
    for action in ("assign", "arrange", "recordAgreement", "recordMeeting", "end", "submitFile", "reviewFile", "grade"):
        act_on(counter, action, closed)
    failed = granted_case(counter)
    act_on(counter, "assign", failed)
    act_on(counter, "replace", failed, ground=pb.REPLACEMENT_GROUND_UNIT_REFUSED)
    act_on(counter, "terminate", failed)
    bar = bar_handler(counter, able_lawyer(counter).name)
    counter.call("LiftAssignmentBar", counter.head, name=bar.name)


def granted_case(counter: Counter, **changes: Any) -> str:
    """A case that a grant opened."""
    granted = counter.decide(counter.receive(**changes).name)
    return case_of(counter, application=granted.name).name


def bar_handler(counter: Counter, subject: str, **changes: Any) -> assignment_bar_pb2.AssignmentBar:
    """A hold of a handler or unit."""
    said = {"cause": assignment_bar_pb2.BAR_CAUSE_PRACTICE_HOLD, "document": "示司整〔2026〕3号", **changes}
    bar = assignment_bar_pb2.AssignmentBar(subject=subject, **said)
    made: assignment_bar_pb2.AssignmentBar = counter.call("CreateAssignmentBar", counter.head, assignment_bar=bar)
    return made


def notified_case(counter: Counter, **changes: Any) -> str:
    """A case that a court's notice opened."""
    return case_of(counter, notice=notify(counter, **changes).name).name


_FORWARD = ("assign", "arrange", "recordAgreement", "recordMeeting", "end", "submitFile", "reviewFile", "grade")
_STANDS = {
    "TO_ASSIGN": 0, "ASSIGNED": 2, "AGREED": 3, "IN_PROGRESS": 4, "ENDED": 5, "FILE_SUBMITTED": 6, "FILE_ACCEPTED": 7,
    "GRADED": 8,
}  # fmt: skip


def brought_to(counter: Counter, state: str, name: str = "") -> pb.Case:
    """A new case, or the named one, that stands in the state."""
    name = name or granted_case(counter)
    if state == "REASSIGNING":
        brought_to(counter, "IN_PROGRESS", name)
        return act_on(counter, "replace", name)
    if state == "TERMINATED":
        return act_on(counter, "terminate", name)
    if state in ("PAID", "ARCHIVED"):
        funded(counter, display_name=f"补贴{name[-12:]}")
        brought_to(counter, "GRADED", name)
        for made in ask_claim(counter, "ListSubsidyClaims", case=name).subsidy_claims:
            brought(counter, made, "pay")
        return act_on(counter, "archive", name) if state == "ARCHIVED" else read_case(counter, name)
    if state == "FILE_RETURNED":
        brought_to(counter, "FILE_SUBMITTED", name)
        return act_on(counter, "reviewFile", name, missing_items=["结案报告"])
    for action in _FORWARD[: _STANDS[state]]:
        act_on(counter, action, name)
    return read_case(counter, name)
