"""Bundles of draws made by the domain alone, the two verifiers, and what a cheat would change. It must not assert."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.supervision.domain.draw import (
    Draw,
    DrawItem,
    DrawMode,
    DrawPlan,
    DrawRiskRule,
    DrawRules,
    DrawSecret,
    DrawStratum,
    DrawTargetKind,
)
from services.supervision.domain.draw_bundle import bundle_text
from services.supervision.domain.draw_planning import planned
from services.supervision.domain.draw_risk import DrawRecord, stratum_of
from services.supervision.domain.draw_roster import DrawOfficer, FrozenRoster
from services.supervision.domain.draw_running import committed, frozen, ran
from services.supervision.domain.drawing import DrawResult, draw_result

OFFLINE = Path(__file__).parents[3] / "services" / "supervision" / "offline"
PYTHON = (sys.executable, "-I", str(OFFLINE / "verify_draw.py"))
SHELL = ("sh", str(OFFLINE / "verify_draw.sh"))
RISK = DrawRiskRule(percent=50, days=365, clue_points=2, complaint_points=2, overdue_points=1, from_points=2)
NOW = dt.datetime(2026, 6, 15, 1, tzinfo=dt.UTC)
Cheat = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A bundle, and the hash of its commitment as it was published."""

    text: str
    sha256: str


def proof_of(
    name: str, targets: dict[str, DrawStratum], officers: Sequence[DrawOfficer], secrets: Sequence[str], value: str,
    *, mode: DrawMode = DrawMode.DRAW_V1, percent: int = 10, excluded: tuple[str, ...] = (),
    records: tuple[DrawRecord, ...] = (), risk: DrawRiskRule | None = None,
) -> tuple[Proof, DrawResult]:  # fmt: skip
    """A draw from plan to proof."""
    plan = DrawPlan(
        title="双随机抽查", division="990102", target_kind=DrawTargetKind.OFFICE, mode=mode,
        as_of_date=dt.date(2026, 6, 14), visit_date=dt.date(2026, 6, 21),
        items=(DrawItem(content="收费公示", legal_basis="第三十条", method="现场检查"),), officers=(),
        public_source="双色球第2026135期", public_time=NOW + dt.timedelta(days=3), replaces="", replacement_reason="",
        document_number="抽查计划1号",
    )  # fmt: skip
    roster = FrozenRoster(
        targets=dict(sorted(targets.items())), excluded=excluded, officers=tuple(officers), records=records
    )  # fmt: skip
    rules = DrawRules(percent=percent, low_risk_percent=percent, min_count=2, risk=risk)
    draw = frozen(planned(plan, rules, name=name, now=NOW), roster)
    held = tuple(
        DrawSecret(sha256=sha256(bytes.fromhex(one)).hexdigest(), holder=one, revealed=True) for one in secrets
    )
    draw = committed(replace(draw, secrets=held), roster, now=NOW)
    result = draw_result(draw, roster, secrets, value)
    return _proof(ran(draw, value, on=plan.visit_date), roster, result), result


def _proof(draw: Draw, roster: FrozenRoster, result: DrawResult) -> Proof:
    return Proof(text=bundle_text(draw, roster, result), sha256=draw.commitment_sha256)


def some_proof(dice: random.Random, size: int = 12, **changes: Any) -> Proof:
    """A draw over a small roster of three strata, with interests, records and somebody left out."""
    ids = sorted(f"offices/{dice.getrandbits(64):016x}" for _ in range(size))
    records = {
        one: DrawRecord(
            subject=one, clues=dice.randrange(3), complaints=dice.randrange(2), overdue=dice.randrange(1, 3)
        )
        for one in ids[::2]
    }
    told = (DrawStratum.ORDINARY, DrawStratum.LOW_RISK)
    targets = {one: stratum_of(dice.choice(told), records.get(one), RISK) for one in ids}
    kin = [DrawOfficer(name=f"inspectionOfficers/{one}", barred=tuple(sorted(ids[:2]))) for one in range(2)]
    officers = [*kin, *(DrawOfficer(name=f"inspectionOfficers/{one}", barred=()) for one in range(2, 4))]
    secrets = [dice.randbytes(32).hex() for _ in range(dice.choice([2, 3]))]
    value = f"FC-SSQ-2026{dice.randrange(1000):03d}:03,07,12,19,25,31+08"
    given: dict[str, Any] = {"percent": 20, "excluded": ("offices/left-out",), "risk": RISK, **changes}
    given.setdefault("records", tuple(records.values()))
    if given.get("mode") is DrawMode.RFC3797:
        secrets = []
    proof, _ = proof_of(f"draws/{dice.getrandbits(64):016x}", targets, officers, secrets, value, **given)
    return proof


