"""An application says what it waits for, from whom, since when and by when, beside the steps that were done."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import licence_application_pb2 as pb

from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import (
    PAPERS,
    Partners,
    act,
    establish,
    file,
    founders,
    grant,
    opined,
    transfer,
)
from tests.services.grassroots_offices.desk import Desk, credit_code, on_day

STATED = pb.TransferStatement(handover_done=True, debts_clear=True)
TRANSFER = pb.LICENCE_APPLICATION_KIND_TRANSFER


def waits(application: Any) -> list[tuple[str, str, str, str]]:
    """What is waited for, from whom, since when, by when."""
    return [
        (pb.LicenceAwaitedKind.Name(one.kind).removeprefix("LICENCE_AWAITED_KIND_"), one.whom, one.since_date,
         one.due_date)
        for one in application.awaiting
    ]  # fmt: skip


@pytest.mark.rule("GO-33", "GO-35", "PB-14")
def test_a_member_who_moves_waits_for_the_letter_until_it_is_issued(desk: Desk, profile: Profile) -> None:
    """The party organisation's step runs beside those of the bureaus, and is alone at the end."""
    office, _ = desk.staffed_office(3)
    _, staff = desk.staffed_office(4)
    letter = ("RELATION_TRANSFER", "原所在党组织", "2026-06-15", "")
    filed = transfer(desk, staff[0].name, office.name)
    assert waits(filed) == [("OPINION", "县级司法行政机关", "2026-06-15", "2026-07-14"), letter]
    assert filed.awaiting[1].text == "自2026-06-15起等待原所在党组织：开具党组织关系介绍信。"
    with on_day(desk, profile, "2026-06-18") as later:
        reviewed = opined(later, filed)
        decided = act(later, "DecideLicenceApplication", filed, granted=True)
    assert waits(reviewed) == [("DECISION", "市级司法行政机关", "2026-06-18", "2026-07-14"), letter]
    assert reviewed.awaiting[0].text == (
        "自2026-06-18起等待市级司法行政机关：书面决定，应于2026-07-14前（含当日）办结。"
    )
    assert waits(decided) == [letter]
    Partners(desk).start(filed, on="2026-06-18")
    done = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    assert (waits(done), [one.action for one in done.steps]) == ([], ["receive", "giveOpinion", "decide", "openGate"])


@pytest.mark.rule("GO-03", "GO-33")
def test_a_new_office_waits_for_the_look_at_its_plan(desk: Desk) -> None:
    filed = establish(desk, founders(desk))
    assert [one[0] for one in waits(filed)] == ["OPINION", "PARTY_PLAN"]
    Partners(desk).check_plan(filed)
    heard = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    assert [one[0] for one in waits(heard)] == ["OPINION"]
    assert waits(grant(desk, filed, issued_number="市许新字001号", credit_code=credit_code())) == []


@pytest.mark.rule("GO-05")
def test_missing_papers_are_waited_for_from_the_bureau_and_then_from_the_applicant(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    _, staff = desk.staffed_office(4)
    filed = file(
        desk, TRANSFER, practitioner=staff[0].name, office=office.name, transfer=STATED, papers=PAPERS[TRANSFER][:1]
    )
    assert [one[:3] for one in waits(filed)] == [("PAPER_NOTICE", "县级司法行政机关", "2026-06-15")]
    assert waits(filed)[0][3]
    asked = act(desk, "RequestPapers", filed)
    assert waits(asked) == [("PAPERS", "申请人", "2026-06-15", "")]


@pytest.mark.rule("PB-14")
def test_a_refusal_of_the_party_organisation_is_no_waiting(desk: Desk) -> None:
    """Before the decision the city sees it among the steps; nothing more will come."""
    office, _ = desk.staffed_office(3)
    _, staff = desk.staffed_office(4)
    filed = transfer(desk, staff[0].name, office.name)
    Partners(desk).refuse(filed)
    heard = desk.call("GetLicenceApplication", desk.clerk, name=filed.name)
    assert ([one[0] for one in waits(heard)], heard.party_step.reference != "") == (["OPINION"], True)
