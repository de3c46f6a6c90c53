"""Applications for legal aid: what they are, and which moves their state allows (§2.1.2).

It must not look anything up; what it needs comes in as arguments.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.assignment import Assignment
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.detention import Detention
from services.legal_aid.domain.eligibility import Facts
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.means import Means
from services.legal_aid.domain.paper import Paper, PaperKind, missing_papers
from services.legal_aid.domain.person import Agent, Applicant
from services.legal_aid.domain.place import Place
from services.legal_aid.domain.provisional import Urgency
from services.legal_aid.domain.step import Step
from services.legal_aid.domain.supplement import SupplementNotice


class Channel(enum.Enum):
    """The door an application came through."""

    COUNTER = enum.auto()
    STATION = enum.auto()
    PHONE = enum.auto()
    ONLINE = enum.auto()
    AGENT = enum.auto()
    DETENTION_TRANSFER = enum.auto()
    DUTY_LAWYER_TRANSFER = enum.auto()


class ApplicationState(enum.Enum):
    """Where an application stands."""

    RECEIVED = enum.auto()
    SUPPLEMENT = enum.auto()
    DEEMED_WITHDRAWN = enum.auto()
    REFERRED = enum.auto()
    PROVISIONAL = enum.auto()
    GRANTED = enum.auto()
    REFUSED = enum.auto()
    TERMINATED = enum.auto()
    OBJECTED = enum.auto()
    UPHELD = enum.auto()
    ORDERED = enum.auto()
    WITHDRAWN = enum.auto()
    DECEASED = enum.auto()
    CLOSED = enum.auto()


class ApplicationFlag(enum.Enum):
    """What the reader should notice."""

    LATE_ENTRY = enum.auto()
    LATE_TRANSFER = enum.auto()
    BARRIER_FREE_NOT_RECORDED = enum.auto()
    DUPLICATE_ELSEWHERE = enum.auto()


_S = ApplicationState
_ENDING = {"withdraw": frozenset({_S.WITHDRAWN}), "recordDeath": frozenset({_S.DECEASED})}


def _stays(state: ApplicationState, *actions: str) -> dict[str, frozenset[ApplicationState]]:
    return dict.fromkeys(actions, frozenset({state}))


# The legal moves: state → custom method → states it may lead to. `object` and `review` are methods of objections,
# `assign` and `terminate` of cases.
MOVES: Moves[ApplicationState] = {
    _S.RECEIVED: {
        "requestSupplement": frozenset({_S.SUPPLEMENT}),
        "refer": frozenset({_S.REFERRED}),
        "grantProvisionalAid": frozenset({_S.PROVISIONAL}),
        "decide": frozenset({_S.GRANTED, _S.REFUSED}),
        **_ENDING,
        **_stays(_S.RECEIVED, "submitPapers", "correct", "recuse"),
    },
    _S.SUPPLEMENT: {
        "submitPapers": frozenset({_S.RECEIVED, _S.SUPPLEMENT, _S.DEEMED_WITHDRAWN}),
        **_ENDING,
        **_stays(_S.SUPPLEMENT, "correct", "recuse"),
    },
    _S.PROVISIONAL: {
        "refer": frozenset({_S.REFERRED}),
        "decide": frozenset({_S.GRANTED, _S.TERMINATED}),
        **_ENDING,
        **_stays(_S.PROVISIONAL, "submitPapers", "assign", "correct", "recuse"),
    },
    _S.GRANTED: {"terminate": frozenset({_S.TERMINATED}), **_stays(_S.GRANTED, "assign", "correct")},
    _S.REFUSED: {"object": frozenset({_S.OBJECTED}), **_stays(_S.REFUSED, "correct")},
    _S.TERMINATED: {"object": frozenset({_S.OBJECTED}), **_stays(_S.TERMINATED, "correct")},
    _S.OBJECTED: {"review": frozenset({_S.UPHELD, _S.ORDERED}), **_stays(_S.OBJECTED, "recuse")},
    _S.ORDERED: {"decide": frozenset({_S.GRANTED})},
    _S.DECEASED: {"continue": frozenset({_S.RECEIVED, _S.SUPPLEMENT, _S.PROVISIONAL})},
    _S.UPHELD: {},
    _S.REFERRED: {},
    _S.DEEMED_WITHDRAWN: {},
    _S.WITHDRAWN: {},
    _S.CLOSED: {},
}
# Steps that only put something on record; what happened before them may still be entered after them (P-06).
ENTRIES = frozenset({"correct", "recuse"})
# Only in these states is a second application of the same person for the same matter a duplicate.
OPEN = frozenset({_S.RECEIVED, _S.SUPPLEMENT, _S.PROVISIONAL, _S.GRANTED, _S.OBJECTED, _S.ORDERED, _S.DECEASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDraft:
    """What the counter enters; `received_date` None means today."""

    institution: str
    channel: Channel
    received_date: dt.date | None
    applicant: Applicant
    agent: Agent | None
    detention: Detention | None
    matter: Matter
    supplementary_matter: str
    place: Place
    means: Means
    opponents: tuple[str, ...]
    papers: tuple[Paper, ...]
    limitation_expiry_date: dt.date | None
    urgencies: tuple[Urgency, ...]
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application with everything that has happened to it. `state_before_death` is kept for a successor."""

    name: str
    number: str
    institution: str
    division: str
    channel: Channel
    received_date: dt.date
    applicant: Applicant
    agent: Agent | None
    detention: Detention | None
    matter: Matter
    supplementary_matter: str
    place: Place
    means: Means
    opponents: tuple[str, ...]
    papers: tuple[Paper, ...]
    limitation_expiry_date: dt.date | None
    urgencies: tuple[Urgency, ...]
    entry_reason: str
    state: ApplicationState
    state_before_death: ApplicationState | None
    supplement: SupplementNotice | None
    assignment: Assignment | None
    referred_divisions: tuple[str, ...]
    flags: tuple[ApplicationFlag, ...]
    decision: Decision | None
    deadlines: tuple[Deadline, ...]
    steps: tuple[Step, ...]
    create_time: dt.datetime
    update_time: dt.datetime
    etag: str

    @property
    def missing_papers(self) -> tuple[PaperKind, ...]:
        """What LA-07 asks for and is not there."""
        return missing_papers(self.applicant, self.agent, self.matter, self.means, self.papers)

    @property
    def facts(self) -> Facts:
        """What an assessment needs to know (LA-23, LA-26); priority groups are not among it (LA-17)."""
        return Facts(
            organisation=self.applicant.is_organisation,
            residence_type=self.applicant.residence_type,
            matter=self.matter,
            supplementary_matter=self.supplementary_matter,
            means=self.means,
            place=self.place,
            division=self.division,
            on=self.received_date,
            papers_closed=self.supplement is not None or self.state is ApplicationState.PROVISIONAL,
        )

    @property
    def last_happened(self) -> dt.date:
        """The day of the newest step: nothing can happen before it. A correction is an entry and not a happening."""
        days = (step.happened_date for step in self.steps if step.action not in ENTRIES)
        return max(days, default=self.received_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: ApplicationState | None


def allow(application: Application, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, application.state, action, what="申请", etag=application.etag, given=etag)


def touched(application: Application, *, now: dt.datetime) -> Application:
    """The same application, written anew."""
    return replace(application, update_time=now, etag=str(int(application.etag) + 1))
