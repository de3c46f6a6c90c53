"""What opinion and decision do to an office and its people (GO-02, GO-08, GO-11). It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.grassroots_offices.domain.judging import judge
from services.grassroots_offices.domain.licence_application import LicenceApplication
from services.grassroots_offices.domain.licence_events import OfficeLicensed, told_placed
from services.grassroots_offices.domain.office import Office, OfficeState, allow, moved
from services.grassroots_offices.domain.office_licensing import (
    action_of,
    as_founded,
    changed,
    licensed,
    refuse_bound_staff,
    refuse_minimum,
    refuse_unfree,
    with_premises,
)
from services.grassroots_offices.domain.office_statement import FOUNDING, LicenceApplicationKind, OfficeStatement
from services.grassroots_offices.domain.practising import refuse_late_hiring, with_partner
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState
from services.grassroots_offices.handlers.certificate_ending import withdraw_certificates
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.office_consolidation import consolidate, weigh_consolidation
from services.grassroots_offices.handlers.office_leaders import appoint_partners, tell_leaders
from services.grassroots_offices.handlers.office_succession import merge, tell_split, weigh_merger, weigh_split
from services.grassroots_offices.handlers.practice_move import chosen_practitioner, move
from services.grassroots_offices.handlers.practitioner import FIND_OFFICE, last_day
from services.grassroots_offices.handlers.register_keeping import save_office
from services.grassroots_offices.handlers.standards import standards_on
from services.grassroots_offices.handlers.time_limit import start_limit
from services.grassroots_offices.persistence import office as rows
from services.grassroots_offices.persistence.practitioner import staff_of, update_practitioner

_K = LicenceApplicationKind
LEADERSHIP = frozenset({_K.CHANGE_HEAD, _K.CHANGE_PARTNER})


def mark_reviewed(tx: Tx, application: LicenceApplication, entry: Entry) -> None:
    """A new office has the county's opinion (GO-04)."""
    if application.kind in FOUNDING:
        office = chosen_office(tx, application.office)
        rows.update_office(tx.session, moved(office, OfficeState.COUNTY_REVIEWED, on=entry.happened_date))


def weigh_office(tx: Tx, application: LicenceApplication, entry: Entry, *, granted: bool) -> LicenceApplication:
    """The application with every criterion as of the decision (GO-02, GO-06, GO-07).

    Raises BELOW_LEGAL_MINIMUM, FOUNDER_NOT_FREE, HIRED_TOO_LATE, STAFF_NOT_RELEASED and ACTION_NOT_ALLOWED.
    """
    office = chosen_office(tx, application.office)
    statement = application.office_statement
    if granted:
        allow(office, action_of(application.kind), etag="")
    if granted and application.kind is _K.DEREGISTER:
        refuse_bound_staff(staff_of(tx.session, [office.name])[office.name])
    if statement is not None and application.kind is _K.MERGE:
        return weigh_merger(tx, application, office, statement, entry, granted=granted)
    if statement is not None and application.kind in FOUNDING:
        return _weigh_founding(tx, application, office, statement, entry, granted=granted)
    return application


def carry_out_office(
    tx: Tx, application: LicenceApplication, entry: Entry, *, granted: bool, document: str, credit_code: str
) -> None:
    """Licensed with its founders, changed, deregistered; or rejected, or left as it was (GO-04, GO-08, GO-11)."""
    office = chosen_office(tx, application.office)
    statement = application.office_statement
    if application.kind is _K.DEREGISTER:
        if granted:
            _deregister(tx, office, entry, document=document)
    elif statement is not None and application.kind in FOUNDING:
        if granted and application.decision is not None:
            number = application.decision.issued_number
            rows.refuse_taken_numbers(tx.session, licence_number=number, credit_code=credit_code)
            done = licensed(office, licence_number=number, credit_code=credit_code, on=entry.happened_date)
            done = with_premises(done, application=application.name, on=entry.happened_date)
            save_office(tx, done, on=entry.happened_date)
            rows.add_premises(tx.session, done)
            _settle(tx, application.kind, done, statement, entry, document=document)
        else:
            rows.update_office(tx.session, moved(office, OfficeState.REJECTED, on=entry.happened_date))
    elif statement is not None and granted and application.kind is _K.MERGE:
        merge(tx, office, statement, entry, document=document)
    elif statement is not None and granted:
        _change(tx, office, application, statement, entry)


