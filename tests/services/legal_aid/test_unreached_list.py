"""Whom no channel reached is told by hand: the list, who looked at it, who told whom and when."""

from __future__ import annotations

from functools import partial

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import message_service_pb2 as pb

from chassis.messages.notifier import AddressKind, Message
from chassis.messages.runner import MessageRunner
from chassis.schema import audit_entry
from services.legal_aid.domain.unreached_list import MOST, MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.intake import applicant, identity_number
from tests.services.legal_aid.messages import MAIL, MOBILE, told
from tests.services.legal_aid.publications import on_day
from tests.services.legal_aid.steps import table_of

LANDLINE = "0000-1234567"
FAILED, INVALID = grpc.StatusCode.FAILED_PRECONDITION, grpc.StatusCode.INVALID_ARGUMENT
TEXT = "【公共服务窗口】您好，您办理的事项已有结果，请携带身份证件到原办理窗口查询。"
PAGE = f"""{{institution}}　待告知人员名单
打印日期：2026-06-15　本页1条
含个人信息，仅供告知使用，用后按规定保管或者销毁。

1. 王㐂　联系方式：0000-1234567　自2026-06-15起待告知
   告知内容：{TEXT}
   告知人：__________　告知日期：__________　方式：__________
"""


class Takes:
    """A channel that takes mail."""

    name = "mail"
    kinds = frozenset({AddressKind.EMAIL})

    def send(self, message: Message) -> None:
        """Take it."""


def decided(counter: Counter, address: str, count: int = 1) -> str:
    """An application of somebody with that address, decided."""
    person = applicant(contact_address=address, identity_number=identity_number(count))
    return counter.decide(counter.receive(applicant=person).name).name


def listed(counter: Counter) -> pb.PrintUnreachedResponse:
    found: pb.PrintUnreachedResponse = counter.call("PrintUnreached", counter.clerk, institution=counter.institution)
    return found


def report(counter: Counter, application: str) -> list[pb.MessageStatus]:
    return list(counter.call("GetMessageReport", counter.clerk, name=f"{application}/messageReport").messages)


def looks(counter: Counter, action: str) -> list[tuple[str, str]]:
    query = sa.select(audit_entry.c.actor, audit_entry.c.object).where(audit_entry.c.action == action)
    with counter.door.service.database.read() as session:
        return [(row.actor, row.object) for row in session.execute(query)]


def test_only_who_is_on_the_list_can_be_told() -> None:
    assert table_of(MOVES) == {"WAITING": {}, "SENT": {}, "UNREACHED": {"tell": {"TOLD"}}, "TOLD": {}}


def test_the_list_is_data_and_a_page_and_looking_is_on_record(counter: Counter) -> None:
    application = decided(counter, LANDLINE)
    decided(counter, MAIL, 2)
    found = listed(counter)
    (one,) = found.people
    assert (one.person, one.address, one.subject, one.text) == ("王㐂", LANDLINE, application, TEXT)
    assert (one.message.kind, one.since_date) == (pb.MESSAGE_KIND_DECISION_MADE, "2026-06-15")
    institution = counter.call("GetInstitution", counter.clerk, name=counter.institution).display_name
    assert (found.page, found.truncated) == (PAGE.format(institution=institution), False)
    assert looks(counter, "message.print") == [("legal_aid_clerk-990102", application)]


def test_a_long_list_says_that_there_is_more(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.legal_aid.handlers.unreached_list.MOST", 1)
    decided(counter, "")
    decided(counter, "", 2)
    found = listed(counter)
    assert (len(found.people), found.truncated, "另有未列出的" in found.page) == (1, True, True)
    assert "联系方式：（未留）" in found.page
    assert MOST == 100


def test_a_mobile_without_a_gateway_comes_on_the_list_and_mail_is_sent(counter: Counter) -> None:
    mobile, mail = decided(counter, MOBILE), decided(counter, MAIL, 2)
    assert [one.state for one in (*report(counter, mobile), *report(counter, mail))] == [pb.MESSAGE_STATE_WAITING] * 2
    assert MessageRunner(counter.door.service, [Takes()]).turn() == 1
    assert [one.subject for one in listed(counter).people] == [mobile]
    (sent,) = report(counter, mail)
    assert (sent.state, sent.attempts, sent.HasField("end_time")) == (pb.MESSAGE_STATE_SENT, 1, True)


def test_the_state_shows_no_address_and_no_text(counter: Counter) -> None:
    application = decided(counter, LANDLINE)
    wire = counter.call("GetMessageReport", counter.clerk, name=f"{application}/messageReport").SerializeToString()
    assert [word for word in (LANDLINE, "王㐂", "结果") if word.encode() in wire] == []


def test_who_told_whom_and_when_is_kept_and_the_text_is_not(counter: Counter, profile: Profile) -> None:
    application = decided(counter, LANDLINE)
    name = listed(counter).people[0].message.name
    with on_day(counter, profile, "2026-06-17") as later:
        for day, reason in (("2026-06-18", "DATE_IN_FUTURE"), ("2026-06-14", "DATE_BEFORE_PREVIOUS")):
            said = refused(partial(later.call, "TellMessage", later.head, name=name, happened_date=day))
            assert (said.code, said.violations) == (INVALID, {"happened_date": reason})
        done = later.call("TellMessage", later.head, name=name, happened_date="2026-06-16").message
        assert (done.state, done.told_by, done.told_date) == (
            pb.MESSAGE_STATE_TOLD, "legal_aid_head-990102", "2026-06-16",
        )  # fmt: skip
        assert report(later, application) == [done]
        assert (list(listed(later).people), told(later)) == ([], [])
        assert looks(later, "message.tell") == [("legal_aid_head-990102", application)]
        said = refused(lambda: later.call("TellMessage", later.head, name=name))
        assert (said.code, said.reason) == (FAILED, "ACTION_NOT_ALLOWED")


def test_a_message_that_waits_cannot_be_told(counter: Counter) -> None:
    (waiting,) = report(counter, decided(counter, MAIL))
    said = refused(lambda: counter.call("TellMessage", counter.clerk, name=waiting.name))
    assert said.reason == "ACTION_NOT_ALLOWED"


def test_another_county_sees_and_tells_nothing(counter: Counter) -> None:
    application = decided(counter, LANDLINE)
    name = listed(counter).people[0].message.name
    other = open_counter(counter.door, "黄法援", "990103")
    asked = {
        "PrintUnreached": ({"institution": counter.institution}, "INSTITUTION_UNKNOWN"),
        "TellMessage": ({"name": name}, "NOT_FOUND"),
        "GetMessageReport": ({"name": f"{application}/messageReport"}, "NOT_FOUND"),
    }
    for rpc, (fields, reason) in asked.items():
        assert refused(partial(other.call, rpc, other.clerk, **fields)).reason == reason
    assert list(listed(other).people) == []
