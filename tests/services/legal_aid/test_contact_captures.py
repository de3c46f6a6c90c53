"""Contacts captured without a network: signed, entered with their true dates, the same file twice is nothing (P-06)."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf.json_format import ParseDict
from sifa.legal_aid.v1 import contact_capture_service_pb2 as pb
from sifa.legal_aid.v1 import service_point_pb2

from services.legal_aid.offline import contact_capture as client
from tests.doors import refused
from tests.services.legal_aid.contacts import move, register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import deadlines_of
from tests.services.legal_aid.test_standard_checks import station

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
KEY = "11" * 32
THREE_WEEKS_AGO = "2026-05-25"


def keyed(counter: Counter) -> service_point_pb2.ServicePoint:
    """A station with its key."""
    said = {"name": station(counter).name, "capture_key": client.public_key_of(KEY)}
    made: service_point_pb2.ServicePoint = counter.call("RegisterPointKey", counter.head, **said).service_point
    return made


def captured(point: str, *records: dict[str, str], key: str = KEY) -> dict[str, Any]:
    """A signed capture."""
    capture = client.new_capture(point, "station-1")
    for record in records:
        capture = client.with_record(capture, **{"topic": "拖欠工资", "received_date": THREE_WEEKS_AGO, **record})
    return client.signed(capture, key)


def hand_in(counter: Counter, capture: dict[str, Any], **fields: Any) -> list[tuple[str, str]]:
    """What became of each record, and the contact."""
    request = ParseDict(client.body_of(capture), pb.ReplayContactsRequest())
    said = {field.name: value for field, value in request.ListFields()}
    results = counter.call("ReplayContacts", counter.clerk, **{**said, **fields}).results
    return [(pb.CaptureOutcome.Name(one.outcome).removeprefix("CAPTURE_OUTCOME_"), one.contact) for one in results]


@pytest.mark.rule("LA-125", "P-06")
def test_a_file_of_three_weeks_ago_enters_with_its_true_dates_and_the_clocks_of_today(counter: Counter) -> None:
    point = keyed(counter)
    first = {"person_name": "吴来访", "phone": "19900000001", "category": "LABOUR", "need": "𠮷祥工地欠薪"}
    capture = captured(point.name, first, {"received_date": "2026-06-14", "door": "OUTREACH"})
    (entered, name), (_, other) = hand_in(counter, capture)
    contact = counter.call("GetContact", counter.clerk, name=name)
    assert (entered, contact.received_date, contact.place) == ("ENTERED", THREE_WEEKS_AGO, point.display_name)
    assert (contact.person_name, contact.need, bool(contact.entry_reason)) == ("吴来访", "𠮷祥工地欠薪", True)
    assert counter.call("GetContact", counter.clerk, name=other).received_date == "2026-06-14"
    handed = move(counter, "handOver", name)
    assert deadlines_of(handed)["ACCEPT_CONTACT"] == ("2026-06-16", "RUNNING")  # type: ignore[arg-type]


@pytest.mark.rule("P-06")
def test_the_same_file_twice_changes_nothing(counter: Counter) -> None:
    capture = captured(keyed(counter).name, {"person_name": "甲"}, {"person_name": "乙"})
    entered = hand_in(counter, capture)
    before = everything(counter.door.service)["contact"]
    assert hand_in(counter, capture) == [("KNOWN", name) for _, name in entered]
    assert everything(counter.door.service)["contact"] == before


@pytest.mark.rule("P-06")
def test_duplicates_are_shown_and_entered_only_when_asked(counter: Counter) -> None:
    point = keyed(counter)
    said = {"person_name": "吴来访", "phone": "19900000001"}
    there = register(counter, received_date=THREE_WEEKS_AGO, **said)
    again = captured(point.name, said, {"topic": "工伤"}, {"person_name": ""})
    (first, shown), (second, _), (third, _) = hand_in(counter, again)
    assert ((first, shown), second, third) == (("DUPLICATE", there.name), "ENTERED", "ENTERED")
    (forced, made), *others = hand_in(counter, again, enter_duplicates=True)
    assert (forced, made != there.name, [what for what, _ in others]) == ("ENTERED", True, ["KNOWN", "KNOWN"])


def altered_topic(capture: dict[str, Any]) -> None:
    capture["records"][0]["topic"] += "。"


def altered_date(capture: dict[str, Any]) -> None:
    capture["records"][0]["received_date"] = "2026-05-26"


def altered_captor(capture: dict[str, Any]) -> None:
    capture["captured_by"] = "station-2"


def left_out(capture: dict[str, Any]) -> None:
    capture["records"].pop()


def altered_signature(capture: dict[str, Any]) -> None:
    capture["signature"] = ("0" if capture["signature"][0] != "0" else "1") + capture["signature"][1:]


@pytest.mark.rule("P-06")
@pytest.mark.parametrize("alter", [altered_topic, altered_date, altered_captor, left_out, altered_signature])
def test_an_altered_file_is_refused_and_leaves_nothing(counter: Counter, alter: Any) -> None:
    capture = captured(keyed(counter).name, {"person_name": "甲"}, {"person_name": "乙"})
    alter(capture)
    before = everything(counter.door.service)
    answer = refused(lambda: hand_in(counter, capture))
    assert (answer.code, answer.reason) == (FAILED, "SIGNATURE_BROKEN")
    assert everything(counter.door.service) == before


@pytest.mark.rule("P-06")
def test_only_the_newest_key_of_an_open_point_counts(counter: Counter) -> None:
    bare = station(counter)
    assert refused(lambda: hand_in(counter, captured(bare.name, {}))).reason == "POINT_WITHOUT_KEY"
    assert refused(lambda: hand_in(counter, captured(f"{bare.name[:-4]}ffff", {}))).reason == "POINT_UNKNOWN"
    for key in ("22" * 32, KEY):
        counter.call("RegisterPointKey", counter.head, name=bare.name, capture_key=client.public_key_of(key))
    assert refused(lambda: hand_in(counter, captured(bare.name, {}, key="22" * 32))).reason == "SIGNATURE_BROKEN"
    assert hand_in(counter, captured(bare.name, {}))[0][0] == "ENTERED"


@pytest.mark.rule("P-06")
def test_one_bad_record_refuses_the_whole_file(counter: Counter) -> None:
    capture = captured(keyed(counter).name, {}, {"received_date": "2026-06-16"})
    twice = client.signed({**capture, "records": [capture["records"][0]] * 2}, KEY)
    before = everything(counter.door.service)
    for file, fault in (
        (capture, {"records[1].received_date": "DATE_IN_FUTURE"}), (twice, {"records[1].record_id": "RECORD_TWICE"}),
    ):  # fmt: skip
        answer = refused(lambda file=file: hand_in(counter, file))  # type: ignore[misc]
        assert (answer.code, answer.violations) == (INVALID, fault)
    assert everything(counter.door.service) == before


def test_the_program_writes_a_file_that_can_be_handed_in(
    tmp_path: Path, counter: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = str(tmp_path / "capture.json"), str(tmp_path / "station.key")
    assert client.run(["key", key]) == 0
    public = capsys.readouterr().out.strip()
    assert stat.S_IMODE(Path(key).stat().st_mode) == 0o600
    point = station(counter).name
    counter.call("RegisterPointKey", counter.head, name=point, capture_key=public)
    assert client.run(["new", file, "--point", point, "--by", "station-1"]) == 0
    added = ["add", file, "--topic", "拖欠工资", "--name", "吴来访", "--category", "LABOUR", "--date", THREE_WEEKS_AGO]
    assert (client.run(added), client.run(["sign", file, key])) == (0, 0)
    assert hand_in(counter, json.loads(Path(file).read_text(encoding="utf-8")))[0][0] == "ENTERED"
    assert client.run(["body", file]) == 0
    assert json.loads(capsys.readouterr().out)["records"][0]["door"] == "CONTACT_DOOR_STATION"
    assert client.run(added) == 0
    again = json.loads(Path(file).read_text(encoding="utf-8"))
    assert (len({record["record_id"] for record in again["records"]}), again["signature"]) == (2, "")


def test_the_program_overwrites_no_key_and_reads_no_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, other = tmp_path / "station.key", tmp_path / "other.json"
    key.write_text("kept", encoding="ascii")
    other.write_text("{}", encoding="utf-8")
    assert (client.run(["key", str(key)]), key.read_text(encoding="ascii")) == (1, "kept")
    assert client.run(["body", str(other)]) == 1
    assert "no capture of the format" in capsys.readouterr().err
