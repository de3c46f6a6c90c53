"""Mutual checks: groups and a rotation in each; an inspection is the coverage of its campaign (SV-54, SV-55)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import inspection_pb2 as pb

from chassis.kernel.errors import RuleViolated
from services.supervision.domain.mutual_check import mutual_checks
from services.supervision.offline import inspection_client as client
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import on, start, template, units
from tests.services.supervision.inspections import Visit, approve, checklist, planned
from tests.services.supervision.units import INSTITUTION, institution

MUTUAL, MUTUAL_CHECK = pb.INSPECTION_KIND_MUTUAL, campaigns.COVERAGE_KIND_MUTUAL_CHECK
CENTRES = [f"supervisedUnits/{number:02d}" for number in range(13)]
FIRST, DAY = "2021-05-01", "2021-08-05"


@pytest.mark.rule("SV-55")
def test_thirteen_centres_in_four_groups() -> None:
    """TV-S14: sizes 4, 3, 3, 3; A to B to C to A in a group of three."""
    found = mutual_checks(CENTRES, groups=4, seed="2021")
    assert Counter(one.group for one in found) == {1: 4, 2: 3, 3: 3, 4: 3}
    a, b, c = [one for one in found if one.group == 2]
    assert (a.unit, b.unit, c.unit) == (b.checking_unit, c.checking_unit, a.checking_unit)


@pytest.mark.rule("SV-55")
@given(count=st.integers(3, 60), groups=st.integers(1, 20), seed=st.text(max_size=8), data=st.data())
def test_everybody_checks_one_and_is_checked_by_another(count: int, groups: int, seed: str, data: Any) -> None:
    members = [f"supervisedUnits/{number}" for number in range(count)]
    if count < groups * 3:
        with pytest.raises(RuleViolated, match="TOO_FEW_FOR_GROUPS"):
            mutual_checks(members, groups=groups, seed=seed)
        return
    found = mutual_checks(members, groups=groups, seed=seed)
    pairs = {(one.checking_unit, one.unit) for one in found}
    assert sorted(one.checking_unit for one in found) == sorted(one.unit for one in found) == sorted(members)
    assert all(checking != unit and (unit, checking) not in pairs for checking, unit in pairs)
    sizes = Counter(one.group for one in found).values()
    assert max(sizes) - min(sizes) <= 1
    assert found == mutual_checks(data.draw(st.permutations(members)), groups=groups, seed=seed)


def centres(bureau: Bureau, count: int) -> None:
    for number in range(count):
        institution(bureau, f"第{number}法律援助中心", subject=f"{INSTITUTION[:-2]}{number:02d}")


@pytest.mark.rule("SV-54", "SV-55")
def test_a_campaign_is_grouped_checked_and_covered(bureau: Bureau, profile: Profile) -> None:
    held: dict[str, str] = {}
    with on(bureau, profile, FIRST) as then:
        centres(then, 3)
        name = then.call("CreateCampaign", then.section, campaign=template(then, 1)).name
        start(then, name)
        for _ in range(2):
            private = client.new_key()
            officer = then.officer(valid_from_date="2019-01-01").name
            told = {"public_key": client.public_key_of(private), "proof": client.proof_of(private, officer)}
            then.call("RegisterOfficerKey", then.chief, name=officer, document_number="公钥登记1号", **told)
            held[officer] = private
    with on(bureau, profile, DAY) as then:
        asked = {"name": name, "seed": "2021"}
        few = refused(lambda: then.call("GroupMutualChecks", then.chief, groups=2, **asked))
        assert few.reason == "TOO_FEW_FOR_GROUPS"
        first, second, _ = then.call("GroupMutualChecks", then.chief, groups=1, **asked).mutual_checks
        usual = {"campaign": name, "officers": list(held), "checklist": checklist(then).name, "planned_date": DAY}

        def mutual(checking: str, unit: str) -> pb.Inspection:
            return planned(then, MUTUAL, checking_unit=checking, unit=unit, **usual)

        made = mutual(first.checking_unit, first.unit)
        back = refused(lambda: mutual(first.unit, first.checking_unit))
        assert (back.reason, second.checking_unit) == ("MUTUAL_RECIPROCAL", first.unit)
        approve(then, made.name)
        target = then.call("GetSupervisedUnit", then.chief, name=first.unit)
        visit = Visit(bureau=then, inspection=made, unit=target, keys=held)
        visit.signed(visit.record(start_time=f"{DAY}T08:10", end_time=f"{DAY}T08:50"))
        visit.answer()
        visit.close()
        (row,) = [one for one in units(then) if one.unit == first.unit]
        cell = next(one for one in row.cells if one.kind == MUTUAL_CHECK)
        assert (cell.done_date, cell.record, cell.counted) == (DAY, made.number, True)
        assert list(cell.officers) == list(held)
