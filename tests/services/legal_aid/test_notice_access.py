"""Whose notices an authority sees, and with which key it may send them (LA-34, P-01)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import application_service_pb2, notice_pb2

from chassis.cli.key import run
from chassis.clock import random_id
from tests.doors import Door, Identity, refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.departments import (
    TYPES,
    Department,
    ask,
    assign,
    clocks_of,
    department,
    flags_of,
    notice_state,
    revoke,
)
from tests.services.legal_aid.intake import APPLICATIONS
from tests.services.legal_aid.notices import notice, notify
from tests.services.legal_aid.rows import everything

COURT, POLICE = "示范区人民法院", "示范区公安分局"
SAME = {"authority_document": "（2026）示法重字第77号"}


def attempt(one: Department, institution: str, barrier: Barrier, **changes: str) -> str:
    """Send when everybody is ready; the reason of a refusal, or nothing."""
    barrier.wait(timeout=10)
    try:
        one.send(institution, **changes)
    except grpc.RpcError as failed:
        error: Any = failed
        return str(error.code().name)
    return ""


def reasons(call: Callable[[Any], object], *given: Any) -> list[str]:
    """Why each of the calls is refused."""
    return [refused(partial(call, one)).reason for one in given]


def enter(counter: Counter, who: Identity) -> notice_pb2.Notice:
    """Somebody with these credentials enters a notice."""
    made: notice_pb2.Notice = counter.call("CreateNotice", who, notice=notice(counter.institution))
    return made


def test_an_authority_sees_its_own_notices_alone(counter: Counter) -> None:
    court, police = department(counter.door, COURT), department(counter.door, POLICE, "POLICE")
    of_court, of_police = court.send(counter.institution), police.send(counter.institution)
    on_paper = notify(counter)
    assert (court.list(), police.list()) == ([of_court.name], [of_police.name])
    listed = counter.call("ListNotices", counter.clerk).notices
    assert [one.name for one in listed] == [of_court.name, of_police.name, on_paper.name]
    assert reasons(court.read, of_police.name, on_paper.name) == ["NOT_FOUND"] * 2


def test_anothers_notice_is_refused_like_one_that_does_not_exist(counter: Counter) -> None:
    court, police = department(counter.door, COURT), department(counter.door, POLICE, "POLICE")
    theirs = ask(counter, police.send(counter.institution).name).name
    unknown = f"notices/{random_id()}"
    assert refused(lambda: court.read(theirs)).wire == refused(lambda: court.read(unknown)).wire
    assert refused(lambda: court.answer(theirs)).wire == refused(lambda: court.answer(unknown)).wire


def test_a_new_key_of_the_same_holder_sees_and_answers_the_old_notices(counter: Counter) -> None:
    old = department(counter.door, COURT)
    name = ask(counter, old.send(counter.institution).name).name
    new = department(counter.door, COURT)
    revoke(old)
    assert (new.list(), new.read(name).name) == ([name], name)
    assert notice_state(new.answer(name)) == "RECEIVED"
    assert new.key_id != old.key_id


def test_a_name_that_begins_alike_is_another_holder(counter: Counter) -> None:
    name = department(counter.door, COURT).send(counter.institution).name
    for alike in (f"{COURT}刑庭", COURT[:-1], f"{COURT}%"):
        other = department(counter.door, alike)
        assert (other.list(), reasons(other.read, name)) == ([], ["NOT_FOUND"])


@pytest.mark.parametrize("own", [*TYPES, "DEPARTMENT"])
@pytest.mark.parametrize("named", TYPES)
def test_a_key_sends_in_the_name_of_its_own_kind_of_authority(counter: Counter, own: str, named: str) -> None:
    before = everything(counter.door.service)
    one = department(counter.door, "示范区机关", own)
    if own == named:
        assert one.send(counter.institution).authority_type == TYPES[own]
        return
    answer = refused(lambda: one.send(counter.institution, authority_type=TYPES[named]))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "AUTHORITY_DIFFERS")
    after = everything(counter.door.service)
    assert [table for table in after if after[table] != before[table]] == ["api_key"]


@pytest.mark.parametrize("named", ["邻区人民法院", "示范区人民法院刑庭", "示范区人民法"])
def test_a_key_sends_in_the_name_of_its_holder_alone(counter: Counter, named: str) -> None:
    one = department(counter.door, COURT)
    answer = refused(lambda: one.send(counter.institution, authority_name=named))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "AUTHORITY_DIFFERS")
    assert one.list() == []


def test_a_key_of_another_division_reaches_nothing_here(door: Door) -> None:
    here, there = open_counter(door), open_counter(door, "冥法援", "990202")
    away = department(door, COURT, divisions=("990202",))
    home = department(door, COURT)
    name = home.send(here.institution).name
    assert refused(lambda: away.send(here.institution)).reason == "INSTITUTION_UNKNOWN"
    assert (away.list(), refused(lambda: away.read(name)).reason) == ([], "NOT_FOUND")
    assert notice_state(away.send(there.institution)) == "RECEIVED"


def test_a_key_of_the_division_above_covers_the_institution(counter: Counter) -> None:
    assert notice_state(department(counter.door, divisions=("990100",)).send(counter.institution)) == "RECEIVED"


def test_the_clerk_enters_a_paper_notice_of_any_authority_and_the_head_does_not(counter: Counter) -> None:
    entered = [notify(counter, authority_type=kind) for kind in TYPES.values()]
    assert {one.sender for one in entered} == {"legal_aid_clerk-990102"}
    others = reasons(lambda who: enter(counter, who), counter.head, counter.chief, counter.reviewer)
    assert others == ["ROLE_MISSING"] * 3


@pytest.mark.parametrize(
    ("identity", "reason"),
    [((), "TOKEN_MISSING"), ((("x-api-key", "sk_legal_aid_1"),), "API_KEY_INVALID"),
     ((("x-api-key", ""),), "API_KEY_INVALID")],
    ids=["nothing", "no key", "an empty key"],
)  # fmt: skip
def test_without_a_key_nobody_is_an_authority(counter: Counter, identity: Identity, reason: str) -> None:
    answer = refused(lambda: enter(counter, identity))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, reason)


def test_a_revoked_key_sends_and_reads_nothing(counter: Counter) -> None:
    court = department(counter.door)
    name = court.send(counter.institution).name
    revoke(court)
    for refusal in (refused(lambda: court.read(name)), refused(lambda: court.send(counter.institution))):
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.UNAUTHENTICATED, "API_KEY_INVALID")


def test_a_key_opens_nothing_but_notices(counter: Counter) -> None:
    court = department(counter.door)
    asked = application_service_pb2.ListApplicationsRequest()
    assert (
        refused(lambda: counter.door.call(APPLICATIONS["ListApplications"], asked, court.key)).reason == "ROLE_MISSING"
    )
    name = court.send(counter.institution).name
    assert refused(lambda: assign(counter, name, court.key)).reason == "ROLE_MISSING"
    of_the_log = department(counter.door, "统计部门", "DEPARTMENT", roles=("department",))
    assert refused(of_the_log.list).reason == "ROLE_MISSING"


def test_the_same_document_twice_is_a_duplicate_and_leaves_no_gap(counter: Counter) -> None:
    court = department(counter.door)
    court.send(counter.institution, **SAME)
    answer = refused(lambda: court.send(counter.institution, category=notice_pb2.NOTICE_CATEGORY_ABSENTIA, **SAME))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "NOTICE_DUPLICATE")
    assert b"77" not in answer.wire
    assert court.send(counter.institution).number == "（2026）玄法援通字第2号"


def test_the_same_number_of_another_authority_is_another_document(counter: Counter) -> None:
    department(counter.door, COURT).send(counter.institution, **SAME)
    assert notice_state(department(counter.door, POLICE, "POLICE").send(counter.institution, **SAME)) == "RECEIVED"


def test_of_two_at_once_with_the_same_document_one_is_taken(counter: Counter) -> None:
    keys, barrier = [department(counter.door), department(counter.door)], Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda one: attempt(one, counter.institution, barrier, **SAME), keys))
    assert sorted(ended) == ["", "ALREADY_EXISTS"]
    assert len(keys[0].list()) == 1


def test_a_request_that_is_sent_again_gets_the_first_reply(counter: Counter) -> None:
    court, request_id = department(counter.door), random_id()
    first = court.send(counter.institution, request_id=request_id, **SAME)
    assert court.send(counter.institution, request_id=request_id, **SAME) == first
    assert court.list() == [first.name]


def test_a_key_of_the_command_works_at_the_door(
    counter: Counter, profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for key, value in profile.environ("legal_aid").items():
        monkeypatch.setenv(key, value)
    words = ["--holder", COURT, "--authority-type", "COURT", "--role", "authority", "--division", "990102"]
    assert run(["new", "legal_aid", *words]) == 0
    text = capsys.readouterr().out.strip()
    court = Department(
        door=counter.door, name=COURT, type="COURT", key_id=text.split("_")[3], key=(("x-api-key", text),)
    )
    taken = court.send(counter.institution, hearing_date="2026-06-20")
    assert (taken.sender, flags_of(taken)) == (COURT, {"LATE_NOTICE"})
    assert set(clocks_of(taken)) == {"NOTIFY", "ASSIGN_NOTIFIED"}
    assert notice_pb2.NoticeState.Name(court.read(taken.name).state) == "NOTICE_STATE_RECEIVED"
