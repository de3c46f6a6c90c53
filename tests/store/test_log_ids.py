"""What a service writes about a call that went wrong can be found again by the ids the caller has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
import structlog
from sifa.supervision.v1 import institution_tally_service_pb2

from tests.doors import Door, migrated, refused, serving, settings_of
from tests.servers.profiles import Profile

SERVICE = institution_tally_service_pb2.DESCRIPTOR.services_by_name["InstitutionTallyService"]
TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
IDS = (("x-request-id", "r-1"), ("traceparent", f"00-{TRACE_ID}-00f067aa0ba902b7-01"))


@pytest.fixture
def door(profile: Profile) -> Iterator[Door]:
    with serving(migrated(settings_of(profile, "supervision"), "supervision")) as found:
        yield found


def test_a_failure_is_logged_with_the_ids_of_its_call(door: Door) -> None:
    with door.service.database.write() as session:
        session.execute(sa.text("drop table institution_tally"))
    method = SERVICE.methods_by_name["ListInstitutionTallies"]
    caller = (*door.person("supervision_officer"), *IDS)
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        refused(lambda: door.call(method, institution_tally_service_pb2.ListInstitutionTalliesRequest(), caller))
    assert [(line["request_id"], line["trace_id"]) for line in lines if line["log_level"] == "error"] == [
        ("r-1", TRACE_ID)
    ]
