"""`python -m tests.proofs.draw_child FOLDER SEED DRAWS BUNDLES`: draw in a process that loads the code it is told to.

What it finds goes into files of the folder; whatever it writes elsewhere is the product's own log. It must not judge.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from chassis.auth.keys import ensure_keys
from chassis.clock import random_id
from chassis.kernel.draw import in_order, roster_root, seed_of
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.observe import configure_logging
from chassis.principal import Principal
from chassis.service import Service, open_service
from chassis.settings import load_settings
from services.supervision.domain.draw import DrawItem, DrawMode, DrawPlan, DrawTargetKind
from services.supervision.domain.draw_roster import DrawTarget
from services.supervision.domain.inspection_officer import InspectionOfficerDraft
from services.supervision.handlers import draw as use
from services.supervision.handlers import draw_result as result
from services.supervision.handlers.inspection_officer import create_officer
from services.supervision.persistence.draw_result import results_of
from tests.services.supervision.draws import ORDINARY, PUBLIC, PUBLIC_TIME, SECRETS
from tests.services.supervision.proofs_of_draws import some_proof

DRAW, COUNT, DIVISION = "2026-Q4-01", 4, "990102"
ROSTER = [f"JC{number:04d}" for number in range(1, 41)]
PEOPLE = ("section", "witness", "chief")


def main(folder: Path, seed: int, draws: int, bundles: int) -> None:
    """Count, prove and seal; one file each."""
    dice = random.Random(seed)
    (folder / "counts.json").write_text(json.dumps(_count(dice, draws)), encoding="utf-8")
    proofs = [some_proof(dice, dice.randrange(3, 9)) for _ in range(bundles)]
    (folder / "bundles.json").write_text(json.dumps([[one.text, one.sha256] for one in proofs]), encoding="utf-8")
    (folder / "sealed.json").write_text(json.dumps(_seal(folder)), encoding="utf-8")


def _count(dice: random.Random, draws: int) -> dict[str, object]:
    """The known answer, and how often each and each two were drawn with fresh secrets."""
    root = roster_root(ROSTER)
    known = seed_of(DRAW, root, COUNT, [bytes.fromhex(one) for one in SECRETS.values()], PUBLIC)
    singles, pairs = Counter[str](), Counter[str]()
    for number in range(draws):
        seed = seed_of(f"draws/{number}", root, COUNT, [dice.randbytes(32), dice.randbytes(32)], PUBLIC)
        drawn = sorted(in_order(seed, ROSTER)[:COUNT])
        singles.update(drawn)
        pairs.update(" ".join(two) for two in itertools.combinations(drawn, 2))
    return {
        "root": root.hex(), "seed": known.hex(), "drawn": in_order(known, ROSTER)[:COUNT], "singles": dict(singles),
        "pairs": dict(pairs),
    }  # fmt: skip


def _seal(folder: Path) -> dict[str, object]:
    """One whole draw through the handlers on SQLite, up to the sealed result; what must not be found anywhere."""
    before, after = (_service(folder, now) for now in ("2026-06-15T09:00+08:00", "2026-06-19T09:00+08:00"))
    migrate(before)
    officers = tuple(_do(before, "section", create_officer, _officer(number)).name for number in range(3))
    name = _do(before, "section", use.create_draw, _plan(officers)).name
    _do(before, "chief", use.approve_draw, name, document="批1号", etag="")
    targets = [DrawTarget(subject=f"offices/{one}", office=f"offices/{one}", stratum=ORDINARY) for one in ROSTER]
    _do(before, "chief", use.freeze_roster, name, targets)
    for who, secret in SECRETS.items():
        _do(before, who, use.commit_secret, name, sha256(bytes.fromhex(secret)).hexdigest(), etag="")
    _do(before, "section", use.publish_commitment, name, document="公告1号", etag="")
    for who, secret in SECRETS.items():
        _do(after, who, result.reveal_secret, name, secret, etag="")
    _do(after, "section", result.run_draw, name, PUBLIC, document="抽1号", etag="")
    with after.database.read() as session:
        tx = after.open_tx(session, principal=after.principal, cause=random_id())
        found = results_of(session, tx.seal, [name])[name]
    return {"seed": found.seed, "secrets": list(SECRETS.values()), "targets": [one.target for one in found.assignments]}


def _service(folder: Path, now: str) -> Service:
    settings = load_settings({"SIFA_VAR": str(folder / "var"), "SIFA_NOW": now, "SIFA_BROKER_URL": "none:"})
    configure_logging(settings)
    ensure_keys(settings.keys_dir, list(installed_services()))
    return open_service(installed_services()["supervision"], settings)


def _do(service: Service, who: str, work: Callable[..., Any], *given: object, **further: object) -> Any:
    """One unit of work of somebody."""
    person = Principal(subject=who, name=who, roles=frozenset(), divisions=(DIVISION,))
    with service.database.write() as session:
        return work(service.open_tx(session, principal=person, cause=random_id()), *given, **further)


def _officer(number: int) -> InspectionOfficerDraft:
    day = PUBLIC_TIME.ToDatetime().date()
    return InspectionOfficerDraft(
        full_name="周示例", certificate_number=f"执法{number}", valid_from_date=day,
        valid_until_date=day.replace(year=2028), division=DIVISION, document_number="登记1号",
    )  # fmt: skip


def _plan(officers: tuple[str, ...]) -> DrawPlan:
    moment = PUBLIC_TIME.ToDatetime(tzinfo=dt.UTC)
    return DrawPlan(
        title="双随机抽查", division=DIVISION, target_kind=DrawTargetKind.OFFICE, mode=DrawMode.DRAW_V1,
        as_of_date=moment.date().replace(day=14), visit_date=moment.date().replace(day=21),
        items=(DrawItem(content="收费公示", legal_basis="第三十条", method="现场检查"),), officers=officers,
        public_source="双色球第2026135期", public_time=moment, replaces="", replacement_reason="",
        document_number="计划1号",
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
