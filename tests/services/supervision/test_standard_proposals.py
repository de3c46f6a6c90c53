"""A standard that cannot be carried out costs the unit nothing: a proposal goes up (SV-80)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.supervision.v1 import campaign_pb2 as campaigns
from sifa.supervision.v1 import campaign_unit_pb2 as units_pb
from sifa.supervision.v1 import standard_proposal_pb2 as pb

from services.supervision.domain.standard_proposal import MOVES
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau
from tests.services.supervision.campaigns import FIRST_DAY, check, on, plan, start, two_officers, units
from tests.services.supervision.units import unit

PAPER = {"document_number": "建议1号"}
FOUND: dict[str, Any] = {
    "problem": "标准要求每案回访两次，乡镇无人力完成", "measure": "建议改为每案回访一次",
    "responsible_person": "所长", "finding_class": units_pb.FINDING_CLASS_STANDARD_ITSELF,
}  # fmt: skip


def proposed(bureau: Bureau, **changes: Any) -> pb.StandardProposal:
    fields: dict[str, Any] = {
        "division": HOME, "source_reference": "评分表第3项", "unit_title": "示范县法律援助中心",
        "analysis": "卷宗目录标准与档案规定不一致", "proposal": "建议统一为档案规定的目录", **changes,
    }  # fmt: skip
    made: pb.StandardProposal = bureau.call("CreateStandardProposal", bureau.section, standard_proposal=fields)
    return made


def listed(bureau: Bureau, **asked: Any) -> list[pb.StandardProposal]:
    return list(bureau.call("ListStandardProposals", bureau.chief, **asked).standard_proposals)


def test_the_moves() -> None:
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {"RECORDED": {"send": {"SENT"}}, "SENT": {"answer": {"ANSWERED"}}, "ANSWERED": {}}


@pytest.mark.rule("SV-80")
@pytest.mark.parametrize("ours", [pytest.param(0, id="TV-S26"), 1])
def test_a_finding_of_a_check_against_the_standard_is_one_proposal_and_no_rectification(
    bureau: Bureau, profile: Profile, ours: int
) -> None:
    """What the unit has to put right in the same check still becomes a rectification."""
    name, officers = plan(bureau).name, two_officers(bureau)
    with on(bureau, profile, FIRST_DAY) as then:
        unit(then, "桥头司法所")
        start(then, name)
        own = {**FOUND, "problem": "台账记录不全", "measure": "逐笔补齐", "finding_class": 0}
        done = check(
            then, units(then)[0], campaigns.COVERAGE_KIND_SPOT_CHECK, officers,
            result=units_pb.CHECK_RESULT_PROBLEMS, problems=[FOUND, *[own] * ours],
        )  # fmt: skip
        (cell,) = [one for one in done.cells if one.kind == campaigns.COVERAGE_KIND_SPOT_CHECK]
        assert len(cell.rectifications) == ours
        assert len(then.call("ListRectifications", then.chief).rectifications) == ours
        (one,) = listed(then)
        assert (one.analysis, one.proposal, one.source_reference) == (FOUND["problem"], FOUND["measure"], done.name)
        assert (one.unit_title, one.found_date) == ("桥头司法所", FIRST_DAY)


@pytest.mark.rule("SV-80")
def test_a_proposal_goes_up_and_its_answer_comes_back(bureau: Bureau) -> None:
    name = proposed(bureau).name
    answer = {"name": name, "answer": "已列入下次修订", **PAPER}
    assert refused(lambda: bureau.call("AnswerStandardProposal", bureau.section, **answer)).reason == (
        "ACTION_NOT_ALLOWED"
    )
    sent = bureau.call("SendStandardProposal", bureau.chief, name=name, sent_to="市司法局", **PAPER).standard_proposal
    assert (sent.state, sent.sent_to, sent.sent_date) == (
        pb.STANDARD_PROPOSAL_STATE_SENT, "市司法局", "2026-06-15",
    )  # fmt: skip
    done = bureau.call("AnswerStandardProposal", bureau.section, **answer).standard_proposal
    assert (done.answer, done.answered_date, list(done.allowed_actions)) == ("已列入下次修订", "2026-06-15", [])
    assert bureau.call("GetStandardProposal", bureau.chief, name=name) == done
    assert listed(bureau, state=pb.STANDARD_PROPOSAL_STATE_RECORDED) == []
    assert refused(lambda: proposed(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
