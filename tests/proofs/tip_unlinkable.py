"""`python -m tests.proofs tip-unlinkable`: nothing that is kept leads from a tip to who left it, or tells when (P7).

It must not trust the processes it judges: they load their own tree; what they keep is read from their files.
"""

from __future__ import annotations

import base64
import http.client
import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from services.supervision.offline import tip_client
from services.supervision.persistence.tip import digest_of
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import NONE, House, Plan
from tests.proofs.stage import Stage
from tests.proofs.tip_callers import Caller, leave, locator, name_reader, post
from tests.proofs.tree import Patch

TIPS, TIPS_FULL = 60, 200
LEAST_RHO, DEVIATIONS = 0.15, 4.0
TIP_TABLES, HOUSEKEEPING = {"tip", "tip_reader", "tip_gate"}, {"lease", "alarm"}
TIME_OF_DAY = re.compile(r"[0-9]{2}:[0-9]{2}")


def play(stage: Stage) -> None:
    """Many callers, a kill in their midst, and a search of everything that was kept."""
    house = stage.house(Plan(name="tips", broker=NONE, postgres=False, workers=1, gateway=True))
    house.start(failing=False)
    public = name_reader(house)
    before = _counts(house)
    callers = [Caller(number) for number in range(TIPS_FULL if stage.full else TIPS)]
    half = len(callers) // 2
    replies = [leave(house, caller, public) for caller in callers[:half]]
    house.crew.kill("serve")
    replies += [leave(house, caller, public) for caller in callers[half:]]
    opened = [post(house, caller, "mailbox", locator(caller))[0] for caller in callers]
    lost = [number for number, status in enumerate(opened) if status != http.client.OK]
    stage.demand(not lost, f"lost: {len(lost)} acknowledged tips are gone: {lost[:5]}")
    after = _counts(house)
    house.crew.stop()
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    stage.demand(grown.keys() - HOUSEKEEPING == TIP_TABLES, f"kept: rows beside the tips: {grown}")
    _judge_canaries(stage, callers, replies)
    _judge_rows(stage, house, callers)
    stage.tell(tips=len(callers), canaries=len(callers) * len(callers[0].canaries), kills=house.crew.kills.total())


def _database(house: House) -> sqlite3.Connection:
    return sqlite3.connect(house.folder / "var" / "supervision.sqlite")


def _counts(house: House) -> dict[str, int]:
    """Rows of every table."""
    with closing(_database(house)) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}


def _judge_canaries(stage: Stage, callers: list[Caller], replies: list[str]) -> None:
    """No canary stands in a file of the house or in a header of a reply, in any of four spellings."""
    files = [file for file in stage.folder.rglob("*") if file.is_file()]
    stage.demand(len(files) > 3, "void: no files")
    kept = {str(file.relative_to(stage.folder)): file.read_bytes() for file in files}
    stage.demand(any(b"tip_reader" in content for content in kept.values()), "void: no database")
    kept["replies"] = "\n".join(replies).encode()
    hits = [
        f"{place} in {name}"
        for caller in callers
        for place, canary in caller.canaries.items()
        for spelling in _spellings(canary)
        for name, content in kept.items()
        if spelling in content
    ]
    stage.demand(not hits, f"canaries: {len(hits)} found: {sorted(set(hits))[:4]}")
    stage.tell(files=len(kept), hits=len(hits))


def _spellings(canary: str) -> Iterator[bytes]:
    plain = canary.encode()
    yield plain
    yield canary.encode("utf-16-le")
    yield plain.hex().encode()
    yield base64.b64encode(plain).rstrip(b"=")[:-1]


def _judge_rows(stage: Stage, house: House, callers: list[Caller]) -> None:
    """No order in which rows lie or can be sorted follows the calls; no value has a time of day."""
    true = [tip_client.locator_of(caller.code) for caller in callers]
    with closing(_database(house)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("select rowid as place, * from tip")]
    stage.demand(len(rows) == len(callers), f"void: {len(rows)} tips of {len(callers)}")
    when = {digest_of(locator): number for number, locator in enumerate(true)}
    bound = max(LEAST_RHO, DEVIATIONS / math.sqrt(len(rows) - 1))
    orders = {}
    for column in rows[0]:
        if len({str(row[column]) for row in rows}) == len(rows):
            placed = sorted(rows, key=lambda row, by=column: (isinstance(row[by], str), row[by]))  # type: ignore[misc]
            orders[column] = _rho([when[row["locator_sha256"]] for row in placed])
    told = {column: round(rho, 2) for column, rho in orders.items() if abs(rho) >= bound}
    stage.demand(not told, f"order: {told} follow the calls (bound {bound:.2f})")
    times = sorted({column for row in rows for column, value in row.items() if TIME_OF_DAY.search(str(value))})
    stage.demand(not times, f"time: a time of day stands in {times}")
    stage.tell(orders=len(orders), greatest_rho=f"{max(map(abs, orders.values())):.2f} of {bound:.2f}")


def _rho(found: list[int]) -> float:
    """Spearman's rank correlation of an order with the true one."""
    size = len(found)
    return 1 - 6 * sum((place - one) ** 2 for place, one in enumerate(found)) / (size * (size**2 - 1))


CASES = (Case(name="tips", play=play),)
TIP = "services/supervision/persistence/tip.py"
HANDLER = "services/supervision/handlers/tip.py"
MUTANTS = (
    Mutant(
        name="the gateway logs requests",
        case=CASES[0], check=("canaries",),
        patches=(
            Patch(file="gateway/edge/observe.py", old="            if not is_forgotten(scope):\n",
                  new="            if True:\n"),
            Patch(file="gateway/edge/unlinkable.py", old='"client": None, "headers": kept, ', new=""),
        ),
    ),
    Mutant(
        name="a request id is passed on and kept",
        case=CASES[0], check=("canaries", "kept"),
        patches=(
            Patch(file="gateway/edge/unlinkable.py", old='"headers": kept, ', new=""),
            Patch(file="gateway/app.py", old="() if is_forgotten(request.scope) else metadata_of",
                  new="metadata_of"),
            Patch(file=HANDLER, old="    rows.insert_shuffled(tx.session, tip, digest)\n",
                  new="    rows.insert_shuffled(tx.session, tip, digest)\n"
                      "    tx.note('tip.submit', tip.name, rules=('SV-82',))\n"),
        ),
    ),
    Mutant(
        name="rows lie in the order of the calls",
        case=CASES[0], check=("order",),
        patches=(Patch(file=TIP, old="    _CHANCE.shuffle(rows)\n", new=""),),
    ),
    Mutant(
        name="ids tell the time",
        case=CASES[0], check=("order",),
        patches=(Patch(file=HANDLER, old='name=f"tips/{random_id()}"', new='name=f"tips/{tx.new_id()}"'),),
    ),
    Mutant(
        name="times have seconds",
        case=CASES[0], check=("time", "order"),
        patches=(
            Patch(file=HANDLER, old="    rows.insert_shuffled(tx.session, tip, digest)\n",
                  new="    from dataclasses import replace\n"
                      "    tip = replace(tip, closing_reason='', etag=tx.now.isoformat())\n"
                      "    rows.insert_shuffled(tx.session, tip, digest)\n"),
        ),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="tip-unlinkable", cases=CASES, mutants=MUTANTS), arguments)
