"""Applications for licences, of practitioners and offices: one procedure (GO-04, GO-05, GO-32). It must not decide."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves, allowed_actions
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.criterion import Verdict
from services.grassroots_offices.domain.office_statement import LicenceApplicationKind, OfficeStatement
from services.grassroots_offices.domain.step import Step


class LicenceApplicationState(enum.Enum):
    """Where an application stands."""

    RECEIVED = enum.auto()
    PAPERS_REQUESTED = enum.auto()
    ACCEPTED = enum.auto()
    COUNTY_REVIEWED = enum.auto()
    AWAITING_PARTY = enum.auto()
    GRANTED = enum.auto()
    REFUSED = enum.auto()
    WITHDRAWN = enum.auto()


class LicencePaper(enum.Enum):
    """Papers an application needs."""

    APPLICATION_FORM = enum.auto()
    EDUCATION_PROOF = enum.auto()
    EXAM_RESULT = enum.auto()
    INTERNSHIP_PROOF = enum.auto()
    RELEASE_PROOF = enum.auto()
    ACCEPTANCE_PROOF = enum.auto()
    CHARTER = enum.auto()
    PARTY_PLAN = enum.auto()
    PREMISES_PROOF = enum.auto()
    PARTNERSHIP_AGREEMENT = enum.auto()
    LOCAL_AUTHORITY = enum.auto()
    RESOLUTION = enum.auto()
    LIQUIDATION_REPORT = enum.auto()
    SUCCESSION_PLAN = enum.auto()


class RefusalGround(enum.Enum):
    """Why a certificate or licence may not be granted (GO-30, GO-31, GO-34, GO-37, PB-14)."""

    EDUCATION = enum.auto()
    EXAM = enum.auto()
    INTERNSHIP = enum.auto()
    CHARACTER = enum.auto()
    HEALTH = enum.auto()
    CRIMINAL_RECORD = enum.auto()
    DISMISSED = enum.auto()
    CAPACITY = enum.auto()
    FALSE_PAPERS = enum.auto()
    PAPERS_MISSING = enum.auto()
    TRANSFER_BARRED = enum.auto()
    PARTY_STEP = enum.auto()
    LEGAL_MINIMUM = enum.auto()
    OTHER = enum.auto()


class PartyStepState(enum.Enum):
    """Where the party organisation's step stands (PB-14)."""

    WAITING = enum.auto()
    OPEN = enum.auto()
    FAILED = enum.auto()


_S = LicenceApplicationState
_TAKEN_BACK = {"withdraw": frozenset({_S.WITHDRAWN})}
MOVES: Moves[LicenceApplicationState] = {
    _S.RECEIVED: {"requestPapers": frozenset({_S.PAPERS_REQUESTED}), "accept": frozenset({_S.ACCEPTED}), **_TAKEN_BACK},
    _S.PAPERS_REQUESTED: {
        "submitPapers": frozenset({_S.PAPERS_REQUESTED, _S.ACCEPTED}), "decide": frozenset({_S.REFUSED}), **_TAKEN_BACK,
    },
    _S.ACCEPTED: {"giveOpinion": frozenset({_S.COUNTY_REVIEWED}), **_TAKEN_BACK},
    _S.COUNTY_REVIEWED: {
        "extend": frozenset({_S.COUNTY_REVIEWED}),
        "decide": frozenset({_S.AWAITING_PARTY, _S.GRANTED, _S.REFUSED}), **_TAKEN_BACK,
    },
    _S.AWAITING_PARTY: {
        "openGate": frozenset({_S.GRANTED}), "failGate": frozenset({_S.REFUSED}), "giveUp": frozenset({_S.REFUSED}),
    },
    _S.GRANTED: {},
    _S.REFUSED: {},
    _S.WITHDRAWN: {},
}  # fmt: skip
ENDED = frozenset(state for state, moves in MOVES.items() if not moves)
# Moves that a fact of party_building makes.
MADE_ELSEWHERE = frozenset({"openGate", "failGate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeStatement:
    """What somebody states who wants to practise (GO-30, GO-31)."""

    exam_passed_date: dt.date | None
    other_profession_years: int
    good_character: bool
    healthy: bool
    criminal_record: bool
    dismissed_from_public_office: bool
    limited_capacity: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferStatement:
    """What is said about somebody who moves (GO-37)."""

    handover_done: bool
    debts_clear: bool
    under_investigation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotice:
    """The one notice that lists everything that is missing (GO-05)."""

    document_number: str
    issued_date: dt.date
    papers: tuple[LicencePaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyOpinion:
    """The county bureau's opinion (GO-04)."""

    favourable: bool
    text: str
    document_number: str
    given_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceDecision:
    """The city bureau's decision (GO-33)."""

    granted: bool
    grounds: tuple[RefusalGround, ...]
    reasons: str
    issued_number: str
    document_number: str
    decided_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyStep:
    """The party organisation's step that runs together with the application (GO-35, PB-14)."""

    state: PartyStepState
    reference: str
    answered_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceApplicationDraft:
    """What is filed; `received_date` None means today."""

    kind: LicenceApplicationKind
    office: str
    practitioner: str
    practice: PracticeStatement | None
    transfer: TransferStatement | None
    office_statement: OfficeStatement | None
    papers: tuple[LicencePaper, ...]
    document_number: str
    received_date: dt.date | None
    entry_reason: str
    cured_hold: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceApplication:
    """One application; `party_step` None when the kind needs none."""

    name: str
    kind: LicenceApplicationKind
    office: str
    practitioner: str
    from_office: str
    practice: PracticeStatement | None
    transfer: TransferStatement | None
    office_statement: OfficeStatement | None
    papers: tuple[LicencePaper, ...]
    missing_papers: tuple[LicencePaper, ...]
    document_number: str
    received_date: dt.date
    entry_reason: str
    cured_hold: str
    state: LicenceApplicationState
    notice: PaperNotice | None
    accepted_date: dt.date | None
    opinion: CountyOpinion | None
    decision: LicenceDecision | None
    party_step: PartyStep | None
    verdicts: tuple[Verdict, ...]
    remaining_verdicts: tuple[Verdict, ...]
    completed_date: dt.date | None
    division: str
    deadlines: tuple[Deadline, ...]
    steps: tuple[Step, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceApplicationFilter:
    """What a list asks for; None and empty mean any."""

    state: LicenceApplicationState | None
    kind: LicenceApplicationKind | None
    practitioner: str
    office: str


def allow(application: LicenceApplication, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, application.state, action, what="许可申请", etag=application.etag, given=etag)


def methods_of(state: LicenceApplicationState) -> tuple[str, ...]:
    """Custom methods that somebody may call in the state."""
    return tuple(action for action in allowed_actions(MOVES, state) if action not in MADE_ELSEWHERE)
