"""gRPC door of referrals, for services. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import referral_intake_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.passed_on import receive_referral
from services.legal_aid.translate.contact import read_referred_in


class ReferralIntakeService(Servicer):
    """sifa.legal_aid.v1.ReferralIntakeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ReferralIntakeService"]

    def ReceiveReferral(self, tx: Tx, request: pb.ReceiveReferralRequest) -> pb.ReceiveReferralResponse:
        """Somebody whom another service refers."""
        return pb.ReceiveReferralResponse(contact=receive_referral(tx, read_referred_in(request, "")))
