"""What every service offers besides its own rpcs: its manifest, its event log, its health.

It must not hold anything of a particular service.
"""

from __future__ import annotations

from collections.abc import Callable

import grpc
import sqlalchemy as sa
import structlog
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_health.v1 import health, health_pb2
from sifa.platform.v1 import event_log_pb2, platform_pb2

from chassis.clock import real_seconds
from chassis.contract import published_manifest
from chassis.database_guard import MOST_SKEW_SECONDS, clock_skew
from chassis.events import event_log
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from chassis.migrate import schema_fits
from chassis.principal import Principal
from chassis.service import Service
from chassis.servicer import Servicer
from chassis.tx import Tx

DEFAULT_PAGE, LARGEST_PAGE = 200, 1000
_log = structlog.get_logger()


class Platform(Servicer):
    """Tells what the service publishes about itself."""

    DESCRIPTOR = platform_pb2.DESCRIPTOR.services_by_name["Platform"]

    def GetManifest(self, tx: Tx, request: platform_pb2.GetManifestRequest) -> platform_pb2.Manifest:
        """The manifest with the descriptor image."""
        return published_manifest(self.service.manifest)


class EventLog(Servicer):
    """Lets consumers pull what the broker lost, or everything when they have no broker."""

    DESCRIPTOR = event_log_pb2.DESCRIPTOR.services_by_name["EventLog"]

    def GetHead(self, tx: Tx, request: event_log_pb2.GetHeadRequest) -> event_log_pb2.Head:
        """Where the log stands."""
        return _head(event_log.read_head(tx.session))

    def ListEvents(self, tx: Tx, request: event_log_pb2.ListEventsRequest) -> event_log_pb2.ListEventsResponse:
        """The events behind a position, without gaps."""
        _check_page(request)
        head = event_log.read_head(tx.session)
        if head.log_id != request.log_id:
            raise RuleViolated("LOG_UNKNOWN", "该事件日志已不是本服务当前日志，请先调用 GetHead。", log_id=head.log_id)
        size = min(request.page_size or DEFAULT_PAGE, LARGEST_PAGE)
        found = event_log.list_events(tx.session, request.after_position, size)
        events = [_event(item, tx.principal) for item in found]
        return event_log_pb2.ListEventsResponse(events=events, head=_head(head))


class Health(health.HealthServicer):
    """Ready while the service's own database answers, its schema fits and its clock agrees with this machine's.

    Never the broker, never a peer.
    """

    def __init__(self, service: Service, seconds: Callable[[], float] = real_seconds) -> None:
        """`service` is the only one on this server; `seconds` is this machine's clock."""
        super().__init__()
        self._service = service
        self._seconds = seconds
        self._stopping = self._clocks_differ = False

    def Check(
        self, request: health_pb2.HealthCheckRequest, context: grpc.ServicerContext
    ) -> health_pb2.HealthCheckResponse:
        """SERVING or NOT_SERVING, looked up at every call."""
        serving = not self._stopping and self._answers()
        kinds = health_pb2.HealthCheckResponse.ServingStatus
        return health_pb2.HealthCheckResponse(status=kinds.SERVING if serving else kinds.NOT_SERVING)

    def stop_serving(self) -> None:
        """Say NOT_SERVING from now on, so that callers go elsewhere before the port closes."""
        self._stopping = True
        self.enter_graceful_shutdown()

    def _answers(self) -> bool:
        try:
            return schema_fits(self._service) and self._clocks_agree()
        except (sa.exc.OperationalError, sa.exc.TimeoutError):
            return False

    def _clocks_agree(self) -> bool:
        """Leases and tokens compare times of two machines. One log line when they part, one when they meet again."""
        with self._service.database.read() as session:
            skew = clock_skew(session, self._seconds)
        differ = skew > MOST_SKEW_SECONDS
        if differ != self._clocks_differ:
            self._clocks_differ = differ
            _log.error("database clock", service=self._service.name, away_seconds=round(skew), serving=not differ)
        return not differ


def _check_page(request: event_log_pb2.ListEventsRequest) -> None:
    given = {"after_position": request.after_position, "page_size": request.page_size}
    faults = [
        Violation(field=field, reason="NEGATIVE", description="不能为负数，请从 0 开始")
        for field, value in given.items()
        if value < 0
    ]
    if faults:
        raise InvalidFields(tuple(faults))


def _head(head: event_log.Head) -> event_log_pb2.Head:
    return event_log_pb2.Head(
        log_id=head.log_id, position=head.position, continues=head.continues, forked_at=head.forked_at
    )


def _event(item: event_log.LoggedEvent, reader: Principal) -> event_log_pb2.Event:
    """The event, or an empty stub at its position when the reader's key does not name the type."""
    if reader.event_types is not None and item.type not in reader.event_types:
        return event_log_pb2.Event(position=item.position or 0)
    time = Timestamp()
    time.FromDatetime(item.created)
    return event_log_pb2.Event(
        id=item.id, position=item.position or 0, type=item.type, subject=item.subject, time=time, data=item.body
    )
