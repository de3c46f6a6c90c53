"""Whether aid cannot wait for the review (LA-36). It must not grant: provisional aid is a state of its own."""

from __future__ import annotations

import datetime as dt
import enum

from chassis.kernel.errors import RuleViolated
from chassis.kernel.spans import days_left
from services.legal_aid.domain.eligibility import Cite, Finding, Look, Outcome, Reason


class Urgency(enum.Enum):
    """Why aid cannot wait, beside a period that runs out; the value is how papers print it."""

    PRESERVATION_NEEDED = "需要立即申请财产保全、证据保全"
    ADVANCE_ENFORCEMENT_NEEDED = "需要立即申请先予执行"
    OTHER_BY_LAW = "法律、行政法规规定的其他情形"


def urgent(expiry: dt.date | None, urgencies: tuple[Urgency, ...], *, on: dt.date, look: Look, cite: Cite) -> Finding:
    """Less than `la.provisional_below_days` from `on` to the last day of the period, or a named urgency.

    Exactly that many days left do not qualify; nor does a period that has run out. Raises RuleViolated NOT_URGENT.
    """
    limit = look("la.provisional_below_days")
    left = None if expiry is None else days_left(expiry, on=on)
    texts = [one.value for one in urgencies]
    if left is not None and 0 <= left < limit.value:
        texts.insert(0, f"距法定时效或者期限届满不足{limit.value}日")
    if not texts:
        raise RuleViolated(
            "NOT_URGENT",
            f"不符合先行提供法律援助的情形（LA-36）：距时效届满不足{limit.value}日，或者需要立即申请保全、先予执行等。"
            "请按一般程序审查。",
            rules=("LA-36",),
            days_left="" if left is None else str(left),
        )
    reasons = tuple(
        Reason(code="URGENT", rule_id="LA-36", citation=cite("LA-36"), text=f"{text}，先行提供法律援助。")
        for text in texts
    )
    return Finding(outcome=Outcome.PROVISIONAL, reasons=reasons, parameters=(limit,))
