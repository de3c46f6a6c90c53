"""Score sheets between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import score_sheet_pb2
from sifa.supervision.v1 import score_sheet_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.score_sheet import (
    MADE_ELSEWHERE,
    MOVES,
    Deduction,
    Judgement,
    ScoreSheet,
    ScoreSheetDraft,
    ScoreSheetFilter,
)

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(ScoreSheet, score_sheet_pb2.ScoreSheet, left_out=("allowed_actions",))
read_draft = from_message(
    score_sheet_pb2.ScoreSheet, ScoreSheetDraft,
    left_out=(
        "name", "campaign", "unit", "subject", "unit_title", "division", "year", "categories", "deductions",
        "total_tenths", "full_tenths", "share", "signatures", "return_reason", "final_date", "pass_mark_tenths",
        "verdict", "verdict_reason", "verdict_document", "state", "allowed_actions", "create_time", "etag",
    ),
)  # fmt: skip
read_filter = from_message(pb.ListScoreSheetsRequest, ScoreSheetFilter, left_out=("page_size", "page_token"))
read_signing = from_message(pb.SignScoreSheetRequest, Happening, left_out=ENVELOPE)
read_judgement = from_message(pb.JudgeScoreSheetRequest, Judgement, left_out=ENVELOPE)
_read_deduction = from_message(score_sheet_pb2.Deduction, Deduction)


def read_deductions(request: pb.EnterScoresRequest) -> list[Deduction]:
    """The deductions as given."""
    return [_read_deduction(one, f"deductions[{place}]") for place, one in enumerate(request.deductions)]


def sheet_to_proto(sheet: ScoreSheet) -> score_sheet_pb2.ScoreSheet:
    """The sheet, with what may be done next."""
    message = _to_proto(sheet)
    message.allowed_actions.extend(one for one in allowed_actions(MOVES, sheet.state) if one not in MADE_ELSEWHERE)
    return message
