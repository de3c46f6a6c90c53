"""Awards of branches and members, for example as excellent (PB-34). It must not choose whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDraft:
    """What is entered of an award; `target` is an organisation or a member."""

    target: str
    title: str
    awarded_by: str
    awarded_date: dt.date
    entry_reason: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(AwardDraft):
    """A record, never changed."""

    name: str
    late: bool
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFilter:
    """What a list asks for; empty means any."""

    target: str


def give(draft: AwardDraft, entry: Entry, *, name: str, division: str, now: dt.datetime) -> Award:
    """A record of an award (PB-34)."""
    values = {field.name: getattr(draft, field.name) for field in fields(AwardDraft)}
    return Award(**values, name=name, late=entry.late, division=division, create_time=now, etag="1")


def target_unknown() -> RuleViolated:
    """The refusal of an organisation or member that is not in the caller's divisions, or is none any more."""
    message = "所填党组织或者党员不存在、已撤并、已不是党员或者不在您的管辖范围内（PB-34）。请从名册中选择。"
    return RuleViolated("TARGET_UNKNOWN", message, rules=("PB-34",))
