"""The record of an inspection (F-07), and the bytes that officers sign (P-03, SV-67, SV-78). It must not verify.

Who checks signs and is responsible: the record names its inspection, unit, checklist version and officers, so that a
signature under one record says nothing of another.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, fields

from chassis.kernel.canonical import canonical_json
from chassis.kernel.errors import InvalidFields, Violation
from services.supervision.domain.address_finding import AddressFinding, address_faults
from services.supervision.domain.campaign_unit import CheckResult
from services.supervision.domain.checklist import Checklist
from services.supervision.domain.supervised_unit import SupervisedUnit

FORMAT = "sifa-inspection/v1"


class ItemOutcome(enum.Enum):
    """What was found on an item."""

    SOUND = enum.auto()
    PROBLEM = enum.auto()
    NOT_APPLICABLE = enum.auto()


class Manner(enum.Enum):
    """How somebody deals with people (SV-78)."""

    PROPER = enum.auto()
    IMPROPER = enum.auto()
    NOT_SEEN = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswer:
    """An answer to an item of the checklist."""

    item: str
    outcome: ItemOutcome
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCheck:
    """Labour discipline of one person (SV-78); `leave_document` is why somebody rostered may be away."""

    person: str
    rostered: bool
    on_post: bool
    signed_in: bool
    leave_document: str
    manner: Manner
    note: str

    @property
    def off_post(self) -> bool:
        """On the roster, not there, and no leave."""
        return self.rostered and not self.on_post and not self.leave_document


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionProblem:
    """A problem at an item of the checklist; `row` is that of F-01, 0 none. It becomes a rectification (SV-20)."""

    item: str
    row: int
    problem: str
    measure: str
    responsible_person: str
    action_officer: str
    due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHash:
    """What shows it: title and SHA-256 of its content."""

    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecord:
    """F-07; times are Beijing's, `YYYY-MM-DDThh:mm`."""

    unit: str
    checklist: str
    checklist_version: int
    officers: tuple[str, ...]
    start_time: str
    end_time: str
    people_checked: int
    people_total: int
    ledgers_checked: int
    ledgers_total: int
    files_checked: int
    files_total: int
    answers: tuple[ItemAnswer, ...]
    result: CheckResult
    problems: tuple[InspectionProblem, ...]
    posts: tuple[PostCheck, ...]
    evidence: tuple[EvidenceHash, ...]
    addresses: tuple[AddressFinding, ...]

    @property
    def inspected_date(self) -> dt.date:
        """Day on which it ended."""
        return dt.date.fromisoformat(self.end_time[:10])


def signed_bytes(inspection: str, record: InspectionRecord) -> bytes:
    """What each officer signs: canonical JSON (RFC 8785) of format, inspection and record (P-03)."""
    return canonical_json({"format": FORMAT, "inspection": inspection, "record": record})


def sha256_of(inspection: str, record: InspectionRecord) -> str:
    """The SHA-256 of what is signed, in hexadecimal."""
    return hashlib.sha256(signed_bytes(inspection, record)).hexdigest()


def differing(one: InspectionRecord, other: InspectionRecord) -> tuple[str, ...]:
    """Fields in which two records differ."""
    return tuple(field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name))


def require_sound(
    record: InspectionRecord, checklist: Checklist, unit: SupervisedUnit, *, whole_staff: bool
) -> None:  # fmt: skip
    """Every item is answered once, what is found points at an item, "none found" is said (SV-67, SV-78).

    `whole_staff` asks for everybody who works there on the day (SV-78). Raises InvalidFields that names every fault.
    """
    faults = (
        *_item_faults(record, checklist), *_problem_faults(record), *_post_faults(record, unit),
        *address_faults(record.addresses, frozenset(one.item for one in record.problems), unit),
        *(_time_faults(record) or (_staff_faults(record, unit) if whole_staff else ())),
    )  # fmt: skip
    if faults:
        raise InvalidFields(faults)


def _time_faults(record: InspectionRecord) -> tuple[Violation, ...]:
    try:
        begun, ended = (dt.datetime.fromisoformat(text) for text in (record.start_time, record.end_time))
    except ValueError:
        return (_fault("end_time", "TIME_INVALID", "检查起止时间不存在（SV-67），请按 YYYY-MM-DDThh:mm 填写"),)
    if ended < begun:
        return (_fault("end_time", "TIMES_REVERSED", "检查结束时间早于开始时间（SV-67），请核对"),)
    return ()


def _staff_faults(record: InspectionRecord, unit: SupervisedUnit) -> Iterator[Violation]:
    told = {one.person for one in record.posts}
    if any(one.person not in told for one in unit.staff(record.inspected_date)):
        yield _fault("posts", "POST_UNCHECKED", "突击检查须逐人核对在岗、签到和言行（SV-78），请补齐在册人员")


def _item_faults(record: InspectionRecord, checklist: Checklist) -> Iterator[Violation]:
    items = [one.item for one in checklist.items]
    told = [one.item for one in record.answers]
    for place, item in enumerate(told):
        if item not in items or item in told[:place]:
            yield _fault(f"answers[{place}].item", "ITEM_UNKNOWN", "清单没有这一项目或者重复作答（SV-66），请核对")
    missing = [item for item in items if item not in told]
    if missing:
        yield _fault("answers", "ITEM_UNANSWERED", f"清单项目{'、'.join(missing)}未作答（SV-66），请逐项填写")


def _problem_faults(record: InspectionRecord) -> Iterator[Violation]:
    wrong = {one.item for one in record.answers if one.outcome is ItemOutcome.PROBLEM}
    named = {one.item for one in record.problems}
    if wrong != named:
        yield _fault("problems", "PROBLEM_MISMATCH", "发现问题的项目与所列问题须一一对应（SV-20），请核对")
    if bool(wrong) is not (record.result is CheckResult.PROBLEMS):
        yield _fault("result", "RESULT_MISMATCH", "发现问题的须逐一列明，未发现问题的不列问题（SV-02），请核对")


def _post_faults(record: InspectionRecord, unit: SupervisedUnit) -> Iterator[Violation]:
    """Labour discipline is looked at per person of the unit (SV-78)."""
    staff = {one.person for one in unit.people}
    told = [one.person for one in record.posts]
    for place, one in enumerate(record.posts):
        if one.person not in staff or one.person in told[:place]:
            yield _fault(f"posts[{place}].person", "PERSON_UNKNOWN", "该单位没有此人或者重复登记（SV-78），请核对名单")
        if one.manner is Manner.IMPROPER and not one.note.strip():
            yield _fault(f"posts[{place}].note", "NOTE_MISSING", "言行不规范的须写明情形（SV-78），请补充")
        if one.on_post is False and one.manner is not Manner.NOT_SEEN:
            yield _fault(f"posts[{place}].manner", "MANNER_UNSEEN", "不在岗的人员未见其言行（SV-78），请填未见")


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"record.{field}", reason=reason, description=text)
