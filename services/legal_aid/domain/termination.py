"""Why aid in a case may be terminated, and the paper that says so (LA-75). It must not judge a case."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.kernel.entry import Happening


class TerminationGround(enum.Enum):
    """The grounds of the law in its order (LA-75); the value is how the paper says it."""

    DECEIT = "以欺骗或者其他不正当手段获得法律援助"
    FACTS_HIDDEN = "故意隐瞒与案件有关的重要事实或者提供虚假证据"
    UNLAWFUL_USE = "利用法律援助从事违法活动"
    NO_LONGER_POOR = "经济状况发生变化，不再符合法律援助条件"
    CASE_ENDED_OR_WITHDRAWN = "案件终止审理或者已经被撤销"
    RETAINED_OWN_COUNSEL = "自行委托律师或者其他代理人"
    RECIPIENT_ASKS = "有正当理由要求终止法律援助"
    OTHER_BY_LAW = "法律法规规定的其他情形"


# Nothing is paid for these (LA-102); the first also means that the cost is recovered (LA-103).
BY_FAULT = frozenset({TerminationGround.DECEIT, TerminationGround.FACTS_HIDDEN, TerminationGround.UNLAWFUL_USE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Termination(Happening):
    """Why the case is terminated, as the paper prints it."""

    ground: TerminationGround
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationPaper:
    """The written decision to terminate; `decision` names the paper that an applicant may object to."""

    number: str
    ground: TerminationGround
    findings: str
    decision: str
    made_date: dt.date
