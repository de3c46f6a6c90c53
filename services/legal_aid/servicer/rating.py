"""gRPC door of satisfaction. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import rating_pb2
from sifa.legal_aid.v1 import rating_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.rating import (
    answer_rating,
    call_back_rating,
    create_rating,
    get_rating,
    list_ratings,
    summarize_ratings,
)
from services.legal_aid.translate.rating import (
    line_to_proto,
    rating_to_proto,
    read_answer,
    read_calling_back,
    read_rating_draft,
    read_rating_filter,
)


class RatingService(Servicer):
    """sifa.legal_aid.v1.RatingService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RatingService"]

    def CreateRating(self, tx: Tx, request: pb.CreateRatingRequest) -> rating_pb2.Rating:
        """Ask one more party."""
        return rating_to_proto(create_rating(tx, read_rating_draft(request.rating)))

    def GetRating(self, tx: Tx, request: pb.GetRatingRequest) -> rating_pb2.Rating:
        """One form."""
        return rating_to_proto(get_rating(tx, request.name))

    def ListRatings(self, tx: Tx, request: pb.ListRatingsRequest) -> pb.ListRatingsResponse:
        """A page of forms."""
        found, after = list_ratings(tx, read_rating_filter(request, ""), self.pager.read(request))
        return pb.ListRatingsResponse(
            ratings=map(rating_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def SummarizeRatings(self, tx: Tx, request: pb.SummarizeRatingsRequest) -> pb.SummarizeRatingsResponse:
        """How satisfied people were."""
        lines = summarize_ratings(tx, request.month, request.institution)
        return pb.SummarizeRatingsResponse(lines=map(line_to_proto, lines))

    def AnswerRating(self, tx: Tx, request: pb.AnswerRatingRequest) -> pb.AnswerRatingResponse:
        """Enter what the person answered."""
        done = answer_rating(tx, request.name, read_answer(request, ""), etag=request.etag)
        return pb.AnswerRatingResponse(rating=rating_to_proto(done))

    def CallBackRating(self, tx: Tx, request: pb.CallBackRatingRequest) -> pb.CallBackRatingResponse:
        """The person was called back."""
        done = call_back_rating(tx, request.name, read_calling_back(request, ""), etag=request.etag)
        return pb.CallBackRatingResponse(rating=rating_to_proto(done))
