"""What every window shows: nine stages, one owner each, a version at a time, revised within a year (LA-129, F-18)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import service_list_pb2 as pb

from services.legal_aid.domain.service_list import MOVES, ServiceListState, ServiceStage
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import reopened

STAGES = pb.ServiceStage.values()[1:]
DRAFT, PUBLISHED = pb.SERVICE_LIST_STATE_DRAFT, pb.SERVICE_LIST_STATE_PUBLISHED


def item(title: str = "经济困难公民申请法律援助", *, ownerless: int = 0, missing: int = 0) -> pb.ServiceItem:
    """A service whose first stages have no owner, or whose last ones are not written."""
    stages = [
        pb.StageStandard(
            stage=stage,
            standard="当场办理",
            limit="七日内",
            section="受理科",
            owner="" if place < ownerless else "林科员",
        )
        for place, stage in enumerate(STAGES[: len(STAGES) - missing])
    ]
    return pb.ServiceItem(title=title, scope="本市户籍或者经常居住地的公民", papers=["身份证件"], stages=stages)


def write(counter: Counter, *items: pb.ServiceItem, **changes: Any) -> pb.ServiceList:
    """The clerk writes the next version."""
    fields: dict[str, Any] = {
        "institution": counter.institution, "items": items or (item(),), "duty_lawyers": "法院值班室，工作日",
        "supervision": "拨打12348或者向司法局反映", "telephone": "0563-0000000", "promise": "一次告知", **changes,
    }  # fmt: skip
    made: pb.ServiceList = counter.call("CreateServiceList", counter.clerk, service_list=pb.ServiceList(**fields))
    return made


def publish(counter: Counter, name: str, **fields: Any) -> pb.ServiceList:
    """The head publishes it."""
    asked = {"name": name, "document_number": "公布1号", **fields}
    shown: pb.ServiceList = counter.call("PublishServiceList", counter.head, **asked).service_list
    return shown


def test_the_nine_stages_are_those_of_the_rule() -> None:
    assert [stage.name for stage in ServiceStage] == [
        "RECEPTION", "APPLICATION", "ACCEPTANCE", "APPROVAL", "ASSIGNMENT", "HANDLING", "CLOSING", "FILING",
        "EVALUATION",
    ]  # fmt: skip
    assert {state: set(moves) for state, moves in MOVES.items()} == {
        ServiceListState.DRAFT: {"publish"}, ServiceListState.PUBLISHED: {"recordPosting"},
        ServiceListState.REPLACED: set(),
    }  # fmt: skip


@pytest.mark.rule("LA-129")
@pytest.mark.parametrize("ownerless", [pytest.param(1, id="TV-C09")])
def test_an_item_without_an_owner_is_not_published_and_is_named(counter: Counter, ownerless: int) -> None:
    made = write(counter, item("申请法律援助"), item("值班律师帮助", ownerless=ownerless))
    found = refused(lambda: publish(counter, made.name))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "OWNER_MISSING")
    assert "值班律师帮助" in found.message
    assert "申请法律援助" not in found.message


@pytest.mark.rule("LA-129")
def test_all_nine_stages_are_written_before_it_is_shown(counter: Counter) -> None:
    found = refused(lambda: publish(counter, write(counter, item(missing=1)).name))
    assert found.reason == "STAGES_MISSING"


@pytest.mark.rule("LA-129")
def test_one_version_is_shown_at_a_time_and_revised_within_a_year(counter: Counter) -> None:
    first = publish(counter, write(counter).name)
    assert (first.version, first.state, first.published_date) == (1, PUBLISHED, "2026-06-15")
    assert (first.deadline.kind, first.deadline.earliest_date) == ("REVISE_LIST", "2027-06-15")
    due = counter.call("ListDueDeadlines", counter.clerk, kind="REVISE_LIST").due_deadlines
    assert [(one.deadline.subject, one.institution) for one in due] == [(first.name, counter.institution)]
    second = publish(counter, write(counter, item("见义勇为人员申请法律援助")).name)
    before = counter.call("GetServiceList", counter.clerk, name=first.name)
    assert (second.version, before.state, before.deadline.done_date) == (
        2,
        pb.SERVICE_LIST_STATE_REPLACED,
        "2026-06-15",
    )
    shown = counter.call("ListServiceLists", counter.clerk, institution=counter.institution, state=PUBLISHED)
    assert [one.name for one in shown.service_lists] == [second.name]
    assert refused(lambda: publish(counter, first.name)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("LA-129")
def test_an_institution_writes_one_draft_at_a_time(counter: Counter) -> None:
    assert write(counter).state == DRAFT
    again = refused(lambda: write(counter))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "DRAFT_THERE")


@pytest.mark.rule("LA-129")
def test_where_it_hangs_is_shown_by_evidence(counter: Counter) -> None:
    made = write(counter)
    posting = {"name": made.name, "window": "桥头镇司法所", "evidence": "照片1号"}
    early = refused(lambda: counter.call("RecordPosting", counter.clerk, **posting))
    assert early.reason == "ACTION_NOT_ALLOWED"
    publish(counter, made.name)
    before = refused(lambda: counter.call("RecordPosting", counter.clerk, **posting, happened_date="2026-06-14"))
    assert before.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    hung = counter.call("RecordPosting", counter.clerk, **posting).service_list
    assert [(one.window, one.posted_date) for one in hung.postings] == [("桥头镇司法所", "2026-06-15")]


@pytest.mark.rule("LA-129")
def test_an_item_and_a_stage_are_written_once(counter: Counter) -> None:
    twice = item()
    twice.stages.append(twice.stages[0])
    del twice.stages[8]
    found = refused(lambda: write(counter, item(), item(), twice))
    assert found.violations == {
        "service_list.items[1].title": "ITEM_TWICE", "service_list.items[2].title": "ITEM_TWICE",
        "service_list.items[2].stages": "STAGE_TWICE",
    }  # fmt: skip


def test_a_late_publication_says_why(counter: Counter, profile: Profile) -> None:
    made = write(counter)
    with reopened(counter, profile, SIFA_NOW="2026-06-29T09:00+08:00") as later:
        late = {"happened_date": "2026-06-15"}
        assert refused(lambda: publish(later, made.name, **late)).reason == "ENTRY_REASON_MISSING"
        assert publish(later, made.name, **late, entry_reason="文件晚到").published_date == "2026-06-15"


def test_another_county_sees_no_list(counter: Counter) -> None:
    made = write(counter)
    neighbour = counter.door.person("legal_aid_clerk", divisions=("990103",))
    found = refused(lambda: counter.call("GetServiceList", neighbour, name=made.name))
    assert found.code == grpc.StatusCode.NOT_FOUND
    assert refused(lambda: write(counter, institution="institutions/019ed7e5-3a00-7000-8000-2f6b1c9d0a01")).reason == (
        "INSTITUTION_UNKNOWN"
    )
