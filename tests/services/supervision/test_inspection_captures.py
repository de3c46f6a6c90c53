"""What officers capture without a network: true dates, no double, no altered byte, no overwriting (P-03, P-06)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sifa.supervision.v1 import inspection_pb2 as pb

from services.supervision.domain.inspection_record import FORMAT
from services.supervision.domain.officer_key import PROOF
from services.supervision.offline import inspection_client as client
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.inspections import DAY, Visit, spot_check

LATER = "2026-06-22T09:00"


def test_the_program_and_the_service_name_the_same_formats() -> None:
    assert (client.FORMAT, client.PROOF) == (FORMAT, PROOF)


@pytest.mark.rule("P-03", "P-06")
def test_a_capture_comes_in_later_with_its_true_day_and_once(bureau: Bureau, profile: Profile) -> None:
    here = spot_check(bureau)
    record = here.record()
    with at(bureau, profile, LATER) as then:
        visit = Visit(bureau=then, inspection=here.inspection, unit=here.unit, keys=here.keys)
        bare = visit.capture(record)
        assert refused(lambda: visit.replay(bare)).reason == "ENTRY_REASON_MISSING"
        capture = visit.capture(record, entry_reason="现场没有网络")
        done = visit.replay(capture)
        assert (done.state, done.started_date, len(done.signatures)) == (pb.INSPECTION_STATE_SIGNED, DAY, 2)
        assert done.unit == here.unit.name
        assert visit.replay(capture) == done
        visit.answer()
        closed = visit.close()
        assert visit.replay(capture) == closed


@pytest.mark.rule("P-03", "SV-57")
@pytest.mark.parametrize("change", [{"files_checked": 2}, {"end_time": f"{DAY}T08:51"}])
def test_an_altered_byte_is_refused(bureau: Bureau, change: dict[str, Any]) -> None:
    visit = spot_check(bureau)
    capture = visit.capture(visit.record())
    altered = {**capture, "record": {**capture["record"], **change}}
    assert refused(lambda: visit.replay(altered)).reason == "SIGNATURE_WRONG"
    last = capture["signatures"][1]
    flipped = {**last, "signature": f"{int(last['signature'], 16) ^ 1:0128x}"}
    broken = {**capture, "signatures": [capture["signatures"][0], flipped]}
    assert refused(lambda: visit.replay(broken)).reason == "SIGNATURE_WRONG"
    found = bureau.call("GetInspection", bureau.chief, name=visit.name)
    assert (found.state, found.record_sha256) == (pb.INSPECTION_STATE_APPROVED, "")


@pytest.mark.rule("SV-05", "P-03")
def test_a_capture_at_another_unit_or_with_half_the_signatures_does_not_sign(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    capture = visit.capture(visit.record())
    assert refused(lambda: visit.replay({**capture, "secret": "00" * 32})).reason == "TARGET_DIFFERS"
    few = refused(lambda: visit.replay({**capture, "signatures": capture["signatures"][:1]}))
    assert list(few.violations) == ["signatures"]
    same = refused(lambda: visit.replay({**capture, "signatures": capture["signatures"][:1] * 2}))
    assert same.reason == "SIGNATURES_INCOMPLETE"


@pytest.mark.rule("P-03", "P-06")
def test_what_was_recorded_online_meanwhile_stays_and_the_conflict_is_shown(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    visit.start()
    online = visit.write(visit.record(files_checked=1))
    capture = visit.capture(visit.record(files_checked=3))
    done = visit.replay(capture)
    (conflict,) = done.conflicts
    assert list(conflict.fields) == ["files_checked"]
    assert (conflict.record.files_checked, len(conflict.signatures), conflict.received_date) == (3, 2, DAY)
    assert (done.record, done.record_sha256, done.state) == (online.record, online.record_sha256, online.state)
    assert visit.replay(capture) == done


@pytest.mark.rule("P-03")
def test_a_capture_of_the_same_record_adds_the_signatures_that_lack(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    record = visit.record()
    visit.start()
    visit.write(record)
    visit.sign(record, next(iter(visit.keys)))
    done = visit.replay(visit.capture(record))
    assert (done.state, len(done.signatures)) == (pb.INSPECTION_STATE_SIGNED, 2)


def test_the_program_makes_a_capture_that_is_handed_in(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    visit = spot_check(bureau)
    file = tmp_path / "record.json"
    file.write_text(json.dumps({"inspection": visit.name, "record": visit.record(), "secret": "5e" * 32}), "utf-8")
    for officer, private in visit.keys.items():
        assert client.main(["sign", str(file), private, officer]) == 0
    assert client.main(["body", str(file)]) == 0
    body = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert body == client.body_of(json.loads(file.read_text("utf-8")))
    assert visit.replay(json.loads(file.read_text("utf-8"))).state == pb.INSPECTION_STATE_SIGNED
    assert client.main(["wrong"]) == 2
