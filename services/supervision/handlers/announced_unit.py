"""Use case of units that other services tell of (SV-72). It must not decide."""

from __future__ import annotations

from chassis.kernel.unit import UnitChanged
from chassis.tx import Tx
from services.supervision.domain.announced_unit import announced, followed, is_over
from services.supervision.persistence import announced_unit as rows


def follow_unit(tx: Tx, fact: UnitChanged, *, source: str) -> None:
    """Keep the unit as it is told; one that was entered by hand under the same name and place becomes it (SV-72)."""
    key = f"{source}/{fact.unit}"
    present = rows.lock_announced(tx.session, key) or rows.lock_entered(tx.session, fact.title, fact.division)
    if present is not None:
        rows.keep_announced(tx.session, followed(present, fact), key)
        tx.note("supervised_unit.follow", present.name, rules=("SV-72",))
    elif not is_over(fact):
        made = announced(fact, name=f"supervisedUnits/{tx.new_id()}", source=source, now=tx.now)
        rows.insert_announced(tx.session, made, key)
        tx.note("supervised_unit.create", made.name, rules=("SV-72",), document=made.document_number)
