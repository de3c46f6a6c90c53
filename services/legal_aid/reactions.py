"""What legal aid does when partners tell facts of handlers and units. It must not hold a condition.

Keeping what is reported is a projection, which may be re-run into an empty table; bars and public office that follow
from it are effects, which may not: clocks run and people work on them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message
from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.legal_aid.handlers.partner_report import follow_reports, keep_report
from services.legal_aid.handlers.passed_on import open_passed_on
from services.legal_aid.translate.contact import read_consultation
from services.legal_aid.translate.partner_fact import (
    ReadReport,
    read_grade,
    read_hold,
    read_lifted_hold,
    read_penalty,
    read_public_office,
    read_purchase,
    read_score,
    read_staffing,
    read_status,
    read_tip,
)


def keep(read: ReadReport) -> Callable[[Tx, Fact[Any]], None]:
    """Keep what the fact reports."""

    def run(tx: Tx, fact: Fact[Any]) -> None:
        keep_report(tx, read(fact, f"partnerReports/{tx.new_id()}"))

    return run


def follow(read: ReadReport) -> Callable[[Tx, Fact[Any]], None]:
    """Carry out what is reported of the fact's subject by now."""

    def run(tx: Tx, fact: Fact[Any]) -> None:
        follow_reports(tx, read(fact, "").subject)

    return run


def _kept_and_followed(event: type[Message], read: ReadReport) -> tuple[Reaction, Reaction]:
    return Reaction(event, ReactionKind.PROJECTION, keep(read)), Reaction(event, ReactionKind.EFFECT, follow(read))


def open_consultation(tx: Tx, fact: Fact[supervision.CallWasConsultation]) -> None:
    """Open a contact (XF-38)."""
    open_passed_on(tx, read_consultation(fact.message))


REACTIONS = (
    Reaction(supervision.CallWasConsultation, ReactionKind.EFFECT, open_consultation),
    *_kept_and_followed(offices.PracticeStatusChanged, read_status),
    *_kept_and_followed(offices.OfficeStaffingChanged, read_staffing),
    *_kept_and_followed(offices.PersonBecameCivilServant, read_public_office),
    *_kept_and_followed(supervision.PracticeHoldStarted, read_hold),
    *_kept_and_followed(supervision.PracticeHoldLifted, read_lifted_hold),
    *_kept_and_followed(supervision.TipMatched, read_tip),
    *_kept_and_followed(offices.PurchaseContractCovered, read_purchase),
    Reaction(supervision.ScoreSheetFinal, ReactionKind.PROJECTION, keep(read_score)),
    Reaction(offices.PenaltyDecided, ReactionKind.PROJECTION, keep(read_penalty)),
    Reaction(offices.AssessmentGraded, ReactionKind.PROJECTION, keep(read_grade)),
)
