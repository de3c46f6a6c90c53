"""Free consultation: answered at once, or by appointment (LA-02). It must not ask for means."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation
from services.legal_aid.domain.institution import Institution


class ConsultationMode(enum.Enum):
    """How the person came."""

    COUNTER = enum.auto()
    PHONE = enum.auto()
    ONLINE = enum.auto()
    HOME = enum.auto()


class ConsultationOutcome(enum.Enum):
    """How it ended."""

    ANSWERED = enum.auto()
    APPOINTMENT = enum.auto()
    APPLICATION = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationDraft:
    """What the counter enters; `consulted_date` None means today."""

    institution: str
    consulted_date: dt.date | None
    mode: ConsultationMode
    person_name: str
    topic: str
    answer: str
    outcome: ConsultationOutcome
    appointment_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A recorded consultation."""

    name: str
    number: str
    institution: str
    consulted_date: dt.date
    mode: ConsultationMode
    person_name: str
    topic: str
    answer: str
    outcome: ConsultationOutcome
    appointment_date: dt.date | None
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRecorded:
    """Somebody was advised. It is no case (E-73)."""

    consultation: str
    institution: str
    division: str
    mode: ConsultationMode
    outcome: ConsultationOutcome
    consulted_date: dt.date


def check_draft(draft: ConsultationDraft, *, today: dt.date) -> None:
    """Raise InvalidFields for a future date, an answer or an appointment that is missing."""
    faults = tuple(_faults(draft, draft.consulted_date or today, today))
    if faults:
        raise InvalidFields(faults)


def record(
    draft: ConsultationDraft, institution: Institution, *, name: str, number: str, now: dt.datetime, today: dt.date
) -> Consultation:
    """Record a checked draft."""
    return Consultation(
        name=name, number=number, institution=institution.name, consulted_date=draft.consulted_date or today,
        mode=draft.mode, person_name=draft.person_name, topic=draft.topic, answer=draft.answer, outcome=draft.outcome,
        appointment_date=draft.appointment_date, division=institution.division, create_time=now, etag="1",
    )  # fmt: skip


def recorded(consultation: Consultation) -> ConsultationRecorded:
    """The fact of a consultation."""
    return ConsultationRecorded(
        consultation=consultation.name, institution=consultation.institution, division=consultation.division,
        mode=consultation.mode, outcome=consultation.outcome, consulted_date=consultation.consulted_date,
    )  # fmt: skip


def _faults(draft: ConsultationDraft, consulted: dt.date, today: dt.date) -> Iterator[Violation]:
    if consulted > today:
        yield _fault("consulted_date", "DATE_IN_FUTURE", "咨询日期不能晚于今天（P-06），请填写实际日期")
    if draft.outcome is ConsultationOutcome.ANSWERED and not draft.answer:
        yield _fault("answer", "REQUIRED", "已当场解答的，请记录解答要点（LA-02）")
    if draft.outcome is ConsultationOutcome.APPOINTMENT:
        if draft.appointment_date is None:
            yield _fault("appointment_date", "REQUIRED", "疑难咨询预约解答的，请填写预约日期（LA-02）")
        elif draft.appointment_date < consulted:
            yield _fault("appointment_date", "DATE_INVALID", "预约日期不能早于咨询日期（LA-02），请核对")


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"consultation.{field}", reason=reason, description=description)
