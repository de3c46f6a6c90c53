"""Paper ledger, system and bank side by side (LA-72): what differs, in which key field, and whose seal is on a proof.

It must not repeat what a side says: who may read the ledger and the case sees it there.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.table import CellKind, Column, Value
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_opening import party_key


class RecordDifferenceKind(enum.Enum):
    """What differs."""

    NOT_IN_SYSTEM = enum.auto()
    NOT_ON_PAPER = enum.auto()
    PAPER = enum.auto()
    BANK = enum.auto()
    LATE_ENTRY = enum.auto()
    SEAL = enum.auto()


class RecordField(enum.Enum):
    """The key fields of LA-72."""

    RECIPIENT = enum.auto()
    MATTER = enum.auto()
    HANDLER = enum.auto()
    ASSIGNED_DATE = enum.auto()
    ENDED_DATE = enum.auto()
    SUBSIDY = enum.auto()


PAPER = (
    Column(heading="案号", name="number", key=True),
    Column(heading="受援人", name="recipient"),
    Column(heading="事项", name="matter", required=False),
    Column(heading="承办人", name="handler", required=False),
    Column(heading="指派日期", name="assigned_date", kind=CellKind.DATE, required=False),
    Column(heading="结案日期", name="ended_date", kind=CellKind.DATE, required=False),
    Column(heading="补贴金额", name="subsidy", kind=CellKind.AMOUNT, required=False),
    Column(heading="证明出具单位", name="proof_issuer", required=False, optional=True),
    Column(heading="证明印章单位", name="proof_seal", required=False, optional=True),
)
BANK = (
    Column(heading="案号", name="number"),
    Column(heading="金额", name="amount", kind=CellKind.AMOUNT),
    Column(heading="支付日期", name="paid_date", kind=CellKind.DATE),
)
Rows = Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonDraft:
    """What is compared; `bank` empty leaves the bank out."""

    institution: str
    from_date: dt.date
    until_date: dt.date
    paper: bytes
    bank: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDifference:
    """One difference; `field` None is about the case as a whole."""

    case_number: str
    case: str
    kind: RecordDifferenceKind
    field: RecordField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComparison:
    """A comparison; of the files only the hashes are kept."""

    name: str
    institution: str
    from_date: dt.date
    until_date: dt.date
    paper_sha256: str
    bank_sha256: str
    paper_count: int
    system_count: int
    differences: tuple[RecordDifference, ...]
    division: str
    compared_by: str
    create_time: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFilter:
    """What a list asks for; empty means any."""

    institution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecordsDiffer:
    """The sides differ in a case (XF-19)."""

    record_comparison: str
    case: str
    institution: str
    division: str
    kinds: tuple[RecordDifferenceKind, ...]
    fields: tuple[RecordField, ...]
    found_date: dt.date


def check_dates(draft: ComparisonDraft) -> None:
    """Raise InvalidFields DATES_REVERSED."""
    if draft.until_date < draft.from_date:
        fault = Violation(
            field="record_comparison.until_date", reason="DATES_REVERSED", description="截止日期早于起始日期，请核对"
        )  # fmt: skip
        raise InvalidFields((fault,))


def compare(paper: Rows, bank: Rows | None, cases: Iterable[Case], paid: Mapping[str, int]) -> list[RecordDifference]:
    """Everything that differs, by case number. `paid` is fen by case; `bank` None leaves the bank out."""
    written = {str(row["number"]): row for row in paper}
    known = {case.number: case for case in cases}
    banked = _sums(bank) if bank is not None else None
    found: list[RecordDifference] = []
    for number in sorted(written.keys() | known.keys() | (banked or {}).keys()):
        found += _of_case(number, written.get(number), known.get(number), banked, paid)
    return found


def told(comparison: RecordComparison, *, on: dt.date) -> Iterator[CaseRecordsDiffer]:
    """One fact for every case that differs."""
    by_case: dict[tuple[str, str], list[RecordDifference]] = defaultdict(list)
    for one in comparison.differences:
        by_case[one.case_number, one.case].append(one)
    for (_, case), differences in by_case.items():
        yield CaseRecordsDiffer(
            record_comparison=comparison.name, case=case, institution=comparison.institution,
            division=comparison.division, kinds=tuple(dict.fromkeys(one.kind for one in differences)),
            fields=tuple(one.field for one in differences if one.field is not None), found_date=on,
        )  # fmt: skip


def _of_case(
    number: str, row: Mapping[str, Value] | None, case: Case | None, banked: Mapping[str, int] | None,
    paid: Mapping[str, int],
) -> Iterator[RecordDifference]:  # fmt: skip
    def differs(kind: RecordDifferenceKind, field: RecordField | None = None) -> RecordDifference:
        return RecordDifference(case_number=number, case=case.name if case else "", kind=kind, field=field)

    if case is None:
        yield differs(RecordDifferenceKind.NOT_IN_SYSTEM)
        return
    if row is None:
        yield differs(RecordDifferenceKind.NOT_ON_PAPER)
    else:
        yield from (differs(RecordDifferenceKind.PAPER, field) for field in _fields(row, case, paid.get(case.name, 0)))
        if _sealed_by_another(row):
            yield differs(RecordDifferenceKind.SEAL)
    if banked is not None and banked.get(number, 0) != paid.get(case.name, 0):
        yield differs(RecordDifferenceKind.BANK, RecordField.SUBSIDY)
    if any(step.late for step in case.steps):
        yield differs(RecordDifferenceKind.LATE_ENTRY)


def _fields(row: Mapping[str, Value], case: Case, paid_fen: int) -> Iterator[RecordField]:
    last = case.last
    same = {
        RecordField.RECIPIENT: party_key(str(row["recipient"])) == case.recipient_name_key,
        RecordField.MATTER: case.matter is None or row["matter"] == case.matter.value,
        RecordField.HANDLER: (row["handler"] or "") == (last.handler_name if last else ""),
        RecordField.ASSIGNED_DATE: row["assigned_date"] == (last.assigned_date if last else None),
        RecordField.ENDED_DATE: row["ended_date"] == case.ended_date,
        RecordField.SUBSIDY: (row["subsidy"] or 0) == paid_fen,
    }
    yield from (field for field, agrees in same.items() if not agrees)


def _sealed_by_another(row: Mapping[str, Value]) -> bool:
    """Whether a proof bears the seal of another body than the one that issued it; unknown says nothing."""
    issuer, seal = row["proof_issuer"], row["proof_seal"]
    return bool(issuer and seal) and party_key(str(issuer)) != party_key(str(seal))


def _sums(bank: Rows) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in bank:
        amount = row["amount"]
        if isinstance(amount, int):
            sums[str(row["number"])] += amount
    return dict(sums)
