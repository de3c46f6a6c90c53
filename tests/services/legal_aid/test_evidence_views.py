"""Looking at evidence: hashed again, on record, and not by everybody (LA-70, P-01)."""

from __future__ import annotations

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import events_pb2
from sifa.legal_aid.v1 import evidence_pb2 as pb

from chassis.schema import alarm, request_reply
from tests.doors import refused
from tests.services.legal_aid.complaints import complain
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import PAPER, announce, files, keep, look, told

INVALID, STORED, AWAITED = grpc.StatusCode.INVALID_ARGUMENT, pb.EVIDENCE_STATE_STORED, pb.EVIDENCE_STATE_AWAITED
MIB3 = 3 * 1024 * 1024


@pytest.mark.rule("LA-70")
@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_what_was_changed_on_disk_is_not_shown_and_alarms(counter: Counter, damage: str) -> None:
    before = files(counter)
    made = keep(counter, counter.receive().name, PAPER + damage.encode())
    (path,) = (path for key, path in files(counter).items() if key not in before)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(PAPER if damage == "cut" else b"!" * made.size_bytes)
    answer = refused(lambda: look(counter, made.name))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "EVIDENCE_DAMAGED")
    with counter.door.service.database.read() as session:
        assert session.execute(sa.select(alarm.c.kind, alarm.c.subject)).all() == [("EVIDENCE_DAMAGED", made.name)]
    views = counter.call("ListEvidenceViews", counter.chief, parent=made.name).views
    assert [view.viewer for view in views] == ["legal_aid_clerk-990102"]


@pytest.mark.rule("LA-70")
def test_who_looked_is_on_record_and_an_outsider_is_told(counter: Counter) -> None:
    application = counter.decide(counter.receive().name).name
    made = keep(counter, application)
    officer = counter.person("supervision_officer", subject="officer")
    for who in (counter.clerk, counter.head, officer):
        look(counter, made.name, who, reason="核查办案质量")
    views = list(counter.call("ListEvidenceViews", officer, parent=made.name).views)
    assert [(view.viewer, view.outsider, view.reason) for view in views] == [
        ("legal_aid_clerk-990102", False, "核查办案质量"), ("legal_aid_head-990102", False, "核查办案质量"),
        ("officer", True, "核查办案质量"),
    ]  # fmt: skip
    (fact,) = told(counter, "EvidenceViewedByOutsider")
    assert fact == events_pb2.EvidenceViewedByOutsider(
        evidence=made.name, subject=application, division="990102", view=views[2].name, viewed_date="2026-06-15"
    )
    page = counter.call("ListEvidenceViews", officer, parent=made.name, page_size=2)
    rest = counter.call("ListEvidenceViews", officer, parent=made.name, page_size=2, page_token=page.next_page_token)
    assert [*page.views, *rest.views] == views


def test_a_look_without_a_reason_is_refused_and_nothing_is_shown(counter: Counter) -> None:
    made = keep(counter, counter.receive().name)
    assert list(refused(lambda: look(counter, made.name, reason="")).violations) == ["reason"]
    assert not counter.call("ListEvidenceViews", counter.chief, parent=made.name).views


def test_no_reply_that_holds_a_content_is_kept(counter: Counter) -> None:
    look(counter, keep(counter, counter.receive().name).name)
    with counter.door.service.database.read() as session:
        replies = session.execute(sa.select(request_reply.c.reply)).scalars().all()
    assert not any(PAPER in reply for reply in replies if reply)


def test_evidence_about_a_complaint_is_the_bureaus(counter: Counter) -> None:
    subject = complain(counter).name
    made = keep(counter, subject, title="投诉信")
    officer = counter.person("supervision_officer", subject="officer")
    for who in (counter.clerk, counter.head, officer):
        for call in (
            lambda who=who: counter.call("GetEvidence", who, name=made.name),
            lambda who=who: counter.call("ListEvidence", who, subject=subject),
            lambda who=who: look(counter, made.name, who),
        ):  # fmt: skip
            assert refused(call).code is grpc.StatusCode.NOT_FOUND
    assert look(counter, made.name, counter.reviewer).content == PAPER


def test_a_stranger_finds_nothing(counter: Counter) -> None:
    subject = counter.receive().name
    made = keep(counter, subject)
    awaited = announce(counter, subject, b"abc")
    stranger = counter.door.person("bureau_chief", "legal_aid_clerk", divisions=("990103",), subject="far")
    assert refused(lambda: keep(counter, subject, b"?", stranger)).reason == "SUBJECT_UNKNOWN"
    assert not counter.call("ListEvidence", stranger, subject=subject).evidence
    for rpc, words in (
        ("GetEvidence", {"name": made.name}), ("ViewEvidence", {"name": made.name, "reason": "核对"}),
        ("UploadEvidencePart", {"name": awaited.name, "content": b"abc"}),
        ("ListEvidenceViews", {"parent": made.name}),
    ):  # fmt: skip
        answer = refused(lambda rpc=rpc, words=words: counter.call(rpc, stranger, **words))  # type: ignore[misc]
        assert answer.code is grpc.StatusCode.NOT_FOUND, rpc
