"""Clues brought step by step into each state through the door. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.supervision.v1 import clue_pb2 as pb

from tests.doors import HOME, Identity
from tests.services.supervision.bureau import Bureau

HANDLER = "handlers/019ed7e5-3a00-7000-8000-2f6b1c9d1a01"
TRUE, PART, FALSE = pb.CLUE_STATE_VERIFIED_TRUE, pb.CLUE_STATE_VERIFIED_PART, pb.CLUE_STATE_VERIFIED_FALSE
FACTS, MEASURES, RESPONSIBLE = (
    pb.CLUE_TEST_FACTS_CLEAR, pb.CLUE_TEST_MEASURES_DONE, pb.CLUE_TEST_RESPONSIBLE_HANDLED,
)  # fmt: skip


def reported(bureau: Bureau, **changes: Any) -> pb.Clue:
    """A call: the handler asked for money."""
    fields: dict[str, Any] = {
        "source": pb.CLUE_SOURCE_HOTLINE, "source_reference": "热线第1号", "division": HOME, "owner": HANDLER,
        "item": 4, "summary": "来电人称承办人索要五百元", **changes,
    }  # fmt: skip
    return bureau.call("ReportClue", bureau.section, **fields).clue  # type: ignore[no-any-return]


def step(bureau: Bureau, verb: str, name: str, who: Identity | None = None, **fields: Any) -> pb.Clue:
    """Assign and dispose by the chief, the rest by the section."""
    usual: dict[str, dict[str, Any]] = {
        "Assign": {},
        "Verify": {"result": TRUE, "finding": "经查属实"},
        "Dispose": {"disposal": pb.CLUE_DISPOSAL_TALK, "reason": "情节较轻"},
        "PassClueTest": {},
        "Close": {"reason": "已办结"},
    }
    by = bureau.chief if verb in ("Assign", "Dispose", "Close") else bureau.section
    rpc = verb if verb == "PassClueTest" else f"{verb}Clue"
    return bureau.call(  # type: ignore[no-any-return]
        rpc, who or by, **{"name": name, "document_number": f"{verb}1号", **usual[verb], **fields}
    ).clue


def assigned(bureau: Bureau, name: str, **fields: Any) -> pb.Clue:
    """Two officers of the register check it."""
    officers = [bureau.officer().name for _ in range(2)]
    return step(bureau, "Assign", name, **{"officers": officers, **fields})


def verified(bureau: Bureau, result: pb.ClueState.ValueType = TRUE, **changes: Any) -> str:
    """Reported, assigned and verified."""
    name = reported(bureau, **changes).name
    assigned(bureau, name)
    step(bureau, "Verify", name, result=result)
    return name


def read(bureau: Bureau, name: str) -> pb.Clue:
    """As it now stands."""
    return bureau.call("GetClue", bureau.chief, name=name)  # type: ignore[no-any-return]
