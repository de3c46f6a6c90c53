"""Commands on applications from proto to domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import application_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.mapping import from_message
from services.legal_aid.domain.correction import Correction, Recusal
from services.legal_aid.domain.ending import Referral, Succession, Withdrawal
from services.legal_aid.domain.submission import Submission
from services.legal_aid.domain.supplement import SupplementRequest

ENVELOPE = ("name", "request_id", "etag")
read_supplement_request = from_message(pb.RequestSupplementRequest, SupplementRequest, left_out=ENVELOPE)
read_submission = from_message(pb.SubmitPapersRequest, Submission, left_out=ENVELOPE)
read_referral = from_message(pb.ReferApplicationRequest, Referral, left_out=ENVELOPE)
read_provisional = from_message(pb.GrantProvisionalAidRequest, Happening, left_out=ENVELOPE)
read_decide = from_message(pb.DecideApplicationRequest, Happening, left_out=ENVELOPE)
read_withdrawal = from_message(pb.WithdrawApplicationRequest, Withdrawal, left_out=ENVELOPE)
read_death = from_message(pb.RecordDeathRequest, Happening, left_out=ENVELOPE)
read_succession = from_message(pb.ContinueApplicationRequest, Succession, left_out=ENVELOPE)
read_correction = from_message(pb.CorrectApplicationRequest, Correction, left_out=ENVELOPE)
read_recusal = from_message(pb.RecuseFromApplicationRequest, Recusal, left_out=ENVELOPE)
