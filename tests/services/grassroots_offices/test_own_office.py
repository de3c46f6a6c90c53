"""The people of an office file and see what is their office's, each by his post, and nothing of another one's."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import (
    adviser_log_pb2,
    fee_receipt_pb2,
    office_case_pb2,
    service_hours_pb2,
    work_brief_pb2,
)
from sifa.grassroots_offices.v1 import staff_account_pb2 as pb

from services.grassroots_offices.domain.staff_account import MOVES
from tests.doors import Identity, refused
from tests.services.grassroots_offices.applications import grant
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import CLIENT, approved, party, register
from tests.services.grassroots_offices.successions import merge
from tests.services.grassroots_offices.test_service_hours import HOURS
from tests.services.grassroots_offices.test_village_advisers import CASE, engaged, listed

POSTS = {"director": pb.STAFF_POST_DIRECTOR, "clerk": pb.STAFF_POST_CLERK, "practitioner": pb.STAFF_POST_PRACTITIONER}


def link(desk: Desk, office: str, post: str, practitioner: str = "", account: str = "") -> Identity:
    """Somebody of the office who signs in."""
    asked = pb.StaffAccount(
        office=office, account=account or post, post=POSTS[post], practitioner=practitioner, document_number="指派1号"
    )
    desk.call("CreateStaffAccount", desk.clerk, staff_account=asked)
    return desk.door.person("office_staff", subject=account or post)


def matter(office: str, handler: str) -> office_case_pb2.OfficeCase:
    return office_case_pb2.OfficeCase(
        office=office, handler=handler, kind=office_case_pb2.OFFICE_CASE_KIND_NON_LITIGATION, matter="代书",
        party_divisions=["990102"], parties=[party(CLIENT, "甲示例")], document_number="委托1号",
        accepted_date="2026-06-15", fee_fen=50_000,
    )  # fmt: skip


def paper(case: Any, **fields: Any) -> dict[str, Any]:
    return {"name": case.name, "document_number": "审批1号", **fields}


@pytest.mark.rule("GO-15", "GO-17")
def test_a_matter_goes_from_the_practitioner_over_the_director_to_the_archive(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    director, clerk = (link(desk, office.name, post) for post in ("director", "clerk"))
    him = link(desk, office.name, "practitioner", staff[0].name)
    case = desk.call("EnterOwnOfficeCase", him, office_case=matter(office.name, staff[0].name)).office_case
    approval = paper(case, risk_notice_date="2026-06-15", major=True)
    for who in (him, clerk):
        assert refused(partial(desk.call, "ApproveOwnOfficeCase", who, **approval)).reason == "POST_NOT_ALLOWED"
    desk.call("ApproveOwnOfficeCase", director, **approval)
    money = fee_receipt_pb2.FeeReceipt(
        office=office.name, number=1, received_date="2026-06-15", kind=fee_receipt_pb2.FEE_RECEIPT_KIND_FEE,
        office_case=case.name, amount_fen=50_000, document_number="票据1号",
    )  # fmt: skip
    assert refused(lambda: desk.call("EnterOwnFeeReceipt", him, fee_receipt=money)).reason == "POST_NOT_ALLOWED"
    desk.call("EnterOwnFeeReceipt", clerk, fee_receipt=money)
    desk.call("RecordOwnDiscussion", clerk, **paper(case))
    desk.call("CloseOwnOfficeCase", him, **paper(case, outcome="已交付文书"))
    done = desk.call("ArchiveOwnOfficeCase", clerk, **paper(case, archive_number="2026非001")).office_case
    assert done.state == office_case_pb2.OFFICE_CASE_STATE_ARCHIVED
    other = desk.call("EnterOwnOfficeCase", clerk, office_case=matter(office.name, staff[1].name)).office_case
    declined = desk.call("DeclineOwnOfficeCase", director, **paper(other, outcome="人手不足")).office_case
    assert declined.state == office_case_pb2.OFFICE_CASE_STATE_DECLINED


@pytest.mark.rule("GO-15")
def test_a_practitioner_files_and_sees_his_own_alone_and_nobody_another_offices(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    elsewhere, others = desk.staffed_office(3)
    director = link(desk, office.name, "director")
    him = link(desk, office.name, "practitioner", staff[0].name)
    mine, colleague = (register(desk, office.name, one.name) for one in staff[:2])
    theirs = register(desk, elsewhere.name, others[0].name)
    seen = [desk.call("ListOwnOfficeCases", who).office_cases for who in (him, director)]
    assert [sorted(one.name for one in page) for page in seen] == [
        [mine.name], sorted([mine.name, colleague.name]),
    ]  # fmt: skip
    foreign = refused(lambda: desk.call("EnterOwnOfficeCase", him, office_case=matter(office.name, staff[1].name)))
    assert foreign.reason == "POST_NOT_ALLOWED"
    away = refused(
        lambda: desk.call("EnterOwnOfficeCase", director, office_case=matter(elsewhere.name, others[0].name))
    )
    assert away.reason == "OFFICE_UNKNOWN"
    closing = partial(desk.call, "CloseOwnOfficeCase", outcome="结案")
    assert refused(lambda: closing(him, **paper(colleague))).reason == "POST_NOT_ALLOWED"
    assert refused(lambda: closing(director, **paper(theirs))).code == grpc.StatusCode.NOT_FOUND


def test_hours_logs_and_briefs_are_filed_for_the_offices_people(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    _, others = desk.staffed_office(3)
    him, clerk = link(desk, office.name, "practitioner", staff[0].name), link(desk, office.name, "clerk")
    enter = partial(desk.call, "EnterOwnServiceHours")

    def hours(practitioner: str) -> service_hours_pb2.ServiceHours:
        fields: dict[str, Any] = {**HOURS, "practitioner": practitioner}
        return service_hours_pb2.ServiceHours(**fields)

    assert enter(him, service_hours=hours(staff[0].name)).service_hours.office == office.name
    assert refused(lambda: enter(him, service_hours=hours(staff[1].name))).reason == "POST_NOT_ALLOWED"
    assert enter(clerk, service_hours=hours(staff[1].name)).service_hours.office == office.name
    assert refused(lambda: enter(clerk, service_hours=hours(others[0].name))).reason == "OFFICE_UNKNOWN"
    place = listed(desk, "桥头镇一村")
    for adviser, reason in ((engaged(desk, place, staff[0].name), ""), (engaged(desk, place), "OFFICE_UNKNOWN"),
                            (engaged(desk, place, staff[1].name), "POST_NOT_ALLOWED")):  # fmt: skip
        entry = adviser_log_pb2.AdviserLog(
            village_adviser=adviser.name,
            kind=CASE,
            log_date="2026-06-15",
            summary="群内答复",
            document_number="日志1号",
        )
        call = partial(desk.call, "EnterOwnAdviserLog", him, adviser_log=entry)
        assert (refused(call).reason if reason else call().adviser_log.state) in {
            reason, adviser_log_pb2.ADVISER_LOG_STATE_KEPT,
        }  # fmt: skip
    brief = work_brief_pb2.WorkBrief(
        office=office.name, kind=work_brief_pb2.WORK_BRIEF_KIND_BRIEF, title="本周信息", submitted_date="2026-06-15",
        document_number="报送1号",
    )  # fmt: skip
    assert refused(lambda: desk.call("EnterOwnWorkBrief", him, work_brief=brief)).reason == "POST_NOT_ALLOWED"
    assert desk.call("EnterOwnWorkBrief", clerk, work_brief=brief).work_brief.title == "本周信息"


def test_an_account_stands_for_one_office_until_the_link_ends_or_its_practitioner_leaves(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    elsewhere, _ = desk.staffed_office(3)
    director, him = link(desk, office.name, "director"), link(desk, office.name, "practitioner", staff[0].name)
    taken = refused(lambda: link(desk, elsewhere.name, "director"))
    assert (taken.code, taken.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ACCOUNT_TAKEN")
    stranger = refused(lambda: link(desk, elsewhere.name, "practitioner", staff[1].name, "someone"))
    assert stranger.reason == "PRACTITIONER_NOT_OF_OFFICE"
    nobody = refused(lambda: link(desk, office.name, "practitioner", account="someone"))
    assert nobody.violations == {"staff_account.practitioner": "POST_MISMATCH"}
    (linked,) = [
        one for one in desk.call("ListStaffAccounts", desk.clerk, office=office.name).staff_accounts
        if one.account == "director"
    ]  # fmt: skip
    ended = desk.call("EndStaffAccount", desk.clerk, name=linked.name).staff_account
    assert (ended.state, ended.ended_date) == (pb.STAFF_ACCOUNT_STATE_ENDED, "2026-06-15")
    assert desk.call("GetStaffAccount", desk.clerk, name=linked.name) == ended
    desk.leave(staff[0])
    for who in (director, him):
        assert refused(partial(desk.call, "ListOwnOfficeCases", who)).reason == "ACCOUNT_NOT_LINKED"
    link(desk, elsewhere.name, "director")


@pytest.mark.rule("GO-08", "GO-15")
def test_whose_office_was_taken_over_stands_for_the_successor_and_its_posts_end_with_it(desk: Desk) -> None:
    (first, _), (second, others) = desk.staffed_office(3), desk.staffed_office(2)
    director = link(desk, second.name, "director")
    him, gone = (link(desk, second.name, "practitioner", one.name, one.name) for one in others)
    case = approved(desk, second.name, others[0].name)
    desk.leave(others[1])
    merged = grant(desk, merge(desk, first.name, second.name))
    (seen,) = desk.call("ListOwnOfficeCases", him).office_cases
    assert (seen.name, seen.office) == (case.name, second.name)
    desk.call("CloseOwnOfficeCase", him, **paper(case, outcome="已交付文书"))
    mine = matter(first.name, others[0].name)
    assert desk.call("EnterOwnOfficeCase", him, office_case=mine).office_case.office == first.name
    for who in (director, gone):
        ended = refused(partial(desk.call, "ListOwnOfficeCases", who))
        assert (ended.reason, ended.metadata["successor"]) == ("OFFICE_ABSORBED", first.name)
    links = desk.call("ListStaffAccounts", desk.clerk).staff_accounts
    linked, over = pb.STAFF_ACCOUNT_STATE_LINKED, pb.STAFF_ACCOUNT_STATE_ENDED
    assert {(one.account, one.office, one.state) for one in links} == {
        ("director", second.name, over), (others[1].name, second.name, over), (others[0].name, second.name, over),
        (others[0].name, first.name, linked),
    }  # fmt: skip
    (passed,) = [one for one in links if one.office == first.name]
    assert (passed.practitioner, passed.document_number) == (others[0].name, merged.decision.document_number)
    assert refused(lambda: link(desk, second.name, "director")).reason == "OFFICE_ABSORBED"
    again = link(desk, first.name, "director")
    assert [
        one.name
        for one in desk.call("ListOwnOfficeCases", again, state=office_case_pb2.OFFICE_CASE_STATE_CLOSED).office_cases
    ] == [case.name]


def test_an_offices_people_reach_no_method_of_the_county(desk: Desk) -> None:
    office = desk.enter_office()
    director = link(desk, office.name, "director")
    for rpc in ("ListOfficeCases", "ListFeeReceipts", "ListPractitioners", "ListStaffAccounts", "ListPenalties"):
        shut = refused(partial(desk.call, rpc, director))
        assert shut.code == grpc.StatusCode.PERMISSION_DENIED


def test_the_moves_of_a_link() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"LINKED": ["end"], "ENDED": []}
