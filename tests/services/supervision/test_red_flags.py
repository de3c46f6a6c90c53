"""Detectors raise red flags from facts; people confirm or dismiss them, and every false alarm counts (XF-19, SV-40)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import events_pb2, record_comparison_pb2
from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import red_flag_pb2 as pb

from services.supervision.domain.detector import FAULT_DETECTORS, RecordFault
from services.supervision.domain.red_flag import MOVES
from tests.doors import HOME, Identity, refused
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.told import INSTITUTION, Teller, clues, parked

DETECTOR_OF = {
    "NOT_IN_SYSTEM": "missing-file", "NOT_ON_PAPER": "missing-file", "PAPER": "paper-differs",
    "BANK": "payment-without-file", "LATE_ENTRY": "late-entry", "SEAL": "impossible-seal",
}  # fmt: skip


def differ(number: int, *kinds: str, day: str = "2026-06-12", **changes: Any) -> events_pb2.CaseRecordsDiffer:
    """The records of another case each."""
    values = [record_comparison_pb2.RecordDifferenceKind.Value(f"RECORD_DIFFERENCE_KIND_{kind}") for kind in kinds]
    fields: dict[str, Any] = {"institution": INSTITUTION, "division": HOME, "found_date": day, **changes}
    return events_pb2.CaseRecordsDiffer(case=f"cases/{number}", kinds=values, **fields)


def flags(bureau: Bureau, who: Identity | None = None, **asked: Any) -> list[pb.RedFlag]:
    return list(bureau.call("ListRedFlags", who or bureau.chief, **asked).red_flags)


def histories(bureau: Bureau) -> dict[str, tuple[int, int, int, int]]:
    return {
        one.detector: (one.proposed_count, one.confirmed_count, one.dismissed_count, one.false_percent)
        for one in bureau.call("CompareDetectors", bureau.chief).detectors
    }


def test_the_moves_and_the_detectors() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "PROPOSED": {"confirm": {"CONFIRMED"}, "dismiss": {"DISMISSED"}},
        "CONFIRMED": {},
        "DISMISSED": {},
    }
    every = DETECTOR_OF | {"SPLIT_MATTER": "split-matter", "DUPLICATE_RECIPIENT": "duplicate-recipient"}
    assert {fault.name: one.name for one in FAULT_DETECTORS for fault in one.faults} == every
    assert {fault.name for fault in RecordFault} == every.keys()


@pytest.mark.rule("XF-19", "SV-40")
@pytest.mark.parametrize("kind", DETECTOR_OF)
def test_each_fault_is_seen_by_its_detector(bureau: Bureau, teller: Teller, kind: str) -> None:
    """`sv.mismatch_threshold` is one case: none is tolerated."""
    teller.tell(differ(1, kind))
    teller.inbox.receive(teller.told[0])
    (flag,) = flags(bureau)
    assert (flag.detector, flag.institution, flag.month, flag.threshold) == (
        DETECTOR_OF[kind], INSTITUTION, "2026-06", 1,
    )  # fmt: skip
    assert [(one.source, one.position, one.subject) for one in flag.provenance] == [("legal_aid", 1, "cases/1")]
    assert (flag.state, clues(bureau.door)) == (pb.RED_FLAG_STATE_PROPOSED, [])


@pytest.mark.rule("XF-19", "SV-40")
def test_facts_of_the_month_join_until_it_is_decided(bureau: Bureau, teller: Teller) -> None:
    teller.tell(differ(1, "LATE_ENTRY"), differ(2, "LATE_ENTRY", "BANK"), differ(2, "LATE_ENTRY"))
    teller.tell(differ(3, "LATE_ENTRY", day="2026-05-31"))
    late = flags(bureau, detector="late-entry")
    assert [(one.month, len(one.provenance)) for one in late] == [("2026-06", 2), ("2026-05", 1)]
    bureau.call("DismissRedFlag", bureau.section, name=late[0].name, reason="系统停机补录")
    teller.tell(differ(4, "LATE_ENTRY"))
    after = bureau.call("GetRedFlag", bureau.chief, name=late[0].name)
    assert (len(after.provenance), after.reason, after.decided_date) == (2, "系统停机补录", "2026-06-15")
    assert len(flags(bureau)) == 3


@pytest.mark.rule("SV-40")
def test_a_confirmed_one_opens_its_clue_and_a_dismissed_one_is_a_false_alarm(bureau: Bureau, teller: Teller) -> None:
    teller.tell(*(differ(month, "LATE_ENTRY", day=f"2026-0{month}-10") for month in (3, 4, 5)), differ(9, "PAPER"))
    first, second, third = flags(bureau, detector="late-entry")
    done = bureau.call("ConfirmRedFlag", bureau.section, name=first.name).red_flag
    (clue,) = clues(bureau.door)
    assert (done.clue, clue.source, clue.subject) == (clue.name, clue_pb2.CLUE_SOURCE_RED_FLAG, first.name)
    assert (clue.owner, clue.item, clue.kind, clue.rule_id) == (INSTITUTION, 3, "late-entry", "P-06")
    for one in (second, third):
        bureau.call("DismissRedFlag", bureau.section, name=one.name, reason="节假日顺延")
    assert histories(bureau) == {
        "late-entry": (0, 1, 2, 66), "paper-differs": (1, 0, 0, -1), "missing-file": (0, 0, 0, -1),
        "payment-without-file": (0, 0, 0, -1), "impossible-seal": (0, 0, 0, -1),
        "case-volume": (0, 0, 0, -1), "consultation-volume": (0, 0, 0, -1), "split-matter": (0, 0, 0, -1),
        "duplicate-recipient": (0, 0, 0, -1), "one-grader": (0, 0, 0, -1),
    }  # fmt: skip
    again = refused(lambda: bureau.call("ConfirmRedFlag", bureau.section, name=second.name))
    assert again.reason == "ACTION_NOT_ALLOWED"
    assert "reason" in refused(lambda: bureau.call("DismissRedFlag", bureau.section, name=first.name)).violations
    assert [one.name for one in flags(bureau, state=pb.RED_FLAG_STATE_DISMISSED)] == [second.name, third.name]


def test_a_fault_of_a_later_release_is_parked(bureau: Bureau, teller: Teller) -> None:
    unheard: Any = 99
    teller.tell(
        events_pb2.CaseRecordsDiffer(institution=INSTITUTION, division=HOME, found_date="2026-06-12", kinds=[unheard])
    )
    assert len(parked(bureau.door)) == 1
    assert flags(bureau) == []


def test_another_county_sees_none(bureau: Bureau, teller: Teller) -> None:
    teller.tell(differ(1, "PAPER"))
    (flag,) = flags(bureau)
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    assert flags(bureau, neighbour) == []
    gone = refused(lambda: bureau.call("DismissRedFlag", neighbour, name=flag.name, reason="没有问题"))
    assert gone.code is grpc.StatusCode.NOT_FOUND
    assert {row.false_percent for row in bureau.call("CompareDetectors", neighbour).detectors} == {-1}