def _weigh_founding(
    tx: Tx, application: LicenceApplication, office: Office, statement: OfficeStatement, entry: Entry, *, granted: bool
) -> LicenceApplication:
    """Of a new office, and of the one that it is split from (GO-02)."""
    founders = [chosen_practitioner(tx, name) for name in sorted(statement.founders)]
    on = entry.happened_date
    if application.kind is _K.CONSOLIDATE:
        return weigh_consolidation(tx, application, office, statement, on, granted=granted)
    verdicts = judge(office, as_founded(statement, founders), standards_on(tx, office.division, on), on=on)
    if application.kind is _K.SPLIT:
        application = weigh_split(tx, application, statement, entry, granted=granted)
    elif granted:
        refuse_unfree(founders)
        for one in founders:
            refuse_late_hiring(on, last_day(tx, one))
    if granted:
        refuse_minimum(verdicts)
    return replace(application, verdicts=verdicts)


def _settle(
    tx: Tx, kind: LicenceApplicationKind, office: Office, statement: OfficeStatement, entry: Entry, *, document: str
) -> None:
    """Whoever belongs to the new office comes to it; party_building forms its organisation (XF-02, XF-07)."""
    on = entry.happened_date
    if kind is _K.CONSOLIDATE:
        _tell_born(tx, office, consolidate(tx, office, statement, entry, document=document), on=on)
        tell_leaders(tx, office, on=on)
        return
    founders = _hire_founders(tx, office, statement, entry, document=document)
    _tell_born(tx, office, statement.founders, on=on)
    tell_leaders(tx, office, on=on)
    if office.origin:
        tell_split(tx, office, founders, entry)


def _hire_founders(
    tx: Tx, office: Office, statement: OfficeStatement, entry: Entry, *, document: str
) -> list[Practitioner]:
    """Whoever founded it practises there from the day of the licence; returns them as they were before (GO-02)."""
    founders = [chosen_practitioner(tx, name) for name in sorted(statement.founders)]
    for before in founders:
        after = move(tx, before, PractitionerState.ACTIVE, office=office.name, entry=entry, document=document)
        update_practitioner(tx.session, with_partner(after, partner=before.name in statement.partners))
        finish_deadline(tx, before.spans[-1].name, FIND_OFFICE.name, on=entry.happened_date)
    return founders


def _tell_born(tx: Tx, office: Office, practitioners: tuple[str, ...], *, on: dt.date) -> None:
    """An office was licensed, with these people, at this place (XF-02)."""
    fact = OfficeLicensed(
        office=office.name, division=office.division, practitioners=practitioners, licensed_date=on
    )  # fmt: skip
    tx.emit(fact, subject=office.name)
    tx.emit(told_placed(office, on=on), subject=office.name)


def _change(
    tx: Tx, office: Office, application: LicenceApplication, statement: OfficeStatement, entry: Entry
) -> None:  # fmt: skip
    """What was approved takes effect; a partner fewer may be a breach to be cured (GO-08, GO-10, E-77)."""
    kind = application.kind
    after = changed(office, kind, statement)
    save_office(tx, after, on=entry.happened_date)
    if kind is _K.CHANGE_ADDRESS:
        rows.add_premises(tx.session, with_premises(after, application=application.name, on=entry.happened_date))
        tx.emit(told_placed(after, on=entry.happened_date), subject=office.name)
    if kind is _K.CHANGE_PARTNER:
        appoint_partners(tx, after, statement.partners, on=entry.happened_date)
    if kind in LEADERSHIP:
        tell_leaders(tx, after, on=entry.happened_date)


def _deregister(tx: Tx, office: Office, entry: Entry, *, document: str) -> None:
    """Everybody is released and has six months to find an office (GO-11, GO-39)."""
    on = entry.happened_date
    for one in staff_of(tx.session, [office.name])[office.name]:
        before = chosen_practitioner(tx, one.name)
        after = move(tx, before, PractitionerState.UNATTACHED, office="", entry=entry, document=document)
        start_limit(
            tx, FIND_OFFICE, subject=after.spans[-1].name, owner=one.name, division=after.division, start=on
        )  # fmt: skip
    withdraw_certificates(tx, office.name, entry, document=document)
    save_office(tx, moved(office, OfficeState.DEREGISTERED, on=on), on=on)
