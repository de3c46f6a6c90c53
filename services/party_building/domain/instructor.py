"""Instructors, formal members who are sent to an office without members (PB-03, PB-33)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from services.party_building.domain.member import Member, MemberStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructorDraft:
    """What is entered of a sending."""

    office: str
    member: str
    sent_by: str
    from_date: dt.date
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructor(InstructorDraft):
    """A sending; `to_date` None while it goes on."""

    name: str
    division: str
    late: bool
    to_date: dt.date | None
    end_document_number: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructorFilter:
    """What a list asks for; empty means any."""

    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructorEnd(Happening):
    """When and on which paper a sending ended."""

    document_number: str


def send(
    draft: InstructorDraft, member: Member | None, entry: Entry, *, name: str, division: str, now: dt.datetime
) -> Instructor:
    """An instructor at an office (PB-03). Raises INSTRUCTOR_UNFIT for anybody but a formal member (PB-33)."""
    if member is None or member.standing is not MemberStanding.FORMAL or member.unit == draft.office:
        raise RuleViolated(
            "INSTRUCTOR_UNFIT",
            "党建工作指导员应当由所外正式党员担任（PB-33）。请从党员名册中选择其他单位的正式党员。",
            rules=("PB-33",),
        )
    values = {field.name: getattr(draft, field.name) for field in fields(InstructorDraft)}
    return Instructor(
        **values, name=name, division=division, late=entry.late, to_date=None, end_document_number="", create_time=now,
        etag="1",
    )  # fmt: skip


def ended(instructor: Instructor, end: InstructorEnd, on: dt.date, *, etag: str) -> Instructor:
    """The sending is over. Raises ACTION_NOT_ALLOWED for one that is, ETAG_MISMATCH."""
    if etag and etag != instructor.etag:
        raise Refusal(
            Kind.ABORTED, "ETAG_MISMATCH", "该指导员记录已被他人更新，请重新读取后再办理。",
            metadata={"etag": instructor.etag},
        )  # fmt: skip
    if instructor.to_date is not None:
        raise RuleViolated("ACTION_NOT_ALLOWED", "该指导员已经结束选派，请刷新后核对（PB-03）。", rules=("PB-03",))
    return replace(
        instructor, to_date=on, end_document_number=end.document_number, etag=str(int(instructor.etag) + 1)
    )  # fmt: skip


def instructor_there() -> Refusal:
    """The refusal of a second instructor at one office at a time."""
    message = "该所已有在任的党建工作指导员（PB-03）。请先结束原选派，再登记新的指导员。"
    return Refusal(Kind.ALREADY_EXISTS, "INSTRUCTOR_THERE", message)


def office_unknown() -> RuleViolated:
    """The refusal of an office of which grassroots_offices has told nothing."""
    message = "所填基层法律服务所不存在或者不在您的管辖范围内（PB-03）。请从覆盖情况列表中选择。"
    return RuleViolated("OFFICE_UNKNOWN", message, rules=("PB-03",))
