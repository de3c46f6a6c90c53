"""What a subsidy depends on of a case, its stages and its assignments (LA-94 to LA-102).

It must not look anything up; the use case fills it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from chassis.kernel.money import split
from services.legal_aid.domain.case_words import CaseStage, Grade
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.qualification import CaseType
from services.legal_aid.domain.termination import BY_FAULT, TerminationGround

WHOLE_BP = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkShare:
    """One assignment: who worked from when to when, and how much of it, in hundredths of a percent (LA-100)."""

    assignment: str
    handler: str
    unit: str
    from_date: dt.date
    until_date: dt.date | None
    share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSpan:
    """A stage, the days it lasted (`until_date` None while it goes on), and its normalised court number."""

    stage: CaseStage
    from_date: dt.date
    until_date: dt.date | None
    court_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimable:
    """A case as far as money asks. The keys are blind indexes, `court_key` the normalised court number."""

    case: str
    institution: str
    division: str
    case_type: CaseType
    matter: Matter | None
    recipient_key: str
    opponent_keys: tuple[str, ...]
    court_key: str
    opened_date: dt.date
    ended_date: dt.date | None
    file_accepted_date: dt.date | None
    grade: Grade | None
    ground: TerminationGround | None
    substantive_work: bool
    stages: tuple[StageSpan, ...]
    work: tuple[WorkShare, ...]

    @property
    def settled_date(self) -> dt.date | None:
        """The day from which a subsidy is due: file accepted and graded, or case terminated (LA-96, LA-102)."""
        if self.ground is not None:
            return self.ended_date
        return self.file_accepted_date if self.grade is not None else None


def court_key_of(case: Claimable, stage: CaseStage) -> str:
    """The court number of the stage, or the case's where the stage has none of its own."""
    own = next((one.court_key for one in case.stages if one.stage is stage), "")
    return own or case.court_key


def owed_bp(case: Claimable, public: AbstractSet[str]) -> dict[CaseStage, int]:
    """What is owed of each stage, in hundredths of a percent: the shares of all but public-office persons (LA-93)."""
    owed = {
        one.stage: sum(bp for name, bp in shares_of_stage(case, one.stage).items() if name not in public)
        for one in case.stages
    }
    return {stage: bp for stage, bp in owed.items() if bp}


def is_covered(owed: Mapping[CaseStage, int], done_bp: Mapping[CaseStage, int], *, once: bool) -> bool:
    """Whether every stage is paid, or claimed, as far as it is owed; one of them where it is paid `once` (LA-94)."""
    done = {stage for stage, bp in owed.items() if done_bp.get(stage, 0) >= bp}
    return bool(done) or not owed if once else done == owed.keys()


def reduction(case: Claimable, *, fail_percent: int, terminated_percent: int) -> int:
    """Per cent of the standard that is paid (LA-99, LA-102)."""
    if case.ground is not None:
        return terminated_percent if case.substantive_work and case.ground not in BY_FAULT else 0
    return fail_percent if case.grade is Grade.FAIL else 100


def shares_of_stage(case: Claimable, stage: CaseStage) -> dict[str, int]:
    """Assignment → share in hundredths of a percent of those who worked in the stage, together the whole (LA-100).

    Nobody gets anything where all who worked in it have the share 0, as one removed for fault has.
    """
    span = next(one for one in case.stages if one.stage is stage)
    there = [one for one in case.work if _worked_in(one, span)] or list(case.work)
    weights = [one.share_bp for one in there]
    parts = split(WHOLE_BP, weights) if sum(weights) else tuple(weights)
    return {one.assignment: part for one, part in zip(there, parts, strict=True)}


def part_of(total_fen: int, shares: dict[str, int], assignment: str) -> int:
    """What one assignment gets of the whole; all parts together are the whole, to the fen (LA-100, M-03)."""
    if not any(shares.values()):
        return 0
    parts: Sequence[int] = split(total_fen, list(shares.values()))
    return dict(zip(shares, parts, strict=True)).get(assignment, 0)


def _worked_in(work: WorkShare, span: StageSpan) -> bool:
    """Whether the assignment and the stage have days in common; one that ends as the stage begins has none."""
    begun = span.until_date is None or work.from_date < span.until_date or work.from_date == span.from_date
    lasted = work.until_date is None or work.until_date > span.from_date or work.from_date == span.from_date
    return begun and lasted
