"""Who sees which clues through the door, and how they are listed."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import clue_pb2 as pb
from sifa.supervision.v1 import clue_service_pb2

from tests.doors import Door, Identity, refused
from tests.services.supervision.told import CLUES, INSTITUTION, Teller, clues, missed, ordered

OTHER = "institutions/019ed7e5-3a00-7000-8000-2f6b1c9d0a99"


def get(door: Door, name: str, who: Identity) -> Any:
    return door.call(CLUES["GetClue"], clue_service_pb2.GetClueRequest(name=name), who)


def page(door: Door, **asked: Any) -> Any:
    request = clue_service_pb2.ListCluesRequest(**asked)
    return door.call(CLUES["ListClues"], request, door.person("bureau_chief"))


@pytest.mark.parametrize("role", ["supervision_officer", "bureau_chief"])
def test_a_clue_can_be_read(door: Door, teller: Teller, role: str) -> None:
    teller.tell(ordered())
    (clue,) = clues(door)
    assert get(door, clue.name, door.person(role)) == clue


@pytest.mark.parametrize("role", ["legal_aid_head", "legal_aid_clerk", "objection_reviewer", "audit_admin"])
def test_whoever_is_supervised_reads_no_clue(door: Door, teller: Teller, role: str) -> None:
    teller.tell(ordered())
    (clue,) = clues(door)
    who = door.person(role)
    assert refused(lambda: get(door, clue.name, who)).code is grpc.StatusCode.PERMISSION_DENIED
    request = clue_service_pb2.ListCluesRequest()
    assert refused(lambda: door.call(CLUES["ListClues"], request, who)).code is grpc.StatusCode.PERMISSION_DENIED


def test_a_clue_of_another_division_does_not_exist(door: Door, teller: Teller) -> None:
    teller.tell(ordered(1), missed(2, division="990203"))
    (clue,) = clues(door, "990200")
    assert clue.division == "990203"
    assert clues(door, "990100")[0].division == "990102"
    assert len(clues(door, "990000")) == 2
    answer = refused(lambda: get(door, clue.name, door.person("supervision_officer")))
    assert (answer.code, "问题线索" in answer.message) == (grpc.StatusCode.NOT_FOUND, True)


def test_filters_must_all_hold(door: Door, teller: Teller) -> None:
    teller.tell(ordered(1), missed(1), missed(2, owner=OTHER), missed(3, owner="bureaus/990102"))
    everything = clues(door)

    def listed(**asked: Any) -> list[int]:
        found = clues(door, **asked)
        return [place for place, clue in enumerate(everything) if clue in found]

    assert listed() == [0, 1, 2, 3]
    assert listed(institution=INSTITUTION) == [0, 1]
    assert listed(institution=OTHER) == [2]
    assert listed(source=pb.CLUE_SOURCE_XF_17) == [0]
    assert listed(source=pb.CLUE_SOURCE_DEADLINE_MISSED) == [1, 2, 3]
    assert listed(institution=OTHER, source=pb.CLUE_SOURCE_XF_17) == []
    assert listed(state=pb.CLUE_STATE_RECEIVED) == [0, 1, 2, 3]


def test_pages_follow_one_another_in_order_of_opening(door: Door, teller: Teller) -> None:
    for number in range(5):
        teller.tell(missed(number))
    seen, token = [], ""
    while True:
        found = page(door, page_size=2, page_token=token, source=pb.CLUE_SOURCE_DEADLINE_MISSED)
        seen.append([clue.number for clue in found.clues])
        token = found.next_page_token
        if not token:
            break
    assert seen == [[f"（2026）线索第{count}号" for count in counts] for counts in ((1, 2), (3, 4), (5,))]


def test_a_page_token_of_another_filter_is_refused(door: Door, teller: Teller) -> None:
    teller.tell(missed(1), missed(2))
    token = page(door, page_size=1).next_page_token
    answer = refused(lambda: page(door, page_size=1, page_token=token, source=pb.CLUE_SOURCE_XF_17))
    assert dict(answer.violations) == {"page_token": "PAGE_TOKEN_INVALID"}


@pytest.mark.parametrize(
    ("field", "value"), [("institution", "nonsense"), ("source", 99), ("state", 99), ("page_size", -1)]
)
def test_a_bad_filter_is_refused_by_name(door: Door, field: str, value: Any) -> None:
    answer = refused(lambda: page(door, **{field: value}))
    assert (answer.code, list(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, [field])
