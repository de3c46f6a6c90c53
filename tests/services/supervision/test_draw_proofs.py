"""A published draw is computed again by two programs that share nothing with us, and each sees every cheat (SV-65)."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from sifa.supervision.v1 import draw_pb2 as pb

from chassis.kernel.draw import commitment_of
from services.supervision.domain.draw import DrawMode, DrawStratum
from services.supervision.domain.draw_risk import DrawRecord
from services.supervision.domain.draw_roster import DrawOfficer
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.draws import PAPER, bound, bundle, offices, plan, published, result, step
from tests.services.supervision.proofs_of_draws import (
    CHEATS,
    PYTHON,
    RISK,
    SHELL,
    Proof,
    cheated,
    check,
    proof_of,
    some_proof,
)

VERIFIERS = pytest.mark.parametrize("verifier", [PYTHON, SHELL], ids=["python", "shell"])
GOOD = (0, "VERIFIED")
# RELIABILITY P5: the known answer.
ROSTER = [f"JC{number:04d}" for number in range(1, 41)]
SECRETS = ["11" * 32, "22" * 32]
PUBLIC = "FC-SSQ-2026135:03,07,12,19,25,31+08"
BAD = (DrawRecord(subject="JC0001", clues=1, complaints=0, overdue=1),)
OFFICERS = [DrawOfficer(name=f"inspectionOfficers/{number}", barred=()) for number in range(3)]


@pytest.mark.rule("SV-65")
@VERIFIERS
def test_the_known_answer_is_verified(verifier: tuple[str, ...], tmp_path: Path) -> None:
    proof, found = proof_of("2026-Q4-01", dict.fromkeys(ROSTER, DrawStratum.ORDINARY), OFFICERS, SECRETS, PUBLIC)
    assert [one.target for one in found.assignments] == ["JC0002", "JC0012", "JC0029", "JC0025"]
    assert found.seed == "8a8b77eca40df12ff2b66feb7e8a4451a5b307ddfe9e6d614364757087a9b541"
    assert check(verifier, proof, tmp_path) == GOOD
    assert check(verifier, proof, tmp_path, anchored=False) == GOOD


@VERIFIERS
@pytest.mark.parametrize("mode", DrawMode)
def test_draws_of_every_shape_are_verified(verifier: tuple[str, ...], mode: DrawMode, tmp_path: Path) -> None:
    dice = random.Random(8)
    proofs = [some_proof(dice, size, mode=mode) for size in (1, 2, 3, 7)]
    assert [check(verifier, proof, tmp_path) for proof in proofs] == [GOOD] * 4


@pytest.mark.rule("SV-65")
@VERIFIERS
@pytest.mark.parametrize("name", CHEATS)
def test_every_cheat_is_seen_with_the_step_that_fails(verifier: tuple[str, ...], name: str, tmp_path: Path) -> None:
    cheat, fails = CHEATS[name]
    proof = some_proof(random.Random(65), 9)
    assert check(verifier, cheated(proof, cheat), tmp_path) == (1, f"REJECTED {fails}")


@pytest.mark.rule("SV-60")
@VERIFIERS
@pytest.mark.parametrize(
    ("records", "high"),
    [
        pytest.param(BAD, (), id="spared"),
        pytest.param((), ("JC0001",), id="picked on"),
        pytest.param((replace(BAD[0], clues=0), replace(BAD[0], clues=0)), (), id="one record in two lines"),
    ],
)
def test_who_binds_a_draw_cannot_choose_who_is_of_high_risk(
    verifier: tuple[str, ...], records: tuple[DrawRecord, ...], high: tuple[str, ...], tmp_path: Path
) -> None:
    """The commitment itself is sound and was published: only the formula is not followed."""
    targets = dict.fromkeys(ROSTER, DrawStratum.ORDINARY) | dict.fromkeys(high, DrawStratum.HIGH_RISK)
    proof, _ = proof_of("draws/1", targets, OFFICERS, SECRETS, PUBLIC, records=records, risk=RISK)
    assert check(verifier, proof, tmp_path) == (1, "REJECTED risk")


@VERIFIERS
def test_nobody_is_of_high_risk_without_a_published_formula(verifier: tuple[str, ...], tmp_path: Path) -> None:
    proof, _ = proof_of("draws/1", dict.fromkeys(ROSTER, DrawStratum.ORDINARY), OFFICERS, SECRETS, PUBLIC)
    assert check(verifier, proof, tmp_path) == GOOD
    given = cheated(proof, lambda bundle: bundle.__setitem__("risk", ["JC0001 1 0 1"]))
    assert check(verifier, given, tmp_path) == (1, "REJECTED risk")


@VERIFIERS
def test_a_commitment_that_was_made_up_afterwards_is_another_one(verifier: tuple[str, ...], tmp_path: Path) -> None:
    """Whoever draws until the result pleases has a sound bundle, of another commitment than the published one."""
    dice = random.Random(3)
    first, second = some_proof(dice), some_proof(dice)
    made_up = Proof(text=second.text, sha256=first.sha256)
    assert check(verifier, made_up, tmp_path) == (1, "REJECTED commitment")
    assert check(verifier, made_up, tmp_path, anchored=False) == GOOD


@VERIFIERS
def test_what_is_no_bundle_is_rejected(verifier: tuple[str, ...], tmp_path: Path) -> None:
    assert check(verifier, Proof(text='{\n "format": "other"\n}\n', sha256=""), tmp_path) == (1, "REJECTED format")


@pytest.mark.rule("SV-60", "SV-61", "SV-65")
@VERIFIERS
def test_the_published_proof_of_a_draw_with_withdrawal_and_extension_is_verified(
    bureau: Bureau, profile: Profile, verifier: tuple[str, ...], tmp_path: Path
) -> None:
    def meanwhile(visit: Bureau, draw: pb.Draw) -> None:
        first = result(visit, draw).assignments[0]
        asked = {"target": first.target, "officer": first.officers[0], "ground": "系该所主任的兄弟"}
        step(visit, draw, "RecuseOfficer", **asked, **PAPER)
        step(visit, draw, "ExtendDraw", "chief", stratum=1, count=2, reason="举报较多", **PAPER)

    draw = published(bureau, profile, offices(9, low=3), meanwhile)
    (notice,) = bureau.call("ListDrawNotices", ()).draw_notices
    assert (notice.commitment_sha256, notice.bundle_sha256) == (draw.commitment_sha256, draw.bundle_sha256)
    text = bundle(bureau, draw)
    assert commitment_of(text.encode()) == notice.bundle_sha256
    assert commitment_of(notice.commitment.encode()) == notice.commitment_sha256
    assert check(verifier, Proof(text=text, sha256=notice.commitment_sha256), tmp_path) == GOOD


@pytest.mark.rule("SV-60", "SV-65")
def test_the_public_sees_commitments_and_failures_and_no_plans(bureau: Bureau, profile: Profile) -> None:
    planned = plan(bureau, target_kind=pb.DRAW_TARGET_KIND_PRACTITIONER)
    draw = bound(bureau)
    (notice,) = bureau.call("ListDrawNotices", ()).draw_notices
    assert (notice.draw, notice.number, notice.failure_reason) == (draw.name, "（2026）抽查第1号", "")
    assert draw.visit_date not in str(notice)
    step(bureau, planned, "FailDraw", "chief", failure_reason="计划取消", **PAPER)
    assert [one.failure_reason for one in bureau.call("ListDrawNotices", ()).draw_notices] == ["计划取消", ""]
    first = bureau.call("ListDrawNotices", (), page_size=1)
    rest = bureau.call("ListDrawNotices", (), page_size=1, page_token=first.next_page_token)
    assert ([one.draw for one in rest.draw_notices], rest.next_page_token) == ([draw.name], "")
    with at(bureau, profile, "2026-06-19T09:00") as after:
        assert refused(lambda: bundle(after, draw)).reason == "NOT_FOUND"
