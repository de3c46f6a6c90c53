"""Checks of campaigns: two officers, everything, signed; what they find is put right (SV-02, SV-04, SV-05)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import campaign_unit_pb2 as pb
from sifa.supervision.v1 import rectification_pb2 as subjects

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, check, on, plan, start, two_officers, units
from tests.services.supervision.units import office, unit

SECTION_CHECK, SPOT_CHECK = campaigns.COVERAGE_KIND_SECTION_CHECK, campaigns.COVERAGE_KIND_SPOT_CHECK


@pytest.mark.rule("SV-02", "SV-04", "SV-05")
def test_a_check_is_whole_signed_and_made_by_two_officers(bureau: Bureau, profile: Profile) -> None:
    """TV-S10, E-61: a section check goes through everybody and everything."""
    name = plan(bureau).name
    officers = two_officers(bureau)
    newcomer = bureau.officer().name
    with on(bureau, profile, "2021-01-15") as then:
        unit(then, "桥头司法所", 2)
        start(then, name, happened_date="2021-01-14")
        row = units(then)[0]

        def checked(kind: int = SECTION_CHECK, by: list[str] = officers, **fields: Any) -> Any:
            return check(then, row, kind, by, **fields)

        alone = refused(lambda: checked(by=officers[:1]))
        assert "officers" in alone.violations
        assert refused(lambda: checked(by=[officers[0], newcomer])).reason == "OFFICERS_UNFIT"
        for less in ({"people_checked": 1}, {"ledgers_checked": 0}, {"files_checked": 2}):
            assert refused(lambda less=less: checked(**less)).reason == "CHECK_INCOMPLETE"  # type: ignore[misc]
        assert refused(lambda: checked(campaigns.COVERAGE_KIND_MUTUAL_CHECK)).reason == "CHECK_NOT_PLANNED"
        assert "kind" in refused(lambda: checked(campaigns.COVERAGE_KIND_SELF_INSPECTION)).violations
        answer = refused(lambda: checked(result=pb.CHECK_RESULT_PROBLEMS))
        assert answer.violations == {"result": "RESULT_MISMATCH"}
        cell = next(one for one in checked().cells if one.kind == SECTION_CHECK)
        assert (cell.done_date, cell.days_late, cell.result, cell.signed_by, cell.counted) == (
            "2021-01-15", 1, pb.CHECK_RESULT_NONE_FOUND, "section", True,
        )  # fmt: skip
        assert list(cell.officers) == officers
        assert refused(checked).reason == "CHECK_ENTERED"
        sampled = checked(SPOT_CHECK, people_checked=1)
        assert next(one for one in sampled.cells if one.kind == SPOT_CHECK).days_late == 0


@pytest.mark.rule("SV-05")
def test_an_officer_with_an_interest_does_not_check(bureau: Bureau, profile: Profile) -> None:
    name = plan(bureau).name
    officers = two_officers(bureau)
    made = office(bureau)
    asked = {"name": officers[1], "interest": {"subject": made.subject, "ground": 1}, "document_number": "声明1号"}
    bureau.call("DeclareInterest", bureau.section, **asked)
    with on(bureau, profile, FIRST_DAY) as then:
        start(then, name)
        assert refused(lambda: check(then, units(then)[0], SPOT_CHECK, officers)).reason == "OFFICERS_UNFIT"


@pytest.mark.rule("SV-04", "SV-20", "SV-76")
def test_what_a_check_finds_has_to_be_put_right_within_the_phase(bureau: Bureau, profile: Profile) -> None:
    name = plan(bureau).name
    officers = two_officers(bureau)
    problem = {"item": 3, "problem": "案件未及时录入", "measure": "三日内补录", "responsible_person": "所主任"}
    with on(bureau, profile, FIRST_DAY) as then:
        office(then)
        start(then, name)
        row = units(then)[0]
        found = {"result": pb.CHECK_RESULT_PROBLEMS, "problems": [problem]}
        late = {**found, "problems": [{**problem, "due_date": "2021-01-30"}]}
        assert refused(lambda: check(then, row, SPOT_CHECK, officers, **late)).reason == "DUE_PAST_PHASE"
        done = check(then, row, SPOT_CHECK, officers, **found)
        cell = next(one for one in done.cells if one.kind == SPOT_CHECK)
        made = then.call("GetRectification", then.chief, name=cell.rectifications[0])
    assert (made.source_reference, made.item, made.subject_type, made.due_date, made.phase_end_date) == (
        row.name, 3, subjects.SUBJECT_TYPE_OFFICE, "2021-01-22", "2021-01-29",
    )  # fmt: skip
