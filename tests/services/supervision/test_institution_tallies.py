"""Supervision counts what legal aid tells, shows it within the caller's divisions, and tells nothing itself."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf.message import Message
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import case_pb2, complaint_pb2, decision_pb2, events_pb2, notice_pb2
from sifa.supervision.v1 import institution_tally_service_pb2

from chassis.events.inbox import Inbox
from chassis.events.reactions import ReactionKind, Reactor
from chassis.schema import event_log
from services.supervision.reactions import REACTIONS
from tests.doors import Door, refused
from tests.facts import fact
from tests.services.supervision import told
from tests.services.supervision.told import TALLIES, Teller, counted, decided, moved, noticed, parked, tallies

GRANT, REFUSE = decision_pb2.OUTCOME_GRANT, decision_pb2.OUTCOME_REFUSE
LATE = notice_pb2.NOTICE_FLAG_LATE_NOTICE
OTHER_FLAGS = [flag for flag in notice_pb2.NoticeFlag.values() if flag not in (0, LATE)]
MOVES = {
    pb.APPLICATION_STATE_REFERRED: "referred_count",
    pb.APPLICATION_STATE_WITHDRAWN: "withdrawn_count",
    pb.APPLICATION_STATE_DEEMED_WITHDRAWN: "withdrawn_count",
}
WHERE: dict[str, Any] = {"institution": told.INSTITUTION, "division": "990102"}
EVERY_FACT: dict[str, tuple[Message, dict[str, int]]] = {
    "registered": (told.registered(), {}),
    "received": (told.received(), {"received_count": 1}),
    "granted": (decided(GRANT), {"granted_count": 1}),
    "refused": (decided(REFUSE), {"refused_count": 1}),
    "provisional": (decided(decision_pb2.OUTCOME_PROVISIONAL), {"provisional_count": 1}),
    "terminated": (decided(decision_pb2.OUTCOME_TERMINATE), {"terminated_count": 1}),
    **{
        f"moved to {name}": (moved(state), {MOVES[state]: 1} if state in MOVES else {})
        for name, state in pb.ApplicationState.items() if state
    },
    "order to grant": (told.ordered(), {"corrected_count": 1}),
    "upheld": (told.reviewed(decision_pb2.OUTCOME_UPHOLD), {}),
    "re-issued": (told.reissued(), {"reissued_count": 1}),
    "notice": (noticed(), {"notice_count": 1}),
    "late notice": (noticed(LATE), {"notice_count": 1, "late_notice_count": 1}),
    "notice with other flags": (noticed(*OTHER_FLAGS), {"notice_count": 1}),
    "deadline": (told.changed("", "RUNNING"), {"running_deadline_count": 1}),
    "records differ (XF-19)": (
        events_pb2.CaseRecordsDiffer(**WHERE, found_date="2026-06-12"), {"differing_case_count": 1},
    ),
    "unsatisfied (XF-24)": (events_pb2.CallbackUnsatisfied(**WHERE), {"unsatisfied_callback_count": 1}),
    **{
        f"complaint {name} (XF-24)": (
            events_pb2.ComplaintConcluded(
                **WHERE, finding=finding, ground=complaint_pb2.COMPLAINT_GROUND_OTHER, concluded_date="2026-06-12",
            ),
            {"upheld_complaint_count": 1} if "UPHELD" in name and "NOT" not in name else {},
        )
        for name, finding in complaint_pb2.ComplaintFinding.items() if finding
    },
    **{
        f"case ended: {name} (XF-34)": (
            events_pb2.CaseTerminated(**WHERE, ground=ground), {"deceit_count": 1} if name.endswith("DECEIT") else {}
        )
        for name, ground in case_pb2.TerminationGround.items() if ground
    },
}  # fmt: skip
SOME: tuple[Message, ...] = (
    told.registered(), told.received(), told.received(), decided(GRANT), decided(REFUSE), told.received(),
    moved(pb.APPLICATION_STATE_REFERRED), told.ordered(), noticed(LATE),
    told.changed("", "RUNNING"), told.changed("RUNNING", "MISSED"),
)  # fmt: skip
SUM = {
    "received_count": 3, "granted_count": 1, "refused_count": 1, "referred_count": 1, "corrected_count": 1,
    "notice_count": 1, "late_notice_count": 1, "missed_deadline_count": 1,
}  # fmt: skip


@pytest.mark.parametrize("name", EVERY_FACT)
def test_every_fact_counts_once(door: Door, teller: Teller, name: str) -> None:
    message, counts = EVERY_FACT[name]
    teller.tell(message)
    teller.inbox.receive(teller.told[0])
    assert counted(door) == counts
    assert [(tally.institution, tally.as_of_position) for tally in tallies(door)] == [(told.INSTITUTION, 1)]


@pytest.mark.rule("XF-19", "XF-24", "XF-34")
def test_what_the_rows_of_f01_count_opens_no_clue(door: Door, teller: Teller) -> None:
    names = ("records differ (XF-19)", "unsatisfied (XF-24)", "complaint COMPLAINT_FINDING_UPHELD (XF-24)",
             "case ended: TERMINATION_GROUND_DECEIT (XF-34)")  # fmt: skip
    teller.tell(*(EVERY_FACT[name][0] for name in names))
    assert counted(door) == {key: 1 for name in names for key in EVERY_FACT[name][1]}
    assert told.clues(door) == []


def test_the_same_facts_again_count_nothing(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    for delivery in teller.told * 2:
        teller.inbox.receive(delivery)
    assert counted(door) == SUM


def test_shuffled_facts_count_the_same(door: Door, teller: Teller) -> None:
    facts = [teller.number(message) for message in SOME] * 2
    random.Random(7).shuffle(facts)
    for delivery in facts:
        teller.inbox.receive(delivery)
    assert counted(door) == SUM


def test_a_late_fact_is_counted_when_it_comes(door: Door, teller: Teller) -> None:
    teller.tell(told.registered(), told.received())
    late = teller.number(decided(GRANT))
    teller.tell(told.received())
    assert counted(door) == {"received_count": 1}
    teller.inbox.receive(late)
    assert counted(door) == {"received_count": 2, "granted_count": 1}


def test_one_tally_can_be_read(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    (tally,) = tallies(door)
    request = institution_tally_service_pb2.GetInstitutionTallyRequest(name=tally.name)
    assert door.call(TALLIES["GetInstitutionTally"], request, door.person("bureau_chief")) == tally


def test_a_tally_of_another_division_does_not_exist(door: Door, teller: Teller) -> None:
    teller.tell(*SOME)
    request = institution_tally_service_pb2.GetInstitutionTallyRequest(name=tallies(door)[0].name)
    stranger = door.person("bureau_chief", divisions=("990200",))
    answer = refused(lambda: door.call(TALLIES["GetInstitutionTally"], request, stranger))
    assert answer.code is grpc.StatusCode.NOT_FOUND
    assert tallies(door, "990200") == []


@pytest.mark.parametrize(
    "message",
    [decided(GRANT), moved(pb.APPLICATION_STATE_CLOSED), told.ordered(), told.changed("", "RUNNING")],
    ids=lambda message: message.DESCRIPTOR.name,
)
def test_an_outcome_or_state_of_a_later_release_is_parked(door: Door, teller: Teller, message: Message) -> None:
    delivery = teller.number(message)
    field = "outcome" if "outcome" in delivery.body else "state"
    body = delivery.body.replace(f'"{field}": "', f'"{field}": 99, "unheardOf": "', 1)
    teller.inbox.receive(replace(delivery, body=body))
    assert parked(door) == ["KeyError"]
    assert tallies(door) == []


def test_a_field_of_a_later_release_is_ignored(door: Door, teller: Teller) -> None:
    registered = teller.number(told.registered())
    teller.inbox.receive(replace(registered, body=registered.body.replace("{", '{"colour": "red", ', 1)))
    assert counted(door) == {}


LEADS = {
    "AssignmentFailed", "PropertyTakingReported", "SubsidyBlocked", "FundSourceFrozen", "PaidServiceReported",
    "ComplaintConcluded", "AddressViolationFound", "AddressViolationDismissed", "OfficeStaffingChanged",
    "CoverageOverdue", "CoverageChanged", "AllocationOverdue", "FundMisused", "DuesRefundShort", "ComplaintReceived",
    "CaseRecordsDiffer", "ContactNeglected", "CaseOpened", "CaseGraded", "ClaimsAlike", "ConsultationRecorded",
    "AssessmentGraded", "PenaltyDecided",
    "UnitChanged",
}  # fmt: skip
COUNTED_TOO = {"ComplaintConcluded", "CaseRecordsDiffer", "ContactNeglected"}


def test_every_type_is_counted_or_a_lead_and_only_clues_are_an_effect() -> None:
    names = {
        kind: {reaction.type.DESCRIPTOR.name for reaction in REACTIONS if reaction.kind is kind}
        for kind in ReactionKind
    }
    assert names[ReactionKind.PROJECTION] == {
        *({reaction.type.DESCRIPTOR.name for reaction in REACTIONS} - LEADS), *COUNTED_TOO,
    }  # fmt: skip
    assert names[ReactionKind.EFFECT] == {"ObjectionReviewed", "DeadlineChanged"} | LEADS


def test_a_projection_that_tells_a_fact_is_parked_and_tells_nothing(door: Door) -> None:
    reaction = replace(REACTIONS[0], run=lambda tx, _: tx.emit(object(), subject="x"))
    Inbox(Reactor(door.service, [reaction])).receive(fact(1, events_pb2.InstitutionRegistered()))
    assert parked(door) == ["RuntimeError"]
    with door.service.database.read() as session:
        assert session.execute(sa.select(event_log)).all() == []


def test_two_reactions_of_one_kind_to_one_type_are_refused(door: Door) -> None:
    with pytest.raises(ValueError, match="two reactions to"):
        Reactor(door.service, [REACTIONS[0], REACTIONS[0]])


def test_a_projection_runs_before_the_effect_of_its_type_however_they_are_listed(door: Door) -> None:
    ran: list[str] = []
    effect = replace(REACTIONS[0], kind=ReactionKind.EFFECT, run=lambda _tx, _fact: ran.append("effect"))
    projection = replace(REACTIONS[0], run=lambda _tx, _fact: ran.append("projection"))
    Inbox(Reactor(door.service, [effect, projection])).receive(fact(1, told.registered()))
    assert ran == ["projection", "effect"]


def test_what_is_listened_to_is_what_is_reacted_to(door: Door) -> None:
    manifest = door.service.manifest
    heard = {listening.event for listening in manifest.listens} | manifest.heard_of_anybody
    assert heard == {reaction.type.DESCRIPTOR.full_name for reaction in REACTIONS}
