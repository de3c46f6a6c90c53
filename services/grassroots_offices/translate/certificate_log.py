"""The log of certificates between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import certificate_log_pb2
from sifa.grassroots_offices.v1 import certificate_log_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.certificate_log import ConsistencyProof, InclusionProof, LogHead, TwoSizes

head_to_proto = to_message(LogHead, certificate_log_pb2.LogHead)
inclusion_to_proto = to_message(InclusionProof, certificate_log_pb2.InclusionProof)
consistency_to_proto = to_message(ConsistencyProof, certificate_log_pb2.ConsistencyProof)
read_sizes = from_message(pb.GetConsistencyProofRequest, TwoSizes)
