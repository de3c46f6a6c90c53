"""Look up what a record is about. It must not know what kinds of things there are; the rows do."""

from __future__ import annotations

from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.legal_aid.persistence.subject import division_of_subject


def check_subject(tx: Tx, name: str, *, lock: bool = False) -> str:
    """The division of what is named. Raises RuleViolated SUBJECT_UNKNOWN, also outside the caller's divisions."""
    division = division_of_subject(tx.session, name, tx.principal, lock=lock)
    if division is None:
        raise RuleViolated(
            "SUBJECT_UNKNOWN", "所填事项不存在、不属于可关联的类别或者不在您的管辖范围内（LA-70）。请核对后重新选择。",
            rules=("LA-70",),
        )  # fmt: skip
    return division
