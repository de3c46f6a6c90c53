"""Try to move money past its earmark, past the tables' own guard and through the door. It must not leave anything.

A statement names its ledgers, accounts and entry as parameters, so that it attacks any service's books.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from chassis.clock import random_id
from services.legal_aid.domain.fund_balance import AVAILABLE, CARRIED_OUT, MONEY, TREASURY
from tests.proofs.house import SOURCE, House
from tests.proofs.money_house import MoneyHouse
from tests.services.legal_aid.claims import Claim
from tests.services.legal_aid.money import DONATION, LOTTERY, allot, fund, propose

HUGE, NOON = 10**12, dt.datetime(2026, 6, 15, 4, tzinfo=dt.UTC)
LINE = """INSERT INTO ledger_transfer (entry, line, ledger, debit, credit, amount_fen)
          VALUES (:entry, 90, :{ledger}, '{debit}', '{credit}', {amount})"""
ENTRY = """INSERT INTO ledger_entry (name, ledger, number, kind, purpose, subject, booked_date, document, made_by,
                                     approved_by, {ends}, created)
           VALUES (:new, :theirs, 1000000, '{kind}', 'X', 'X', '2026-06-15', '', 'one', 'other', :entry, :now)"""


def on_ledgers(*, inflow: tuple[str, str], outflow: tuple[str, str]) -> dict[str, str]:
    """What is tried on the ledgers of any service: which account is debited and credited when money comes and goes."""
    (debit, credit), (into, guarded) = inflow, outflow
    return {
        "a line in another ledger": LINE.format(ledger="theirs", debit=debit, credit=credit, amount=1),
        "overdraw": LINE.format(ledger="ours", debit=into, credit=guarded, amount=HUGE),
        "pay a reservation of another ledger": ENTRY.format(ends="settles", kind="POST"),
        "reverse an entry of another ledger": ENTRY.format(ends="reverses", kind="REVERSE"),
        "move booked lines": "UPDATE ledger_transfer SET ledger = :theirs WHERE entry = :entry",
        "delete booked lines": "DELETE FROM ledger_transfer WHERE entry = :entry",
        "write a balance": "UPDATE ledger_account SET debits_fen = debits_fen + 1 WHERE ledger = :theirs",
        "open an account with money": "INSERT INTO ledger_account VALUES (:theirs, :new, true, 1, 0)",
    }


STATEMENTS = {
    **on_ledgers(inflow=(MONEY, TREASURY), outflow=(CARRIED_OUT, AVAILABLE)),
    "pay a claim from another source": "UPDATE subsidy_claim SET fund_source = :theirs WHERE name = :claim",
    "let an entitlement change its source": "UPDATE subsidy_entitlement SET fund_source = :theirs WHERE name = :held",
}  # fmt: skip


def known_of(held: Claim, theirs: str) -> dict[str, object]:
    """What the statements on claims are told: an approved claim, and another source."""
    return {"ours": held.fund_source, "theirs": theirs, "claim": held.name, "entry": held.settlement.reservation,
            "held": f"{held.case}/TRIAL_1/CIVIL"}  # fmt: skip


def attack_tables(
    house: House, statements: Mapping[str, str], known: Mapping[str, object], attempts: int, *, name: str = SOURCE
) -> list[str]:
    """Each statement again and again, with the service's own role, and taken back; those that went through.

    Only a constraint or a trigger counts as a refusal: any other error would hide that the attack has no teeth.
    """
    through = []
    with house.writing(name) as session:
        engine: Any = session.get_bind()
        for number in range(attempts):
            said, text = list(statements.items())[number % len(statements)]
            given = {**known, "now": NOON, "new": f"ledgerEntries/{random_id()}"}
            if _goes_through(engine, sa.text(text), given):
                through.append(said)
    return through


def attack_door(money: MoneyHouse, sources: list[str]) -> list[str]:
    """What the door must refuse: to another kind, to a year that is not the next, another source's movement."""
    counter, first = money.counter, sources[0]
    other = fund(counter, LOTTERY, year=2027).name
    booked = allot(counter, fund(counter, DONATION).name, 100)
    tries: dict[str, dict[str, Any]] = {
        "carry over to another kind": {"carried_into": other},
        "carry over to the same year": {"carried_into": first},
    }
    through = []
    for name, fields in tries.items():
        asked = {"amount_fen": 1, "arrived_fen": 0, **fields}
        if not isinstance(money.ask(lambda asked=asked: propose(counter, "CarryOverFundSource", first, **asked)), str):  # type: ignore[misc]
            through.append(name)
    taken = money.ask(lambda: propose(counter, "ReverseFundEntry", first, fund_movement=booked.name))
    return through + ([] if isinstance(taken, str) else ["take back another source's movement"])


def _goes_through(engine: sa.Engine, query: sa.TextClause, given: dict[str, Any]) -> bool:
    with engine.connect() as connection:
        try:
            changed = connection.execute(query, given).rowcount
        except sa.exc.IntegrityError:
            return False
        finally:
            connection.rollback()
    return changed > 0
