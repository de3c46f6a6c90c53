"""A decision is computed again from what was kept with it, whatever is in force today (P-02)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sifa.legal_aid.v1 import decision_pb2 as pb
from sifa.legal_aid.v1 import decision_service_pb2 as service_pb

from chassis.kernel.policy import PolicyBook
from chassis.policy_files import read_book
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import reopened, served
from tests.services.legal_aid.packs import write_pack
from tests.services.legal_aid.papers import MAKERS, RICH
from tests.services.legal_aid.rows import everything

WITHOUT_PARAMETERS = {
    "GRANT without means condition", "GRANT of an exempt person", "REFUSE out of scope", "REFUSE for means not shown",
    "UPHOLD", "ORDER_GRANT", "GRANT by order",
}  # fmt: skip


def replay(counter: Counter, decision: pb.Decision) -> service_pb.ReplayDecisionResponse:
    again: service_pb.ReplayDecisionResponse = counter.call("ReplayDecision", counter.chief, name=decision.name)
    return again


def assert_identical(counter: Counter, decision: pb.Decision) -> None:
    again = replay(counter, decision)
    assert (again.identical, again.outcome) == (True, decision.outcome)
    assert again.text_sha256 == again.stored_text_sha256 == decision.text_sha256


def every_kind(counter: Counter) -> dict[str, pb.Decision]:
    return {kind: make(counter) for kind, make in MAKERS.items()}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_decision_is_computed_again_byte_by_byte(counter: Counter, kind: str) -> None:
    decision = MAKERS[kind](counter)
    assert_identical(counter, decision)
    assert bool(replay(counter, decision).pack_sha256) == (kind not in WITHOUT_PARAMETERS)


def test_the_packs_are_named_by_the_hashes_that_the_decision_shows(counter: Counter) -> None:
    decision = MAKERS["GRANT by the means test"](counter)
    shown = sorted({parameter.pack_sha256 for parameter in decision.parameters})
    assert list(replay(counter, decision).pack_sha256) == shown


def test_a_replay_writes_nothing(counter: Counter) -> None:
    decision = MAKERS["REFUSE above the standard"](counter)
    before = everything(counter.door.service)
    replay(counter, decision)
    assert everything(counter.door.service) == before


def test_an_unknown_decision_is_not_found(counter: Counter) -> None:
    unknown = pb.Decision(name="decisions/0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11")
    assert refused(lambda: replay(counter, unknown)).reason == "NOT_FOUND"


@pytest.mark.rule("LA-26")
def test_a_pack_that_overrides_the_standard_later_changes_new_decisions_only(
    counter: Counter, profile: Profile, tmp_path: Path
) -> None:
    decisions = every_kind(counter)
    folder = write_pack(tmp_path, dibao_fen=80_000)
    with reopened(counter, profile, SIFA_POLICY_DIR=str(folder)) as later:
        for decision in decisions.values():
            assert_identical(later, decision)
        new = later.decide(later.receive(**RICH).name).decision
        assert (new.outcome, {parameter.pack for parameter in new.parameters}) == (
            pb.OUTCOME_GRANT,
            {"990000", "990102"},
        )
        assert_identical(later, new)


def test_packs_that_were_edited_on_disk_change_no_old_decision(counter: Counter, tmp_path: Path) -> None:
    decisions = every_kind(counter)
    service = counter.door.service
    shutil.copytree(service.manifest.folder / "policies", tmp_path / "policies")
    file = tmp_path / "policies" / "990000.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("fen = 70000", "fen = 10000"), encoding="utf-8")
    with served(counter, replace(service, book=read_book([tmp_path / "policies"]))) as later:
        for decision in decisions.values():
            assert_identical(later, decision)
        assert later.decide(later.receive().name).decision.outcome == pb.OUTCOME_REFUSE


def test_packs_that_are_gone_from_disk_are_not_needed(counter: Counter) -> None:
    decisions = every_kind(counter)
    with served(counter, replace(counter.door.service, book=PolicyBook([]))) as later:
        for decision in decisions.values():
            assert_identical(later, decision)


def test_provisions_that_were_renumbered_change_no_old_decision(counter: Counter) -> None:
    decisions = every_kind(counter)
    service = counter.door.service
    rules = {key: replace(rule, citation=f"修订后的{rule.id}") for key, rule in service.rules.items()}
    with served(counter, replace(service, rules=rules)) as later:
        for decision in decisions.values():
            assert_identical(later, decision)
        assert "修订后的LA-24" in later.decide(later.receive(**RICH).name).decision.text


def test_a_rule_that_was_struck_out_is_not_needed(counter: Counter) -> None:
    decisions = every_kind(counter)
    with served(counter, replace(counter.door.service, rules={})) as later:
        for decision in decisions.values():
            assert_identical(later, decision)
