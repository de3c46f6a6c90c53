"""Teaching cases for tests, brought into each state by real calls. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import teaching_case_pb2 as pb

from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import brought_to

RPC_OF = {
    "revise": "ReviseTeachingCase", "approve": "ApproveTeachingCase", "recordUse": "RecordTeachingUse",
    "withdraw": "WithdrawTeachingCase",
}  # fmt: skip
TEXT = "某务工人员被拖欠半年劳动报酬，经法律援助律师代理，通过劳动仲裁追回全部欠薪。"
WORDS: dict[str, dict[str, Any]] = {
    "revise": {"title": "欠薪可以这样追回", "text": TEXT},
    "approve": {"note": "姓名、单位均已隐去"},
    "recordUse": {
        "used_date": "2026-06-12", "channel": pb.TEACHING_CHANNEL_LECTURE, "audience": "社区居民",
        "audience_count": 60, "document_number": "普法1号",
    },
    "withdraw": {"note": "受援人撤回同意"},
}  # fmt: skip
WAYS = {"DRAFT": (), "APPROVED": ("approve",), "WITHDRAWN": ("withdraw",)}


def move(counter: Counter, action: str, name: str, **fields: Any) -> pb.TeachingCase:
    """Do an action with the least words it needs, as the head."""
    reply = counter.call(RPC_OF[action], counter.head, name=name, **{**WORDS.get(action, {}), **fields})
    done: pb.TeachingCase = reply.teaching_case
    return done


def written(counter: Counter, case: str = "", **fields: Any) -> pb.TeachingCase:
    """A draft by the clerk, of an archived case."""
    said = {
        "case": case or brought_to(counter, "ARCHIVED").name, "title": "讨薪案例", "text": TEXT,
        "consent_document": "同意书1号", **fields,
    }  # fmt: skip
    made: pb.TeachingCase = counter.call("CreateTeachingCase", counter.clerk, teaching_case=pb.TeachingCase(**said))
    return made


def standing(counter: Counter, state: str) -> pb.TeachingCase:
    """A teaching case in the state."""
    made = written(counter)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    return made
