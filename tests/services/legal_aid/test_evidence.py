"""Evidence through the door: captured by hash, uploaded in parts, looked at on record (LA-70)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import events_pb2
from sifa.legal_aid.v1 import evidence_pb2 as pb

from chassis.clock import random_id
from services.legal_aid.domain.evidence import MEDIA_OF, EvidenceKind
from services.legal_aid.domain.evidence_content import MOST_UPLOADED
from tests.doors import refused
from tests.facts import logged
from tests.services.legal_aid.complaints import complain
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import PAPER, announce, files, keep, look, sha, told, upload
from tests.services.legal_aid.notices import notify
from tests.services.legal_aid.routes import refused_application
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import object_to

INVALID, STORED, AWAITED = grpc.StatusCode.INVALID_ARGUMENT, pb.EVIDENCE_STATE_STORED, pb.EVIDENCE_STATE_AWAITED
MIB3 = 3 * 1024 * 1024


@pytest.mark.rule("LA-70")
@pytest.mark.parametrize("kind", list(EvidenceKind), ids=lambda one: one.name)
def test_a_content_is_hashed_here_and_read_back_byte_by_byte(counter: Counter, kind: EvidenceKind) -> None:
    content = bytes(range(256)) + kind.name.encode()
    value = pb.EvidenceKind.Value(f"EVIDENCE_KIND_{kind.name}")
    made = keep(
        counter, counter.receive().name, content, kind=value, media_type=MEDIA_OF[kind] + "x-any", step="receive"
    )
    assert (made.state, made.sha256, made.size_bytes, made.part_count) == (STORED, sha(content), len(content), 1)
    assert (made.division, made.captured_date, made.late) == ("990102", "2026-06-15", False)
    assert counter.call("GetEvidence", counter.head, name=made.name) == made
    assert look(counter, made.name).content == content


@pytest.mark.rule("LA-70")
def test_every_noun_that_keeps_a_record_has_evidence(counter: Counter) -> None:
    refusal = refused_application(counter).name
    subjects = [counter.receive().name, object_to(counter, refusal).name, notify(counter).name, complain(counter).name]
    made = [keep(counter, subject) for subject in subjects]
    for subject, evidence in zip(subjects, made, strict=True):
        assert list(counter.call("ListEvidence", counter.chief, subject=subject).evidence) == [evidence]
    for unknown in (
        f"applications/{random_id()}",
        f"institutions/{random_id()}",
        f"institutions/{counter.institution[13:]}",
    ):
        assert refused(lambda unknown=unknown: keep(counter, unknown)).reason == "SUBJECT_UNKNOWN"  # type: ignore[misc]


@pytest.mark.rule("LA-70")
def test_the_same_content_is_kept_once_per_subject(counter: Counter) -> None:
    one, other = counter.receive().name, counter.receive().name
    before = len(files(counter))
    keep(counter, one)
    again = refused(lambda: keep(counter, one, title="另一名称"))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "EVIDENCE_EXISTS")
    keep(counter, other)
    assert len(files(counter)) == before + 2


@pytest.mark.rule("P-01")
def test_keys_and_facts_tell_nothing_of_the_content_or_its_name(counter: Counter) -> None:
    subject = counter.receive().name
    made = keep(counter, subject, title="隐名人身份证")
    keys = set(files(counter))
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)
    assert made.sha256 not in keys
    assert told(counter, "EvidenceCaptured") == [events_pb2.EvidenceCaptured(
        evidence=made.name, subject=subject, division="990102", kind=made.kind, state=STORED, sha256=made.sha256,
        size_bytes=len(PAPER), captured_date="2026-06-15")]  # fmt: skip
    assert "隐名" not in "".join(event.body for event in logged(counter.door.service))


@pytest.mark.parametrize(("changes", "violations"), [
    ({"media_type": "video/mp4"}, {"evidence.media_type": "MEDIA_TYPE_MISMATCH"}),
    ({"media_type": "Application/PDF"}, {"evidence.media_type": "STRING_PATTERN"}),
    ({"sha256": "0" * 64}, {"evidence.sha256": "HASH_MISMATCH"}),
    ({"sha256": sha(PAPER).upper()}, {"evidence.sha256": "STRING_PATTERN"}),
    ({"size_bytes": 1}, {"evidence.size_bytes": "SIZE_MISMATCH"}),
    ({"content": b""}, {"evidence.sha256": "HASH_REQUIRED"}),
    ({"content": b"", "sha256": "0" * 64}, {"evidence.size_bytes": "HASH_REQUIRED"}),
    ({"subject": "../../etc/passwd"}, {"evidence.subject": "STRING_PATTERN"}),
    ({"captured_date": "2026-06-16"}, {"evidence.captured_date": "DATE_IN_FUTURE"}),
    ({"content": b"x" * (MIB3 + 1)}, {"content": "BYTES_MAX_LEN"}),
])  # fmt: skip
def test_what_does_not_fit_is_refused_in_chinese_and_leaves_nothing(
    counter: Counter, changes: dict[str, Any], violations: dict[str, str]
) -> None:
    given = {"subject": counter.receive().name, **changes}
    before, kept = everything(counter.door.service), files(counter)
    answer = refused(lambda: keep(counter, **given))
    assert (answer.code, answer.violations) == (INVALID, violations)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.message)
    assert (everything(counter.door.service), files(counter)) == (before, kept)


@pytest.mark.rule("LA-70")
def test_a_content_of_exactly_three_mebibytes_is_taken_in_one_request(counter: Counter) -> None:
    content = b"\x00\xff" * (MIB3 // 2)
    made = keep(counter, counter.receive().name, content)
    assert look(counter, made.name).content == content


@pytest.mark.rule("LA-70")
def test_a_larger_content_is_captured_by_hash_and_uploaded_later(counter: Counter) -> None:
    parts = [b"a" * 700_000, b"b" * 700_000, b"c"]
    made = announce(counter, counter.receive().name, b"".join(parts))
    assert (made.state, made.part_count) == (AWAITED, 0)
    assert refused(lambda: look(counter, made.name)).reason == "NOT_STORED"
    for place, part in enumerate(parts):
        again = random_id()
        now = upload(counter, made.name, place, part, request_id=again)
        assert upload(counter, made.name, place, part, request_id=again) == now
        assert now.state == (STORED if part == b"c" else AWAITED)
    assert b"".join(look(counter, made.name, part=place).content for place in range(3)) == b"".join(parts)
    assert refused(lambda: look(counter, made.name, part=3)).reason == "NOT_STORED"
    assert refused(lambda: upload(counter, made.name, 3, b"d")).reason == "ALREADY_STORED"
    assert [fact.state for fact in told(counter, "EvidenceCaptured")] == [AWAITED, STORED]


@pytest.mark.rule("LA-70")
def test_an_upload_counts_only_when_the_hash_fits(counter: Counter) -> None:
    right, wrong = b"x" * 10 + b"y" * 10, b"x" * 10 + b"z" * 10
    made = announce(counter, counter.receive().name, right)
    upload(counter, made.name, 0, wrong[:10])
    last = {"request_id": random_id()}
    answer = refused(lambda: upload(counter, made.name, 1, wrong[10:], **last))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "HASH_MISMATCH")
    assert refused(lambda: upload(counter, made.name, 1, wrong[10:], **last)).reason == "PART_OUT_OF_ORDER"
    anew = counter.call("GetEvidence", counter.clerk, name=made.name)
    assert (anew.state, anew.part_count) == (AWAITED, 0)
    out = refused(lambda: upload(counter, made.name, 1, right[10:]))
    assert (out.reason, out.metadata["next_part"]) == ("PART_OUT_OF_ORDER", "0")
    assert refused(lambda: upload(counter, made.name, 0, right + b"!")).reason == "HASH_MISMATCH"
    assert refused(lambda: upload(counter, made.name, 0, right[:10], etag="77")).reason == "ETAG_MISMATCH"
    upload(counter, made.name, 0, right[:10], etag=anew.etag)
    assert upload(counter, made.name, 1, right[10:]).state == STORED


@pytest.mark.rule("LA-70")
@pytest.mark.parametrize(("over", "reason"), [(0, ""), (1, "TOO_LARGE_TO_UPLOAD")])
def test_what_is_too_large_to_upload_stays_captured_by_its_hash(counter: Counter, over: int, reason: str) -> None:
    made = announce(counter, counter.receive().name, b"?", size_bytes=MOST_UPLOADED + over)
    if reason:
        assert refused(lambda: upload(counter, made.name, 0, b"?")).reason == reason
    else:
        assert upload(counter, made.name, 0, b"?").part_count == 1


@pytest.mark.rule("P-06", "LA-72")
def test_what_is_entered_late_needs_a_reason_and_is_flagged(counter: Counter) -> None:
    subject = counter.receive().name
    answer = refused(lambda: keep(counter, subject, captured_date="2026-06-01", entry_reason=""))
    assert answer.reason == "ENTRY_REASON_MISSING"
    assert keep(counter, subject, captured_date="2026-06-01").late
