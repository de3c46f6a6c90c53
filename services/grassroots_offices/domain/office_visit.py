"""Visits to offices: what was seen, photographed, found and settled (F-04, GO-13, GO-71, GO-75, GO-76).

It must not punish: what is found here leads nowhere by itself.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class OfficeVisitKind(enum.Enum):
    """Why somebody went."""

    QUARTERLY = enum.auto()
    DAILY = enum.auto()


class DisplayItem(enum.Enum):
    """What has to be seen at an office (GO-76)."""

    NAME = enum.auto()
    SIGNBOARD = enum.auto()
    MARK = enum.auto()
    RULES = enum.auto()
    STAFF = enum.auto()
    FEES = enum.auto()
    LICENCE = enum.auto()


class OfficeVisitState(enum.Enum):
    """Where a visit stands."""

    CLEAR = enum.auto()
    OPEN = enum.auto()
    SETTLED = enum.auto()
    VOIDED = enum.auto()


_S = OfficeVisitState
_VOID = {"void": frozenset({_S.VOIDED})}
MOVES: Moves[OfficeVisitState] = {
    _S.CLEAR: _VOID,
    _S.OPEN: {"recheck": frozenset({_S.OPEN, _S.SETTLED}), **_VOID},
    _S.SETTLED: {},
    _S.VOIDED: {},
}
# The record F-04 is signed by two officers.
QUARTERLY_OFFICERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPhoto:
    """A photo by the hash of its file."""

    sha256: str
    taken_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecheck:
    """What was found when somebody went again."""

    rechecked_date: dt.date
    settled: bool
    result: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeVisitDraft:
    """What is entered."""

    office: str
    kind: OfficeVisitKind
    visited_date: dt.date
    officers: tuple[str, ...]
    missing_display: tuple[DisplayItem, ...]
    independent_premises: bool
    separate_from_bureau: bool
    systems_in_use: bool
    files_sampled: int
    files_qualified: int
    fees_in_order: bool
    party_work: str
    problems: str
    due_date: dt.date | None
    photos: tuple[VisitPhoto, ...]
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeVisit(OfficeVisitDraft):
    """One visit."""

    name: str
    state: OfficeVisitState
    late: bool
    rechecks: tuple[VisitRecheck, ...]
    void_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeVisitFilter:
    """What a list asks for; None and empty mean any."""

    state: OfficeVisitState | None
    kind: OfficeVisitKind | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRecheck(Documented):
    """What somebody found who went again."""

    settled: bool
    result: str


def keep_visit(
    draft: OfficeVisitDraft, *, name: str, division: str, entry: Entry, now: dt.datetime
) -> OfficeVisit:  # fmt: skip
    """A visit as it was (GO-71, GO-75, GO-76). Raises InvalidFields."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(OfficeVisitDraft)}
    return OfficeVisit(
        **values, name=name, state=_S.OPEN if draft.problems.strip() else _S.CLEAR, late=entry.late, rechecks=(),
        void_reason="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def is_in_order(draft: OfficeVisitDraft) -> bool:
    """Whether everything that was looked at is as it has to be (GO-13, GO-16, GO-76)."""
    seen = (draft.independent_premises, draft.separate_from_bureau, draft.systems_in_use, draft.fees_in_order)
    return all(seen) and not draft.missing_display and draft.files_qualified == draft.files_sampled


def rechecked(visit: OfficeVisit, given: GivenRecheck, entry: Entry) -> OfficeVisit:
    """What is settled is over; what is not stays open under its day (GO-71)."""
    one = VisitRecheck(
        rechecked_date=entry.happened_date, settled=given.settled, result=given.result,
        document_number=given.document_number,
    )  # fmt: skip
    state = _S.SETTLED if given.settled else _S.OPEN
    return replace(visit, state=state, rechecks=(*visit.rechecks, one), etag=str(int(visit.etag) + 1))


def last_day(visit: OfficeVisit) -> dt.date:
    """The day of the visit, or of the last recheck."""
    return visit.rechecks[-1].rechecked_date if visit.rechecks else visit.visited_date


def voided(visit: OfficeVisit, reason: str) -> OfficeVisit:
    """It counts no more (GO-71)."""
    return replace(visit, state=_S.VOIDED, void_reason=reason, etag=str(int(visit.etag) + 1))


def allow(visit: OfficeVisit, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, visit.state, action, what="走访监督记录", etag=visit.etag, given=etag)


def is_open_on(visit: OfficeVisit, day: dt.date) -> bool:
    """Whether problems that it found were not settled at the end of the day (GO-71)."""
    settled = next((one.rechecked_date for one in visit.rechecks if one.settled), None)
    return visit.visited_date <= day and (settled is None or settled > day)


def unvisited(working: Iterable[str], visits: Iterable[OfficeVisit]) -> list[str]:
    """Working offices without a quarterly supervision; a daily one is none (GO-71)."""
    return sorted(set(working) - {one.office for one in visits if one.kind is OfficeVisitKind.QUARTERLY})


def overdue(visits: Iterable[OfficeVisit], today: dt.date) -> list[str]:
    """Visits with problems whose day is over (GO-71)."""
    return sorted(
        one.name for one in visits if one.state is _S.OPEN and one.due_date is not None and one.due_date < today
    )


def _faults(draft: OfficeVisitDraft) -> Iterator[Violation]:
    if draft.kind is OfficeVisitKind.QUARTERLY and len(draft.officers) < QUARTERLY_OFFICERS:
        yield _fault("officers", "OFFICERS_TOO_FEW", "季度监督检查须由两名以上工作人员进行（GO-71），请补充")
    if draft.files_qualified > draft.files_sampled:
        yield _fault("files_qualified", "COUNT_TOO_HIGH", "合格案卷数不能多于抽查案卷数（GO-71），请核对")
    yield from _faults_of_problems(draft)
    yield from _faults_of_photos(draft)


def _faults_of_problems(draft: OfficeVisitDraft) -> Iterator[Violation]:
    problems, due = bool(draft.problems.strip()), draft.due_date
    if not problems and not is_in_order(draft):
        yield _fault("problems", "PROBLEMS_MISSING", "有不符合要求的项目，须写明发现的问题（GO-71、GO-76），请补充")
    if problems and due is None:
        yield _fault("due_date", "DUE_DATE_MISSING", "发现问题的，须写明整改期限（GO-71），请补充")
    if not problems and due is not None:
        yield _fault("due_date", "DUE_DATE_UNEXPECTED", "未发现问题的，不填整改期限（GO-71），请清空")
    if due is not None and due < draft.visited_date:
        yield _fault("due_date", "DUE_BEFORE_VISIT", "整改期限早于走访日期（GO-71），请核对")


def _faults_of_photos(draft: OfficeVisitDraft) -> Iterator[Violation]:
    for place, photo in enumerate(draft.photos):
        if photo.taken_date != draft.visited_date:
            field = f"photos[{place}].taken_date"
            yield _fault(field, "PHOTO_OF_ANOTHER_DAY", "照片须为走访当日拍摄（GO-76），请核对拍摄日期")
        if photo.sha256 in {one.sha256 for one in draft.photos[:place]}:
            yield _fault(f"photos[{place}].sha256", "PHOTO_TWICE", "同一张照片重复登记（GO-76），请删除重复的一张")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"office_visit.{field}", reason=reason, description=description)
