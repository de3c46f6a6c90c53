"""Notified defence and representation: no application, no means test, no refusal (LA-11 to LA-13, LA-34, LA-35).

It must not refuse: the only checks are whether the notice is complete and whether the category is right.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.kernel.age import reached
from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.spans import days_left
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.assignment import Assignment
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.notice_category import (
    WITHOUT_NOTICE_PERIOD,
    AuthorityType,
    NoticeCategory,
    Procedure,
    Stage,
    fits,
)
from services.legal_aid.domain.person import person_faults


class NoticeState(enum.Enum):
    """Where a notice stands."""

    RECEIVED = enum.auto()
    QUERIED = enum.auto()
    ASSIGNED = enum.auto()


class NoticeFlag(enum.Enum):
    """What the reader should notice."""

    LATE_NOTICE = enum.auto()
    LATE_AUTHORITY = enum.auto()
    ADULT_AT_NOTICE = enum.auto()
    LATE_ENTRY = enum.auto()
    CATEGORY_DOUBTFUL = enum.auto()


MOVES: Moves[NoticeState] = {
    NoticeState.RECEIVED: {
        "query": frozenset({NoticeState.QUERIED}),
        "assign": frozenset({NoticeState.ASSIGNED}),
    },
    NoticeState.QUERIED: {
        "answer": frozenset({NoticeState.RECEIVED}),
        "assign": frozenset({NoticeState.ASSIGNED}),
    },
    NoticeState.ASSIGNED: {},
}
ADULT_YEARS = 18
ABOUT_CATEGORY = frozenset({NoticeFlag.ADULT_AT_NOTICE, NoticeFlag.CATEGORY_DOUBTFUL})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifiedPerson:
    """The person who needs a defender."""

    full_name: str
    identity_number: str
    birth_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """What an authority sends; `received_date` None means today."""

    institution: str
    authority_type: AuthorityType
    authority_name: str
    authority_document: str
    authority_case_number: str
    category: NoticeCategory
    procedure: Procedure
    stage: Stage
    person: NotifiedPerson
    discovered_date: dt.date
    received_date: dt.date | None
    hearing_date: dt.date | None
    case_papers_attached: bool
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice with everything that has happened to it."""

    name: str
    number: str
    institution: str
    authority_type: AuthorityType
    authority_name: str
    authority_document: str
    authority_case_number: str
    category: NoticeCategory
    procedure: Procedure
    stage: Stage
    person: NotifiedPerson
    discovered_date: dt.date
    received_date: dt.date
    hearing_date: dt.date | None
    case_papers_attached: bool
    entry_reason: str
    state: NoticeState
    flags: tuple[NoticeFlag, ...]
    query: str
    answer: str
    assignment: Assignment | None
    deadlines: tuple[Deadline, ...]
    division: str
    sender: str
    create_time: dt.datetime
    etag: str

    @property
    def mandatory(self) -> bool:
        """Whether the law requires it (LA-11) and the authority has no choice (LA-12)."""
        return self.category is not NoticeCategory.DISCRETIONARY


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: NoticeState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeQuery:
    """What the institution asks the authority."""

    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswer:
    """What the authority answers; `category` when it was wrong."""

    answer: str
    category: NoticeCategory | None


def check_draft(draft: NoticeDraft, *, today: dt.date) -> None:
    """Raise InvalidFields that names every bad field: dates in the wrong order, a wrong identity number."""
    faults = tuple(_faults(draft, today))
    if faults:
        raise InvalidFields(faults)


def receive(
    draft: NoticeDraft,
    institution: Institution,
    *,
    name: str,
    number: str,
    sender: str,
    entry: Entry,
    late_notice_days: int,
    authority_late: bool,
    now: dt.datetime,
) -> Notice:
    """Take a checked notice, however late it is (LA-35)."""
    received = entry.happened_date
    shown = {
        NoticeFlag.LATE_NOTICE: _is_late(draft, received, late_notice_days),
        NoticeFlag.LATE_AUTHORITY: authority_late,
        NoticeFlag.LATE_ENTRY: entry.late,
    }
    about_category = _category_flags(draft.category, draft.procedure, draft.stage, draft.person, received)
    flags = (*(flag for flag, there in shown.items() if there), *about_category)
    return Notice(
        name=name, number=number, institution=institution.name, authority_type=draft.authority_type,
        authority_name=draft.authority_name, authority_document=draft.authority_document,
        authority_case_number=draft.authority_case_number, category=draft.category, procedure=draft.procedure,
        stage=draft.stage, person=draft.person, discovered_date=draft.discovered_date, received_date=received,
        hearing_date=draft.hearing_date, case_papers_attached=draft.case_papers_attached, entry_reason=entry.reason,
        state=NoticeState.RECEIVED, flags=flags, query="", answer="",
        assignment=None, deadlines=(), division=institution.division, sender=sender, create_time=now, etag="1",
    )  # fmt: skip


def allow(notice: Notice, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, notice.state, action, what="通知", etag=notice.etag, given=etag)


def query(notice: Notice, asked: NoticeQuery) -> Notice:
    """Ask the authority; the person is not refused (LA-13)."""
    return _touched(replace(notice, state=NoticeState.QUERIED, query=asked.query, answer=""))


def answer(notice: Notice, given: NoticeAnswer) -> Notice:
    """The authority's answer, with the right category when it was wrong."""
    category = given.category or notice.category
    kept = tuple(flag for flag in notice.flags if flag not in ABOUT_CATEGORY)
    flags = (*kept, *_category_flags(category, notice.procedure, notice.stage, notice.person, notice.received_date))
    return _touched(replace(notice, state=NoticeState.RECEIVED, answer=given.answer, category=category, flags=flags))


def assign(notice: Notice, assignment: Assignment) -> Notice:
    """Unit and person; the authority reads them in the notice (LA-34)."""
    return _touched(replace(notice, state=NoticeState.ASSIGNED, assignment=assignment))


def _touched(notice: Notice) -> Notice:
    return replace(notice, etag=str(int(notice.etag) + 1))


def _is_late(draft: NoticeDraft, received: dt.date, days: int) -> bool:
    """A court's notice less than the period before the hearing, where the procedure has one (LA-35)."""
    if draft.hearing_date is None or draft.authority_type is not AuthorityType.COURT:
        return False
    return draft.procedure not in WITHOUT_NOTICE_PERIOD and days_left(draft.hearing_date, on=received) < days


def _category_flags(
    category: NoticeCategory, procedure: Procedure, stage: Stage, person: NotifiedPerson, received: dt.date
) -> Iterator[NoticeFlag]:
    """What the category makes noteworthy. A minor who has grown up by now is accepted, and shown (E-09, D-10)."""
    born = person.birth_date
    if category is NoticeCategory.MINOR and born is not None and reached(born, ADULT_YEARS, received):
        yield NoticeFlag.ADULT_AT_NOTICE
    if not fits(category, procedure, stage):
        yield NoticeFlag.CATEGORY_DOUBTFUL


def _faults(draft: NoticeDraft, today: dt.date) -> Iterator[Violation]:
    received = draft.received_date or today
    if received > today:
        yield _date_fault("received_date", "收到日期不能晚于今天（P-06），请填写实际收到通知的日期")
    if draft.discovered_date > received:
        yield _date_fault("discovered_date", "发现应通知情形的日期不能晚于收到通知的日期（LA-34），请核对")
    person = draft.person
    yield from person_faults(person.full_name, person.identity_number, field="notice.person", today=today)


def _date_fault(field: str, description: str) -> Violation:
    return Violation(field=f"notice.{field}", reason="DATE_INVALID", description=description)
