"""Deliberations of party lead and management, and decisions that want one (PB-29). It must not judge the decision."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import Kind, Refusal, RuleViolated


class DeliberationKind(enum.Enum):
    """What a deliberation was."""

    MAJOR_MATTER = enum.auto()
    INFORMATION = enum.auto()


class DeliberationMatter(enum.Enum):
    """The matters in which the party organisation takes part (PB-29)."""

    CASE_OR_INCIDENT = enum.auto()
    AWARD = enum.auto()
    ANNUAL_ASSESSMENT = enum.auto()
    CONFLICT_REVIEW = enum.auto()
    COMPLAINT_DISCIPLINE = enum.auto()
    HIRING = enum.auto()
    TRAINING = enum.auto()
    PARTNER_PROMOTION = enum.auto()
    ETHICS = enum.auto()
    OTHER_MAJOR = enum.auto()


class LeadPresence(enum.Enum):
    """How the party lead took part (PB-39)."""

    ATTENDED = enum.auto()
    SAT_IN = enum.auto()
    ABSENT = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliberationDraft:
    """What is entered of a deliberation."""

    office: str
    kind: DeliberationKind
    matter: DeliberationMatter
    deliberated_date: dt.date
    entry_reason: str
    subject: str
    party_lead: LeadPresence
    party_view: str
    management_view: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation(DeliberationDraft):
    """A record, never changed."""

    name: str
    late: bool
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDecisionDraft:
    """What is entered of a decision; `deliberation` empty: there was none."""

    office: str
    matter: DeliberationMatter
    decided_date: dt.date
    entry_reason: str
    subject: str
    document_number: str
    deliberation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDecision(OfficeDecisionDraft):
    """A decision; `source` is what another service told of, empty for what was entered here.

    `assessed_year` is the year whose assessment was heard of, else 0.
    """

    name: str
    source: str
    assessed_year: int
    late: bool
    division: str
    create_time: dt.datetime
    etag: str

    @property
    def flagged(self) -> bool:
        """Whether it was taken without a record of a deliberation (PB-29)."""
        return not self.deliberation


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliberationFilter:
    """What a list asks for; None and empty mean any."""

    office: str
    matter: DeliberationMatter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDecisionFilter(DeliberationFilter):
    """The same of decisions; `flagged`: only those without a deliberation."""

    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiring:
    """A practitioner came to an office, as grassroots_offices tells it."""

    practitioner: str
    office: str
    division: str
    from_date: dt.date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The grade of an office or a practitioner became final, as grassroots_offices tells it (XF-31)."""

    assessment: str
    subject: str
    year: int
    final_date: dt.date


def record(draft: DeliberationDraft, entry: Entry, *, name: str, division: str, now: dt.datetime) -> Deliberation:
    """A record of a deliberation (PB-29)."""
    values = {field.name: getattr(draft, field.name) for field in fields(DeliberationDraft)}
    return Deliberation(**values, name=name, late=entry.late, division=division, create_time=now, etag="1")


def decide(
    draft: OfficeDecisionDraft, before: Deliberation | None, entry: Entry, *, name: str, division: str, now: dt.datetime
) -> OfficeDecision:
    """A decision; without a deliberation it is flagged (PB-29). Raises DELIBERATION_UNFIT."""
    if draft.deliberation:
        refuse_unfit(before, draft)
    values = {field.name: getattr(draft, field.name) for field in fields(OfficeDecisionDraft)}
    return OfficeDecision(
        **values, name=name, source="", assessed_year=0, late=entry.late, division=division, create_time=now, etag="1"
    )


def hired(hiring: Hiring, *, name: str, now: dt.datetime) -> OfficeDecision:
    """A hiring that nobody entered here: it is flagged until its deliberation is found (PB-29)."""
    return OfficeDecision(
        office=hiring.office, matter=DeliberationMatter.HIRING, decided_date=hiring.from_date, entry_reason="",
        subject="聘用基层法律服务工作者", document_number=hiring.document_number, deliberation="", name=name,
        source=hiring.practitioner, assessed_year=0, late=False, division=hiring.division, create_time=now, etag="1",
    )  # fmt: skip


def promoted(
    who: str, office: str, *, name: str, division: str, on: dt.date, now: dt.datetime
) -> OfficeDecision:  # fmt: skip
    """Somebody became a partner or main manager: flagged like a hiring (PB-29)."""
    return OfficeDecision(
        office=office, matter=DeliberationMatter.PARTNER_PROMOTION, decided_date=on, entry_reason="",
        subject="晋升合伙人或者主要管理人员", document_number="", deliberation="", name=name, source=who,
        assessed_year=0, late=False, division=division, create_time=now, etag="1",
    )  # fmt: skip


def assessed(heard: Assessed, office: str, *, name: str, division: str, now: dt.datetime) -> OfficeDecision:
    """An office's assessment of a year, told by its first final grade: flagged like a hiring (PB-29)."""
    return OfficeDecision(
        office=office, matter=DeliberationMatter.ANNUAL_ASSESSMENT, decided_date=heard.final_date, entry_reason="",
        subject=f"{heard.year}年度考核", document_number="", deliberation="", name=name, source=heard.assessment,
        assessed_year=heard.year, late=False, division=division, create_time=now, etag="1",
    )  # fmt: skip


def attached(decision: OfficeDecision, deliberation: Deliberation | None, *, etag: str) -> OfficeDecision:
    """The decision with its deliberation (PB-29). Raises ACTION_NOT_ALLOWED, DELIBERATION_UNFIT, ETAG_MISMATCH."""
    if etag and etag != decision.etag:
        message = "该决定记录已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": decision.etag})
    if not decision.flagged:
        raise RuleViolated("ACTION_NOT_ALLOWED", "该决定已有会商记录，请刷新后核对（PB-29）。", rules=("PB-29",))
    found = refuse_unfit(deliberation, decision)
    return replace(decision, deliberation=found.name, etag=str(int(decision.etag) + 1))


def refuse_unfit(deliberation: Deliberation | None, decision: OfficeDecisionDraft) -> Deliberation:
    """The deliberation, if it was held on this matter before the decision (PB-29). Raises DELIBERATION_UNFIT."""
    if (
        deliberation is None
        or (deliberation.office, deliberation.matter) != (decision.office, decision.matter)
        or deliberation.deliberated_date > decision.decided_date
    ):
        raise RuleViolated(
            "DELIBERATION_UNFIT",
            "所填会商记录不是该所就同类事项在作出决定之前的会商（PB-29）。请核对会商记录，没有会商的不填。",
            rules=("PB-29",),
        )
    return deliberation
