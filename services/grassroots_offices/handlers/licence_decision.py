"""Use cases of opinion, decision, and the gate of the party organisation (GO-32, GO-33, PB-14).

It must not decide about the law. NOTE: the application's row is locked first. A change of an office locks it before its
people, a move the other way round: where both meet, PostgreSQL ends one of them, which is tried again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline, load_deadline
from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.grassroots_offices.domain.licence_application import (
    ENDED,
    LicenceApplication,
    LicenceApplicationState,
    RefusalGround,
    allow,
)
from services.grassroots_offices.domain.licence_command import GivenDecision, GivenOpinion, Reasoned
from services.grassroots_offices.domain.licence_deciding import (
    PartyAnswer,
    answered,
    check_decision,
    decided,
    given_up,
    grounds_against,
    refuse_unchecked_plan,
    with_opinion,
)
from services.grassroots_offices.domain.licence_events import told_ended
from services.grassroots_offices.domain.office import OPEN, refuse_closed
from services.grassroots_offices.domain.office_statement import OF_PRACTITIONERS, LicenceApplicationKind
from services.grassroots_offices.domain.practising import certified
from services.grassroots_offices.domain.practitioner import MOVES, PractitionerState
from services.grassroots_offices.domain.practitioner import allow as allow_practitioner
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.as_service import as_service
from services.grassroots_offices.handlers.licence_application import (
    found_application,
    opened,
    record,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.office_licensing import carry_out_office, mark_reviewed, weigh_office
from services.grassroots_offices.handlers.practice_move import chosen_practitioner, move
from services.grassroots_offices.handlers.standards import internship_rules
from services.grassroots_offices.handlers.time_limit import start_limit
from services.grassroots_offices.persistence import licence_application as rows
from services.grassroots_offices.persistence.practitioner import division_of, refuse_taken, update_practitioner

DECIDE, EXTENDED, HAND_OVER = DeadlineKind.DECIDE, DeadlineKind.DECIDE_EXTENDED, DeadlineKind.HAND_OVER
_S, _K = LicenceApplicationState, LicenceApplicationKind
# The move of the practitioner that a grant leads to.
ENDS = {_K.PRACTISE: "license", _K.TRANSFER: "settle"}


def give_opinion(tx: Tx, name: str, given: GivenOpinion, *, etag: str) -> LicenceApplication:
    """The county bureau agrees or not; the city bureau decides (GO-04, GO-32)."""
    before, entry = opened(tx, name, "giveOpinion", given, etag=etag)
    refuse_unchecked_plan(before)
    after = with_opinion(before, given, on=entry.happened_date)
    if before.kind not in OF_PRACTITIONERS:
        finish_deadline(tx, name, DeadlineKind.OPINION.name, on=entry.happened_date)
        start_limit(
            tx, DECIDE, subject=name, owner=f"bureaus/{before.division}", division=before.division,
            start=entry.happened_date,
        )  # fmt: skip
        mark_reviewed(tx, before, entry)
    return record(tx, before, after, "giveOpinion", entry, document=given.document_number, rules=("GO-04", "GO-32"))


def extend_decision(tx: Tx, name: str, extension: Reasoned, *, etag: str) -> LicenceApplication:
    """The head extends the time once, while it runs (GO-33). Raises ALREADY_EXTENDED, EXTENSION_TOO_LATE."""
    before, entry = opened(tx, name, "extend", extension, etag=etag)
    running = load_deadline(tx.session, name, DECIDE.name, lock=True)
    _refuse_extension(tx, name, running.due_date if running else None, entry.happened_date)
    began = running.start_date if running else entry.happened_date
    cancel_deadlines(tx, name)
    start_limit(
        tx, EXTENDED, subject=name, owner=f"bureaus/{before.division}", division=before.division, start=began,
    )  # fmt: skip
    return record(tx, before, before, "extend", entry, document=extension.document_number, rules=("GO-33",))


def decide_application(tx: Tx, name: str, given: GivenDecision, *, etag: str) -> LicenceApplication:
    """The city bureau decides in writing (GO-33); what it grants waits for the party organisation (GO-35, PB-14)."""
    before, entry = opened(tx, name, "decide", given, etag=etag)
    if before.state is _S.PAPERS_REQUESTED and given.granted:
        raise RuleViolated(
            "ACTION_NOT_ALLOWED",
            "申请材料尚未补齐，只能作出不予许可的决定（GO-05）。请等待补正或者不予许可。",
            rules=("GO-05",),
        )
    check_decision(before, given, _grounds(tx, before))
    weighed = before
    if before.kind not in OF_PRACTITIONERS:
        weighed = weigh_office(tx, before, entry, granted=given.granted)
    elif given.granted:
        allow_practitioner(chosen_practitioner(tx, before.practitioner), ENDS[before.kind], etag="")
        refuse_closed(chosen_office(tx, before.office))
        if given.issued_number:
            refuse_taken(tx.session, given.issued_number)
    after = decided(weighed, given, on=entry.happened_date)
    for kind in (DECIDE, EXTENDED):
        finish_deadline(tx, name, kind.name, on=entry.happened_date)
    if given.granted:
        start_limit(
            tx, HAND_OVER, subject=name, owner=f"bureaus/{before.division}", division=before.division,
            start=entry.happened_date,
        )  # fmt: skip
    _carry_out(tx, after, entry, document=given.document_number, credit_code=given.credit_code)
    return record(tx, before, after, "decide", entry, document=given.document_number, rules=("GO-33", "PB-14"))


def give_up_application(tx: Tx, name: str, end: Reasoned, *, etag: str) -> LicenceApplication:
    """The party organisation's step will not come: everything is as before, and it is told to take back (PB-14)."""
    before, entry = opened(tx, name, "giveUp", end, etag=etag)
    after = given_up(before, end.reasons)
    _carry_out(tx, after, entry, document=end.document_number)
    return record(tx, before, after, "giveUp", entry, document=end.document_number, rules=("PB-14",))


