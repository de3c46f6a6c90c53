"""The life of a clue: assigned, verified, disposed of, closed (SV-40, SV-61, F-06). It must not set a limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.calendar import Basis, Limit, WorkCalendar
from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.supervision.domain.clue import (
    Clue,
    ClueDisposal,
    ClueState,
    ClueTest,
    PassedTest,
)
from services.supervision.domain.documented import Documented
from services.supervision.domain.inspection_officer import InspectionOfficer, may_inspect

_S = ClueState
_VERIFY = frozenset({_S.VERIFIED_TRUE, _S.VERIFIED_PART, _S.VERIFIED_FALSE})
MOVES: Moves[ClueState] = {
    _S.RECEIVED: {"assign": frozenset({_S.CHECKING})},
    _S.CHECKING: {"assign": frozenset({_S.CHECKING}), "verify": _VERIFY},
    _S.VERIFIED_TRUE: {"dispose": frozenset({_S.DISPOSED}), "passTest": frozenset({_S.VERIFIED_TRUE})},
    _S.VERIFIED_PART: {"dispose": frozenset({_S.DISPOSED}), "passTest": frozenset({_S.VERIFIED_PART})},
    _S.VERIFIED_FALSE: {"close": frozenset({_S.CLOSED})},
    _S.DISPOSED: {"passTest": frozenset({_S.DISPOSED}), "close": frozenset({_S.CLOSED})},
    _S.CLOSED: {},
}
TEST_NAMES = {
    ClueTest.FACTS_CLEAR: "事实未查清", ClueTest.MEASURES_DONE: "整改措施未落实",
    ClueTest.RESPONSIBLE_HANDLED: "责任人员未处理",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Documented):
    """Who checks it, and until when at the latest."""

    officers: tuple[str, ...]
    phase_end_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueVerification(Documented):
    """What the officers found; `result` is one of the three verified states."""

    result: ClueState
    finding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition(Documented):
    """What is done about it."""

    disposal: ClueDisposal
    transferred_to: str
    reason: str
    penalty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPassed(Documented):
    """One of the three."""

    test: ClueTest


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Documented):
    """Why nothing is left to do."""

    reason: str


def allow(clue: Clue, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, clue.state, action, what="问题线索", etag=clue.etag, given=etag)


def check_officers(clue: Clue, wanted: Sequence[str], found: Sequence[InspectionOfficer], on: dt.date) -> None:
    """Two of the register, certified on the day and without an interest in whom it is about (SV-40, SV-61).

    Raises OFFICER_UNKNOWN, OFFICER_UNFIT, OFFICER_INTERESTED, and InvalidFields OFFICER_TWICE.
    """
    if len(set(wanted)) < len(wanted):
        text = "同一核查人员填写了两次，须指派两名不同的人员（SV-40），请核对"
        raise InvalidFields((Violation(field="officers", reason="OFFICER_TWICE", description=text),))
    if {one.name for one in found} != set(wanted):
        message = "所列核查人员不在执法检查人员名录库中（SV-40）。请核对编号。"
        raise Refusal(Kind.NOT_FOUND, "OFFICER_UNKNOWN", message, metadata={"rules": "SV-40"})
    if not all(may_inspect(one, on) for one in found):
        message = "所列核查人员有人在指派之日没有有效的执法证（SV-40）。请改派持证人员。"
        raise RuleViolated("OFFICER_UNFIT", message, rules=("SV-40",))
    concerned = {clue.owner, clue.institution, clue.subject} - {""}
    if any(interest.subject in concerned for one in found for interest in one.interests):
        message = "所列核查人员有人与被反映对象有利害关系，应当回避（SV-61）。请改派他人。"
        raise RuleViolated("OFFICER_INTERESTED", message, rules=("SV-61",))


def limit_until(start: dt.date, end: dt.date, calendar: WorkCalendar) -> Limit:
    """The longest period that ends by the end of the phase (SV-40). Raises PHASE_OVER, CALENDAR_NOT_LOADED."""
    for count in range((end - start).days, 0, -1):
        limit = Limit(count, Basis.CAL)
        if calendar.due(start, limit) <= end:
            return limit
    raise InvalidFields(
        (
            Violation(
                field="phase_end_date", reason="PHASE_OVER",
                description="本阶段在指派之后已无工作日可供核查（SV-40），请核对阶段结束日期或留空",
            ),
        )
    )  # fmt: skip


def assigned(before: Clue, told: Assignment, entry: Entry) -> Clue:
    """Two officers check it (SV-40)."""
    return _changed(
        before, state=_S.CHECKING, officers=tuple(sorted(told.officers)), assigned_date=entry.happened_date,
        phase_end_date=told.phase_end_date,
    )  # fmt: skip


def verified(before: Clue, told: ClueVerification, entry: Entry) -> Clue:
    """True, true in part, or false, with a written finding (SV-40)."""
    words = replace(before.words, finding=told.finding)
    return _changed(before, state=told.result, verified_date=entry.happened_date, words=words)


def disposed(before: Clue, told: Disposition, entry: Entry) -> Clue:
    """A talk, a circular, a penalty case, another authority, or nothing with its reason (SV-40).

    Raises InvalidFields TRANSFER_AUTHORITY: the authority is named when, and only when, it is transferred.
    """
    if (told.disposal is ClueDisposal.TRANSFER) is not bool(told.transferred_to):
        text = "移交其他机关的须写明接收机关，其他处理方式不填（SV-40），请核对"
        raise InvalidFields((Violation(field="transferred_to", reason="TRANSFER_AUTHORITY", description=text),))
    return _changed(
        before, state=_S.DISPOSED, penalty=told.penalty, disposal=told.disposal, transferred_to=told.transferred_to,
        disposed_date=entry.happened_date, disposal_document=told.document_number,
        words=replace(before.words, disposal_reason=told.reason),
    )  # fmt: skip


def check_criticism(told: Disposition, *, decided: bool) -> None:
    """Criticism in a circular is a penalty: it rests on a decided case, and nothing else does (SV-77).

    `decided` says whether the penalty that is named was told as decided against whom the clue is about. Raises
    CRITICISM_WITHOUT_PENALTY.
    """
    criticism = told.disposal is ClueDisposal.CRITICISM
    if criticism is not bool(told.penalty) or (criticism and not decided):
        raise RuleViolated(
            "CRITICISM_WITHOUT_PENALTY",
            "通报批评属于行政处罚，须经行政处罚程序作出决定（SV-77）：请在 penalty 填写对该对象已作出的处罚决定编号；"
            "其他处理方式不填。只通报事实的请选工作通报。",
            rules=("SV-77",),
        )


def passed(before: Clue, told: TestPassed, entry: Entry) -> Clue:
    """One of the three is passed, by a paper (SV-40). Raises ALREADY_EXISTS `TEST_PASSED`."""
    if told.test in {one.test for one in before.passed_tests}:
        message = "该项“不放过”要求已登记通过（SV-40），不必重复登记。请核对其余各项。"
        raise Refusal(Kind.ALREADY_EXISTS, "TEST_PASSED", message, metadata={"rules": "SV-40"})
    made = PassedTest(test=told.test, document_number=told.document_number, passed_date=entry.happened_date)
    return _changed(before, passed_tests=(*before.passed_tests, made))


def closed(before: Clue, told: Closing, entry: Entry) -> Clue:
    """Nothing is left: false, or disposed of with all three passed (SV-40, E-67). Raises CLUE_NOT_SETTLED."""
    missing = set(ClueTest) - {one.test for one in before.passed_tests}
    if before.state is not _S.VERIFIED_FALSE and missing:
        left = "、".join(TEST_NAMES[test] for test in ClueTest if test in missing)
        raise RuleViolated(
            "CLUE_NOT_SETTLED",
            f"该线索{left}，不得了结（SV-40“三个不放过”）。请先办理并登记通过。",
            rules=("SV-40",),
            missing=",".join(test.name for test in ClueTest if test in missing),
        )
    words = replace(before.words, closing_reason=told.reason)
    return _changed(before, state=_S.CLOSED, closed_date=entry.happened_date, words=words)


def last_day(clue: Clue) -> dt.date:
    """The day of what happened to it last; nothing that follows is earlier (P-06)."""
    known = (clue.verified_date, clue.disposed_date, clue.assigned_date)
    return max((day for day in known if day is not None), default=clue.happened_date)


def joined(before: Clue, complaint: str) -> Clue:
    """The complaint of legal aid on the same fact: one record, two views (XF-25)."""
    return _changed(before, complaint=complaint)


def _changed(clue: Clue, **values: Any) -> Clue:
    return replace(clue, etag=str(int(clue.etag) + 1), **values)
