"""What is needed before an inspection: list, keys, kind, draw, cap (SV-05, SV-53, SV-60, SV-66, P-03)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.supervision.v1 import inspection_pb2 as pb

from services.supervision.offline import inspection_client as client
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.draws import VISIT, drawn, result, step
from tests.services.supervision.inspections import (
    DAY,
    ITEMS,
    PROBLEM,
    approve,
    checklist,
    officer_with_key,
    planned,
    spot_check,
)
from tests.services.supervision.units import office, unit

FOUND = {
    "answers": [{"item": "1.1", "outcome": "SOUND", "note": ""}, {"item": "1.2", "outcome": "PROBLEM", "note": ""}],
    "result": "PROBLEMS", "problems": [PROBLEM],
}  # fmt: skip


@pytest.mark.rule("SV-53", "SV-66")
def test_a_published_checklist_never_changes_and_has_versions(bureau: Bureau) -> None:
    told = {"title": "清单", "division": "990102", "items": ITEMS, "document_number": "清单1号"}
    first = bureau.call("CreateChecklist", bureau.section, checklist=told)
    twice = refused(lambda: bureau.call("ReviseChecklist", bureau.section, name=first.name, items=[*ITEMS, ITEMS[0]]))
    assert twice.violations == {"items[2].item": "ITEM_TWICE"}
    again = bureau.call("ReviseChecklist", bureau.section, name=first.name, items=ITEMS[:1]).checklist
    assert (again.version, len(again.items)) == (1, 1)
    plan = {"unit": office(bureau).name, "officers": [bureau.officer().name, bureau.officer().name]}
    early = refused(lambda: planned(bureau, pb.INSPECTION_KIND_SECTION_CHECK, checklist=first.name, **plan))
    assert early.reason == "CHECKLIST_NOT_PUBLISHED"
    bureau.call("PublishChecklist", bureau.chief, name=first.name, document_number="公布1号")
    fixed = refused(lambda: bureau.call("ReviseChecklist", bureau.section, name=first.name, items=ITEMS))
    assert fixed.reason == "ACTION_NOT_ALLOWED"
    assert bureau.call("CreateChecklist", bureau.section, checklist=told).version == 2
    found = bureau.call("ListChecklists", bureau.chief, title="清单").checklists
    assert [(one.version, len(one.items)) for one in found] == [(1, 1), (2, 2)]


@pytest.mark.rule("P-03")
def test_a_key_is_registered_by_who_holds_it_and_followed_by_another(bureau: Bureau) -> None:
    name, private = officer_with_key(bureau)
    told = {"name": name, "document_number": "公钥登记2号"}
    stranger = client.new_key()
    wrong = {"public_key": client.public_key_of(stranger), "proof": client.proof_of(private, name)}
    assert refused(lambda: bureau.call("RegisterOfficerKey", bureau.chief, **told, **wrong)).reason == "PROOF_WRONG"
    same = {"public_key": client.public_key_of(private), "proof": client.proof_of(private, name)}
    assert refused(lambda: bureau.call("RegisterOfficerKey", bureau.chief, **told, **same)).reason == "KEY_REGISTERED"
    other = {"public_key": client.public_key_of(stranger), "proof": client.proof_of(stranger, name)}
    done = bureau.call("RegisterOfficerKey", bureau.chief, **told, **other).inspection_officer
    assert [(one.since_date, one.until_date) for one in done.keys] == [(DAY, DAY), (DAY, "")]


@pytest.mark.rule("SV-05")
def test_each_kind_names_what_it_needs_and_nobody_checks_itself(bureau: Bureau) -> None:
    where = office(bureau).name
    usual = {"officers": [bureau.officer().name, bureau.officer().name], "checklist": checklist(bureau).name}

    def tried(kind: int, **fields: Any) -> Any:
        return refused(lambda: planned(bureau, kind, **usual, **fields)).violations

    mismatch = "KIND_MISMATCH"
    assert tried(pb.INSPECTION_KIND_SPOT_CHECK, unit=where) == {
        "inspection.unit": mismatch, "inspection.target_commitment": mismatch,
    }  # fmt: skip
    assert tried(pb.INSPECTION_KIND_RANDOM) == {"inspection.draw": mismatch}
    assert tried(pb.INSPECTION_KIND_FOLLOW_UP, unit=where) == {"inspection.rectification": mismatch}
    assert tried(pb.INSPECTION_KIND_LOOK_BACK, unit=where) == {"inspection.campaign": mismatch}
    itself = tried(pb.INSPECTION_KIND_MUTUAL, unit=where, checking_unit=where)
    assert itself == {"inspection.campaign": mismatch, "inspection.checking_unit": "UNIT_ITSELF"}
    made = planned(bureau, pb.INSPECTION_KIND_SECTION_CHECK, unit=where, **usual)
    assert (made.number, approve(bureau, made.name).approval_document) == ("（2026）检查第1号", "检查批准1号")


@pytest.mark.rule("SV-60", "SV-61")
def test_a_random_inspection_goes_to_whom_the_draw_drew(bureau: Bureau, profile: Profile) -> None:
    draw = drawn(bureau, profile)
    listed = checklist(bureau).name
    with at(bureau, profile, VISIT) as visit:
        step(visit, draw, "StartVisits")
        first = result(visit, draw).assignments[0]
        where = office(visit, subject=first.target, people=[])
        other = office(visit, "未抽中的法律服务所", people=[])
        usual = {"draw": draw.name, "officers": list(first.officers), "checklist": listed}
        made = planned(visit, pb.INSPECTION_KIND_RANDOM, **usual)
        approve(visit, made.name)
        asked = {"name": made.name}
        wrong = refused(lambda: visit.call("StartInspection", visit.section, unit=other.name, **asked))
        assert wrong.reason == "NOT_DRAWN"
        begun = visit.call("StartInspection", visit.section, unit=where.name, **asked).inspection
    assert (begun.state, begun.unit) == (pb.INSPECTION_STATE_STARTED, where.name)


@pytest.mark.rule("SV-20")
def test_a_follow_up_goes_to_the_unit_whose_problem_it_was(bureau: Bureau) -> None:
    visit = spot_check(bureau)
    visit.signed(visit.record(**FOUND))
    visit.answer()
    (problem,) = visit.close().rectifications
    usual = {"rectification": problem, "officers": list(visit.keys), "checklist": visit.inspection.checklist}
    other = unit(bureau, "桥头司法所").name
    follow = pb.INSPECTION_KIND_FOLLOW_UP
    assert refused(lambda: planned(bureau, follow, unit=other, **usual)).reason == "FOLLOW_UP_MISMATCH"
    assert planned(bureau, follow, unit=visit.unit.name, **usual).rectification == problem


@pytest.mark.rule("SV-66")
def test_an_enterprise_is_inspected_so_often_a_year_superiors_apart(bureau: Bureau) -> None:
    """K8: the cap is that of the pack, two a year."""
    first = spot_check(bureau)
    first.start()
    again: dict[str, Any] = {"unit": first.unit, "keys": first.keys, "checklist": first.inspection.checklist}
    spot_check(bureau, **again).start()
    third = spot_check(bureau, **again)
    assert refused(third.start).reason == "YEARLY_CAP"
    deployed = spot_check(bureau, **again, superior_document="上级专项检查1号")
    assert deployed.start().state == pb.INSPECTION_STATE_STARTED
    local = spot_check(bureau, **{**again, "unit": unit(bureau, "桥头司法所")})
    assert local.start().state == pb.INSPECTION_STATE_STARTED
