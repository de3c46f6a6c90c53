"""gRPC door of referrals. It must not hold a condition."""

from __future__ import annotations

from sifa.mediation.v1 import referral_pb2
from sifa.mediation.v1 import referral_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.mediation.handlers import referral as use
from services.mediation.translate import referral as translate


class ReferralService(Servicer):
    """sifa.mediation.v1.ReferralService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ReferralService"]

    def CreateReferral(self, tx: Tx, request: pb.CreateReferralRequest) -> referral_pb2.Referral:
        """Refer a party."""
        return translate.referral_to_proto(use.create_referral(tx, translate.read_draft(request.referral, "referral")))

    def GetReferral(self, tx: Tx, request: pb.GetReferralRequest) -> referral_pb2.Referral:
        """One of them."""
        return translate.referral_to_proto(use.get_referral(tx, request.name))

    def ListReferrals(self, tx: Tx, request: pb.ListReferralsRequest) -> pb.ListReferralsResponse:
        """A page of them."""
        found, after = use.list_referrals(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListReferralsResponse(
            referrals=map(translate.referral_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def TakeReferral(self, tx: Tx, request: pb.TakeReferralRequest) -> pb.TakeReferralResponse:
        """It became a contact."""
        done = use.take_referral(tx, request.name, request.contact, etag=request.etag)
        return pb.TakeReferralResponse(referral=translate.referral_to_proto(done))

    def DeclineReferral(self, tx: Tx, request: pb.DeclineReferralRequest) -> pb.DeclineReferralResponse:
        """It is not taken."""
        done = use.decline_referral(tx, request.name, request.answer_reason, etag=request.etag)
        return pb.DeclineReferralResponse(referral=translate.referral_to_proto(done))
