"""No number, name or story of anybody leaves legal aid by an event, a refusal, a log line or an audit entry (P-01)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message
from sifa.legal_aid.v1 import consultation_pb2, facts_pb2, notice_pb2

from tests.doors import refused
from tests.facts import logged
from tests.services.legal_aid.contacts import asked, move, register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import assign
from tests.services.legal_aid.handling import lawyer_of
from tests.services.legal_aid.intake import identity_number, papers, place
from tests.services.legal_aid.notices import notice, notify
from tests.services.legal_aid.papers import reissue, serve
from tests.services.legal_aid.providers import unit
from tests.services.legal_aid.routes import OUTSIDE, URGENT
from tests.services.legal_aid.steps import ORDER_GRANT, act, object_to, review

WHO = {role: (f"隐名{place}", identity_number(700 + place)) for place, role in enumerate(
    ("applicant", "agent", "successor", "notified", "corrected"))}  # fmt: skip
STORIES = {
    "opponent": "隐名公司", "note": "隐秘说明", "withdrawal": "隐秘撤回", "findings": "隐秘认定事实",
    "grounds": "隐秘理由", "topic": "隐秘话题", "answer": "隐秘答复", "caller": "隐名来访者", "query": "隐秘查询",
    "correction": "隐秘更正", "recusal": "隐秘回避", "entry": "隐秘补录", "lawyer": "隐名律师", "unit": "隐名律所",
    "facility": "隐名看守所", "paper": "隐秘材料", "telephone": "隐号一三八",
}  # fmt: skip
SECRETS = [*STORIES.values(), *(text for pair in WHO.values() for text in pair)]
MASKED = {role: number[:6] + "********" + number[-4:] for role, (_, number) in WHO.items()}


def person(role: str = "applicant") -> facts_pb2.Applicant:
    name, number = WHO[role]
    return facts_pb2.Applicant(full_name=name, identity_number=number, residence_type=facts_pb2.RESIDENCE_TYPE_URBAN)


def agent(role: str, relation: facts_pb2.AgentRelation.ValueType) -> facts_pb2.Agent:
    name, number = WHO[role]
    return facts_pb2.Agent(full_name=name, identity_number=number, relation=relation)


def secret_application(counter: Counter, **changes: Any) -> str:
    fields: dict[str, Any] = {
        "applicant": person(), "opponents": [STORIES["opponent"]], "received_date": "2026-06-09",
        "entry_reason": STORIES["entry"],
        "papers": [*papers(), facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_AGENT_AUTHORITY),
                   facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_OTHER, title=STORIES["paper"])],
        "agent": agent("agent", facts_pb2.AGENT_RELATION_ENTRUSTED), **changes,
    }  # fmt: skip
    return counter.receive(**fields).name


def live_through_everything(counter: Counter) -> list[Message]:
    """Every method of every noun with secrets in every free field; returns what the callers got to see."""
    firm = unit(counter.door, display_name=STORIES["unit"])
    lawyer_of(counter, firm, full_name=STORIES["lawyer"])
    granted = secret_application(counter)
    seen: list[Message] = [counter.get(granted), counter.call("GetReceipt", counter.clerk, name=f"{granted}/receipt")]
    act(counter, "requestSupplement", granted, items=[facts_pb2.PAPER_KIND_OTHER], note=STORIES["note"])
    act(counter, "submitPapers", granted, papers=[facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_OTHER, title="x")])
    act(counter, "recuse", granted, counter.reviewer, reason=STORIES["recusal"])
    act(counter, "correct", granted, applicant=person("corrected"), correction_reason=STORIES["correction"])
    paper = counter.decide(granted).decision.name
    seen += [act(counter, "assign", granted), serve(counter, paper)]
    seen.append(reissue(counter, paper, STORIES["correction"]))
    refusal = secret_application(counter, **OUTSIDE)
    counter.decide(refusal)
    objection = object_to(counter, refusal, grounds=STORIES["grounds"])
    seen.append(review(counter, objection.name, ORDER_GRANT, findings=STORIES["findings"]))
    dead = secret_application(counter, matter=facts_pb2.MATTER_WORK_INJURY, **URGENT)
    act(counter, "grantProvisionalAid", dead)
    act(counter, "recordDeath", dead)
    seen.append(act(counter, "continue", dead, successor=agent("successor", facts_pb2.AGENT_RELATION_SUCCESSOR)))
    act(counter, "withdraw", dead, reason=STORIES["withdrawal"])
    elsewhere = secret_application(counter, matter=facts_pb2.MATTER_RETRIAL, place=place("990103"))
    act(counter, "refer", elsewhere, note=STORIES["note"])
    seen += live_through_notices(counter)
    counter.call("CreateConsultation", counter.clerk, consultation=consultation(counter))
    live_through_contacts(counter)
    return seen


def live_through_contacts(counter: Counter) -> None:
    told = {"person_name": STORIES["caller"], "topic": STORIES["topic"], "need": STORIES["query"]}
    made = register(counter, phone=STORIES["telephone"], **told).name
    for _ in range(2):
        move(counter, "handOver", made)
        move(counter, "decline", made, reason=STORIES["note"])
    taken = move(counter, "assign", made)
    move(counter, "extend", taken.name, reason=STORIES["correction"] * 2)
    move(counter, "close", taken.name, asked(counter), answer=STORIES["answer"])


def live_through_notices(counter: Counter) -> list[Message]:
    taken = notify(counter, person=notified())
    counter.call("QueryNotice", counter.clerk, name=taken.name, query=STORIES["query"])
    counter.call("AnswerNotice", counter.clerk, name=taken.name, answer=STORIES["answer"])
    assigned = assign(counter, taken.name)
    return [taken, assigned, *counter.call("ListNotices", counter.clerk).notices]


def notified() -> notice_pb2.NotifiedPerson:
    name, number = WHO["notified"]
    return notice_pb2.NotifiedPerson(full_name=name, identity_number=number, birth_date="2010-02-03")


def consultation(counter: Counter, **changes: Any) -> consultation_pb2.Consultation:
    fields: dict[str, Any] = {
        "institution": counter.institution, "mode": consultation_pb2.CONSULTATION_MODE_COUNTER,
        "person_name": STORIES["caller"], "topic": STORIES["topic"], "answer": STORIES["answer"],
        "outcome": consultation_pb2.CONSULTATION_OUTCOME_ANSWERED, **changes,
    }  # fmt: skip
    return consultation_pb2.Consultation(**fields)


def found_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_no_event_log_line_or_audit_entry_tells_anything_of_anybody(
    counter: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    live_through_everything(counter)
    with counter.door.service.database.read() as session:
        audit = "".join(str(row) for row in session.execute(sa.text("select * from audit_entry")))
    told = "".join(f"{event.subject} {event.body}" for event in logged(counter.door.service))
    assert (found_in(told), found_in(audit), found_in("".join(capfd.readouterr()))) == ([], [], [])


def test_every_reply_masks_every_number(counter: Counter) -> None:
    shown = "".join(str(message) for message in live_through_everything(counter))
    assert [number for _, number in WHO.values() if number in shown] == []
    assert [role for role, masked in MASKED.items() if masked not in shown] == []


def test_a_replayed_reply_of_every_noun_is_masked_as_well(counter: Counter) -> None:
    request_id = "0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"
    sent = notice(counter.institution, person=notified())
    first, again = (counter.call("CreateNotice", counter.clerk, notice=sent, request_id=request_id) for _ in range(2))
    assert first == again
    assert again.person.identity_number == MASKED["notified"]


def wrong(number: str) -> str:
    return number[:17] + ("0" if number[17] != "0" else "1")


def test_no_refusal_repeats_what_was_sent(counter: Counter) -> None:
    name = secret_application(counter)
    bad_agent = agent("agent", facts_pb2.AGENT_RELATION_CLOSE_RELATIVE)
    bad_person = facts_pb2.Applicant(full_name=WHO["corrected"][0], identity_number=wrong(WHO["corrected"][1]),
                                     residence_type=facts_pb2.RESIDENCE_TYPE_URBAN)  # fmt: skip
    bad_notified = notice_pb2.NotifiedPerson(full_name=WHO["notified"][0], identity_number=wrong(WHO["notified"][1]))
    unanswered = consultation(counter, answer="")
    refusals = [
        refused(lambda: secret_application(counter)),
        refused(lambda: act(counter, "submitPapers", name, agent=bad_agent)),
        refused(lambda: act(counter, "correct", name, applicant=bad_person, correction_reason=STORIES["correction"])),
        refused(lambda: act(counter, "requestSupplement", name, note=f"{STORIES['note']}困难证明")),
        refused(lambda: notify(counter, person=bad_notified)),
        refused(lambda: counter.call("CreateConsultation", counter.clerk, consultation=unanswered)),
        refused(lambda: act(counter, "continue", name,
                            successor=agent("successor", facts_pb2.AGENT_RELATION_SUCCESSOR))),
    ]  # fmt: skip
    wires = b"\n".join(answer.wire for answer in refusals)
    assert [secret for secret in SECRETS if secret.encode() in wires] == []
    assert wrong(WHO["corrected"][1]).encode() not in wires
    assert wrong(WHO["notified"][1]).encode() not in wires
