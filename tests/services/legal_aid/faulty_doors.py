"""A door of legal aid that fails in ways its own code does not: it tells secrets, it waits, it breaks off half-way.

It must not be wired by anything but tests.
"""

from __future__ import annotations

import threading

import sqlalchemy as sa
from sifa.legal_aid.v1 import application_pb2, application_service_pb2, facts_pb2
from sqlalchemy.orm import Session

from chassis.schema import cursor
from chassis.tx import Tx
from chassis.wiring import Wiring
from services.legal_aid.servicer.application import ApplicationService
from tests.servers.processes import wait_for

SECRET = "330102199003074512 SELECT * FROM application"
ENTERED, RELEASED, STOOD_STILL = threading.Event(), threading.Event(), threading.Event()
_ALIVE = sa.text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
LONGEST = 20.0


class FaultyApplications(ApplicationService):
    """Reading tells a secret; a call breaks off after its work; an online one waits; a station takes a key twice.

    One from the web stands still once, so long that PostgreSQL ends its connection.
    """

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
        if request.application.channel == facts_pb2.CHANNEL_STATION:
            for _ in range(2):
                tx.session.execute(sa.insert(cursor).values(source="twice", log_id="", applied=0, halted=""))
        if request.application.channel == facts_pb2.CHANNEL_ONLINE:
            ENTERED.set()
            RELEASED.wait(LONGEST)
        if request.application.channel == facts_pb2.CHANNEL_AGENT and not STOOD_STILL.is_set():
            STOOD_STILL.set()
            stand_still(tx.session)
        return received


def stand_still(session: Session) -> None:
    """Do nothing until PostgreSQL ends the connection for being idle in a transaction; SQLite ends none."""
    bind = session.get_bind()
    if bind.dialect.name != "postgresql":
        return
    session.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = '1ms'"))
    backend = session.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
    with sa.create_engine(bind.engine.url, poolclass=sa.NullPool).connect() as other:
        wait_for(lambda: not other.execute(_ALIVE, {"pid": backend}).scalar_one(), "the idle connection ended")


WIRING = Wiring(
    tables="services.legal_aid.persistence.row:METADATA",
    servicers=(
        "services.legal_aid.servicer.institution:InstitutionService",
        "tests.services.legal_aid.faulty_doors:FaultyApplications",
    ),
)
