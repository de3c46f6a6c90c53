"""gRPC door of score sheets. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import score_sheet_pb2
from sifa.supervision.v1 import score_sheet_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import score_sheet as use
from services.supervision.translate import score_sheet as translate


class ScoreSheetService(Servicer):
    """sifa.supervision.v1.ScoreSheetService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ScoreSheetService"]

    def CreateScoreSheet(self, tx: Tx, request: pb.CreateScoreSheetRequest) -> score_sheet_pb2.ScoreSheet:
        """Open one."""
        draft = translate.read_draft(request.score_sheet, "score_sheet")
        return translate.sheet_to_proto(use.create_score_sheet(tx, draft))

    def GetScoreSheet(self, tx: Tx, request: pb.GetScoreSheetRequest) -> score_sheet_pb2.ScoreSheet:
        """One of them."""
        return translate.sheet_to_proto(use.get_score_sheet(tx, request.name))

    def ListScoreSheets(self, tx: Tx, request: pb.ListScoreSheetsRequest) -> pb.ListScoreSheetsResponse:
        """A page of them."""
        found, after = use.list_score_sheets(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListScoreSheetsResponse(
            score_sheets=map(translate.sheet_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EnterScores(self, tx: Tx, request: pb.EnterScoresRequest) -> pb.EnterScoresResponse:
        """What is taken off."""
        done = use.enter_scores(tx, request.name, translate.read_deductions(request), etag=request.etag)
        return pb.EnterScoresResponse(score_sheet=translate.sheet_to_proto(done))

    def SignScoreSheet(self, tx: Tx, request: pb.SignScoreSheetRequest) -> pb.SignScoreSheetResponse:
        """Somebody answers for it."""
        done = use.sign_score_sheet(tx, request.name, translate.read_signing(request, ""), etag=request.etag)
        return pb.SignScoreSheetResponse(score_sheet=translate.sheet_to_proto(done))

    def ReturnScoreSheet(self, tx: Tx, request: pb.ReturnScoreSheetRequest) -> pb.ReturnScoreSheetResponse:
        """Somebody does not."""
        done = use.return_score_sheet(tx, request.name, request.reason, etag=request.etag)
        return pb.ReturnScoreSheetResponse(score_sheet=translate.sheet_to_proto(done))

    def JudgeScoreSheet(self, tx: Tx, request: pb.JudgeScoreSheetRequest) -> pb.JudgeScoreSheetResponse:
        """A person calls the unit."""
        done = use.judge_score_sheet(tx, request.name, translate.read_judgement(request, ""), etag=request.etag)
        return pb.JudgeScoreSheetResponse(score_sheet=translate.sheet_to_proto(done))

    def ExportScoreSheet(self, tx: Tx, request: pb.ExportScoreSheetRequest) -> pb.ExportScoreSheetResponse:
        """As a file."""
        return pb.ExportScoreSheetResponse(content=use.export_score_sheet(tx, request.name))
