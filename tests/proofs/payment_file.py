"""`python -m tests.proofs payment-file`: a file says what the ledger owes, and the bank's result pays all of it once.

It must not let the file be small: it holds as many lines as one may.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from functools import partial

import grpc
import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from chassis.ledger.tables import ledger_entry
from services.legal_aid.domain.payment_batch import MOST_LINES
from services.legal_aid.persistence.direct_expense import TABLE
from tests.doors import Refused, refused
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import SOURCE
from tests.proofs.money_house import MoneyHouse, money_house
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.checked_expenses import checked_expenses
from tests.services.legal_aid.claims import Expense, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.payments import csv_of, export, file_of, result_of, take

SESSIONS, FEN, BAD = 16, 8650, 3
# Whoever waits behind the import may be told that his time is over; a busy machine is no fault.
LATE = "DEADLINE_EXCEEDED"
TAMPERED, TAMPERED_FULL = 50, 2_000


def play(stage: Stage) -> None:
    """A full file: signed, refused with three bad rows, taken once by many at once, and never again."""
    with money_house(stage) as money:
        counter = money.counter
        source = funded(counter, MOST_LINES * FEN)
        _approve(stage, money, source)
        batch = export(counter, source)
        owed = read_fund(counter, source).balances.committed_fen
        holds = (batch.payment_count, batch.total_fen) == (MOST_LINES, owed) and owed == MOST_LINES * FEN
        stage.demand(holds, f"total: {batch.payment_count} lines, {batch.total_fen} fen, the ledger owes {owed}")
        tampered = _tamper(stage, counter, batch.name)
        good = result_of(counter, batch.name)
        named = _refusal(lambda: take(counter, batch.name, _with_bad_rows(good))).violations
        stage.demand(len(named) == BAD, f"bad rows: {len(named)} are named")
        stage.demand(_paid(money) == (0, 0), f"bad rows: {_paid(money)} were paid")
        replies = money.at_once(SESSIONS, lambda _place: take(counter, batch.name, good))
        names = Tally(one if isinstance(one, str) else "PAID" for one in replies)
        stage.demand(names["PAID"] == 1, f"import: {dict(names)}")
        stage.demand(_paid(money) == (MOST_LINES, MOST_LINES), f"import: {_paid(money)} were paid")
        again = _refusal(lambda: take(counter, batch.name, good))
        stage.demand(again.reason == "RESULT_IMPORTED", f"again: {again.reason}")
        balances = read_fund(counter, source).balances
        stage.demand(
            (balances.paid_fen, balances.committed_fen) == (owed, 0), f"again: {balances.paid_fen} fen are paid"
        )
        broken = {answer: count for answer, count in money.broken.items() if not answer.startswith(LATE)}
        stage.demand(not broken, f"answers: {broken}")
        stage.tell(lines=MOST_LINES, fen=owed, tampered=tampered, sessions=SESSIONS, tries_again=money.tries_again)


def _approve(stage: Stage, money: MoneyHouse, source: str) -> None:
    """As many expenses as a file may hold, approved by the head."""
    counter, who = money.counter, lawyer(money.counter)
    names = checked_expenses(
        counter, done_case(counter, who), source, MOST_LINES, fen=FEN, handler=who.name, unit=who.unit
    )  # fmt: skip
    lost = [one for one in money.at_once(SESSIONS, partial(_approve_part, counter, names)) if isinstance(one, str)]
    stage.demand(not lost, f"answers: {lost[:3]}")


def _approve_part(counter: Counter, names: list[str], place: int) -> int:
    mine = names[place::SESSIONS]
    for name in mine:
        step(counter, "approve", Expense(name=name))
    return len(mine)


def _tamper(stage: Stage, counter: Counter, batch: str) -> int:
    """The signature fits the file, and no file with one other byte; how many were tried."""
    given = file_of(counter, batch)
    stage.demand(_fits(counter, given.content, given.signature), "signature: it does not fit the file")
    places = stage.random.sample(range(len(given.content)), TAMPERED_FULL if stage.full else TAMPERED)
    for place in places:
        changed = bytearray(given.content)
        changed[place] ^= stage.random.randrange(1, 256)
        stage.demand(not _fits(counter, bytes(changed), given.signature), f"signature: byte {place} may be another")
    return len(places)


def _fits(counter: Counter, content: bytes, signature: bytes) -> bool:
    key = load_pem_public_key((counter.door.service.settings.keys_dir / "legal_aid.pub.pem").read_bytes())
    assert isinstance(key, ec.EllipticCurvePublicKey)
    try:
        key.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _refusal(work: Callable[[], object]) -> Refused:
    """How it was refused; one without a reason when it was not."""
    try:
        return refused(work)
    except pytest.fail.Exception:
        return Refused(code=grpc.StatusCode.OK, reason="", metadata={}, message="", wire=b"", violations={})


def _with_bad_rows(result: str) -> str:
    """An amount that is too high, a day that has not come, an amount that is too low; far apart."""
    rows = [line.split(",") for line in result.splitlines()]
    rows[1][1], rows[MOST_LINES // 2][2], rows[MOST_LINES][1] = "86.51", "2026-06-16", "86.49"
    return csv_of(rows)


def _paid(money: MoneyHouse) -> tuple[int, int]:
    """Expenses that are paid, and payments in the ledger."""
    with money.house.reading(SOURCE) as session:
        paid = sa.select(sa.func.count()).where(TABLE.c.settlement_state == "PAID").select_from(TABLE)
        posted = sa.select(sa.func.count()).where(ledger_entry.c.kind == "POST").select_from(ledger_entry)
        return int(session.execute(paid).scalar_one()), int(session.execute(posted).scalar_one())


CASES = (Case(name="one full file", play=play),)
BATCH, HANDLER = "services/legal_aid/domain/payment_batch.py", "services/legal_aid/handlers/payment_batch.py"
MUTANTS = (
    Mutant(
        name="partial import",  # What is right in the file is paid, what is wrong is left out.
        case=CASES[0], check=("bad rows",),
        patches=(
            Patch(file=BATCH, old="    if faults:\n        raise InvalidFields(faults)\n", new="    del faults\n"),
            Patch(file=HANDLER, old="    for module, pay in _PAY:\n",
                  new="    said = {row['payable'] for row in found}\n"
                      "    lines = [line for line in lines if line.payable in said]\n"
                      "    for module, pay in _PAY:\n"),
        ),
    ),
    Mutant(
        name="the last line is not signed",
        case=CASES[0], check=("signature",),
        patches=(Patch(file=HANDLER, old="sign(content.encode())", new="sign(content.encode()[:-40])"),),
    ),
    Mutant(
        name="a file that was taken is not known",
        case=CASES[0], check=("again",),
        patches=(Patch(file=HANDLER, old="    if batch.result_sha256 == sha256:\n", new="    if not sha256:\n"),),
    ),
    Mutant(
        name="the total leaves a line out",
        case=CASES[0], check=("total",),
        patches=(Patch(file=BATCH, old="total_fen=sum(one.amount_fen for one in lines),",
                       new="total_fen=sum(one.amount_fen for one in lines[1:]),"),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="payment-file", cases=CASES, mutants=MUTANTS), arguments)
