"""A tip is sealed to whom it does not concern, found by its code alone, and closed with a reason (P7, SV-82, XF-25)."""

from __future__ import annotations

import grpc
import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from sifa.supervision.v1 import clue_pb2, events_pb2
from sifa.supervision.v1 import tip_pb2 as pb

from chassis.schema import audit_entry, event_log, request_reply
from services.supervision.domain.tip import MOVES
from services.supervision.offline import tip_client
from services.supervision.persistence.tip import TABLE, digest_of
from tests.doors import HOME, refused
from tests.facts import logged
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.tips import OFFICE, WORDS, anonymously, left, mailbox, reader

TRIAGE = {"summary": "收费不开票", "subject": OFFICE, "item": 4}


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "RECEIVED": {"reply": {"RECEIVED"}, "triage": {"TRIAGED"}, "close": {"CLOSED"}},
        "TRIAGED": {"reply": {"TRIAGED"}, "close": {"CLOSED"}},
        "CLOSED": {},
    }


@pytest.mark.rule("SV-82")
def test_a_tip_is_read_answered_and_closed(bureau: Bureau) -> None:
    one = reader(bureau)
    code = left(bureau)
    (tip,) = bureau.call("ListTips", one.who).tips
    assert tip_client.unseal(tip.copies[0].sealed, one.private).decode() == WORDS
    assert (tip.received_date, tip.subject, tip.state) == ("2026-06-15", OFFICE, pb.TIP_STATE_RECEIVED)
    assert tip.name[len("tips/xxxxxxxx-xxxx-")] == "4"
    answer = tip_client.seal("请补充时间".encode(), tip.reply_key)
    bureau.call("ReplyTip", one.who, name=tip.name, sealed=answer)
    (reply,) = mailbox(bureau, code).replies
    assert tip_client.unseal(reply.sealed, tip_client.reply_key_of(code)).decode() == "请补充时间"
    assert "reason" in refused(lambda: bureau.call("CloseTip", one.who, name=tip.name)).violations
    closed = bureau.call("CloseTip", one.who, name=tip.name, reason="已责令退还").tip
    assert (closed.state, closed.closed_date, list(closed.allowed_actions)) == (pb.TIP_STATE_CLOSED, "2026-06-15", [])
    assert mailbox(bureau, code).closing_reason == "已责令退还"
    again = refused(lambda: bureau.call("ReplyTip", one.who, name=tip.name, sealed=answer))
    assert again.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("SV-82")
def test_nobody_reads_a_tip_on_himself_or_on_whom_he_leads(bureau: Bureau) -> None:
    concerned = reader(bureau, "theirs", concerned=[OFFICE, f"bureaus/{HOME}"])
    other, above = reader(bureau, "other"), reader(bureau, "above", division="990000")
    left(bureau)
    assert [len(bureau.call("ListTips", one.who).tips) for one in (concerned, other, above)] == [0, 1, 1]
    (tip,) = bureau.call("ListTips", other.who).tips
    assert [copy.recipient for copy in tip.copies] == [other.name]
    for verb, further in (("Get", {}), ("Close", {"reason": "没有问题"}), ("Triage", TRIAGE)):
        answer = refused(lambda v=verb, f=further: bureau.call(f"{v}Tip", concerned.who, name=tip.name, **f))  # type: ignore[misc]
        assert answer.code is grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("SV-82")
def test_whom_a_tip_names_only_inside_is_passed_to_somebody_else(bureau: Bureau) -> None:
    """The subject was left unsaid, so the concerned one got a copy: the clue is for somebody else to open."""
    concerned, other = reader(bureau, "theirs", concerned=[OFFICE]), reader(bureau, "other")
    left(bureau, subject="")
    (tip,) = bureau.call("ListTips", concerned.who).tips
    answer = refused(lambda: bureau.call("TriageTip", concerned.who, name=tip.name, **TRIAGE))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "TIP_CONCERNED")
    assert bureau.call("TriageTip", other.who, name=tip.name, **TRIAGE).tip.state == pb.TIP_STATE_TRIAGED


