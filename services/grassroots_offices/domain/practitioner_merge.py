"""Two entries of one practitioner: proposed, agreed to by somebody else, undone (P-04). It must not rewrite a fact."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState


class PractitionerMergeState(enum.Enum):
    """Where a merge stands."""

    PROPOSED = enum.auto()
    APPROVED = enum.auto()
    REJECTED = enum.auto()
    UNDONE = enum.auto()


_S = PractitionerMergeState
MOVES: Moves[PractitionerMergeState] = {
    _S.PROPOSED: {"approve": frozenset({_S.APPROVED}), "reject": frozenset({_S.REJECTED})},
    _S.APPROVED: {"undo": frozenset({_S.UNDONE})},
    _S.REJECTED: {},
    _S.UNDONE: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerMergeDraft:
    """What is proposed."""

    merged: str
    survivor: str
    reasons: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerMerge(PractitionerMergeDraft):
    """A merge, and since when it stands where it stands."""

    name: str
    state: PractitionerMergeState
    state_date: dt.date
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerMergeFilter:
    """What a list asks for; None means any."""

    state: PractitionerMergeState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMatters:
    """What a merged entry still has of its own, each of which would be left behind."""

    running_cases: bool
    certificates: bool
    accounts: bool
    leads_office: bool
    other_entries: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionersMerged:
    """Two entries are one practitioner from the day on; facts of both are those of the survivor."""

    practitioner_merge: str
    merged: str
    survivor: str
    division: str
    merged_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PractitionerMergeUndone:
    """They are two practitioners again."""

    practitioner_merge: str
    merged: str
    survivor: str
    division: str
    undone_date: dt.date


def refuse_same(draft: PractitionerMergeDraft) -> None:
    """Raise InvalidFields SAME_ENTRY."""
    if draft.merged == draft.survivor:
        description = "被合并的条目和保留的条目不能是同一条，请分别选择"
        fault = Violation(field="practitioner_merge.survivor", reason="SAME_ENTRY", description=description)
        raise InvalidFields((fault,))


def refuse_blocked(merged: Practitioner, survivor: Practitioner, own: OwnMatters) -> None:
    """Raise MERGE_BLOCKED: an open application, a hold or a suspension of either, a survivor that began later, or
    something that would be left behind (P-04).
    """
    blockers = [
        *(["STATE"] if {merged.state, survivor.state} != {PractitionerState.ACTIVE} else []),
        *(["HOLD"] if merged.holds or survivor.holds else []),
        *(["BEGAN_LATER"] if survivor.spans[0].from_date > merged.spans[0].from_date else []),
        *(field.name.upper() for field in fields(OwnMatters) if getattr(own, field.name)),
    ]  # fmt: skip
    if blockers:
        message = (
            "两个条目均须为执业状态且没有在办的许可申请、暂停或者停止执业，保留的条目执业起始日期不晚于被合并的条目；"
            "被合并的条目不能有在办案件、有效证书、关联账号，不能是主任或者合伙人，也不能有其他条目并入。"
            "请先办结、移交、收回、解除或者改选，再办理合并（P-04）。"
        )
        raise RuleViolated("MERGE_BLOCKED", message, rules=("P-04",), blockers=",".join(blockers))


def proposed(
    draft: PractitionerMergeDraft, *, name: str, division: str, today: dt.date, now: dt.datetime
) -> PractitionerMerge:  # fmt: skip
    """A merge that somebody else has to agree to (P-04)."""
    values = {field.name: getattr(draft, field.name) for field in fields(PractitionerMergeDraft)}
    return PractitionerMerge(
        **values, name=name, state=_S.PROPOSED, state_date=today, division=division, create_time=now, etag="1"
    )  # fmt: skip


def allow(merge: PractitionerMerge, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, merge.state, action, what="重复登记合并", etag=merge.etag, given=etag)


def moved_on(merge: PractitionerMerge, state: PractitionerMergeState, on: dt.date) -> PractitionerMerge:
    """The merge in another state from the day on."""
    return replace(merge, state=state, state_date=on, etag=str(int(merge.etag) + 1))


def told_merged(merge: PractitionerMerge) -> PractitionersMerged:
    """What others hear of the merge."""
    return PractitionersMerged(
        practitioner_merge=merge.name, merged=merge.merged, survivor=merge.survivor, division=merge.division,
        merged_date=merge.state_date,
    )  # fmt: skip


def told_undone(merge: PractitionerMerge) -> PractitionerMergeUndone:
    """What others hear of its end."""
    return PractitionerMergeUndone(
        practitioner_merge=merge.name, merged=merge.merged, survivor=merge.survivor, division=merge.division,
        undone_date=merge.state_date,
    )  # fmt: skip


def merge_open() -> Refusal:
    """The refusal of a second merge of an entry."""
    message = "该条目已有一项待批准或者已生效的合并。请先驳回（reject）或者撤销（undo）原合并。"
    return Refusal(Kind.ALREADY_EXISTS, "MERGE_OPEN", message)
