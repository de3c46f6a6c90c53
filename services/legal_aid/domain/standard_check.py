"""Service points brought up to the standard of their level (LA-132). It must not close a point."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.service_point import ServicePoint

OTHERS = "其余乡镇合计"


class StandardCheckState(enum.Enum):
    """Where it stands."""

    PLANNED = enum.auto()
    BUILT = enum.auto()
    PASSED = enum.auto()
    RECTIFYING = enum.auto()


_S = StandardCheckState
MOVES: Moves[StandardCheckState] = {
    _S.PLANNED: {"build": frozenset({_S.BUILT})},
    _S.BUILT: {"review": frozenset({_S.PASSED, _S.RECTIFYING})},
    _S.PASSED: {},
    _S.RECTIFYING: {"build": frozenset({_S.BUILT})},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardItem:
    """An item of the standard as it was last reviewed."""

    text: str
    fulfilled: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardFinding:
    """What a reviewer found of an item; items count from 1."""

    item_number: int
    fulfilled: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardReview:
    """What a reviewer found."""

    document_number: str
    findings: tuple[StandardFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """The evidence, and who is on the roster of the point."""

    document_number: str
    lawyer_count: int
    practitioner_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCheckDraft:
    """What is planned."""

    service_point: str
    planned_date: dt.date
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCheck(StandardCheckDraft):
    """A point on its way to the standard."""

    name: str
    institution: str
    township: str
    division: str
    items: tuple[StandardItem, ...]
    state: StandardCheckState
    state_date: dt.date
    document_number: str
    lawyer_count: int
    practitioner_count: int
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardCheckFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: StandardCheckState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipResources:
    """What a township has."""

    township: str
    points: int
    lawyers: int
    practitioners: int
    contacts: int


def known_point(point: ServicePoint | None) -> ServicePoint:
    """The point that is meant (LA-132). Raises RuleViolated POINT_UNKNOWN."""
    if point is None:
        message = "所填服务网点不存在或者不在您的管辖范围内（LA-132），请先登记网点。"
        raise RuleViolated("POINT_UNKNOWN", message, rules=("LA-132",))
    return point


def there_already(name: str) -> Refusal:
    """ALREADY_EXISTS: another check of the point is not passed yet."""
    message = "该网点已有未通过的贯标登记（LA-132），请在原登记上继续办理。"
    return Refusal(
        Kind.ALREADY_EXISTS, "STANDARD_CHECK_EXISTS", message, metadata={"rules": "LA-132", "existing": name}
    )


def planned(
    draft: StandardCheckDraft, point: ServicePoint, standard: Sequence[str], *, name: str, township: str,
    now: dt.datetime, today: dt.date,
) -> StandardCheck:  # fmt: skip
    """A point is to reach the standard of its level by a date (LA-132)."""
    return StandardCheck(
        service_point=draft.service_point, planned_date=draft.planned_date, responsible=draft.responsible, name=name,
        institution=point.institution, township=township, division=point.division,
        items=tuple(StandardItem(text=text, fulfilled=False, note="") for text in standard), state=_S.PLANNED,
        state_date=today, document_number="", lawyer_count=0, practitioner_count=0, create_time=now, etag="1",
    )  # fmt: skip


def built(check: StandardCheck, said: Building, *, on: dt.date) -> StandardCheck:
    """Built, or put right, with evidence (LA-132)."""
    return replace(
        check, state=_S.BUILT, state_date=on, document_number=said.document_number, lawyer_count=said.lawyer_count,
        practitioner_count=said.practitioner_count,
    )  # fmt: skip


def reviewed(check: StandardCheck, said: StandardReview, *, on: dt.date) -> StandardCheck:
    """Every item once; passed when all are fulfilled (LA-132). Raises InvalidFields ITEMS_MISMATCH, NOTE_MISSING."""
    numbers = sorted(finding.item_number for finding in said.findings)
    if numbers != list(range(1, len(check.items) + 1)):
        text = f"须对标准的{len(check.items)}项逐项核查，每项一次（LA-132），请核对 findings"
        raise InvalidFields((Violation(field="findings", reason="ITEMS_MISMATCH", description=text),))
    faults = tuple(
        Violation(
            field=f"findings[{place}].note", reason="NOTE_MISSING",
            description="未达标的项目须写明情况（LA-132），请填写 note",
        )
        for place, finding in enumerate(said.findings)
        if not finding.fulfilled and not finding.note
    )  # fmt: skip
    if faults:
        raise InvalidFields(faults)
    found = {finding.item_number: finding for finding in said.findings}
    items = tuple(
        replace(item, fulfilled=found[number].fulfilled, note=found[number].note)
        for number, item in enumerate(check.items, 1)
    )
    state = _S.PASSED if all(item.fulfilled for item in items) else _S.RECTIFYING
    return replace(check, state=state, state_date=on, document_number=said.document_number, items=items)


def allow(check: StandardCheck, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, check.state, action, what="贯标登记", etag=check.etag, given=etag)


def side_by_side(townships: Iterable[TownshipResources], seat: str) -> tuple[TownshipResources, ...]:
    """The seat first, the others by name, then their sum (LA-132)."""
    rows = sorted(townships, key=lambda row: (row.township != seat, row.township))
    others = [row for row in rows if row.township != seat]
    total = TownshipResources(
        township=OTHERS, points=sum(row.points for row in others), lawyers=sum(row.lawyers for row in others),
        practitioners=sum(row.practitioners for row in others), contacts=sum(row.contacts for row in others),
    )  # fmt: skip
    return (*rows, total)
