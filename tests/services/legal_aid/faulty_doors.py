"""A door of legal aid that fails in ways its own code does not: it tells secrets, it waits, it breaks off half-way.

It must not be wired by anything but tests.
"""

from __future__ import annotations

import threading

from sifa.legal_aid.v1 import application_pb2, application_service_pb2, facts_pb2

from chassis.tx import Tx
from chassis.wiring import Wiring
from services.legal_aid.servicer.application import ApplicationService

SECRET = "330102199003074512 SELECT * FROM application"
ENTERED, RELEASED = threading.Event(), threading.Event()
LONGEST = 20.0


class FaultyApplications(ApplicationService):
    """Reading tells a secret in an exception; a phone call breaks off after its work; an online one waits."""

    def GetApplication(
        self, tx: Tx, request: application_service_pb2.GetApplicationRequest
    ) -> application_pb2.Application:
        """Raise with what must not reach the caller."""
        raise ValueError(SECRET)

    def CreateApplication(
        self, tx: Tx, request: application_service_pb2.CreateApplicationRequest
    ) -> application_pb2.Application:
        """Do the work, then fail or wait according to the channel."""
        received = super().CreateApplication(tx, request)
        if request.application.channel == facts_pb2.CHANNEL_PHONE:
            raise RuntimeError(SECRET)
        if request.application.channel == facts_pb2.CHANNEL_ONLINE:
            ENTERED.set()
            RELEASED.wait(LONGEST)
        return received


WIRING = Wiring(
    tables="services.legal_aid.persistence.row:METADATA",
    servicers=(
        "services.legal_aid.servicer.institution:InstitutionService",
        "tests.services.legal_aid.faulty_doors:FaultyApplications",
    ),
)
