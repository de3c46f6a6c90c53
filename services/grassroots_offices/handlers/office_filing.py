"""File applications of offices: founders, who may change what, one at a time (GO-02, GO-08). It must not decide."""

from __future__ import annotations

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.licence_application import LicenceApplication, LicenceApplicationDraft
from services.grassroots_offices.domain.licence_filing import receive, spared_papers
from services.grassroots_offices.domain.office import Office, allow
from services.grassroots_offices.domain.office_hold import refuse_held
from services.grassroots_offices.domain.office_licensing import (
    action_of,
    founded,
    refuse_outsiders,
    refuse_unfree,
    refuse_unliquidated,
)
from services.grassroots_offices.domain.office_statement import (
    FOUNDING,
    LicenceApplicationKind,
    OfficeStatement,
    refuse_closed_mode,
)
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.office_consolidation import check_consolidation
from services.grassroots_offices.handlers.office_succession import check_absorbed, check_split
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import office as offices
from services.grassroots_offices.persistence.licence_application import is_running
from services.grassroots_offices.persistence.practitioner import staff_of

RECEIVED = "licence_application.received_date"


def file_for_office(
    tx: Tx, draft: LicenceApplicationDraft, happening: Happening, *, name: str
) -> tuple[LicenceApplication, Entry]:
    """The application as filed; a new office is there from now on, applying (GO-03)."""
    statement = draft.office_statement
    if statement is not None and draft.kind in FOUNDING:
        office, entry = _found(tx, draft, statement, happening)
    else:
        office, entry = _change(tx, draft, statement, happening)
    filed = receive(
        draft, name=name, office=office.name, division=office.division,
        from_office=office.origin if draft.kind in FOUNDING else "",
        spared=spared_papers(None, statement), entry=entry, now=tx.now,
    )  # fmt: skip
    return filed, entry


def _found(
    tx: Tx, draft: LicenceApplicationDraft, statement: OfficeStatement, happening: Happening
) -> tuple[Office, Entry]:
    """Free founders, part of an office, or whole offices set one up where the region allows it (GO-01, GO-02)."""
    require_division(tx.principal, statement.division)
    refuse_closed_mode(tx.policy("go.establishment_mode", division=statement.division, on=tx.today).value)
    refuse_outsiders((*statement.partners, statement.director), _members(tx, draft, statement))
    entry = enter_happening(tx, happening, division=statement.division, not_before=None, field=RECEIVED)
    made = founded(
        statement, name=f"offices/{tx.new_id()}", origin=draft.office, document=draft.document_number,
        on=entry.happened_date, now=tx.now,
    )  # fmt: skip
    offices.insert_office(tx.session, made)
    tx.note("office.apply", made.name, rules=("GO-01", "GO-03"), document=draft.document_number)
    return made, entry


def _members(tx: Tx, draft: LicenceApplicationDraft, statement: OfficeStatement) -> tuple[str, ...]:
    """Whoever is to belong to the new office, if they may (GO-02, GO-08)."""
    if draft.kind is LicenceApplicationKind.CONSOLIDATE:
        return check_consolidation(tx, statement)
    if draft.kind is LicenceApplicationKind.SPLIT:
        origin = chosen_office(tx, draft.office)
        _refuse_running(tx, origin, draft.kind)
        refuse_held(origin, cured_hold=draft.cured_hold)
        check_split(tx, origin, statement)
    else:
        refuse_unfree([chosen_practitioner(tx, name) for name in sorted(statement.founders)])
    return statement.founders


def _change(
    tx: Tx, draft: LicenceApplicationDraft, statement: OfficeStatement | None, happening: Happening
) -> tuple[Office, Entry]:
    """A licensed office changes, or one whose liquidation ended is deregistered (GO-08, GO-11)."""
    office = chosen_office(tx, draft.office)
    allow(office, action_of(draft.kind), etag="")
    _refuse_running(tx, office, draft.kind)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=office.state_date, field=RECEIVED
    )  # fmt: skip
    if statement is not None:
        refuse_held(office, cured_hold=draft.cured_hold)
        check_absorbed(tx, office.name, statement)
        staff = staff_of(tx.session, [office.name, *statement.absorbed_offices])
        everybody = (one.name for people in staff.values() for one in people)
        refuse_outsiders((*statement.partners, statement.director), everybody)
    else:
        refuse_unliquidated(office)
        finish_deadline(tx, office.name, DeadlineKind.FILE_DEREGISTRATION.name, on=entry.happened_date)
    return office, entry


def _refuse_running(tx: Tx, office: Office, kind: LicenceApplicationKind) -> None:
    """Raise CHANGE_RUNNING: one application of a kind at a time (GO-08)."""
    if is_running(tx.session, office.name, kind):
        message = "该所同类申请正在办理，请待其办结后再申请（GO-08）。"
        raise RuleViolated("CHANGE_RUNNING", message, rules=("GO-08",))
