"""What the accounts of a fund source's ledger mean, and what its balances come to (LA-90, LA-115, LA-145).

It must not book anything. A ledger keeps two sides, as government accounting does (平行记账): the budget, which is
allotted, committed and executed, and the money, which arrives and is paid out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chassis.kernel.ledger import Transfer

# The world outside, which may go negative.
ALLOTTED, CARRIED_IN = "ALLOTTED", "CARRIED_IN"
TREASURY, MONEY_IN = "TREASURY", "MONEY_IN"
# The budget side.
AVAILABLE, COMMITTED, EXECUTED, CARRIED_OUT = "AVAILABLE", "COMMITTED", "EXECUTED", "CARRIED_OUT"
# The money side.
MONEY, PAID_OUT, MONEY_OUT = "MONEY", "PAID_OUT", "MONEY_OUT"
OUTSIDE = frozenset({ALLOTTED, CARRIED_IN, TREASURY, MONEY_IN})
ACCOUNTS = {
    name: name in OUTSIDE
    for name in (
        ALLOTTED, CARRIED_IN, AVAILABLE, COMMITTED, EXECUTED, CARRIED_OUT, TREASURY, MONEY_IN, MONEY, PAID_OUT,
        MONEY_OUT,
    )
}  # fmt: skip
# How other people's bookkeeping programs call the accounts.
EXPORTED = {
    ALLOTTED: "Equity:Budget:Allotted", CARRIED_IN: "Equity:Budget:CarriedIn", AVAILABLE: "Assets:Budget:Available",
    COMMITTED: "Assets:Budget:Committed", EXECUTED: "Expenses:Budget:Executed",
    CARRIED_OUT: "Equity:Budget:CarriedOut", TREASURY: "Equity:Money:Treasury", MONEY_IN: "Equity:Money:CarriedIn",
    MONEY: "Assets:Money", PAID_OUT: "Expenses:Money:PaidOut", MONEY_OUT: "Equity:Money:CarriedOut",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FundBalances:
    """Fen, none negative; percentages as text with two decimals, empty without an allocation."""

    allocated_fen: int
    arrived_fen: int
    committed_fen: int
    paid_fen: int
    available_fen: int
    carried_in_fen: int
    carried_out_fen: int
    cash_fen: int
    in_place_percent: str
    execution_percent: str


def balances_of(accounts: Mapping[str, int]) -> FundBalances:
    """What the accounts (debits less credits, fen) come to."""
    allocated = -accounts[ALLOTTED] - accounts[CARRIED_IN]
    arrived, paid = -accounts[TREASURY] - accounts[MONEY_IN], accounts[EXECUTED]
    return FundBalances(
        allocated_fen=allocated, arrived_fen=arrived, committed_fen=accounts[COMMITTED], paid_fen=paid,
        available_fen=accounts[AVAILABLE], carried_in_fen=-accounts[CARRIED_IN],
        carried_out_fen=accounts[CARRIED_OUT], cash_fen=accounts[MONEY],
        in_place_percent=percent_of(arrived, allocated), execution_percent=percent_of(paid, allocated),
    )  # fmt: skip


def growth(transfers: Iterable[Transfer]) -> tuple[int, int, int]:
    """By how much an entry makes allotment, arrived money and payments grow, in fen; as `balances_of` adds them up."""
    change = dict.fromkeys(ACCOUNTS, 0)
    for one in transfers:
        change[one.debit] += one.amount_fen
        change[one.credit] -= one.amount_fen
    return -change[ALLOTTED] - change[CARRIED_IN], -change[TREASURY] - change[MONEY_IN], change[EXECUTED]


def percent_of(part_fen: int, whole_fen: int) -> str:
    """A share in per cent with two decimals, half up, for example `80.00`; empty when there is no whole (LA-145)."""
    if whole_fen <= 0:
        return ""
    hundredths = (part_fen * 20_000 + whole_fen) // (2 * whole_fen)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def appropriation(amount_fen: int) -> tuple[Transfer, ...]:
    """Money is allotted."""
    return (Transfer(debit=AVAILABLE, credit=ALLOTTED, amount_fen=amount_fen),)


def arrival(amount_fen: int) -> tuple[Transfer, ...]:
    """Allotted money arrives."""
    return (Transfer(debit=MONEY, credit=TREASURY, amount_fen=amount_fen),)


def carried_out(amount_fen: int, arrived_fen: int) -> tuple[Transfer, ...]:
    """What is left leaves the year, with as much of it as has arrived."""
    budget = Transfer(debit=CARRIED_OUT, credit=AVAILABLE, amount_fen=amount_fen)
    return (budget, *_money(MONEY_OUT, MONEY, arrived_fen))


def carried_in(amount_fen: int, arrived_fen: int) -> tuple[Transfer, ...]:
    """The same in the ledger of the next year."""
    budget = Transfer(debit=AVAILABLE, credit=CARRIED_IN, amount_fen=amount_fen)
    return (budget, *_money(MONEY, MONEY_IN, arrived_fen))


def commitment(amount_fen: int) -> tuple[Transfer, ...]:
    """An approved amount is reserved (LA-115)."""
    return (Transfer(debit=COMMITTED, credit=AVAILABLE, amount_fen=amount_fen),)


def payment(amount_fen: int) -> tuple[Transfer, ...]:
    """A reserved amount is paid out of money that has arrived."""
    return (
        Transfer(debit=EXECUTED, credit=COMMITTED, amount_fen=amount_fen),
        Transfer(debit=PAID_OUT, credit=MONEY, amount_fen=amount_fen),
    )


def refund(amount_fen: int) -> tuple[Transfer, ...]:
    """A paid amount comes back and is available again, in the same source (M-05)."""
    return (
        Transfer(debit=MONEY, credit=PAID_OUT, amount_fen=amount_fen),
        Transfer(debit=AVAILABLE, credit=EXECUTED, amount_fen=amount_fen),
    )


def _money(debit: str, credit: str, amount_fen: int) -> tuple[Transfer, ...]:
    return (Transfer(debit=debit, credit=credit, amount_fen=amount_fen),) if amount_fen else ()
