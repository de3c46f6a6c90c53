"""Work briefs and typical cases that offices submit (GO-69, GO-82). It must not count a month."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class WorkBriefKind(enum.Enum):
    """What was submitted."""

    BRIEF = enum.auto()
    TYPICAL_CASE = enum.auto()


class WorkBriefState(enum.Enum):
    """Where it stands; whatever was not sent back counts in the month of its submission."""

    SUBMITTED = enum.auto()
    RETURNED = enum.auto()
    ACCEPTED = enum.auto()
    ADOPTED = enum.auto()


class ReturnGround(enum.Enum):
    """Why it was sent back."""

    DUPLICATE = enum.auto()
    NO_BRIEF = enum.auto()
    INCOMPLETE = enum.auto()


class AdoptionLevel(enum.Enum):
    """Who used it."""

    COUNTY = enum.auto()
    CITY = enum.auto()
    PROVINCE = enum.auto()
    NATION = enum.auto()


_S = WorkBriefState
COUNTED = frozenset({_S.SUBMITTED, _S.ACCEPTED, _S.ADOPTED})
MOVES: Moves[WorkBriefState] = {
    _S.SUBMITTED: {"return": frozenset({_S.RETURNED}), "accept": frozenset({_S.ACCEPTED})},
    _S.RETURNED: {},
    _S.ACCEPTED: {"adopt": frozenset({_S.ADOPTED})},
    _S.ADOPTED: {"adopt": frozenset({_S.ADOPTED}), "payReward": frozenset({_S.ADOPTED})},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAdoption:
    """One level that used it; `reward_fen` as of that day, 0 without a scheme; `paid_date` None until it is paid."""

    level: AdoptionLevel
    document_number: str
    adopted_date: dt.date
    reward_fen: int
    paid_date: dt.date | None
    payment_document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkBriefDraft:
    """What is entered."""

    office: str
    kind: WorkBriefKind
    title: str
    submitted_date: dt.date
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkBrief(WorkBriefDraft):
    """One brief or typical case."""

    name: str
    state: WorkBriefState
    late: bool
    state_date: dt.date
    return_ground: ReturnGround | None
    return_reason: str
    adoptions: tuple[BriefAdoption, ...]
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkBriefFilter:
    """What a list asks for; None and empty mean any."""

    state: WorkBriefState | None
    kind: WorkBriefKind | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefReturn(Happening):
    """Why it is sent back."""

    return_ground: ReturnGround
    return_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Documented):
    """Who has used it."""

    level: AdoptionLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardLine:
    """What an adoption earned an office (GO-82)."""

    work_brief: str
    office: str
    level: AdoptionLevel
    adopted_date: dt.date
    reward_fen: int
    paid_date: dt.date | None
    payment_document: str


def submit_brief(
    draft: WorkBriefDraft, *, division: str, name: str, entry: Entry, now: dt.datetime
) -> WorkBrief:  # fmt: skip
    """What the bureau received on the day (GO-82)."""
    values = {field.name: getattr(draft, field.name) for field in fields(WorkBriefDraft)}
    return WorkBrief(
        **values, name=name, state=WorkBriefState.SUBMITTED, late=entry.late, state_date=entry.happened_date,
        return_ground=None, return_reason="", adoptions=(), division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(brief: WorkBrief, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, brief.state, action, what="信息、典型案例", etag=brief.etag, given=etag)


def returned(brief: WorkBrief, back: BriefReturn, entry: Entry) -> WorkBrief:
    """Sent back: it does not count in the month of its submission (GO-82)."""
    done = replace(brief, return_ground=back.return_ground, return_reason=back.return_reason)
    return _moved(done, WorkBriefState.RETURNED, entry)


def accepted(brief: WorkBrief, entry: Entry) -> WorkBrief:
    """Taken."""
    return _moved(brief, WorkBriefState.ACCEPTED, entry)


def adopted(brief: WorkBrief, adoption: Adoption, entry: Entry, *, reward_fen: int) -> WorkBrief:
    """Used by one more level, for the reward in force on that day (GO-82). Raises ADOPTED_THERE."""
    if any(one.level is adoption.level for one in brief.adoptions):
        raise RuleViolated(
            "ADOPTED_THERE",
            "该级采用情况已登记，同一级只登记一次（GO-82）。请核对采用级别。",
            rules=("GO-82",),
        )
    used = BriefAdoption(
        level=adoption.level, document_number=adoption.document_number, adopted_date=entry.happened_date,
        reward_fen=reward_fen, paid_date=None, payment_document="",
    )  # fmt: skip
    return _moved(replace(brief, adoptions=(*brief.adoptions, used)), WorkBriefState.ADOPTED, entry)


def rewarded(brief: WorkBrief, payment: Adoption, entry: Entry) -> WorkBrief:
    """The reward of a level was paid, once (GO-82). Raises NO_REWARD, REWARD_PAID."""
    earned = next((one for one in brief.adoptions if one.level is payment.level and one.reward_fen), None)
    if earned is None:
        raise RuleViolated(
            "NO_REWARD",
            "该级没有采用，或者采用当日没有施行奖励标准（GO-82）。请核对采用级别；标准以参数 go.brief_rewards 为准。",
            rules=("GO-82",),
        )
    if earned.paid_date is not None:
        raise RuleViolated(
            "REWARD_PAID", "该级采用的奖励已经发放，不得重复发放（GO-82）。请核对发放记录。", rules=("GO-82",)
        )  # fmt: skip
    paid = replace(earned, paid_date=entry.happened_date, payment_document=payment.document_number)
    adoptions = tuple(paid if one is earned else one for one in brief.adoptions)
    return replace(brief, adoptions=adoptions, etag=str(int(brief.etag) + 1))


def reward_lines(briefs: Iterable[WorkBrief], year: int) -> list[RewardLine]:
    """What the adoptions of the year earned, in order of office, day and brief (GO-82)."""
    lines = [
        RewardLine(
            work_brief=brief.name, office=brief.office, level=one.level, adopted_date=one.adopted_date,
            reward_fen=one.reward_fen, paid_date=one.paid_date, payment_document=one.payment_document,
        )
        for brief in briefs
        for one in brief.adoptions
        if one.reward_fen and one.adopted_date.year == year
    ]  # fmt: skip
    return sorted(lines, key=lambda one: (one.office, one.adopted_date, one.work_brief, one.level.value))


def brief_twice() -> Refusal:
    """The refusal of a second one of the same title while the first counts."""
    message = "该所同题信息或者典型案例已登记（GO-82），重复报送不计数。被退回的可以重新报送。"
    return Refusal(Kind.ALREADY_EXISTS, "BRIEF_TWICE", message)


def _moved(brief: WorkBrief, state: WorkBriefState, entry: Entry) -> WorkBrief:
    return replace(brief, state=state, state_date=entry.happened_date, etag=str(int(brief.etag) + 1))
