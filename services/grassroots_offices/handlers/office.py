"""Use cases of offices: register, read, and what follows when the staff changes. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.criterion import Criterion, Verdict
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.judging import breaches, judge
from services.grassroots_offices.domain.licence_events import told_placed
from services.grassroots_offices.domain.office import (
    CurePeriod,
    Office,
    OfficeDraft,
    OfficeFilter,
    OfficeState,
    allow,
    moved,
    refuse_breach,
    register_office,
)
from services.grassroots_offices.domain.staff_events import staffing
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.register_keeping import save_office, show_office
from services.grassroots_offices.handlers.standards import standards_on
from services.grassroots_offices.handlers.time_limit import enter_happening, start_limit
from services.grassroots_offices.persistence import office as rows
from services.grassroots_offices.persistence.cure_period import insert_cure_period, update_cure_period
from services.grassroots_offices.persistence.practitioner import staff_of


def create_office(tx: Tx, draft: OfficeDraft) -> Office:
    """Take an office that was licensed before into the register; its staff is entered afterwards (P-07)."""
    require_division(tx.principal, draft.division)
    return add_office(tx, draft, name=f"offices/{tx.new_id()}")


def add_office(tx: Tx, draft: OfficeDraft, *, name: str) -> Office:
    """Register an office under a name that the caller has chosen."""
    made = register_office(draft, name=name, now=tx.now, today=tx.today)
    keep_office(tx, made)
    return judged(tx, made)


def new_office(tx: Tx, draft: OfficeDraft) -> Office:
    """What would be registered, under all rules; nothing is written (P-07). Raises LICENCE_TAKEN, CREDIT_CODE_TAKEN."""
    require_division(tx.principal, draft.division)
    made = register_office(draft, name=f"offices/{tx.new_id()}", now=tx.now, today=tx.today)
    rows.refuse_taken_numbers(tx.session, licence_number=made.licence_number, credit_code=made.credit_code)
    return made


def keep_office(tx: Tx, made: Office) -> None:
    """Write an office that was licensed before, and tell where it is (P-07)."""
    rows.insert_office(tx.session, made)
    on = made.state_date
    show_office(tx, made, on=on)
    tx.emit(told_placed(made, on=on), subject=made.name)
    tx.note("office.create", made.name, rules=("P-07",), document=made.document_number)


def get_office(tx: Tx, name: str) -> Office:
    """One office within the caller's divisions, with its verdicts of today."""
    return judged(tx, found_office(rows.load_office(tx.session, name, tx.principal)))


def list_offices(tx: Tx, wanted: OfficeFilter, page: Page) -> tuple[list[Office], str | None]:
    """A page, and the key behind which the next one begins."""
    found, after = page.cut(rows.find_offices(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
    staff = staff_of(tx.session, [office.name for office in found])
    standards = {division: standards_on(tx, division, tx.today) for division in {one.division for one in found}}
    return [
        replace(one, verdicts=judge(one, staff[one.name], standards[one.division], on=tx.today)) for one in found
    ], after


def confirm_cure(tx: Tx, name: str, verification: Documented, *, etag: str) -> Office:
    """The county bureau has verified that the legal minimum is met again (GO-10). Raises STILL_IN_BREACH."""
    office = found_office(rows.load_office(tx.session, name, tx.principal, lock=True))
    allow(office, "confirmCure", etag=etag)
    entry = enter_happening(tx, verification, division=office.division, not_before=office.state_date)
    on = entry.happened_date
    verdicts = verdicts_on(tx, office, on)
    refuse_breach(breaches(verdicts), verdicts)
    period = replace(
        office.cure_periods[-1], cured_date=on, document_number=verification.document_number, late=entry.late,
        entry_reason=entry.reason,
    )  # fmt: skip
    done = finish_deadline(tx, period.name, DeadlineKind.CURE_BREACH.name, on=on)
    period = replace(period, deadline=done or period.deadline)
    update_cure_period(tx.session, period)
    cured = moved(replace(office, cure_periods=(*office.cure_periods[:-1], period)), OfficeState.LICENSED, on=on)
    save_office(tx, cured, on=on)
    tx.note("office.confirmCure", name, rules=("GO-10",), document=verification.document_number)
    return judged(tx, cured)


def chosen_office(tx: Tx, name: str) -> Office:
    """The office that a request names, locked: its staff is about to change. Raises RuleViolated OFFICE_UNKNOWN."""
    office = rows.load_office(tx.session, name, tx.principal, lock=True)
    if office is None:
        message = "所填基层法律服务所不存在或不在您的管辖范围内，请从基层法律服务所列表中选择（GO-30）。"
        raise RuleViolated("OFFICE_UNKNOWN", message, rules=("GO-30",))
    return office


@contextmanager
def changing_staff(tx: Tx, office: Office, *, on: dt.date) -> Iterator[None]:
    """Around a change of an office's staff: others are told the number, and a breach that it made must be cured.

    An office that is still being entered was never compliant here, so nothing begins for it (P-07, GO-10, XF-29).
    """
    before = verdicts_on(tx, office, on)
    yield
    after = verdicts_on(tx, office, on)
    counts = [next(one for one in each if one.criterion is Criterion.PRACTITIONERS) for each in (before, after)]
    fact = staffing(
        office=office.name, division=office.division, before=counts[0].measured, after=counts[1].measured,
        required=counts[1].threshold, on=on,
    )  # fmt: skip
    if fact is not None:
        tx.emit(fact, subject=office.name)
    if office.state is OfficeState.LICENSED and breaches(after) and not breaches(before):
        _begin_cure(tx, office, breaches(after), on=on)


def verdicts_on(tx: Tx, office: Office, on: dt.date) -> tuple[Verdict, ...]:
    """How the office stands on the day, with the staff it has now."""
    staff = staff_of(tx.session, [office.name])[office.name]
    return judge(office, staff, standards_on(tx, office.division, on), on=on)


def _begin_cure(tx: Tx, office: Office, found: tuple[Criterion, ...], *, on: dt.date) -> None:
    """The office must cure the breach by a date (GO-10)."""
    period = CurePeriod(
        name=f"curePeriods/{tx.new_id()}", office=office.name, began_date=on, breaches=found, cured_date=None,
        document_number="", late=False, entry_reason="", deadline=None,
    )  # fmt: skip
    insert_cure_period(tx.session, period)
    start_limit(
        tx, DeadlineKind.CURE_BREACH, subject=period.name, owner=office.name, division=office.division, start=on
    )
    save_office(tx, moved(office, OfficeState.RECTIFYING, on=on), on=on)
    tx.note("office.beginCure", office.name, rules=("GO-02", "GO-10"))


def judged(tx: Tx, office: Office) -> Office:
    """The office with its verdicts and deadlines of today."""
    deadlines = deadlines_of(tx.session, [office.name]).get(office.name, ())
    return replace(office, verdicts=verdicts_on(tx, office, tx.today), deadlines=deadlines)


def found_office(office: Office | None) -> Office:
    """The office. Raises NotFound."""
    if office is None:
        raise NotFound("基层法律服务所")
    return office
