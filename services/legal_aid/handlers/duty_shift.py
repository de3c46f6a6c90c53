"""Use cases of duty shifts: enter, read, sum up a month, strike out. It must not count one as a case (LA-92)."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.duty_shift import (
    DutyShift,
    DutyShiftDraft,
    DutyShiftFilter,
    DutyShiftVoided,
    DutySummaryLine,
    record_shift,
    recorded,
    refuse_claimed,
    void_shift,
)
from services.legal_aid.domain.handler import Handler
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import duty_shift as rows
from services.legal_aid.persistence.duty_claim import is_shift_claimed
from services.legal_aid.persistence.handler import load_handler


def create_duty_shift(tx: Tx, draft: DutyShiftDraft) -> DutyShift:
    """Enter a shift that was held; no half day of a lawyer counts twice (LA-92)."""
    institution = chosen_institution(tx, draft.institution)
    happening = Happening(happened_date=draft.shift_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=institution.division, field="duty_shift.shift_date")
    made = record_shift(
        draft, lawyer_on_duty(tx, draft.lawyer), name=f"dutyShifts/{tx.new_id()}", division=institution.division,
        entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_duty_shift(tx.session, made)
    tx.emit(recorded(made), subject=made.name)
    tx.note("duty_shift.create", made.name, rules=("LA-19", "LA-92"))
    return made


def get_duty_shift(tx: Tx, name: str) -> DutyShift:
    """One shift within the caller's divisions."""
    return _found(rows.load_duty_shift(tx.session, name, tx.principal))


def list_duty_shifts(tx: Tx, wanted: DutyShiftFilter, page: Page) -> tuple[list[DutyShift], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_duty_shifts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def summarize_duty_shifts(
    tx: Tx, month: str, institution: str, page: Page
) -> tuple[list[DutySummaryLine], str | None]:  # fmt: skip
    """A page of the month's half days (LA-92) by lawyer and place, and the key behind which the next one begins."""
    found = rows.find_summary(tx.session, month, institution, page, tx.principal)
    return page.cut(found, key=rows.summary_key)


def void_duty_shift(tx: Tx, name: str, reason: str, *, etag: str) -> DutyShift:
    """Strike a wrong line out; its half days may be entered anew (P-06)."""
    shift = _found(rows.load_duty_shift(tx.session, name, tx.principal, lock=True))
    voided = void_shift(shift, reason, on=tx.today, etag=etag)
    refuse_claimed(claimed=is_shift_claimed(tx.session, name))
    rows.void_duty_shift(tx.session, voided)
    fact = DutyShiftVoided(
        duty_shift=name, institution=shift.institution, division=shift.division, voided_date=tx.today
    )  # fmt: skip
    tx.emit(fact, subject=name)
    tx.note("duty_shift.void", name, rules=("P-06",))
    return voided


def lawyer_on_duty(tx: Tx, name: str) -> Handler:
    """The lawyer that a request names. Raises RuleViolated LAWYER_UNKNOWN, also outside the divisions (LA-19)."""
    handler = load_handler(tx.session, name, tx.principal)
    if handler is None:
        raise RuleViolated(
            "LAWYER_UNKNOWN",
            "所选律师未登记或不在您的管辖范围内，请先登记承办人或者重新选择（LA-19）。",
            rules=("LA-19",),
        )
    return handler


def _found(shift: DutyShift | None) -> DutyShift:
    if shift is None:
        raise NotFound("值班记录")
    return shift
