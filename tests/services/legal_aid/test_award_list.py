"""The yearly award list: final scores beside grades and penalties (XF-27, XF-31, XF-26)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import award_list_service_pb2 as pb
from sifa.legal_aid.v1 import partner_report_pb2

from chassis.events.reactions import load_reactor
from chassis.events.rebuild import rebuild
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.partners import PRACTITIONER, Partners
from tests.services.legal_aid.test_partner_reports import office_with
from tests.services.supervision.test_rebuild import log_of

SCORE, GRADED = "supervision.ScoreSheetFinal", "grassroots_offices.AssessmentGraded"
PENALTY = "grassroots_offices.PenaltyDecided"


@pytest.fixture
def partners(counter: Counter) -> Partners:
    return Partners(counter.door)


def awards(counter: Counter, year: int = 2026, who: Identity | None = None) -> list[pb.AwardLine]:
    return list(counter.call("CompileAwardList", who or counter.head, year=year).lines)


def sheet(number: int, **changes: Any) -> dict[str, Any]:
    return {"score_sheet": f"scoreSheets/{number}", **changes}


@pytest.mark.rule("XF-27")
def test_units_are_listed_by_their_final_scores(counter: Counter, partners: Partners) -> None:
    who = office_with(counter)
    partners.tell(SCORE, "unit", **sheet(1, unit=counter.institution, total_tenths=900))
    partners.tell(SCORE, "unit", **sheet(2, unit=who.unit, total_tenths=1105))
    partners.tell(SCORE, "unit", **sheet(3, unit="sections/1", total_tenths=1000))
    partners.tell(SCORE, "unit", **sheet(4, unit="sections/2", year=2025))
    found = awards(counter)
    assert [(one.registered_as, one.score_tenths, one.score_sheet) for one in found] == [
        (who.unit, 1105, "scoreSheets/2"), ("", 1000, "scoreSheets/3"), (counter.institution, 900, "scoreSheets/1"),
    ]  # fmt: skip
    assert found[2].display_name == "玄法援法律援助中心"
    assert [one.subject for one in awards(counter, 2025)] == ["sections/2"]
    assert partners.parked() == []


@pytest.mark.rule("XF-27")
def test_a_later_final_sheet_takes_the_place_of_the_earlier_one(counter: Counter, partners: Partners) -> None:
    for number, total in ((1, 1000), (2, 800)):
        partners.tell(SCORE, "unit", **sheet(number, unit=counter.institution, total_tenths=total))
    assert [(one.score_tenths, one.score_sheet) for one in awards(counter)] == [(800, "scoreSheets/2")]


@pytest.mark.rule("XF-31", "XF-26")
def test_who_was_only_graded_is_listed_after_the_scored_with_his_penalties(
    counter: Counter, partners: Partners
) -> None:  # fmt: skip
    office_with(counter)
    partners.tell(SCORE, "unit", **sheet(1, unit=counter.institution, total_tenths=1))
    partners.tell(PENALTY, "fine", subject=PRACTITIONER, decided_date="2026-03-01")
    partners.tell(GRADED, "excellent", subject=PRACTITIONER, year=2026)
    graded = awards(counter)[1]
    assert (graded.subject, graded.display_name, graded.penalties) == (PRACTITIONER, "乙工作者", 1)
    assert graded.grade != partner_report_pb2.ASSESSMENT_GRADE_UNSPECIFIED
    assert not graded.HasField("score_tenths")


def test_a_neighbour_sees_nothing_of_it(counter: Counter, partners: Partners) -> None:
    partners.tell(SCORE, "unit", **sheet(1, unit=counter.institution))
    assert awards(counter, who=counter.door.person("legal_aid_head", divisions=("990103",))) == []


@pytest.mark.rule("XF-27")
def test_the_list_is_the_same_after_the_replica_was_built_anew(counter: Counter, partners: Partners) -> None:
    delivery = partners.tell(SCORE, "unit", **sheet(1, unit=counter.institution))
    before = awards(counter)
    partners.inbox.receive(delivery)
    rebuild(counter.door.service, load_reactor(counter.door.service), [log_of(partners.told)])
    assert awards(counter) == before
