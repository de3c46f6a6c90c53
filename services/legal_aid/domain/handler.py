"""Handlers (承办人): who they are, what they are certified for, when they held public office.

It must not look anything up.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.legal_aid.domain.handling_unit import HandlingUnit, HandlingUnitKind
from services.legal_aid.domain.matter import Matter


class HandlerKind(enum.Enum):
    """What a handler is."""

    LAWYER = enum.auto()
    PRACTITIONER = enum.auto()
    STAFF = enum.auto()
    VOLUNTEER = enum.auto()


# A lawyer may be on the staff of an institution (法律援助律师).
UNITS_OF = {
    HandlerKind.LAWYER: frozenset({HandlingUnitKind.LAW_FIRM, HandlingUnitKind.INSTITUTION}),
    HandlerKind.PRACTITIONER: frozenset({HandlingUnitKind.GRASSROOTS_OFFICE}),
    HandlerKind.STAFF: frozenset({HandlingUnitKind.INSTITUTION}),
    HandlerKind.VOLUNTEER: frozenset({HandlingUnitKind.VOLUNTEER_BODY}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JuvenileTag:
    """Certified as familiar with minors' traits (LA-52)."""

    issuer: str
    issued_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOfficePeriod:
    """A time in public office; `until_date` None while it goes on."""

    from_date: dt.date
    until_date: dt.date | None

    def covers(self, day: dt.date) -> bool:
        """Whether the day lies in it; both ends do."""
        return self.from_date <= day and (self.until_date is None or day <= self.until_date)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerDraft:
    """What is registered."""

    unit: str
    full_name: str
    kind: HandlerKind
    certificate_number: str
    criminal_defence_since: dt.date | None
    juvenile_tag: JuvenileTag | None
    specialties: tuple[Matter, ...]
    languages: tuple[str, ...]
    public_office_periods: tuple[PublicOfficePeriod, ...]
    in_directory: bool
    external_name: str = ""
    practising_since: dt.date | None = None
    account: str = ""
    contact_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler(HandlerDraft):
    """A registered handler."""

    name: str
    division: str
    create_time: dt.datetime
    etag: str

    def in_public_office(self, on: dt.date) -> bool:
        """Whether he held public office on the day, which is the day the work was done (LA-59, E-33)."""
        return any(period.covers(on) for period in self.public_office_periods)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerFilter:
    """What a list asks for; None and empty mean any."""

    unit: str
    kind: HandlerKind | None


CHANGEABLE = (
    "full_name", "criminal_defence_since", "juvenile_tag", "specialties", "languages", "public_office_periods",
    "in_directory", "external_name", "practising_since", "account", "contact_address",
)  # fmt: skip
OUTPUT_ONLY = frozenset({"name", "division", "create_time", "etag"})
UNKNOWN = object()


def register_handler(
    draft: HandlerDraft, unit: HandlingUnit, *, name: str, now: dt.datetime, today: dt.date
) -> Handler:
    """A new handler in a unit of the kind that he may belong to (LA-50). Raises InvalidFields, UNIT_UNFIT."""
    if unit.kind not in UNITS_OF[draft.kind]:
        raise RuleViolated(
            "UNIT_UNFIT",
            "承办人类别与承办机构类别不符（律师属律师事务所或者法律援助机构，基层法律服务工作者属基层法律服务所，"
            "工作人员属法律援助机构，志愿者属派出单位，LA-50），请核对后重新登记。",
            rules=("LA-50",),
        )
    _check(draft, today)
    fields = {field: getattr(draft, field) for field in HandlerDraft.__dataclass_fields__}
    return Handler(**fields, name=name, division=unit.division, create_time=now, etag="1")


def change_handler(
    present: Handler, wanted: HandlerDraft, paths: tuple[str, ...], *, etag: str, today: dt.date
) -> Handler:
    """The handler with the wanted values of the named fields; a path inside a field names the whole field.

    A field that stays may be named as long as its value stays; output-only fields are passed over (AIP-203). Raises
    InvalidFields, also MASK_INVALID; ABORTED ETAG_MISMATCH.
    """
    if etag and etag != present.etag:
        message = "该承办人已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": present.etag})
    named = {path.partition(".")[0] for path in paths} - OUTPUT_ONLY
    if any(getattr(wanted, field, None) != getattr(present, field, UNKNOWN) for field in named - set(CHANGEABLE)):
        text = f"该字段不能修改或不存在，请只填写可修改的字段：{'、'.join(CHANGEABLE)}"
        raise InvalidFields((Violation(field="update_mask", reason="MASK_INVALID", description=text),))
    changes = {field: getattr(wanted, field) for field in CHANGEABLE if field in named}
    changed = replace(present, **changes, etag=str(int(present.etag) + 1))
    _check(changed, today)
    return changed


def enter_public_office(handler: Handler, *, since: dt.date) -> Handler:
    """The handler in public office from the day on; what he did before is judged by its own day (LA-59, XF-33, E-33).

    A period that runs on the day goes on; later ones are part of it.
    """
    begun = next((one.from_date for one in handler.public_office_periods if one.covers(since)), since)
    before = tuple(one for one in handler.public_office_periods if one.from_date < begun)
    periods = (*before, PublicOfficePeriod(from_date=begun, until_date=None))
    if periods == handler.public_office_periods:
        return handler
    return replace(handler, public_office_periods=periods, etag=str(int(handler.etag) + 1))


def _check(draft: HandlerDraft, today: dt.date) -> None:
    faults = tuple(_faults(draft, today))
    if faults:
        raise InvalidFields(faults)


def _faults(draft: HandlerDraft, today: dt.date) -> Iterator[Violation]:
    begun = (
        ("criminal_defence_since", draft.criminal_defence_since),
        ("practising_since", draft.practising_since),
    )
    certified = (("juvenile_tag.issued_date", draft.juvenile_tag.issued_date if draft.juvenile_tag else None),)
    for field, day in (*begun, *certified):
        if day is not None and day > today:
            yield _fault(field, "DATE_IN_FUTURE", "日期不能晚于今天（P-06），请填写证书记载的日期")
    if draft.criminal_defence_since is not None and draft.kind is not HandlerKind.LAWYER:
        yield _fault("criminal_defence_since", "NOT_A_LAWYER", "只有律师可以从事刑事辩护（LA-50），请删除该日期")
    last: dt.date | None = dt.date.min
    for period in draft.public_office_periods:
        if last is None or period.from_date <= last or (period.until_date or dt.date.max) < period.from_date:
            yield _fault(
                "public_office_periods", "PERIODS_OVERLAP", "公职期间须按时间先后填写且不重叠（LA-59），请核对"
            )
            return
        last = period.until_date


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"handler.{field}", reason=reason, description=description)
