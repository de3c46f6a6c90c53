"""Secretaries report each year and are appraised by others; awards are recorded (PB-30, PB-34)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.party_building.v1 import secretary_report_pb2 as pb

from services.party_building.domain.secretary_report import MOVES, SecretaryReportState
from tests.doors import Identity, refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import ACTIVIST, FORMAL, Registry, new_name, on_day

_S = SecretaryReportState


@pytest.fixture
def branch(registry: Registry) -> tuple[str, str]:
    """A branch at work and its secretary."""
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    return registry.branch_of(office, members).name, members[0].name


def report(registry: Registry, organisation: str, **changes: Any) -> pb.SecretaryReport:
    fields: dict[str, Any] = {
        "organisation": organisation, "year": 2026, "submitted_date": "2026-06-15", "document_number": "述职1号",
        **changes,
    }  # fmt: skip
    made: pb.SecretaryReport = registry.call("CreateSecretaryReport", secretary_report=pb.SecretaryReport(**fields))
    return made


def appraise(registry: Registry, name: str, who: Identity | None = None, **more: Any) -> pb.SecretaryReport:
    asked = {"name": name, "document_number": "评议1号", "appraisal": "评价为好", **more}
    done: pb.SecretaryReport = registry.call(
        "AppraiseSecretaryReport", who or registry.superior, **asked
    ).secretary_report
    return done


def owed(registry: Registry, year: int = 2026) -> list[tuple[str, str]]:
    found = registry.call("ListOwedReports", year=year).owed_reports
    return [(one.organisation, one.secretary_report) for one in found]


def test_the_moves_of_a_report() -> None:
    assert {_S.SUBMITTED: {"appraise": frozenset({_S.APPRAISED})}, _S.APPRAISED: {}} == MOVES


@pytest.mark.rule("PB-30")
def test_a_secretary_reports_once_a_year_and_is_appraised(registry: Registry, branch: tuple[str, str]) -> None:
    organisation, secretary = branch
    assert (owed(registry), owed(registry, 2025)) == ([(organisation, "")], [])
    made = report(registry, organisation)
    assert (made.secretary, made.state) == (secretary, pb.SECRETARY_REPORT_STATE_SUBMITTED)
    assert owed(registry) == [(organisation, made.name)]
    twice = refused(lambda: report(registry, organisation))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REPORT_TAKEN")
    early = refused(lambda: appraise(registry, made.name, happened_date="2026-06-14"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    done = appraise(registry, made.name, etag=made.etag)
    assert (done.appraisal, done.appraised_date, list(done.allowed_actions)) == ("评价为好", "2026-06-15", [])
    assert refused(lambda: appraise(registry, made.name)).reason == "ACTION_NOT_ALLOWED"
    assert owed(registry) == []


@pytest.mark.rule("P-04")
def test_whoever_entered_a_report_cannot_appraise_it(registry: Registry, branch: tuple[str, str]) -> None:
    made = report(registry, branch[0])
    both = registry.door.person("party_secretary", subject="clerk")
    assert refused(lambda: appraise(registry, made.name, both)).reason == "SEPARATION_OF_DUTIES"


@pytest.mark.rule("PB-30")
def test_a_report_is_on_a_year_that_has_come_and_by_somebody(
    registry: Registry, branch: tuple[str, str], profile: Profile
) -> None:
    ahead = refused(lambda: report(registry, branch[0], year=2027))
    assert ahead.violations == {"secretary_report.year": "YEAR_IN_FUTURE"}
    assert refused(lambda: report(registry, registry.propose().name)).reason == "ORGANISATION_UNKNOWN"
    with on_day(registry, profile, "2027-01-10") as later:
        assert report(later, branch[0], submitted_date="2027-01-10").year == 2026


@pytest.mark.rule("PB-34")
def test_branches_and_members_are_awarded(registry: Registry, branch: tuple[str, str]) -> None:
    def award(target: str, **changes: Any) -> pb.Award:
        fields: dict[str, Any] = {
            "target": target, "title": "先进党支部", "awarded_by": "示例区司法局党组", "awarded_date": "2026-06-15",
            "document_number": "表彰1号", **changes,
        }  # fmt: skip
        made: pb.Award = registry.call("CreateAward", award=pb.Award(**fields))
        return made

    given = [award(target) for target in branch]
    listed = registry.call("ListAwards", target=branch[1]).awards
    assert [one.name for one in listed] == [given[1].name]
    assert registry.call("GetAward", name=given[0].name) == given[0]
    (activist,) = registry.staff(new_name("offices"), ACTIVIST)
    for target in (activist.name, new_name("members"), new_name("partyOrganisations"), registry.propose().name):
        assert refused(partial(award, target)).reason == "TARGET_UNKNOWN"


def test_another_county_sees_neither_reports_nor_awards(registry: Registry, branch: tuple[str, str]) -> None:
    made = report(registry, branch[0])
    neighbour = registry.door.person("party_secretary", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetSecretaryReport", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListSecretaryReports", neighbour).secretary_reports == []
    assert registry.call("ListOwedReports", neighbour, year=2026).owed_reports == []
    assert registry.call("ListAwards", neighbour).awards == []
