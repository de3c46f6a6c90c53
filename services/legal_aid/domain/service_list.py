"""What every window shows of an institution's services: versions of a list, nine stages, one owner each (LA-129, F-18).

It must not make up a standard or a limit: people write them.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move


class ServiceStage(enum.Enum):
    """The nine stages of a service (LA-129)."""

    RECEPTION = enum.auto()
    APPLICATION = enum.auto()
    ACCEPTANCE = enum.auto()
    APPROVAL = enum.auto()
    ASSIGNMENT = enum.auto()
    HANDLING = enum.auto()
    CLOSING = enum.auto()
    FILING = enum.auto()
    EVALUATION = enum.auto()


class ServiceListState(enum.Enum):
    """Where a version stands."""

    DRAFT = enum.auto()
    PUBLISHED = enum.auto()
    REPLACED = enum.auto()


_S = ServiceListState
MOVES: Moves[ServiceListState] = {
    _S.DRAFT: {"publish": frozenset({_S.PUBLISHED})},
    _S.PUBLISHED: {"recordPosting": frozenset({_S.PUBLISHED})},
    _S.REPLACED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageStandard:
    """How one stage is done, and who answers for it."""

    stage: ServiceStage
    standard: str
    limit: str
    section: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceItem:
    """One service."""

    title: str
    scope: str
    papers: tuple[str, ...]
    stages: tuple[StageStandard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPosting:
    """Evidence that a version hangs at a window."""

    window: str
    evidence: str
    posted_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceListDraft:
    """What is written."""

    institution: str
    items: tuple[ServiceItem, ...]
    duty_lawyers: str
    supervision: str
    telephone: str
    promise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList(ServiceListDraft):
    """One version of an institution's list."""

    name: str
    version: int
    state: ServiceListState
    published_date: dt.date | None
    document_number: str
    postings: tuple[WindowPosting, ...]
    deadline: Deadline | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceListFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: ServiceListState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPublication(Happening):
    """When and by which paper a version is shown."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(Happening):
    """Where a version hangs, and what shows it."""

    window: str
    evidence: str


def write_list(
    draft: ServiceListDraft, *, name: str, version: int, division: str, now: dt.datetime
) -> ServiceList:  # fmt: skip
    """The next version, not shown yet. Raises InvalidFields ITEM_TWICE, STAGE_TWICE."""
    faults = tuple(_faults(draft))
    if faults:
        raise InvalidFields(faults)
    values = {field.name: getattr(draft, field.name) for field in fields(ServiceListDraft)}
    return ServiceList(
        **values, name=name, version=version, state=_S.DRAFT, published_date=None, document_number="", postings=(),
        deadline=None, division=division, create_time=now, etag="1",
    )  # fmt: skip


def allow(found: ServiceList, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, found.state, action, what="服务事项清单", etag=found.etag, given=etag)


def refuse_unpublishable(found: ServiceList) -> None:
    """Raise STAGES_MISSING, OWNER_MISSING with the items they concern (LA-129): no owner, no publication."""
    short = [item.title for item in found.items if {one.stage for one in item.stages} != set(ServiceStage)]
    if short:
        raise RuleViolated(
            "STAGES_MISSING",
            f"下列事项未写全九个环节，不能公布（LA-129）：{'、'.join(short)}。请补全后再公布。",
            rules=("LA-129",),
        )
    ownerless = [item.title for item in found.items if not all(one.section and one.owner for one in item.stages)]
    if ownerless:
        raise RuleViolated(
            "OWNER_MISSING",
            f"下列事项有环节未落实到科室和责任人，不能公布（LA-129）：{'、'.join(ownerless)}。请补全后再公布。",
            rules=("LA-129",),
        )


def published(found: ServiceList, on: dt.date, document: str) -> ServiceList:
    """The version that windows show from the day on."""
    return _changed(found, state=_S.PUBLISHED, published_date=on, document_number=document)


def replaced(found: ServiceList) -> ServiceList:
    """Another version took its place."""
    return _changed(found, state=_S.REPLACED)


def posted(found: ServiceList, posting: Posting, on: dt.date) -> ServiceList:
    """The version with the evidence of one more window (LA-129)."""
    evidence = WindowPosting(window=posting.window, evidence=posting.evidence, posted_date=on)
    return _changed(found, postings=(*found.postings, evidence))


def draft_there() -> Refusal:
    """The refusal of a second draft of one institution."""
    message = "该机构已有尚未公布的清单草稿（LA-129），请先公布该草稿，再起草下一版。"
    return Refusal(Kind.ALREADY_EXISTS, "DRAFT_THERE", message)


def _changed(found: ServiceList, **values: object) -> ServiceList:
    return replace(found, **values, etag=str(int(found.etag) + 1))  # type: ignore[arg-type]


def _faults(draft: ServiceListDraft) -> Iterator[Violation]:
    titles = [item.title for item in draft.items]
    for place, item in enumerate(draft.items):
        where = f"service_list.items[{place}]"
        if titles.index(item.title) < place:
            yield Violation(
                field=f"{where}.title", reason="ITEM_TWICE", description="事项名称重复（LA-129），请合并或者改名"
            )
        stages = [one.stage for one in item.stages]
        if len(set(stages)) < len(stages):
            yield Violation(
                field=f"{where}.stages", reason="STAGE_TWICE", description="同一环节写了两次（LA-129），请合并为一条"
            )
