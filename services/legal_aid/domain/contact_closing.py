"""How a contact ends: each outcome with what it needs (LA-125, LA-127). It must not look up what it became."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Violation
from services.legal_aid.domain.contact import Contact, ContactOutcome, ContactState


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What came of it, with what that outcome needs."""

    outcome: ContactOutcome
    answer: str
    referred_to: str
    appointment_date: dt.date | None
    became: str


_O = ContactOutcome
_BECAME = {_O.APPLICATION: "applications/", _O.COMPLAINT: "complaints/"}
_BECAME_TEXT = "转为申请或者投诉的，请填写对应的申请或者投诉编号（LA-125），当事人不必重复陈述"


def close(contact: Contact, said: Closing, *, on: dt.date) -> Contact:
    """Close it with its outcome (LA-125); who is referred out is told to whom (LA-127).

    Raises InvalidFields REQUIRED, DATE_INVALID.
    """
    faults = tuple(_faults(said, on))
    if faults:
        raise InvalidFields(faults)
    return replace(
        contact, state=ContactState.CLOSED, outcome=said.outcome, answer=said.answer, closed_date=on,
        referred_to=said.referred_to, appointment_date=said.appointment_date, became=said.became,
    )  # fmt: skip


def _faults(said: Closing, on: dt.date) -> Iterator[Violation]:
    if said.outcome is _O.ANSWERED and not said.answer:
        yield _fault("answer", "REQUIRED", "已答复的，请记录答复要点（LA-125）")
    if said.outcome is _O.REFERRED_OUT and not said.referred_to:
        yield _fault("referred_to", "REQUIRED", "转其他单位的，请填写承接单位（LA-127）")
    if said.outcome is _O.APPOINTMENT and said.appointment_date is None:
        yield _fault("appointment_date", "REQUIRED", "预约办理的，请填写预约日期（LA-125）")
    if said.appointment_date is not None and said.appointment_date < on:
        yield _fault("appointment_date", "DATE_INVALID", "预约日期不能早于今天（LA-125），请核对")
    if not said.became.startswith(_BECAME.get(said.outcome, "")):
        yield _fault("became", "REQUIRED", _BECAME_TEXT)


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=field, reason=reason, description=text)
