"""gRPC door of referrals, for services. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import referral_exchange_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.contact_referral import read_referred, record_told_answer
from services.legal_aid.handlers.passed_on import receive_referral
from services.legal_aid.translate.contact import read_referred_in, read_told_answer, referred_to_proto


class ReferralExchangeService(Servicer):
    """sifa.legal_aid.v1.ReferralExchangeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ReferralExchangeService"]

    def ReceiveReferral(self, tx: Tx, request: pb.ReceiveReferralRequest) -> pb.ReceiveReferralResponse:
        """Somebody whom another service refers."""
        return pb.ReceiveReferralResponse(contact=receive_referral(tx, read_referred_in(request, "")))

    def ReadReferredContact(self, tx: Tx, request: pb.ReadReferredContactRequest) -> pb.ReadReferredContactResponse:
        """What somebody said who was referred out."""
        return referred_to_proto(read_referred(tx, request.name))

    def AnswerReferredContact(
        self, tx: Tx, request: pb.AnswerReferredContactRequest
    ) -> pb.AnswerReferredContactResponse:
        """What came of it."""
        record_told_answer(tx, request.name, read_told_answer(request, ""))
        return pb.AnswerReferredContactResponse()
