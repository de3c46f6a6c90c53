"""Use cases of reports on penalties of members (XF-26). It must not tell anybody outside who is a member."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.party_building.domain.member import IN_PARTY
from services.party_building.domain.penalty_report import (
    HeardPenalty,
    PenaltyReport,
    PenaltyReportFilter,
    ReportPaper,
    allow,
    owed,
    reported,
)
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import penalty_report as rows
from services.party_building.persistence.member import member_of

CLOCK = DeadlineKind.REPORT_PENALTY


def hear_penalty(tx: Tx, heard: HeardPenalty) -> None:
    """A penalty of somebody in the Party asks for a report in time (XF-26); one of anybody else for nothing."""
    member = member_of(tx.session, tx.seal, heard.subject)
    if member is None or member.standing not in IN_PARTY or rows.is_heard(tx.session, tx.seal, heard.penalty):
        return
    made = owed(heard, member, name=f"penaltyReports/{tx.new_id()}", now=tx.now)
    rows.insert_report(tx.session, tx.seal, made)
    start_limit(
        tx, CLOCK, subject=made.name, owner=made.party_organisation or f"bureaus/{made.division}",
        division=made.division, start=heard.decided_date,
    )  # fmt: skip
    tx.note("penalty_report.hear", made.name, rules=("XF-26",))


def get_report(tx: Tx, name: str) -> PenaltyReport:
    """One report within the caller's divisions."""
    return _found(rows.load_report(tx.session, tx.seal, name, tx.principal))


def list_reports(tx: Tx, wanted: PenaltyReportFilter, page: Page) -> tuple[list[PenaltyReport], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_reports(tx.session, tx.seal, wanted, page, tx.principal), key=lambda item: item.name)


def report_penalty(tx: Tx, name: str, paper: ReportPaper, *, etag: str) -> PenaltyReport:
    """The superior organisation was told; the clock ends (XF-26)."""
    before = _found(rows.load_report(tx.session, tx.seal, name, tx.principal, lock=True))
    allow(before, "report", etag=etag)
    entry = enter_happening(tx, paper, division=before.division, not_before=before.decided_date)
    after = reported(before, entry, document=paper.document_number)
    rows.update_report(tx.session, after)
    finish_deadline(tx, name, CLOCK.name, on=entry.happened_date)
    tx.note("penalty_report.report", name, rules=("XF-26",), document=paper.document_number)
    return replace(after, deadlines=deadlines_of(tx.session, [name]).get(name, ()))


def _found(report: PenaltyReport | None) -> PenaltyReport:
    if report is None:
        raise NotFound("党员受处罚报告")
    return report
