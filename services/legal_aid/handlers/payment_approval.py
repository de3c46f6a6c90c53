"""Approve many claims and expenses in one call, all of them or none, each by the rules that it has alone (LA-115).

It must not soften a rule: whatever one of them is refused for alone refuses the call, and every one refused is named.
NOTE: lock order is the claims and expenses by kind and name, then their sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from chassis.kernel.errors import InvalidFields, Refusal, Violation
from chassis.tx import Tx
from services.legal_aid.domain.settlement import Payable
from services.legal_aid.handlers.claim_payment import approve_subsidy_claims
from services.legal_aid.handlers.direct_expense import approve_direct_expenses
from services.legal_aid.handlers.duty_claim import approve_duty_claims
from services.legal_aid.persistence.payment_batch import lock_payables

_APPROVE: Mapping[str, Callable[[Tx, Sequence[str]], Sequence[Payable]]] = {
    "subsidyClaims": approve_subsidy_claims, "directExpenses": approve_direct_expenses,
    "dutyClaims": approve_duty_claims,
}  # fmt: skip


def approve_payments(tx: Tx, names: Sequence[str]) -> list[Payable]:
    """Reserve all amounts, each in its own source (LA-115). Raises InvalidFields with every name that is refused."""
    sources = lock_payables(tx.session, names, tx.principal)
    try:
        with tx.session.begin_nested():
            return [one for group in _groups(names, sources) for one in _approve(tx, group)]
    except Refusal as together:
        faults = tuple(_refused(tx, names))
        raise (InvalidFields(faults) if faults else together) from None


def _groups(names: Sequence[str], sources: Mapping[str, str]) -> list[list[str]]:
    """Names of one kind and one source each; a name that is not there stands by itself and is refused."""
    found: dict[tuple[str, str], list[str]] = {}
    for name in names:
        found.setdefault((name.partition("/")[0], sources.get(name, name)), []).append(name)
    return [found[key] for key in sorted(found)]


def _approve(tx: Tx, names: Sequence[str]) -> Sequence[Payable]:
    return _APPROVE[names[0].partition("/")[0]](tx, names)


def _refused(tx: Tx, names: Sequence[str]) -> Iterator[Violation]:
    """What each is refused for after those before it; nothing of this lasts, the call is refused."""
    for place, name in enumerate(names):
        try:
            with tx.session.begin_nested():
                _approve(tx, [name])
        except Refusal as why:
            yield Violation(field=f"names[{place}]", reason=why.reason, description=why.message)
