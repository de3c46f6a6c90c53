"""Read what a subsidy depends on of a case. It must not judge whether anything is due."""

from __future__ import annotations

from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.legal_aid.domain.claimable import Claimable


def claimable_case(tx: Tx, name: str) -> Claimable:
    """The case that a request names. Raises RuleViolated CASE_UNKNOWN, also outside the divisions."""
    del tx, name
    raise RuleViolated("CASE_UNKNOWN", "所填案件不存在或不在您的管辖范围内，请从案件列表中选择（LA-96）。")