@pytest.mark.rule("SV-82")
def test_where_everybody_is_concerned_nothing_is_kept(bureau: Bureau) -> None:
    reader(bureau, concerned=[OFFICE])
    reader(bureau, "elsewhere", division="990200")
    assert refused(lambda: left(bureau)).reason == "TIP_UNROUTABLE"


@pytest.mark.rule("SV-82")
def test_a_copy_for_each_recipient_and_nobody_else(bureau: Bureau) -> None:
    one, two = reader(bureau, "one"), reader(bureau, "two")
    fields = {
        "locator": "ab" * 32, "division": HOME, "tip_class": pb.TIP_CLASS_OTHER, "reply_key": "cd" * 32,
    }  # fmt: skip
    for names in ([one.name], [one.name, one.name], [one.name, two.name, two.name.replace("0", "1")]):
        copies = [{"recipient": name, "sealed": "abc"} for name in names]
        answer = refused(lambda c=copies: anonymously(bureau, "SubmitTip", copies=c, **fields))  # type: ignore[misc]
        assert answer.reason == "TIP_RECIPIENTS"


@pytest.mark.rule("SV-82")
def test_the_same_code_again_is_the_same_tip(bureau: Bureau) -> None:
    one = reader(bureau)
    code = left(bureau)
    (before,) = bureau.call("ListTips", one.who).tips
    left(bureau, "另一些话", code)
    assert list(bureau.call("ListTips", one.who).tips) == [before]


def test_an_unknown_code_and_a_wrong_one_are_the_same(bureau: Bureau) -> None:
    reader(bureau)
    code = left(bureau)
    wrong = [tip_client.locator_of(code)[:-1] + "x", tip_client.locator_of(tip_client.new_code())]
    unknown = refused(lambda: anonymously(bureau, "OpenMailbox", locator=wrong[1]))
    assert unknown.code is grpc.StatusCode.NOT_FOUND
    near = tip_client.locator_of(code)
    near = near[:-1] + ("0" if near[-1] != "0" else "1")
    assert refused(lambda: anonymously(bureau, "OpenMailbox", locator=near)).wire == unknown.wire
    assert "locator" in refused(lambda: anonymously(bureau, "OpenMailbox", locator=wrong[0])).violations


def test_nothing_is_kept_beside_the_tip(bureau: Bureau) -> None:
    """No entry, event or reply says that somebody called; the locator opens nothing from the database."""
    reader(bureau)
    with bureau.door.service.database.read() as session:
        before = [session.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() for one in KEPT]
    code = left(bureau)
    mailbox(bureau, code)
    with bureau.door.service.database.read() as session:
        after = [session.execute(sa.select(sa.func.count()).select_from(one)).scalar_one() for one in KEPT]
        (row,) = session.execute(sa.select(TABLE)).all()
    assert before == after
    assert tip_client.locator_of(code) not in str(row)
    assert "五百元" not in str(row)
    assert "00:00" not in str(row)


KEPT = (audit_entry, event_log, request_reply)


def test_rows_of_a_day_lie_in_no_order(bureau: Bureau) -> None:
    reader(bureau)
    codes = [left(bureau) for _ in range(9)]
    with bureau.door.service.database.read() as session:
        place = "ctid" if session.get_bind().dialect.name == "postgresql" else "rowid"
        kept = session.execute(sa.select(TABLE.c.locator_sha256).order_by(sa.literal_column(place))).scalars().all()
        if place == "ctid":
            assert len(set(session.execute(sa.text("select xmin::text from tip")).scalars())) == 1
    order = [kept.index(digest_of(tip_client.locator_of(code))) for code in codes]
    # One order of 362,880 is that of the calls.
    assert order != sorted(order)


