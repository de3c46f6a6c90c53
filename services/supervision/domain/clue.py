"""Clues (问题线索): what they are, which facts open one, and under which rule. It must not assess one: people do."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import asdict, dataclass, replace

from chassis.kernel.deadline import Deadline, DeadlineChanged, DeadlineState

# The time limits of the law for institutions and bureaus, by the kind of the deadline. Limits of persons (a supplement,
# formalities, a succession) and of authorities (a notice, a transfer) are left out: missing them is no lead here.
LEGAL_DUTIES = {
    "DECIDE": "LA-30",
    "ASSIGN": "LA-33",
    "ASSIGN_NOTIFIED": "LA-34",
    "REVIEW_OBJECTION": "LA-38",
    "COMPLY_WITH_ORDER": "LA-38",
}
ELIGIBILITY_ITEM = 5  # Row of form F-01: aid to the ineligible, or refusal of the eligible.
NO_ITEM = 0
MET_AFTER_ALL = "该事项已在期限内办结，仅录入迟延；期限现记为按期办结。"
NO_VIOLATION = "经市级司法行政机关核实，不构成擅自变更住所，原登记已撤销（GO-09）。"


class ClueSource(enum.Enum):
    """Where a clue came from."""

    XF_17 = enum.auto()
    DEADLINE_MISSED = enum.auto()
    XF_15 = enum.auto()
    XF_16 = enum.auto()
    XF_20 = enum.auto()
    XF_21 = enum.auto()
    XF_22 = enum.auto()
    XF_23 = enum.auto()
    XF_37 = enum.auto()
    XF_30 = enum.auto()
    XF_03 = enum.auto()
    XF_09 = enum.auto()
    XF_10 = enum.auto()
    XF_29 = enum.auto()
    HOTLINE = enum.auto()
    INSPECTION = enum.auto()
    PETITION = enum.auto()
    TRANSFER = enum.auto()
    TIP = enum.auto()
    RED_FLAG = enum.auto()
    XF_35 = enum.auto()


class ClueState(enum.Enum):
    """Where a clue stands; RECEIVED is the book's NEW."""

    RECEIVED = enum.auto()
    CHECKING = enum.auto()
    VERIFIED_TRUE = enum.auto()
    VERIFIED_PART = enum.auto()
    VERIFIED_FALSE = enum.auto()
    DISPOSED = enum.auto()
    CLOSED = enum.auto()


class ClueDisposal(enum.Enum):
    """What was done about it (SV-40)."""

    TALK = enum.auto()
    CIRCULAR = enum.auto()
    PENALTY = enum.auto()
    TRANSFER = enum.auto()
    NONE = enum.auto()
    CRITICISM = enum.auto()


class ClueTest(enum.Enum):
    """The three that nobody lets go of (三个不放过): a clue that was found right stays open until all are passed."""

    FACTS_CLEAR = enum.auto()
    MEASURES_DONE = enum.auto()
    RESPONSIBLE_HANDLED = enum.auto()


class ReviewOutcome(enum.Enum):
    """What the bureau decided on an objection (LA-38)."""

    UPHOLD = enum.auto()
    ORDER_GRANT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReviewed:
    """The fact that legal_aid tells when an objection was decided."""

    application: str
    institution: str
    division: str
    objection: str
    outcome: ReviewOutcome
    decision_number: str
    decided_date: dt.date
    contested_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What makes a clue the only one: a cause told twice opens no second clue."""

    source: ClueSource
    subject: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Cause):
    """What a fact says before it has a number."""

    item: int
    institution: str
    owner: str
    division: str
    decision_number: str
    rule_id: str
    due_date: dt.date | None
    happened_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueWords:
    """What people wrote about a clue; kept sealed."""

    summary: str = ""
    finding: str = ""
    disposal_reason: str = ""
    closing_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedTest:
    """One of the three, and the paper that shows it."""

    test: ClueTest
    document_number: str
    passed_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue(Finding):
    """A numbered finding that somebody must verify."""

    name: str
    number: str
    state: ClueState
    resolved_as_met: bool
    note: str
    create_time: dt.datetime
    etag: str
    words: ClueWords = ClueWords()
    complaint: str = ""
    officers: tuple[str, ...] = ()
    assigned_date: dt.date | None = None
    phase_end_date: dt.date | None = None
    verified_date: dt.date | None = None
    disposal: ClueDisposal | None = None
    transferred_to: str = ""
    disposed_date: dt.date | None = None
    disposal_document: str = ""
    penalty: str = ""
    passed_tests: tuple[PassedTest, ...] = ()
    closed_date: dt.date | None = None
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueFilter:
    """What a list asks for; None and empty mean any."""

    institution: str = ""
    source: ClueSource | None = None
    state: ClueState | None = None
    owner: str = ""


def institution_of(owner: str) -> str:
    """The institution, when the owner of a deadline is one; otherwise empty."""
    return owner if owner.startswith("institutions/") else ""


def wrong_decision(review: ObjectionReviewed) -> Finding | None:
    """An order to grant shows that an eligible person was refused (XF-17, F-01 row 5); an upheld decision nothing."""
    if review.outcome is not ReviewOutcome.ORDER_GRANT:
        return None
    return Finding(
        source=ClueSource.XF_17, subject=review.objection, kind="", item=ELIGIBILITY_ITEM,
        institution=review.institution, owner=review.institution, division=review.division,
        decision_number=review.contested_number, rule_id="LA-38", due_date=None, happened_date=review.decided_date,
    )  # fmt: skip


def missed_duty(change: DeadlineChanged) -> Finding | None:
    """A missed limit of LEGAL_DUTIES; None for everything else. It is missed from the day after the last.

    ValueError when legal_aid tells no due date, which a missed deadline always has.
    """
    if change.state is not DeadlineState.MISSED or change.kind not in LEGAL_DUTIES:
        return None
    if change.due_date is None:
        raise ValueError("a missed deadline has a due date")
    return Finding(
        source=ClueSource.DEADLINE_MISSED, subject=change.subject, kind=change.kind, item=NO_ITEM,
        institution=institution_of(change.owner), owner=change.owner, division=change.division, decision_number="",
        rule_id=LEGAL_DUTIES[change.kind], due_date=change.due_date,
        happened_date=change.due_date + dt.timedelta(days=1),
    )  # fmt: skip


def met_after_all(change: DeadlineChanged) -> Cause | None:
    """The cause that fell away because the duty was done in time and entered late (P-06); None otherwise."""
    if (change.previous_state, change.state) != (DeadlineState.MISSED, DeadlineState.MET):
        return None
    return Cause(source=ClueSource.DEADLINE_MISSED, subject=change.subject, kind=change.kind)


def clue_number(year: int, count: int) -> str:
    """For example （2026）线索第1号."""
    return f"（{year}）线索第{count}号"


def open_clue(finding: Finding, *, name: str, number: str, now: dt.datetime, summary: str = "") -> Clue:
    """A finding that got its number."""
    return Clue(
        **asdict(finding), name=name, number=number, state=ClueState.RECEIVED, resolved_as_met=False, note="",
        create_time=now, etag="1", words=ClueWords(summary=summary),
    )  # fmt: skip


def resolve_as_met(clue: Clue, note: str = "") -> Clue:
    """The clue with the remark that there was nothing. It stays, whoever read it can see what became of it."""
    note = note or (NO_VIOLATION if clue.source is ClueSource.XF_30 else MET_AFTER_ALL)
    return replace(clue, resolved_as_met=True, note=note, etag=str(int(clue.etag) + 1))
