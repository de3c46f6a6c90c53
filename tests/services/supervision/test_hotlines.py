"""The number of the report line is published, and a campaign without one shows it (SV-07)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.supervision.v1 import campaign_pb2 as pb

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, on, plan, start
from tests.services.supervision.units import unit

LINE = {"number": "0000-0000000", "place": "服务大厅公示栏", "document_number": "公示1号"}


def publish(bureau: Bureau, name: str, **changes: Any) -> pb.Campaign:
    done = bureau.call("PublishHotline", bureau.section, **{"name": name, **LINE, **changes})
    return done.campaign  # type: ignore[no-any-return]


@pytest.mark.rule("SV-07")
def test_a_campaign_shows_that_no_number_is_published_until_one_is(bureau: Bureau, profile: Profile) -> None:
    made = plan(bureau)
    assert (made.hotline_missing, list(made.hotlines)) == (True, [])
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所")
        assert start(then, made.name).hotline_missing
        done = publish(then, made.name)
        assert (done.hotline_missing, done.state) == (False, pb.CAMPAIGN_STATE_RUNNING)
        assert refused(lambda: publish(then, made.name)).reason == "HOTLINE_PUBLISHED"
        after = publish(then, made.name, place="门户网站", document_number="公示2号")
        assert [(one.number, one.place, one.published_date, one.document_number) for one in after.hotlines] == [
            ("0000-0000000", "服务大厅公示栏", FIRST_DAY, "公示1号"),
            ("0000-0000000", "门户网站", FIRST_DAY, "公示2号"),
        ]  # fmt: skip
        assert then.call("GetCampaign", then.chief, name=made.name) == after


@pytest.mark.rule("SV-07")
def test_a_number_may_stand_before_the_campaign_begins_and_never_from_tomorrow(bureau: Bureau) -> None:
    name = plan(bureau).name
    later = refused(lambda: publish(bureau, name, happened_date="2026-06-16"))
    assert later.violations == {"happened_date": "DATE_IN_FUTURE"}
    since = publish(bureau, name, happened_date="2019-12-02", entry_reason="号码沿用").hotlines[0]
    assert since.published_date == "2019-12-02"
    for wrong in ("", "举报电话", "-12345", "1" * 21):
        assert list(refused(lambda number=wrong: publish(bureau, name, number=number)).violations) == ["number"]  # type: ignore[misc]
    chief = refused(lambda: bureau.call("PublishHotline", bureau.chief, name=name, **LINE))
    assert chief.code is grpc.StatusCode.PERMISSION_DENIED