def check(command: Sequence[str], proof: Proof, folder: Path, *, anchored: bool = True) -> tuple[int, str]:
    """Exit code and last line of a verifier."""
    file = folder / "bundle.json"
    file.write_text(proof.text, encoding="utf-8")
    done = subprocess.run(
        [*command, str(file), *([proof.sha256] if anchored else [])], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip().rpartition("\n")[2] or done.stderr


def cheated(proof: Proof, cheat: Cheat) -> Proof:
    """The bundle after somebody changed it; the published hash stays."""
    bundle = json.loads(proof.text)
    cheat(bundle)
    return replace(proof, text=json.dumps(bundle, indent=1, ensure_ascii=False) + "\n")


def _changed_line(bundle: dict[str, Any], key: str, change: Callable[[list[str]], list[str]]) -> None:
    lines = bundle["commitment"]
    place = next(number for number, line in enumerate(lines) if line.startswith(f"{key} "))
    lines[place] = " ".join(change(lines[place].split(" ")))


def _flip(text: str) -> str:
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def _swap_officers(bundle: dict[str, Any]) -> None:
    target, *sent = bundle["drawn"][0].split(" ")
    everybody = [line.split("|")[0] for line in bundle["officers"]]
    other = next(one for one in everybody if one not in sent)
    bundle["drawn"][0] = " ".join((target, other, sent[1]))


def _other_target(bundle: dict[str, Any]) -> None:
    drawn = {line.split(" ")[0] for line in bundle["drawn"]}
    other = next(line.split(" ")[1] for line in bundle["roster"] if line.split(" ")[1] not in drawn)
    bundle["drawn"][0] = " ".join((other, *bundle["drawn"][0].split(" ")[1:]))


# The twelve of RELIABILITY P5 and what else a cheat would try, each with the step that must fail.
CHEATS: dict[str, tuple[Cheat, str]] = {
    "name added": (lambda b: b["roster"].append("ORDINARY offices/ffffffffffffffffffff"), "roster"),
    "name removed": (lambda b: b["roster"].pop(), "roster"),
    "name renamed": (lambda b: b["roster"].__setitem__(-1, b["roster"][-1] + "0"), "roster"),
    "quota": (lambda b: _changed_line(b, "stratum", lambda w: [*w[:4], str(int(w[4]) + 1), *w[5:]]), "commitment"),
    "secret": (lambda b: b["secrets"].__setitem__(0, _flip(b["secrets"][0])), "secrets"),
    "public value": (lambda b: b.__setitem__("public_value", _flip(b["public_value"])), "seed"),
    "order": (lambda b: b["drawn"].reverse(), "targets"),
    "algorithm": (lambda b: _changed_line(b, "mode", lambda _: ["mode", "rfc3797"]), "commitment"),
    "roster after the freeze": (lambda b: b["roster"].__setitem__(0, "X " + b["roster"][0].split(" ")[1]), "strata"),
    "commitment after the public value": (lambda b: b.__setitem__("committed", "2026-06-30T00:00:00Z"), "time"),
    "redraw hidden": (lambda b: _changed_line(b, "replaces", lambda _: ["replaces", "draws/0"]), "commitment"),
    "inspector swapped": (_swap_officers, "inspectors"),
    "target swapped": (_other_target, "targets"),
    "seed": (lambda b: b.__setitem__("seed", _flip(b["seed"])), "seed"),
    "secrets in another order": (lambda b: b["secrets"].reverse(), "secrets"),
    "interest dropped": (
        lambda b: b["officers"].__setitem__(0, b["officers"][0].split("|")[0]), "officers"
    ),
    "exclusion dropped": (lambda b: b["excluded"].clear(), "excluded"),
    "record dropped": (lambda b: b["risk"].pop(), "risk"),
    "record made up": (lambda b: b["risk"].append("offices/ffffffffffffffffffff 9 9 9"), "risk"),
    "record made worse": (lambda b: b["risk"].__setitem__(0, b["risk"][0][:-1] + "9"), "risk"),
    "formula": (
        lambda b: _changed_line(b, "risk-rule", lambda w: [*w[:-1], str(int(w[-1]) + 1)]), "commitment"
    ),
    "extension made up": (lambda b: b["extended"].append("ORDINARY 1"), "targets"),
    "withdrawal made up": (
        lambda b: b["recused"].append(" ".join(b["drawn"][0].split(" ")[:2])), "inspectors"
    ),
    "target dropped": (lambda b: b["drawn"].pop(), "targets"),
    "format": (lambda b: b.__setitem__("format", "sifa-draw-bundle/v0"), "format"),
}  # fmt: skip
