"""Monthly public-opinion briefs: what people came with, what rises, what it means (LA-137, F-30).

It must not hold personal data, and it must not count; counts come in.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from chassis.masking import mask_text
from services.legal_aid.domain.ratio import basis_points, percent_text


class OpinionBriefState(enum.Enum):
    """Where a brief stands."""

    DRAFT = enum.auto()
    SENT = enum.auto()


_S = OpinionBriefState
MOVES: Moves[OpinionBriefState] = {
    _S.DRAFT: {"revise": frozenset({_S.DRAFT}), "send": frozenset({_S.SENT})},
    _S.SENT: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaTopic:
    """What the media reported."""

    topic: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionCount:
    """A count beside the month before and the same month of the year before."""

    measure: str
    count: int
    month_before: int
    year_before: int
    month_change: str
    year_change: str
    rising: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionWords:
    """What a person writes."""

    media: tuple[MediaTopic, ...]
    assessment: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSending:
    """Under which number it went out."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionBriefDraft(OpinionWords):
    """What is entered."""

    institution: str
    month: str
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionBrief(OpinionBriefDraft):
    """A brief with its counts."""

    name: str
    division: str
    counts: tuple[OpinionCount, ...]
    state: OpinionBriefState
    state_date: dt.date
    document_number: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionBriefFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: OpinionBriefState | None


def require_over(beyond: dt.date, *, today: dt.date) -> None:
    """A month is told of when it is over (LA-137). Raises RuleViolated MONTH_NOT_OVER."""
    if beyond > today:
        message = "该月尚未结束，不能编制舆情简报（LA-137）。请在次月编制。"
        raise RuleViolated("MONTH_NOT_OVER", message, rules=("LA-137",))


def require_impersonal(words: OpinionWords, *, prefix: str = "") -> None:
    """No number that tells who somebody is (LA-137). Raises InvalidFields TEXT_NOT_MASKED."""
    said = (
        ("assessment", words.assessment),
        ("advice", words.advice),
        *((f"media[{number}].topic", one.topic) for number, one in enumerate(words.media)),
    )
    text = "舆情简报不得含证件、电话号码等个人信息（LA-137、P-01），请删去后再提交"
    faults = tuple(
        Violation(field=f"{prefix}{field}", reason="TEXT_NOT_MASKED", description=text)
        for field, value in said
        if mask_text(value) != value
    )
    if faults:
        raise InvalidFields(faults)


def compared(
    now: Mapping[str, int], month_before: Mapping[str, int], year_before: Mapping[str, int], *, rise: int
) -> tuple[OpinionCount, ...]:  # fmt: skip
    """Every measure of the three months; it rises by `rise` percent on the month before, or from nothing (LA-137)."""
    measures = sorted({*now, *month_before, *year_before}, key=lambda measure: ("/" in measure, measure))
    return tuple(
        OpinionCount(
            measure=measure, count=count, month_before=before, year_before=last_year,
            month_change=_change(count, before), year_change=_change(count, last_year),
            rising=count > before and 100 * count >= (100 + rise) * before,
        )
        for measure in measures
        for count, before, last_year in [
            (now.get(measure, 0), month_before.get(measure, 0), year_before.get(measure, 0))
        ]
    )  # fmt: skip


def entered(
    draft: OpinionBriefDraft, counts: Iterable[OpinionCount], *, name: str, division: str, now: dt.datetime,
    today: dt.date,
) -> OpinionBrief:  # fmt: skip
    """A brief of a month (LA-137)."""
    return OpinionBrief(
        institution=draft.institution, month=draft.month, media=draft.media, assessment=draft.assessment,
        advice=draft.advice, addressees=draft.addressees, name=name, division=division, counts=tuple(counts),
        state=_S.DRAFT, state_date=today, document_number="", create_time=now, etag="1",
    )  # fmt: skip


def revised(brief: OpinionBrief, said: OpinionWords, counts: Iterable[OpinionCount]) -> OpinionBrief:
    """Written anew, with the counts of today (LA-137)."""
    return replace(brief, media=said.media, assessment=said.assessment, advice=said.advice, counts=tuple(counts))


def sent(brief: OpinionBrief, said: OpinionSending, *, on: dt.date) -> OpinionBrief:
    """It went out; the counts stay (LA-137)."""
    return replace(brief, state=_S.SENT, state_date=on, document_number=said.document_number)


def there_already(name: str) -> Refusal:
    """ALREADY_EXISTS: the month has its brief."""
    message = "该机构该月已有舆情简报（LA-137），不能重复编制。请修改原简报。"
    return Refusal(Kind.ALREADY_EXISTS, "BRIEF_EXISTS", message, metadata={"rules": "LA-137", "existing": name})


def allow(brief: OpinionBrief, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, brief.state, action, what="舆情简报", etag=brief.etag, given=etag)


def _change(count: int, before: int) -> str:
    share = basis_points(abs(count - before), before)
    return percent_text(share) if share is None else f"{'-' if count < before else '+'}{percent_text(share)}"
