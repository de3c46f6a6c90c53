"""gRPC door of the log of certificates. It must not hold a condition."""

from __future__ import annotations

from functools import partial

from sifa.grassroots_offices.v1 import certificate_log_pb2
from sifa.grassroots_offices.v1 import certificate_log_service_pb2 as pb

from chassis.auth.signatures import sign_detached
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.domain.signed_text import Sign
from services.grassroots_offices.handlers import certificate_log as handlers
from services.grassroots_offices.translate import certificate_log as translate


class CertificateLogService(Servicer):
    """sifa.grassroots_offices.v1.CertificateLogService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CertificateLogService"]

    @property
    def _sign(self) -> Sign:
        return partial(sign_detached, self.service.settings.keys_dir, self.service.name)

    def GetInclusionProof(self, tx: Tx, request: pb.GetInclusionProofRequest) -> certificate_log_pb2.InclusionProof:
        """The place of a certificate."""
        return translate.inclusion_to_proto(handlers.prove_inclusion(tx, request.name, self._sign))

    def GetLogHead(self, tx: Tx, request: pb.GetLogHeadRequest) -> certificate_log_pb2.LogHead:
        """The log as it now stands."""
        return translate.head_to_proto(handlers.get_log_head(tx, self._sign))

    def GetConsistencyProof(
        self, tx: Tx, request: pb.GetConsistencyProofRequest
    ) -> certificate_log_pb2.ConsistencyProof:
        """That the log only grew."""
        sizes = translate.read_sizes(request, "")
        return translate.consistency_to_proto(handlers.prove_consistency(tx, sizes, self._sign))
