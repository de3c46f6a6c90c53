"""Who may look into a complaint, who signs, what is merged, what others are told and what not (P-01 to P-04)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf import json_format
from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import complaint_pb2 as pb
from sifa.legal_aid.v1 import events_pb2

from chassis.clock import random_id
from services.legal_aid.domain.complaint_paper import ComplaintFinding
from tests.doors import refused
from tests.facts import logged
from tests.services.legal_aid.complaints import S as States
from tests.services.legal_aid.complaints import complain, move, moved_along, read, standing, state_of
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.providers import handler, unit
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import deadlines_of

SECRETS = [
    "隐名投诉人", "隐秘地址", "隐秘陈述", "隐秘补充", "隐秘答复", "隐秘理由", "隐秘处理", "隐名调查甲", "隐名调查乙",
    "隐名律师",
]  # fmt: skip
THREE = ["吴调查", "郑调查", "冯调查"]


def told(counter: Counter, kind: str) -> list[Any]:
    message = GetMessageClass(events_pb2.DESCRIPTOR.message_types_by_name[kind])
    return [
        json_format.Parse(event.body, message())
        for event in logged(counter.door.service)
        if event.type == f"sifa.legal_aid.v1.{kind}"
    ]


@pytest.mark.rule("P-03")
@pytest.mark.parametrize("names", [["吴调查"], ["吴调查", "郑调查"], ["吴调查", "郑调查", "冯调查"]], ids=len)
def test_at_least_two_named_people_investigate(counter: Counter, names: list[str]) -> None:
    made = moved_along(counter, "accept")
    if len(names) < 2:
        answer = refused(lambda: move(counter, "investigate", made.name, investigators=names))
        assert (answer.reason, answer.metadata["rules"]) == ("INVESTIGATORS_TOO_FEW", "P-03")
        assert read(counter, made.name) == made
    else:
        assert list(move(counter, "investigate", made.name, investigators=names).investigators) == names


@pytest.mark.rule("P-03")
@pytest.mark.parametrize(("names", "violations"), [
    (["吴调查", "吴调查"], {"investigators": "NAMED_TWICE"}), (["吴调查", " "], {"investigators[1]": "NAME_INVALID"}),
])  # fmt: skip
def test_the_same_name_twice_is_one_person(counter: Counter, names: list[str], violations: dict[str, str]) -> None:
    made = moved_along(counter, "accept")
    answer = refused(lambda: move(counter, "investigate", made.name, investigators=names))
    assert list(answer.violations) == list(violations)


def test_nobody_is_no_investigator(counter: Counter) -> None:
    made = moved_along(counter, "accept")
    answer = refused(lambda: move(counter, "investigate", made.name, investigators=[]))
    assert answer.violations == {"investigators": "REPEATED_MIN_ITEMS"}


@pytest.mark.rule("P-04")
def test_neither_the_complainant_nor_the_handler_complained_of_investigates(counter: Counter) -> None:
    lawyer = handler(counter.door, unit(counter.door), full_name="隐名律师")
    target = pb.ComplaintTarget(kind=pb.COMPLAINT_TARGET_KIND_HANDLER, resource=lawyer.name)
    made = moved_along(counter, "accept", target=target)
    for name in ("隐名律师", "钱投诉"):
        answer = refused(lambda name=name: move(counter, "investigate", made.name, investigators=["吴调查", name]))  # type: ignore[misc]
        assert (answer.reason, answer.metadata["rules"]) == ("INVESTIGATOR_CONCERNED", "P-04")
        assert name.encode() not in answer.wire
    assert state_of(move(counter, "investigate", made.name)) == "INVESTIGATING"


@pytest.mark.rule("P-04")
@pytest.mark.parametrize("action", ["conclude", "reject"])
def test_whoever_decided_the_application_does_not_end_the_complaint_about_it(counter: Counter, action: str) -> None:
    both = counter.person("legal_aid_head", "bureau_chief", subject="both")
    application = counter.receive().name
    counter.call("DecideApplication", both, name=application)
    made = complain(counter, about=application)
    if action == "conclude":
        made = move(counter, "investigate", move(counter, "accept", made.name, both).name, both)
    before = everything(counter.door.service)
    answer = refused(lambda: move(counter, action, made.name, both))
    assert (answer.reason, answer.metadata["rules"]) == ("SEPARATION_OF_DUTIES", "P-04")
    assert everything(counter.door.service) == before
    assert state_of(move(counter, action, made.name)) in ("CONCLUDED", "NOT_ACCEPTED")


@pytest.mark.rule("P-03")
@pytest.mark.parametrize("signers", [["吴调查"], ["吴调查", "冯调查"]], ids=len)
def test_a_conclusion_is_signed_by_two_of_the_investigators(counter: Counter, signers: list[str]) -> None:
    made = standing(counter, States.INVESTIGATING)
    answer = refused(lambda: move(counter, "conclude", made.name, signers=signers))
    assert (answer.reason, answer.metadata["rules"]) == ("SIGNATURES_MISSING", "P-03")
    assert read(counter, made.name) == made


@pytest.mark.rule("P-03")
@pytest.mark.parametrize("signers", [THREE[:2], THREE[1:], THREE], ids="+".join)
def test_any_two_of_the_investigators_or_all_of_them_sign(counter: Counter, signers: list[str]) -> None:
    made = move(counter, "investigate", moved_along(counter, "accept").name, investigators=THREE)
    done = move(counter, "conclude", made.name, signers=signers)
    assert (state_of(done), list(done.conclusion.signers)) == ("CONCLUDED", signers)


@pytest.mark.rule("LA-121")
def test_repeated_complaints_are_merged_and_their_clocks_end(counter: Counter) -> None:
    first, again = moved_along(counter, "accept"), complain(counter)
    merged = move(counter, "merge", again.name, into=first.name)
    assert (state_of(merged), merged.merged_into) == ("MERGED", first.name)
    assert deadlines_of(merged) == {"ACCEPT_COMPLAINT": ("2026-06-23", "CANCELLED")}  # type: ignore[arg-type]
    assert read(counter, first.name) == first
    assert told(counter, "ComplaintMoved")[-1].merged_into == first.name


@pytest.mark.rule("LA-121")
def test_what_is_another_matter_or_over_takes_nothing_in(counter: Counter) -> None:
    one, two = counter.receive().name, counter.receive().name
    mine = complain(counter, about=one)
    followed = complain(counter)
    move(counter, "merge", complain(counter).name, into=followed.name)
    unfit = [
        mine.name, complain(counter, about=two).name, complain(open_counter(counter.door, "黄法援")).name,
        f"complaints/{random_id()}", *(standing(counter, state).name for state in
                                       (States.ANSWERED, States.NOT_ACCEPTED, States.MERGED)),
    ]  # fmt: skip
    for into in unfit:
        answer = refused(lambda into=into: move(counter, "merge", mine.name, into=into))  # type: ignore[misc]
        assert answer.reason == "MERGE_TARGET_UNFIT"
    assert refused(lambda: move(counter, "merge", followed.name, into=mine.name)).reason == "MERGE_TARGET_UNFIT"
    for state in (States.CONCLUDED, States.INVESTIGATING, States.SUPPLEMENT):
        into = standing(counter, state).name
        assert state_of(move(counter, "merge", complain(counter).name, into=into)) == "MERGED"


@pytest.mark.rule("XF-25")
@pytest.mark.parametrize(
    ("ground", "kind"),
    [
        pytest.param(pb.COMPLAINT_GROUND_TAKING_PROPERTY, "PropertyTakingReported", marks=pytest.mark.rule("XF-16")),
        pytest.param(pb.COMPLAINT_GROUND_PAID_SERVICE, "PaidServiceReported", marks=pytest.mark.rule("XF-23")),
    ],
)
def test_property_or_pay_taken_is_told_to_supervision_the_same_day_with_its_tip(
    counter: Counter, ground: pb.ComplaintGround.ValueType, kind: str
) -> None:
    lawyer = handler(counter.door, unit(counter.door))
    target = pb.ComplaintTarget(kind=pb.COMPLAINT_TARGET_KIND_HANDLER, resource=lawyer.name)
    clue = f"clues/{random_id()}"
    made = complain(counter, ground=ground, target=target, clue=clue)
    complain(counter)
    where: dict[str, Any] = {
        "complaint": made.name, "institution": counter.institution, "division": "990102", "target": lawyer.name,
        "target_kind": pb.COMPLAINT_TARGET_KIND_HANDLER, "clue": clue, "received_date": "2026-06-15",
    }  # fmt: skip
    assert told(counter, kind) == [getattr(events_pb2, kind)(**where)]
    assert told(counter, "ComplaintReceived")[0] == events_pb2.ComplaintReceived(ground=ground, **where)


@pytest.mark.rule("XF-24")
@pytest.mark.parametrize("finding", list(ComplaintFinding), ids=lambda one: one.name)
def test_every_finding_is_told_once_with_what_it_is_about(counter: Counter, finding: ComplaintFinding) -> None:
    application = counter.receive().name
    made = moved_along(counter, "accept", "investigate", about=application)
    value = pb.ComplaintFinding.Value(f"COMPLAINT_FINDING_{finding.name}")
    move(counter, "conclude", made.name, finding=value)
    assert told(counter, "ComplaintConcluded") == [events_pb2.ComplaintConcluded(
        complaint=made.name, institution=counter.institution, division="990102", finding=value, about=application,
        ground=made.ground, target_kind=made.target.kind, concluded_date="2026-06-15")]  # fmt: skip
    states = [(fact.previous_state, fact.state) for fact in told(counter, "ComplaintMoved")]
    assert states == [(pb.COMPLAINT_STATE_RECEIVED, pb.COMPLAINT_STATE_ACCEPTED),
                      (pb.COMPLAINT_STATE_ACCEPTED, pb.COMPLAINT_STATE_INVESTIGATING)]  # fmt: skip


def live_through(counter: Counter) -> str:
    lawyer = handler(counter.door, unit(counter.door), full_name="隐名律师")
    made = complain(
        counter, statement="隐秘陈述", received_date="2026-06-08", entry_reason="隐秘理由",
        complainant=pb.Complainant(full_name="隐名投诉人", role=pb.COMPLAINANT_ROLE_APPLICANT, contact="隐秘地址"),
        target=pb.ComplaintTarget(kind=pb.COMPLAINT_TARGET_KIND_HANDLER, resource=lawyer.name),
    )  # fmt: skip
    people = ["隐名调查甲", "隐名调查乙"]
    for action, words in (
        ("requestSupplement", {"items": "隐秘补充"}), ("replyToSupplement", {"reply": "隐秘补充"}), ("accept", {}),
        ("investigate", {"investigators": people}), ("extend", {"reason": "隐秘理由隐秘理由"}),
        ("conclude", {"handling": "隐秘处理", "signers": people}), ("answer", {"text": "隐秘答复"}),
    ):  # fmt: skip
        move(counter, action, made.name, **words)
    return made.name


def test_no_event_audit_entry_or_log_line_tells_who_complained_or_what(
    counter: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    live_through(counter)
    with counter.door.service.database.read() as session:
        audit = "".join(str(row) for row in session.execute(sa.text("select * from audit_entry")))
    facts = "".join(f"{event.subject} {event.body}" for event in logged(counter.door.service))
    for text in (audit, facts, "".join(capfd.readouterr())):
        assert [secret for secret in SECRETS if secret in text] == []


def test_the_ledger_names_the_target_and_the_investigators_and_nobody_else(counter: Counter) -> None:
    live_through(counter)
    shown = json_format.MessageToJson(counter.call("ListComplaintLedger", counter.chief), ensure_ascii=False)
    assert {secret for secret in SECRETS if secret in shown} == {"隐名律师", "隐名调查甲", "隐名调查乙", "隐秘处理"}


def test_no_refusal_repeats_what_was_sent(counter: Counter) -> None:
    who = pb.Complainant(full_name="隐名投诉人😀", role=pb.COMPLAINANT_ROLE_APPLICANT, contact="隐秘地址")
    made = complain(counter)
    answers = [
        refused(lambda: complain(counter, complainant=who, statement="隐秘陈述")),
        refused(lambda: move(counter, "investigate", made.name, investigators=["隐名调查甲"])),
        refused(lambda: complain(counter, statement="隐秘陈述", ground=0)),
    ]
    assert [secret for secret in SECRETS for answer in answers if secret.encode() in answer.wire] == []


@pytest.mark.rule("P-02")
def test_every_step_is_on_record_with_its_paper(counter: Counter) -> None:
    steps = read(counter, live_through(counter)).steps
    assert [(step.action, step.document_number.partition("玄法援")[2]) for step in steps] == [
        ("receive", "投字第1号"), ("requestSupplement", "投补字第1号"), ("replyToSupplement", ""),
        ("accept", "投受字第1号"), ("investigate", ""), ("extend", "投延字第1号"), ("conclude", "投处字第1号"),
        ("answer", "投复字第1号"),
    ]  # fmt: skip
    assert (steps[0].happened_date, steps[0].late) == ("2026-06-08", True)
