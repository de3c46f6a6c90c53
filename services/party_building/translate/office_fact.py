"""What grassroots_offices tells, in the words of the party organisations. It must not decide what follows from it."""

from __future__ import annotations

import datetime as dt

from sifa.grassroots_offices.v1 import events_pb2

from chassis.events.reactions import Fact
from services.party_building.domain.deliberation import Assessed
from services.party_building.domain.establishment import Establishment, Licensing
from services.party_building.domain.fund_allocation import ReportedIncome
from services.party_building.domain.office_succession import HeardSuccession
from services.party_building.domain.penalty_report import HeardPenalty
from services.party_building.domain.roster import OfficeLeaders, OfficePlace, Staffing, Standing

_NOWHERE = frozenset({events_pb2.PRACTICE_STATUS_UNSPECIFIED, events_pb2.PRACTICE_STATUS_UNATTACHED})


def read_income(event: events_pb2.IncomeReported) -> ReportedIncome:
    """One version of a month's report (XF-08)."""
    return ReportedIncome(
        income_report=event.income_report, office=event.office, division=event.division, period=event.period,
        version=event.version, gross_fee_fen=event.gross_fee_fen, refunds_fen=event.refunds_fen,
        pass_through_fen=event.pass_through_fen, legal_aid_subsidy_fen=event.legal_aid_subsidy_fen,
    )  # fmt: skip


def read_standing(fact: Fact[events_pb2.PracticeStatusChanged]) -> Standing:
    """How a practitioner or an office stands from a day on (XF-06)."""
    event = fact.message
    moved = event.former_office not in {"", event.office}
    return Standing(
        subject=event.subject, division=event.division, office=event.office, former_office=event.former_office,
        cancelled=event.status == events_pb2.PRACTICE_STATUS_CANCELLED,
        arrived=bool(event.office) and (moved or event.previous_status in _NOWHERE),
        from_date=dt.date.fromisoformat(event.from_date), document_number=event.document_number, position=fact.position,
    )  # fmt: skip


def read_leaders(fact: Fact[events_pb2.OfficeLeadersChanged]) -> OfficeLeaders:
    """Director, partners and main managers of an office (XF-07)."""
    event = fact.message
    return OfficeLeaders(
        office=event.office, director=event.director, managers=tuple(event.managers), position=fact.position
    )


def leaders_since(fact: Fact[events_pb2.OfficeLeadersChanged]) -> dt.date:
    """The day from which they lead."""
    return dt.date.fromisoformat(fact.message.changed_date)


def read_establishment(event: events_pb2.EstablishmentAccepted) -> Establishment:
    """An application to set an office up (XF-01)."""
    return Establishment(
        application=event.licence_application, office=event.office, division=event.division,
        practitioners=tuple(event.practitioners),
    )  # fmt: skip


def read_licensing(event: events_pb2.OfficeLicensed) -> Licensing:
    """An office's licence (XF-02)."""
    return Licensing(
        office=event.office, division=event.division, licensed_date=dt.date.fromisoformat(event.licensed_date)
    )


def read_penalty(event: events_pb2.PenaltyDecided) -> HeardPenalty:
    """A penalty that was decided (XF-26)."""
    return HeardPenalty(
        penalty=event.penalty, subject=event.subject, violation_code=event.basis_code,
        decided_date=dt.date.fromisoformat(event.decided_date),
    )  # fmt: skip


def read_staffing(event: events_pb2.OfficeStaffingChanged) -> Staffing:
    """The staff of an office crossed the minimum, or changed below it (XF-29)."""
    return Staffing(
        office=event.office, division=event.division, changed_date=dt.date.fromisoformat(event.changed_date)
    )


def read_succession(event: events_pb2.OfficeSucceeded) -> HeardSuccession:
    """People of an office went to another one."""
    return HeardSuccession(
        office=event.office, successor=event.successor, division=event.division, ended=event.ended,
        succeeded_date=dt.date.fromisoformat(event.succeeded_date),
    )  # fmt: skip


def read_place(fact: Fact[events_pb2.OfficePlaced]) -> OfficePlace:
    """Where an office is."""
    return OfficePlace(office=fact.message.office, address=fact.message.address, position=fact.position)


def read_assessment(event: events_pb2.AssessmentGraded) -> Assessed:
    """A final grade of a year (XF-31)."""
    return Assessed(
        assessment=event.assessment, subject=event.subject, year=event.year,
        final_date=dt.date.fromisoformat(event.final_date),
    )  # fmt: skip