def withdraw_application(tx: Tx, name: str, end: Reasoned, *, etag: str) -> LicenceApplication:
    """Whoever applied takes it back before the decision: everything is as before (GO-32, GO-35)."""
    before, entry = opened(tx, name, "withdraw", end, etag=etag)
    after = replace(before, state=_S.WITHDRAWN)
    _carry_out(tx, after, entry, document=end.document_number)
    return record(tx, before, after, "withdraw", entry, document=end.document_number, rules=("GO-32", "GO-35"))


def follow_party(tx: Tx, answer: PartyAnswer) -> None:
    """The party organisation began its step, needs none, or refused it (XF-05, PB-14). Late or twice does no harm."""
    place = rows.place_of(tx.session, answer.licence_application)
    if place is None:
        return
    with as_service(tx, place[0], division_of(tx.session, place[1]) or place[0]):
        _follow(tx, answer)


def _follow(tx: Tx, answer: PartyAnswer) -> None:
    before = found_application(rows.load_application(tx.session, answer.licence_application, tx.principal, lock=True))
    after = answered(before, answer)
    if after.state is _S.GRANTED and not _still_possible(tx, before):
        after = given_up(before, "拟转入的所已终止或者本人已不再执业")
    if after == before or before.state in ENDED:
        return
    on = max(answer.on, before.steps[-1].happened_date)
    entry = Entry(happened_date=on, late=False, reason="")
    action = "hearParty"
    if after.state is not before.state:
        action = "openGate" if after.state is _S.GRANTED else "failGate"
        allow(before, action, etag="")
        _carry_out(tx, after, entry, document=answer.reference)
    record(tx, before, after, action, entry, document=answer.reference, rules=("GO-35", "PB-14"))


def _grounds(tx: Tx, before: LicenceApplication) -> tuple[RefusalGround, ...]:
    """The conditions that a practitioner's statement does not meet (GO-30, GO-31)."""
    if before.practice is None:
        return ()
    rules = internship_rules(tx, before.division, before.received_date)
    practitioner = chosen_practitioner(tx, before.practitioner)
    return grounds_against(practitioner, before.practice, rules, on=before.received_date)


def _still_possible(tx: Tx, application: LicenceApplication) -> bool:
    """Whether practitioner and office are still there to be joined, after all the waiting (GO-11, GO-39)."""
    practitioner = chosen_practitioner(tx, application.practitioner)
    return ENDS[application.kind] in MOVES[practitioner.state] and chosen_office(tx, application.office).state in OPEN


def _carry_out(
    tx: Tx, after: LicenceApplication, entry: Entry, *, document: str, credit_code: str = ""
) -> None:  # fmt: skip
    """What an end does to practitioner or office, and what others are told; nothing while the gate is shut (PB-14)."""
    if after.state is _S.AWAITING_PARTY:
        return
    granted = after.state is _S.GRANTED
    if granted:
        finish_deadline(tx, after.name, HAND_OVER.name, on=entry.happened_date)
    else:
        cancel_deadlines(tx, after.name)
    if after.kind in OF_PRACTITIONERS:
        _move_practitioner(tx, after, entry, granted=granted, document=document)
    else:
        carry_out_office(tx, after, entry, granted=granted, document=document, credit_code=credit_code)
    fact = told_ended(after, granted=granted, on=entry.happened_date)
    tx.emit(fact, subject=after.name)


def _move_practitioner(
    tx: Tx, after: LicenceApplication, entry: Entry, *, granted: bool, document: str
) -> None:  # fmt: skip
    """First certificate, other office, or as before (GO-33, GO-36)."""
    practitioner = chosen_practitioner(tx, after.practitioner)
    if ENDS[after.kind] not in MOVES[practitioner.state]:
        return
    if after.kind is _K.TRANSFER:
        office = after.office if granted else after.from_office
        move(tx, practitioner, PractitionerState.ACTIVE, office=office, entry=entry, document=document)
    elif granted and after.decision is not None:
        made = certified(practitioner, after.decision.issued_number, on=entry.happened_date)
        update_practitioner(tx.session, made)
        move(tx, made, PractitionerState.ACTIVE, office=after.office, entry=entry, document=document)
    else:
        state = PractitionerState.INTERN if after.state is _S.WITHDRAWN else PractitionerState.REFUSED
        move(tx, practitioner, state, office=practitioner.office, entry=entry, document=document)


def _refuse_extension(tx: Tx, name: str, due: dt.date | None, on: dt.date) -> None:
    if load_deadline(tx.session, name, EXTENDED.name) is not None:
        message = "决定期限只能延长一次（GO-33）。请在延长后的期限内作出决定。"
        raise RuleViolated("ALREADY_EXTENDED", message, rules=("GO-33",))
    if due is not None and on > due:
        message = "决定期限已届满，不能再延长（GO-33）。请尽快作出决定。"
        raise RuleViolated("EXTENSION_TOO_LATE", message, rules=("GO-33",), due_date=due.isoformat())
