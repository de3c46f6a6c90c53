"""Archived cases made into lessons for the public: masked, with consent, reviewed by somebody else (LA-146).

It must not look anybody up; the names that must not stand in a text come in.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from chassis.masking import mask_text


class TeachingCaseState(enum.Enum):
    """Where a teaching case stands."""

    DRAFT = enum.auto()
    APPROVED = enum.auto()
    WITHDRAWN = enum.auto()


class TeachingChannel(enum.Enum):
    """How it was shown."""

    LECTURE = enum.auto()
    ONLINE = enum.auto()
    PRINT = enum.auto()
    BROADCAST = enum.auto()
    EVENT = enum.auto()


_S = TeachingCaseState
MOVES: Moves[TeachingCaseState] = {
    _S.DRAFT: {
        "revise": frozenset({_S.DRAFT}),
        "approve": frozenset({_S.APPROVED}),
        "withdraw": frozenset({_S.WITHDRAWN}),
    },
    _S.APPROVED: {"recordUse": frozenset({_S.APPROVED}), "withdraw": frozenset({_S.WITHDRAWN})},
    _S.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingWords:
    """What is shown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingNote:
    """What the reviewer checked, or why it is withdrawn."""

    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingUse:
    """One use, and how many it reached."""

    used_date: dt.date
    channel: TeachingChannel
    audience: str
    audience_count: int
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingCaseDraft(TeachingWords):
    """What is entered."""

    case: str
    consent_document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingCase(TeachingCaseDraft):
    """A teaching case with its uses."""

    name: str
    division: str
    state: TeachingCaseState
    state_date: dt.date
    note: str
    uses: tuple[TeachingUse, ...]
    create_time: dt.datetime
    etag: str

    @property
    def audience_total(self) -> int:
        """People reached in all."""
        return sum(use.audience_count for use in self.uses)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachingCaseFilter:
    """What a list asks for; None means any."""

    state: TeachingCaseState | None


def require_masked(words: TeachingWords, secrets: Iterable[str], *, prefix: str = "") -> None:
    """Nobody of the case is named, and no number tells who somebody is (LA-146, P-01). Raises TEXT_NOT_MASKED.

    `secrets` are names and numbers of the case, empty ones are left out.
    """
    known = [secret for secret in secrets if secret]
    faults = tuple(
        Violation(
            field=f"{prefix}{field}", reason="TEXT_NOT_MASKED",
            description="写有当事人姓名、案号或者证件、电话号码，须隐去后才能用于以案释法（LA-146、P-01），请改用化名",
        )
        for field, said in (("title", words.title), ("text", words.text))
        if mask_text(said) != said or any(secret in said for secret in known)
    )  # fmt: skip
    if faults:
        raise InvalidFields(faults)


def drafted(draft: TeachingCaseDraft, *, name: str, division: str, now: dt.datetime, today: dt.date) -> TeachingCase:
    """A draft with the recipient's consent (LA-146)."""
    return TeachingCase(
        case=draft.case, title=draft.title, text=draft.text, consent_document=draft.consent_document, name=name,
        division=division, state=_S.DRAFT, state_date=today, note="", uses=(), create_time=now, etag="1",
    )  # fmt: skip


def allow(teaching_case: TeachingCase, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, teaching_case.state, action, what="以案释法案例", etag=teaching_case.etag, given=etag)


def moved(teaching_case: TeachingCase, state: TeachingCaseState, said: TeachingNote, *, on: dt.date) -> TeachingCase:
    """It stands elsewhere (LA-146)."""
    return replace(teaching_case, state=state, state_date=on, note=said.note)


def with_use(teaching_case: TeachingCase, use: TeachingUse, *, today: dt.date) -> TeachingCase:
    """Shown once more (LA-146). Raises InvalidFields DATE_IN_FUTURE."""
    if use.used_date > today:
        text = "使用日期不能晚于今天（P-06），请填写实际使用的日期"
        raise InvalidFields((Violation(field="used_date", reason="DATE_IN_FUTURE", description=text),))
    return replace(teaching_case, uses=(*teaching_case.uses, use))
