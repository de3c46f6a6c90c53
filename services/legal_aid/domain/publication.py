"""Published tables: computed at a position of the event log, kept as bytes, recomputed by anybody (LA-98, LA-114).

It must not change what was computed: a table that is wrong is computed anew, and both stay.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.legal_aid.domain.period import Period, read_period
from services.legal_aid.domain.public_table import PublicTable, canonical, digest, readable


@dataclass(frozen=True, slots=True)
class TableRules:
    """What a kind of table is called, what it rests on, whether it is of a quarter, whether its clock runs (LA-98)."""

    title: str
    rules: tuple[str, ...]
    quarterly: bool
    limited: bool


class PublicationKind(enum.Enum):
    """The tables."""

    YEARLY_DISCLOSURE = TableRules("法律援助年度信息公开表", ("LA-114",), quarterly=False, limited=False)
    QUARTERLY_SUBSIDY = TableRules("法律援助补贴季度公示表", ("LA-98", "LA-114"), quarterly=True, limited=True)
    PARTICIPATION_SUMMARY = TableRules("法律援助参与情况年度核查公示表", ("LA-139",), quarterly=False, limited=False)
    AUTHORITY_SHEET = TableRules("办案机关通知和转交情况季度表", ("LA-144",), quarterly=True, limited=False)
    LOTTERY_QUARTER = TableRules("彩票公益金法律援助项目季度表", ("LA-112",), quarterly=True, limited=False)
    FUND_PERFORMANCE = TableRules("法律援助经费绩效表", ("LA-145",), quarterly=False, limited=False)
    THIRD_PARTY_EVALUATION = TableRules(
        "法律援助质量第三方评估结果公示表", ("LA-141", "LA-114"), quarterly=False, limited=False
    )
    SERVICE_STATISTICS = TableRules("公共法律服务统计表", ("LA-114",), quarterly=False, limited=False)


class PublicationState(enum.Enum):
    """Computed and to be looked at, or published."""

    COMPUTED = enum.auto()
    PUBLISHED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDraft:
    """What is asked for: the table of an institution, or with an empty one of all in a division."""

    kind: PublicationKind
    institution: str
    division: str
    period: str
    supervision_contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    kind: PublicationKind | None
    state: PublicationState | None
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A table with all it was computed from: `position` of the log, and the frozen words around the figures."""

    name: str
    kind: PublicationKind
    institution: str
    division: str
    period: str
    subject_name: str
    supervision_contact: str
    basis: tuple[str, ...]
    position: int
    content: str
    readable_text: str
    sha256: str
    state: PublicationState
    published_date: dt.date | None
    published_at: str
    entry_reason: str
    due_date: dt.date | None
    late: bool
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing(Happening):
    """When and where the table was published."""

    published_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputation:
    """What came out when a table was computed again at its position."""

    identical: bool
    sha256: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePublished:
    """A table was published."""

    publication: str
    institution: str
    division: str
    kind: PublicationKind
    period: str
    published_date: dt.date
    due_date: dt.date | None
    late: bool
    sha256: str


def period_of(draft: PublicationDraft, *, today: dt.date) -> Period:
    """The period asked for. Raises InvalidFields PERIOD_INVALID, RuleViolated PERIOD_NOT_OVER."""
    period = read_period(draft.period)
    if period is None or bool(period.quarter) != draft.kind.value.quarterly:
        text = "季度表请填写如2026-Q2的季度，年度表请填写如2026的年度（LA-98、LA-114）"
        fault = Violation(field="publication.period", reason="PERIOD_INVALID", description=text)
        raise InvalidFields((fault,))
    if period.last >= today:
        rules = draft.kind.value.rules
        raise RuleViolated(
            "PERIOD_NOT_OVER", f"该期间尚未结束（{'、'.join(rules)}），请在期间结束后再编制公开表。", rules=rules
        )
    return period


def written(publication: Publication, table: PublicTable) -> Publication:
    """The publication with its bytes."""
    content = canonical(table)
    return replace(publication, content=content, readable_text=readable(table), sha256=digest(content))


def compare(kept: Publication, again: Publication) -> Recomputation:
    """Whether both texts came out the same, byte by byte."""
    same = (kept.content, kept.readable_text) == (again.content, again.readable_text)
    return Recomputation(identical=same, sha256=again.sha256, position=kept.position)


def publish(
    publication: Publication, publishing: Publishing, *, on: dt.date, due: dt.date | None, etag: str
) -> tuple[Publication, TablePublished]:
    """The published table and the fact of it (LA-114), late after its limit (LA-98).

    Raises ABORTED ETAG_MISMATCH, RuleViolated ALREADY_PUBLISHED.
    """
    if etag and etag != publication.etag:
        message = "该公开表已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": publication.etag})
    if publication.state is PublicationState.PUBLISHED:
        message = "该公开表已经公开（LA-98），内容有误的请重新编制一份后公开，原表保留。"
        raise RuleViolated("ALREADY_PUBLISHED", message, rules=("LA-98",))
    done = replace(
        publication, state=PublicationState.PUBLISHED, published_date=on, published_at=publishing.published_at,
        entry_reason=publishing.entry_reason, due_date=due, late=due is not None and on > due,
        etag=str(int(publication.etag) + 1),
    )  # fmt: skip
    fact = TablePublished(
        publication=done.name, institution=done.institution, division=done.division, kind=done.kind,
        period=done.period, published_date=on, due_date=due, late=done.late, sha256=done.sha256,
    )  # fmt: skip
    return done, fact
