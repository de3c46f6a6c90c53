"""What parties agree on, how it is performed and confirmed (PML arts. 28 to 33). It must not know a dispute's state."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass, replace

from chassis.kernel.calendar import Limit, WorkCalendar
from chassis.kernel.entry import check_day
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation


class AgreementForm(enum.Enum):
    """Written or oral."""

    WRITTEN = enum.auto()
    ORAL = enum.auto()


class DisputePerformance(enum.Enum):
    """How far an agreement is performed."""

    PENDING = enum.auto()
    PERFORMED = enum.auto()
    DEFAULTED = enum.auto()


class ConfirmationState(enum.Enum):
    """Where a judicial confirmation stands."""

    REQUESTED = enum.auto()
    CONFIRMED = enum.auto()
    REJECTED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAgreement:
    """What was agreed; amounts in fen. It takes effect on the day it was signed or, orally, reached."""

    form: AgreementForm
    number: str
    signed_date: dt.date
    terms: str
    amount_fen: int
    performance_due_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFollowUp:
    """A look at how it is performed."""

    followed_date: dt.date
    performance: DisputePerformance
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationRequest:
    """Which parties asked which court; parties are counted from 1."""

    requested_date: dt.date
    court: str
    parties: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the court ruled."""

    decided_date: dt.date
    state: ConfirmationState
    ruling_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeConfirmation:
    """The request and what came of it."""

    court: str
    requested_date: dt.date
    state: ConfirmationState
    decided_date: dt.date | None
    ruling_number: str


def check_agreement(agreement: DisputeAgreement, *, today: dt.date, not_before: dt.date) -> None:
    """Refuse a written one without its number, and a day that cannot be (MD-06). Raises InvalidFields."""
    if agreement.form is AgreementForm.WRITTEN and not agreement.number:
        text = "书面调解协议须填写协议编号（MD-06），口头协议请改选口头形式"
        raise InvalidFields((Violation(field="agreement.number", reason="REQUIRED", description=text),))
    check_day(agreement.signed_date, today=today, not_before=not_before, field="agreement.signed_date")
    if agreement.performance_due_date is not None and agreement.performance_due_date < agreement.signed_date:
        text = "履行期限早于协议生效日期（MD-06），请核对日期"
        field = "agreement.performance_due_date"
        raise InvalidFields((Violation(field=field, reason="DATE_BEFORE_PREVIOUS", description=text),))


def check_follow_up(
    present: DisputePerformance | None, said: DisputeFollowUp, *, latest: dt.date, today: dt.date
) -> None:
    """Follow until it is performed or not (MD-07). Raises RuleViolated PERFORMANCE_OVER, InvalidFields."""
    if present is not DisputePerformance.PENDING:
        message = "协议履行情况已有结论，不再回访（MD-07）。如有变化，请在案卷中另行记明。"
        raise RuleViolated("PERFORMANCE_OVER", message, rules=("MD-07",))
    check_day(said.followed_date, today=today, not_before=latest, field="followed_date")


def asked(
    agreement: DisputeAgreement, present: DisputeConfirmation | None, wish: ConfirmationRequest,
    *, parties: Collection[int], limit: Limit, calendar: WorkCalendar, today: dt.date,
) -> DisputeConfirmation:  # fmt: skip
    """All parties together, within the limit from the effect of the agreement, once (MD-08).

    Raises RuleViolated CONFIRMATION_REQUESTED, CONFIRMATION_NOT_JOINT, CONFIRMATION_TOO_LATE, CALENDAR_NOT_LOADED;
    InvalidFields for a day that cannot be.
    """
    if present is not None:
        message = "该协议已申请司法确认（MD-08），不能重复登记。请登记法院的裁定结果。"
        raise RuleViolated("CONFIRMATION_REQUESTED", message, rules=("MD-08",))
    if set(wish.parties) != set(parties):
        message = "司法确认须由各方当事人共同申请（MD-08）。请核对 parties，缺席的一方请补办。"
        raise RuleViolated("CONFIRMATION_NOT_JOINT", message, rules=("MD-08",))
    check_day(wish.requested_date, today=today, not_before=agreement.signed_date, field="requested_date")
    if wish.requested_date > calendar.due(agreement.signed_date, limit):
        message = "已超过自协议生效之日起申请司法确认的期限（MD-08）。当事人可就协议向人民法院起诉。"
        raise RuleViolated("CONFIRMATION_TOO_LATE", message, rules=("MD-08",))
    return DisputeConfirmation(
        court=wish.court, requested_date=wish.requested_date, state=ConfirmationState.REQUESTED, decided_date=None,
        ruling_number="",
    )  # fmt: skip


def ruled(present: DisputeConfirmation | None, said: Ruling, *, today: dt.date) -> DisputeConfirmation:
    """The court's ruling on a request that waits for it (MD-08). Raises RuleViolated CONFIRMATION_MISSING."""
    if present is None or present.state is not ConfirmationState.REQUESTED:
        message = "没有待裁定的司法确认申请（MD-08）。请先登记申请，或核对是否已登记裁定。"
        raise RuleViolated("CONFIRMATION_MISSING", message, rules=("MD-08",))
    check_day(said.decided_date, today=today, not_before=present.requested_date, field="decided_date")
    return replace(present, state=said.state, decided_date=said.decided_date, ruling_number=said.ruling_number)
