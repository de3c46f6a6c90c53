"""Comparisons of paper, system and bank for tests. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import record_comparison_pb2 as pb

from tests.services.legal_aid.counter import Counter

HEAD = "案号,受援人,事项,承办人,指派日期,结案日期,补贴金额\n"


def compare_records(
    counter: Counter, paper: str | bytes = HEAD, bank: str | bytes = "", **changes: Any
) -> pb.RecordComparison:
    """The clerk compares June's cases with a ledger, an empty one unless another is given."""
    said = {
        "institution": counter.institution, "from_date": "2026-06-01", "until_date": "2026-06-30",
        "paper": paper if isinstance(paper, bytes) else paper.encode(),
        "bank": bank if isinstance(bank, bytes) else bank.encode(), **changes,
    }  # fmt: skip
    asked = pb.RecordComparison(**said)
    made: pb.RecordComparison = counter.call("CreateRecordComparison", counter.clerk, record_comparison=asked)
    return made
