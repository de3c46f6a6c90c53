"""Violations that came to light and are not dealt with yet (GO-44, GO-61): each becomes a case or is dismissed.

It must not decide a case, nor name whoever told of it.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.assessment import Assessment
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.penalty import Penalty, PenaltySource
from services.grassroots_offices.domain.sheet_facts import ViolationLine


class SuspectedViolationState(enum.Enum):
    """Where it stands."""

    FOUND = enum.auto()
    CASE_FILED = enum.auto()
    DISMISSED = enum.auto()


_S = SuspectedViolationState
MOVES: Moves[SuspectedViolationState] = {
    _S.FOUND: {"recordCase": frozenset({_S.CASE_FILED}), "dismiss": frozenset({_S.DISMISSED})},
    _S.CASE_FILED: {},
    _S.DISMISSED: {},
}
# Property taken shows only in the case whether it was the client's (15) or the other side's (16) (XF-16).
_ALIKE = frozenset({"15", "16"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedViolationDraft:
    """What came to light, how, and in what; `about` empty when nothing is named."""

    subject: str
    violation_code: str
    source: PenaltySource
    about: str
    found_date: dt.date
    description: str
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedViolation(SuspectedViolationDraft):
    """One of them; `document_number` empty when another service told of it."""

    name: str
    office: str
    state: SuspectedViolationState
    late: bool
    penalty: str
    end_reason: str
    end_document: str
    ended_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedViolationFilter:
    """What a list asks for; None and empty mean any."""

    state: SuspectedViolationState | None
    subject: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledCase(Documented):
    """The penalty case that was filed."""

    penalty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViolationDismissal(Documented):
    """Why it was none, or is none to deal with here."""

    end_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldViolation:
    """What another service told; the practitioner is the subject when he is known, else the office."""

    office: str
    practitioner: str
    violation_code: str
    source: PenaltySource
    about: str
    found_date: dt.date
    description: str


def subject_of(told: ToldViolation) -> str:
    """Whom it concerns here; empty for a law firm or a lawyer."""
    known = (told.practitioner.startswith("practitioners/"), told.office.startswith("offices/"))
    return told.practitioner if known[0] else told.office if known[1] else ""


def draft_of(told: ToldViolation, subject: str) -> SuspectedViolationDraft:
    """What a telling service's fact is filed as (XF-15, XF-16, XF-37)."""
    return SuspectedViolationDraft(
        subject=subject, violation_code=told.violation_code, source=told.source, about=told.about,
        found_date=told.found_date, description=told.description, document_number="", entry_reason="",
    )  # fmt: skip


def refuse_foreign_assessment(draft: SuspectedViolationDraft, assessment: Assessment | None) -> None:
    """What an assessment brought to light names the assessment of its subject (GO-61). Raises ASSESSMENT_UNKNOWN."""
    if draft.source is PenaltySource.ASSESSMENT and (assessment is None or assessment.subject != draft.subject):
        raise RuleViolated(
            "ASSESSMENT_UNKNOWN",
            "年度考核中发现的违法线索须写明该对象的考核（GO-61），请在相关事项中填写其年度考核。",
            rules=("GO-61",),
        )


def found(
    draft: SuspectedViolationDraft, *, name: str, office: str, division: str, late: bool, now: dt.datetime
) -> SuspectedViolation:
    """It came to light (GO-44, GO-61)."""
    values = {field.name: getattr(draft, field.name) for field in fields(SuspectedViolationDraft)}
    return SuspectedViolation(
        **values, name=name, office=office, state=_S.FOUND, late=late, penalty="", end_reason="", end_document="",
        ended_date=None, division=division, create_time=now, etag="1",
    )  # fmt: skip


def with_case(suspected: SuspectedViolation, filed: FiledCase, penalty: Penalty, entry: Entry) -> SuspectedViolation:
    """A case was filed (GO-61). Raises PENALTY_OF_ANOTHER_VIOLATION."""
    same = penalty.violation_code == suspected.violation_code or {
        penalty.violation_code, suspected.violation_code,
    } == _ALIKE  # fmt: skip
    if not same or (penalty.practitioner or penalty.office) != suspected.subject:
        raise RuleViolated(
            "PENALTY_OF_ANOTHER_VIOLATION",
            "所填处罚案件的当事人或者违法情形与该线索不一致（GO-61），请核对案件。",
            rules=("GO-61",),
        )
    return _ended(replace(suspected, penalty=filed.penalty), _S.CASE_FILED, filed.document_number, entry)


def dismissed(suspected: SuspectedViolation, dismissal: ViolationDismissal, entry: Entry) -> SuspectedViolation:
    """There is nothing to file (GO-61)."""
    reasoned = replace(suspected, end_reason=dismissal.end_reason)
    return _ended(reasoned, _S.DISMISSED, dismissal.document_number, entry)


def line_of(suspected: SuspectedViolation) -> ViolationLine:
    """What the sheet of the year says of it (F-16, F-17)."""
    return ViolationLine(
        name=suspected.name, violation_code=suspected.violation_code, found_date=suspected.found_date,
        state=suspected.state.name,
    )  # fmt: skip


def refuse_undealt(pending: list[str]) -> None:
    """Raise VIOLATION_UNDEALT: what an assessment brought to light is dealt with before it is published (GO-61)."""
    if pending:
        raise RuleViolated(
            "VIOLATION_UNDEALT",
            "该考核中发现的违法线索尚未处理（GO-61），请先立案或者说明不予立案的理由，再公布等次。",
            rules=("GO-61",),
            suspected_violations=",".join(pending),
        )


def allow(suspected: SuspectedViolation, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, suspected.state, action, what="违法线索", etag=suspected.etag, given=etag)


def _ended(
    suspected: SuspectedViolation, state: SuspectedViolationState, document: str, entry: Entry
) -> SuspectedViolation:
    return replace(
        suspected, state=state, end_document=document, ended_date=entry.happened_date,
        etag=str(int(suspected.etag) + 1),
    )  # fmt: skip