@pytest.mark.rule("XF-25", "SV-82")
def test_a_tip_becomes_a_clue_and_a_complaint(bureau: Bureau) -> None:
    one = reader(bureau)
    left(bureau)
    (tip,) = bureau.call("ListTips", one.who).tips
    nobody = refused(lambda: bureau.call("TriageTip", one.who, name=tip.name, summary="收费不开票", is_complaint=True))
    assert nobody.reason == "COMPLAINT_WITHOUT_SUBJECT"
    done = bureau.call("TriageTip", one.who, name=tip.name, is_complaint=True, **TRIAGE)
    assert (done.tip.clue, done.clue.source) == (done.clue.name, clue_pb2.CLUE_SOURCE_TIP)
    assert (done.clue.subject, done.clue.owner, done.clue.rule_id) == (tip.name, OFFICE, "SV-82")
    told = [fact for fact in logged(bureau.door.service) if fact.type == events_pb2.TipMatched.DESCRIPTOR.full_name]
    assert [tip.name in fact.body for fact in told] == [True]


@pytest.mark.rule("SV-82")
def test_who_was_withdrawn_gets_nothing_more_and_keeps_what_was_sealed(bureau: Bureau) -> None:
    one = reader(bureau)
    left(bureau)
    chief = bureau.door.person("bureau_chief", subject="namer")
    known = refused(lambda: reader(bureau))
    assert (known.code, known.reason) == (grpc.StatusCode.ALREADY_EXISTS, "TIP_RECIPIENT_KNOWN")
    paper = {"name": one.name, "document_number": "免1号"}
    assert not bureau.call("WithdrawTipRecipient", chief, **paper).tip_recipient.active
    assert refused(lambda: bureau.call("WithdrawTipRecipient", chief, **paper)).reason == "ACTION_NOT_ALLOWED"
    assert refused(lambda: left(bureau)).reason == "TIP_UNROUTABLE"
    assert len(bureau.call("ListTips", one.who).tips) == 1
    assert [row.active for row in bureau.call("ListTipRecipients", chief).tip_recipients] == [False]
    far = {"account": "far", "division": "990103", "public_key": "ab" * 32, "document_number": "1号"}
    strange = refused(lambda: bureau.call("CreateTipRecipient", chief, tip_recipient=far))
    assert strange.reason == "DIVISION_OUT_OF_SCOPE"


def test_pages_and_states_of_the_readers_list(bureau: Bureau) -> None:
    one = reader(bureau)
    for _ in range(3):
        left(bureau)
    page = bureau.call("ListTips", one.who, page_size=2)
    rest = bureau.call("ListTips", one.who, page_size=2, page_token=page.next_page_token)
    names = [tip.name for tip in (*page.tips, *rest.tips)]
    assert (len(names), names, rest.next_page_token) == (3, sorted(names), "")
    assert not bureau.call("ListTips", one.who, state=pb.TIP_STATE_CLOSED).tips
    assert bureau.call("GetTip", one.who, name=names[0]) in [*page.tips, *rest.tips]


@given(st.binary(max_size=200), st.sampled_from(range(3)))
def test_what_is_sealed_opens_with_its_own_key_alone(content: bytes, place: int) -> None:
    mine, other = tip_client.new_key(), tip_client.new_key()
    sealed = tip_client.seal(content, tip_client.public_key_of(mine))
    assert tip_client.unseal(sealed, mine) == content
    with pytest.raises(InvalidTag):
        tip_client.unseal(sealed, other)
    at = (5, 60, len(sealed) - 8)[place]
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(InvalidTag):
        tip_client.unseal(changed, mine)


def test_a_code_is_written_as_people_write_it() -> None:
    code = tip_client.new_code()
    assert (len(code.replace("-", "")), code.count("-")) == (20, 3)
    assert set(code.replace("-", "")) <= set(tip_client.LETTERS)
    assert tip_client.locator_of("0000I-") == tip_client.locator_of("ooo01".replace("01", "0l"))
    assert tip_client.locator_of(code) == tip_client.locator_of(code.lower().replace("-", ""))
    assert tip_client.locator_of(code) != tip_client.reply_key_of(code)
