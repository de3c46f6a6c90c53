"""gRPC door of licences and certificates that are handed out. It must not hold a condition."""

from __future__ import annotations

from functools import partial

from sifa.grassroots_offices.v1 import certificate_pb2
from sifa.grassroots_offices.v1 import certificate_service_pb2 as pb

from chassis.auth.signatures import sign_detached
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.certificate import (
    create_certificate,
    get_certificate,
    list_certificates,
    withdraw_certificate,
)
from services.grassroots_offices.translate.certificate import (
    certificate_to_proto,
    read_certificate_draft,
    read_certificate_filter,
    read_withdrawal,
)


class CertificateService(Servicer):
    """sifa.grassroots_offices.v1.CertificateService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CertificateService"]

    def CreateCertificate(self, tx: Tx, request: pb.CreateCertificateRequest) -> certificate_pb2.Certificate:
        """Hand one out."""
        sign = partial(sign_detached, self.service.settings.keys_dir, self.service.name)
        return certificate_to_proto(create_certificate(tx, read_certificate_draft(request.certificate), sign))

    def GetCertificate(self, tx: Tx, request: pb.GetCertificateRequest) -> certificate_pb2.Certificate:
        """One of them."""
        return certificate_to_proto(get_certificate(tx, request.name))

    def ListCertificates(self, tx: Tx, request: pb.ListCertificatesRequest) -> pb.ListCertificatesResponse:
        """A page."""
        found, after = list_certificates(tx, read_certificate_filter(request, ""), self.pager.read(request))
        return pb.ListCertificatesResponse(
            certificates=map(certificate_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def WithdrawCertificate(self, tx: Tx, request: pb.WithdrawCertificateRequest) -> pb.WithdrawCertificateResponse:
        """Enter its end."""
        done = withdraw_certificate(tx, request.name, read_withdrawal(request, ""), etag=request.etag)
        return pb.WithdrawCertificateResponse(certificate=certificate_to_proto(done))
