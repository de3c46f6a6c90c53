"""Split and merger of offices: what is checked, who moves, what ends (GO-02, GO-08). It must not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chassis.deadlines import cancel_deadlines
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.grassroots_offices.domain.judging import judge
from services.grassroots_offices.domain.licence_application import LicenceApplication
from services.grassroots_offices.domain.licence_events import OfficeSucceeded
from services.grassroots_offices.domain.office import Office, allow
from services.grassroots_offices.domain.office_hold import refuse_held
from services.grassroots_offices.domain.office_licensing import refuse_minimum, refuse_outsiders
from services.grassroots_offices.domain.office_statement import LicenceApplicationKind, OfficeStatement
from services.grassroots_offices.domain.office_succession import (
    absorbed,
    as_merged,
    carried_over,
    check_absorbed_names,
    check_split_place,
    refuse_busy,
    refuse_foreign,
    refuse_leaving_director,
    refuse_open_matters,
)
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.staff_events import ended
from services.grassroots_offices.handlers.certificate_ending import withdraw_certificates
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.office_leaders import appoint_partners, tell_leaders
from services.grassroots_offices.handlers.practice_move import chosen_practitioner, move
from services.grassroots_offices.handlers.register_keeping import save_office
from services.grassroots_offices.handlers.staff_account import pass_accounts_on
from services.grassroots_offices.handlers.standards import standards_on
from services.grassroots_offices.persistence.licence_application import count_running
from services.grassroots_offices.persistence.office_case import handlers_busy
from services.grassroots_offices.persistence.penalty import count_open
from services.grassroots_offices.persistence.practitioner import attached_to, staff_of, update_practitioner


def check_split(tx: Tx, office: Office, statement: OfficeStatement) -> None:
    """Whether part of the office may go: its own people, without its head, in its county (GO-02, GO-08)."""
    allow(office, "split", etag="")
    check_split_place(statement, office)
    refuse_foreign([chosen_practitioner(tx, name) for name in sorted(statement.founders)], office)
    refuse_leaving_director(statement.founders, office)
    refuse_busy(handlers_busy(tx.session, sorted(statement.founders)))


def check_absorbed(
    tx: Tx, successor: str, statement: OfficeStatement, *, besides: LicenceApplicationKind | None = None
) -> list[Office]:
    """The offices that are to end, locked: each may, no hold is lost, nothing runs that concerns it (GO-08, SV-33).

    Applications of the kind `besides` may still run. `successor` is empty while it has no name yet.
    """
    check_absorbed_names(statement, successor)
    found = [chosen_office(tx, name) for name in sorted(statement.absorbed_offices)]
    for one in found:
        allow(one, "absorb", etag="")
        refuse_held(one, cured_hold="")
    names = [one.name for one in found]
    refuse_open_matters(
        applications=count_running(tx.session, names, besides=besides), penalties=count_open(tx.session, names)
    )  # fmt: skip
    return found


def weigh_split(
    tx: Tx, application: LicenceApplication, statement: OfficeStatement, entry: Entry, *, granted: bool
) -> LicenceApplication:
    """The application with every criterion of the office that goes on, without those who leave it (GO-02, GO-08)."""
    office = chosen_office(tx, application.from_office)
    staff = staff_of(tx.session, [office.name])[office.name]
    remaining = [one for one in staff if one.name not in statement.founders]
    on = entry.happened_date
    verdicts = judge(office, remaining, standards_on(tx, office.division, on), on=on)
    if granted:
        check_split(tx, office, statement)
        refuse_minimum(verdicts)
    return replace(application, remaining_verdicts=verdicts)


def weigh_merger(
    tx: Tx, application: LicenceApplication, office: Office, statement: OfficeStatement, entry: Entry, *, granted: bool
) -> LicenceApplication:
    """The application with every criterion of the office that goes on, with everybody who joins it (GO-02, GO-08)."""
    staff = staff_of(tx.session, [office.name, *statement.absorbed_offices])
    joining = [one for name in sorted(statement.absorbed_offices) for one in staff[name]]
    together = as_merged(staff[office.name], joining, statement.partners)
    on = entry.happened_date
    verdicts = judge(office, together, standards_on(tx, office.division, on), on=on)
    if granted:
        check_absorbed(tx, office.name, statement)
        refuse_outsiders(statement.partners, (one.name for one in together))
        refuse_minimum(verdicts)
    return replace(application, verdicts=verdicts)


def merge(tx: Tx, office: Office, statement: OfficeStatement, entry: Entry, *, document: str) -> None:
    """The others end without liquidation, and everybody of theirs belongs to the office from the day on (GO-08)."""
    for one in check_absorbed(tx, office.name, statement):
        absorb(tx, one, office, entry, document=document)
    if statement.partners:
        appoint_partners(tx, office, statement.partners, on=entry.happened_date)
        tell_leaders(tx, office, on=entry.happened_date)


def tell_split(tx: Tx, office: Office, gone: Sequence[Practitioner], entry: Entry) -> None:
    """From where a part went, and who leads what goes on there, when partners left it (GO-08, XF-07)."""
    origin = chosen_office(tx, office.origin)
    _tell_succeeded(tx, origin, office, entry, ended=False)
    if any(one.partner for one in gone):
        tell_leaders(tx, origin, on=entry.happened_date)


def absorb(tx: Tx, before: Office, successor: Office, entry: Entry, *, document: str) -> None:
    """A hold or a suspension goes on at the successor; a time for a cure ends with the office that had it (GO-10, K2).

    NOTE: the office ends before its people leave it, or their leaving would begin another time for a cure.
    """
    if before.cure_periods:
        cancel_deadlines(tx, before.cure_periods[-1].name)
    after = absorbed(before, successor=successor.name, on=entry.happened_date)
    save_office(tx, after, on=entry.happened_date)
    people = attached_to(tx.session, before.name)
    for name in people:
        person = chosen_practitioner(tx, name)
        joined = move(tx, person, person.state, office=successor.name, entry=entry, document=document)
        update_practitioner(tx.session, carried_over(person, joined))
    pass_accounts_on(tx, after.name, successor, people, document=document)
    withdraw_certificates(tx, after.name, entry, document=document)
    tx.emit(ended(after, document=document), subject=after.name)
    _tell_succeeded(tx, after, successor, entry, ended=True)
    tx.note("office.absorb", after.name, rules=("GO-02", "GO-08"), document=document)


def _tell_succeeded(tx: Tx, before: Office, successor: Office, entry: Entry, *, ended: bool) -> None:
    """Party relations have to follow whoever went (PB-14)."""
    fact = OfficeSucceeded(
        office=before.name, successor=successor.name, division=before.division, ended=ended,
        succeeded_date=entry.happened_date,
    )  # fmt: skip
    tx.emit(fact, subject=before.name)
