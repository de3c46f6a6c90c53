"""Whoever passes himself off as legal aid loses what he gained and is fined one to three times of it (LA-104)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import imposture_pb2 as pb

from chassis.clock import random_id as fresh
from services.legal_aid.domain.imposture import MOVES, ImpostureState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter

GAIN = 1_234_567


def found(counter: Counter, **changes: Any) -> pb.Imposture:
    """The head opens a file."""
    fields: dict[str, Any] = {
        "offender": "示例信息咨询部", "gain_fen": GAIN, "found_date": "2026-06-12",
        "document_number": "示司认〔2026〕1号", "division": "990102", **changes,
    }  # fmt: skip
    made: pb.Imposture = counter.call(
        "CreateImposture", counter.head, imposture=pb.Imposture(**fields), request_id=fresh()
    )
    return made


def decide(counter: Counter, name: str, fine: int, **changes: Any) -> pb.Imposture:
    """The bureau decides."""
    asked = {"name": name, "document_number": "示司罚〔2026〕1号", "fine_fen": fine, **changes}
    done: pb.Imposture = counter.call("DecideImposture", counter.chief, **asked).imposture
    return done


def test_a_file_is_decided_once() -> None:
    assert {state: set(moves) for state, moves in MOVES.items()} == {
        ImpostureState.FOUND: {"decide"}, ImpostureState.DECIDED: set(),
    }  # fmt: skip


@pytest.mark.rule("LA-104")
@pytest.mark.parametrize(
    ("fine", "reason"),
    [(GAIN - 1, "FINE_OUT_OF_RANGE"), (GAIN, ""), (3 * GAIN, ""), (3 * GAIN + 1, "FINE_OUT_OF_RANGE")],
)
def test_a_fine_is_one_to_three_times_the_gain(counter: Counter, fine: int, reason: str) -> None:
    file = found(counter)
    if reason:
        answer = refused(lambda: decide(counter, file.name, fine))
        assert (answer.reason, answer.metadata["least_fen"], answer.metadata["most_fen"]) == (
            reason, str(GAIN), str(3 * GAIN),
        )  # fmt: skip
        return
    done = decide(counter, file.name, fine)
    assert (done.state, done.confiscated_fen, done.fine_fen) == (pb.IMPOSTURE_STATE_DECIDED, GAIN, fine)
    assert refused(lambda: decide(counter, file.name, fine)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("LA-104")
def test_a_finding_is_filed_once_and_not_before_it_is_made(counter: Counter) -> None:
    found(counter)
    again = refused(lambda: found(counter))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "FINDING_FILED")
    early = refused(lambda: found(counter, document_number="示司认〔2026〕2号", found_date="2026-06-16"))
    assert early.violations == {"imposture.found_date": "DATE_IN_FUTURE"}


@pytest.mark.rule("LA-104", "P-04")
def test_whoever_opened_the_file_does_not_decide(counter: Counter) -> None:
    both = counter.door.person("legal_aid_head", "bureau_chief", subject="both")
    file = counter.call(
        "CreateImposture", both, request_id=fresh(),
        imposture=pb.Imposture(
            offender="示例信息咨询部", gain_fen=GAIN, found_date="2026-06-12", document_number="示司认〔2026〕3号",
            division="990102",
        ),
    )  # fmt: skip
    asked = {"name": file.name, "document_number": "示司罚〔2026〕3号", "fine_fen": GAIN}
    own = refused(lambda: counter.call("DecideImposture", both, **asked))
    assert (own.code, own.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")


def test_others_read_no_file(counter: Counter) -> None:
    file = found(counter)
    assert refused(lambda: counter.call("GetImposture", counter.clerk, name=file.name)).reason == "ROLE_MISSING"
    neighbour = counter.door.person("bureau_chief", divisions=("990103",))
    assert refused(lambda: counter.call("GetImposture", neighbour, name=file.name)).reason == "NOT_FOUND"
    assert [one.name for one in counter.call("ListImpostures", counter.chief).impostures] == [file.name]
