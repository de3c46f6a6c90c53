"""What says that it only reads cannot write, on either engine."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chassis.alarms import open_alarm
from chassis.service import Service
from tests.facts import HAPPENED


def alarms(service: Service) -> int:
    with service.database.read() as session:
        return int(session.execute(sa.text("select count(*) from alarm")).scalar_one())


def test_a_read_transaction_refuses_to_write(supervision: Service) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"read-?only"), supervision.database.read() as session:
        open_alarm(session, kind="K", subject="s", detail="d", now=HAPPENED)
    assert alarms(supervision) == 0


def test_the_same_connection_writes_again_afterwards(supervision: Service) -> None:
    for _ in range(3):
        assert alarms(supervision) >= 0
    with supervision.database.write() as session:
        open_alarm(session, kind="K", subject="s", detail="d", now=HAPPENED)
    assert alarms(supervision) == 1
