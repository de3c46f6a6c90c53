"""The list of untrustworthy conduct (失信惩戒): who is on it, on which finding, until when (LA-140).

It must not bring anything else with it than a place off the pick directory and cases that are drawn more often.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation


class DistrustEnding(enum.Enum):
    """Why a record ended before its time."""

    REPAIRED = enum.auto()
    SET_ASIDE = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrustRecordDraft:
    """What is entered: the final finding, and that its subject was told and heard before."""

    subject: str
    document: str
    notice_date: dt.date
    statement_date: dt.date
    finding_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrustRecord(DistrustRecordDraft):
    """A record; it holds until the day before `until_date`."""

    name: str
    until_date: dt.date
    ending: DistrustEnding | None
    ending_document: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrustRecordFilter:
    """What a list asks for; empty means any."""

    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Why a record ends, and on which paper."""

    document: str
    ending: DistrustEnding


def enter_record(
    draft: DistrustRecordDraft, *, name: str, division: str, days: int, now: dt.datetime, today: dt.date
) -> DistrustRecord:
    """A record on a final finding, after notice and statement, for `days` days from the finding on (LA-140).

    Raises InvalidFields DATES_REVERSED, DATE_IN_FUTURE, FINDING_OVER.
    """
    until = draft.finding_date + dt.timedelta(days)
    if draft.statement_date < draft.notice_date:
        raise _fault("statement_date", "DATES_REVERSED", "陈述申辩日期早于告知日期（LA-140），请核对")
    if draft.finding_date < draft.statement_date:
        raise _fault("finding_date", "DATES_REVERSED", "认定生效日期早于陈述申辩日期（LA-140），请核对")
    if draft.finding_date > today:
        raise _fault("finding_date", "DATE_IN_FUTURE", "认定生效日期不能晚于今天（LA-140），请在认定生效后登记")
    if until <= today:
        raise _fault("finding_date", "FINDING_OVER", "该认定的失信期限已满（LA-140），不再列入名单")
    return DistrustRecord(
        name=name, subject=draft.subject, document=draft.document, notice_date=draft.notice_date,
        statement_date=draft.statement_date, finding_date=draft.finding_date, until_date=until, ending=None,
        ending_document="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def end_record(record: DistrustRecord, said: Ending, *, on: dt.date, etag: str) -> DistrustRecord:
    """The subject is off the list from the day on (LA-140). Raises ETAG_MISMATCH, DISTRUST_OVER."""
    if etag and etag != record.etag:
        message = "该失信记录已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": record.etag})
    if record.until_date <= on:
        raise RuleViolated(
            "DISTRUST_OVER", "该失信记录已经到期或者已经移出，无需再次办理（LA-140）。", rules=("LA-140",)
        )
    return replace(
        record, until_date=on, ending=said.ending, ending_document=said.document, etag=str(int(record.etag) + 1)
    )  # fmt: skip


def _fault(field: str, reason: str, text: str) -> InvalidFields:
    return InvalidFields((Violation(field=f"distrust_record.{field}", reason=reason, description=text),))
