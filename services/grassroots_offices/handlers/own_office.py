"""What an office's own people file and read: of their office alone. It must not know another way to do it."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.adviser_log import AdviserLog, AdviserLogDraft
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.fee_receipt import FeeReceipt, FeeReceiptDraft
from services.grassroots_offices.domain.income_report import IncomeReport, IncomeReportDraft
from services.grassroots_offices.domain.office_case import (
    CaseApproval,
    CaseEnd,
    CaseFiling,
    OfficeCase,
    OfficeCaseDraft,
    OfficeCaseFilter,
    OfficeCaseState,
    as_the_office_sees_it,
)
from services.grassroots_offices.domain.service_hours import ServiceHours, ServiceHoursDraft, office_on
from services.grassroots_offices.domain.staff_account import ANYBODY, DESK, DIRECTOR, MONEY, StaffPost, refuse_others
from services.grassroots_offices.domain.work_brief import WorkBrief, WorkBriefDraft
from services.grassroots_offices.handlers import office_case as cases
from services.grassroots_offices.handlers.adviser_log import create_adviser_log
from services.grassroots_offices.handlers.fee_receipt import create_fee_receipt
from services.grassroots_offices.handlers.income_report import create_income_report
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.service_hours import create_service_hours
from services.grassroots_offices.handlers.staff_account import own_account
from services.grassroots_offices.handlers.village_adviser import get_village_adviser
from services.grassroots_offices.handlers.work_brief import create_work_brief
from services.grassroots_offices.persistence.office import heir_of, lineage_of


def enter_case(tx: Tx, draft: OfficeCaseDraft) -> OfficeCase:
    """Register a matter of the caller's office (GO-17)."""
    refuse_others(own_account(tx, ANYBODY), office=draft.office, practitioner=draft.handler)
    return as_the_office_sees_it(cases.create_office_case(tx, draft))


def list_cases(tx: Tx, state: OfficeCaseState | None, page: Page) -> tuple[list[OfficeCase], str | None]:
    """A page of the matters of the office and of those that it took over, of a practitioner those he handles."""
    account = own_account(tx, ANYBODY)
    offices = lineage_of(tx.session, account.office)
    wanted = OfficeCaseFilter(state=state, kind=None, office="", handler=account.practitioner)
    found, after = cases.list_office_cases(tx, wanted, page, offices)
    return [as_the_office_sees_it(one) for one in found], after


def approve_case(tx: Tx, name: str, approval: CaseApproval, *, etag: str) -> OfficeCase:
    """The director takes a matter on (GO-15)."""
    _own_case(tx, name, DIRECTOR)
    return as_the_office_sees_it(cases.approve_office_case(tx, name, approval, etag=etag))


def decline_case(tx: Tx, name: str, end: CaseEnd, *, etag: str) -> OfficeCase:
    """The director does not take a matter on (GO-15)."""
    _own_case(tx, name, DIRECTOR)
    return as_the_office_sees_it(cases.decline_office_case(tx, name, end, etag=etag))


def record_discussion(tx: Tx, name: str, minutes: Documented, *, etag: str) -> OfficeCase:
    """The minutes of a group discussion (GO-77)."""
    _own_case(tx, name, DESK)
    return as_the_office_sees_it(cases.record_discussion(tx, name, minutes, etag=etag))


def close_case(tx: Tx, name: str, end: CaseEnd, *, etag: str) -> OfficeCase:
    """Close a matter (GO-17)."""
    _own_case(tx, name, ANYBODY)
    return as_the_office_sees_it(cases.close_office_case(tx, name, end, etag=etag))


def archive_case(tx: Tx, name: str, filing: CaseFiling, *, etag: str) -> OfficeCase:
    """The file is in the archive (GO-17)."""
    _own_case(tx, name, DESK)
    return as_the_office_sees_it(cases.archive_office_case(tx, name, filing, etag=etag))


def enter_income_report(tx: Tx, draft: IncomeReportDraft) -> IncomeReport:
    """File the income of a month of the caller's office (GO-15, PB-20)."""
    refuse_others(own_account(tx, MONEY), office=draft.office, practitioner="")
    return create_income_report(tx, draft)


def enter_receipt(tx: Tx, draft: FeeReceiptDraft) -> FeeReceipt:
    """Enter a receipt (GO-16)."""
    refuse_others(own_account(tx, MONEY), office=draft.office, practitioner="")
    return create_fee_receipt(tx, draft)


def enter_brief(tx: Tx, draft: WorkBriefDraft) -> WorkBrief:
    """Submit a brief or typical case (GO-82)."""
    refuse_others(own_account(tx, DESK), office=draft.office, practitioner="")
    return create_work_brief(tx, draft)


def enter_hours(tx: Tx, draft: ServiceHoursDraft) -> ServiceHours:
    """Enter hours of somebody who belonged to the office on the day (GO-80)."""
    account = own_account(tx, ANYBODY)
    there = office_on(chosen_practitioner(tx, draft.practitioner), draft.service_date)
    refuse_others(account, office=there, practitioner=draft.practitioner)
    return create_service_hours(tx, draft)


def enter_log(tx: Tx, draft: AdviserLogDraft) -> AdviserLog:
    """Enter what somebody of the office did as an adviser (GO-79)."""
    account = own_account(tx, ANYBODY)
    adviser = get_village_adviser(tx, draft.village_adviser)
    there = office_on(chosen_practitioner(tx, adviser.practitioner), draft.log_date) if adviser.practitioner else ""
    refuse_others(account, office=there, practitioner=adviser.practitioner)
    return create_adviser_log(tx, draft)


def _own_case(tx: Tx, name: str, posts: frozenset[StaffPost]) -> None:
    """Raise ACCOUNT_NOT_LINKED, POST_NOT_ALLOWED, and NOT_FOUND for a matter of another office."""
    account = own_account(tx, posts)
    case = cases.get_office_case(tx, name)
    if heir_of(tx.session, case.office) != account.office:
        raise NotFound("所办案件")
    refuse_others(account, office=account.office, practitioner=case.handler)
