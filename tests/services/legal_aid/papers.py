"""Written decisions of every kind, made by real calls, and what is done with a paper. It must not assert anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sifa.legal_aid.v1 import decision_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import means
from tests.services.legal_aid.routes import provisional, refused_application, reviewed
from tests.services.legal_aid.steps import ORDER_GRANT, UPHOLD, act

EXEMPT: dict[str, Any] = {
    "means": means(household_income_fen=900_000, exemption=facts_pb2.EXEMPTION_MIGRANT_WORKER, exemption_proved=True),
}  # fmt: skip
RICH: dict[str, Any] = {"means": means(household_size=3, household_income_fen=420_001)}
NO_MEANS: dict[str, Any] = {"matter": facts_pb2.MATTER_GOOD_SAMARITAN_CLAIM}


def _gaps(counter: Counter) -> pb.Decision:
    unsigned = counter.receive(means=means(pledge_signed=False)).name
    act(counter, "requestSupplement", unsigned, items=[facts_pb2.PAPER_KIND_OTHER])
    act(counter, "submitPapers", unsigned, papers=[facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_OTHER, title="说明")])
    return counter.decide(unsigned).decision


def _reissued(counter: Counter) -> pb.Decision:
    return reissue(counter, counter.decide(counter.receive().name).decision.name)


MAKERS: dict[str, Callable[[Counter], pb.Decision]] = {
    "GRANT by the means test": lambda counter: counter.decide(counter.receive().name).decision,
    "GRANT without means condition": lambda counter: counter.decide(counter.receive(**NO_MEANS).name).decision,
    "GRANT of an exempt person": lambda counter: counter.decide(counter.receive(**EXEMPT).name).decision,
    "REFUSE above the standard": lambda counter: counter.decide(counter.receive(**RICH).name).decision,
    "REFUSE out of scope": lambda counter: refused_application(counter).decision,
    "REFUSE for means not shown": _gaps,
    "PROVISIONAL": lambda counter: provisional(counter, limitation_expiry_date="2026-06-18").decision,
    "TERMINATE": lambda counter: counter.decide(provisional(counter, **RICH).name).decision,
    "UPHOLD": lambda counter: reviewed(counter, UPHOLD).decision,
    "ORDER_GRANT": lambda counter: reviewed(counter, ORDER_GRANT).decision,
    "GRANT by order": lambda counter: counter.decide(reviewed(counter, ORDER_GRANT).name).decision,
    "re-issued": _reissued,
}


def serve(counter: Counter, name: str, who: Identity | None = None, **fields: object) -> pb.Decision:
    """The clerk hands a paper over."""
    asked = {"service_method": pb.SERVICE_METHOD_DIRECT, **fields}
    served: pb.Decision = counter.call("ServeDecision", who or counter.clerk, name=name, **asked).decision
    return served


def reissue(counter: Counter, name: str, reason: str = "申请人姓名有误", **fields: object) -> pb.Decision:
    """Whoever issued a paper, the institution or the bureau, issues a corrected one."""
    of_the_bureau = counter.call("GetDecision", counter.clerk, name=name).objection
    issuer = counter.reviewer if of_the_bureau else counter.head
    reply = counter.call("ReissueDecision", issuer, name=name, correction_reason=reason, **fields)
    new: pb.Decision = reply.decision
    return new
