"""What `sifa work` does for one service: relay, repair, parked events, messages, jobs, errands, each in its own thread.

It must not serve requests, and a thread that fails goes on after a pause.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import grpc
import sqlalchemy as sa
import structlog

from chassis.clients import Peer, PeerEventLog
from chassis.errands import ErrandRunner, load_errands
from chassis.events.doorbell import Waker
from chassis.events.inbox import Inbox
from chassis.events.publisher import BrokerUnavailable, Publisher
from chassis.events.reactions import load_reactor
from chassis.events.relay import Relay
from chassis.events.repair import Repairer
from chassis.jobs import JobRecord, JobRunner, load_jobs
from chassis.manifest import installed_services
from chassis.messages.choose import open_notifiers
from chassis.messages.runner import MessageRunner
from chassis.service import Service

LOOK_SECONDS, PAUSE_SECONDS = 0.25, 1.0
_EXPECTED = (BrokerUnavailable, grpc.RpcError, sa.exc.OperationalError, sa.exc.TimeoutError)
_log = structlog.get_logger()


class Worker:
    """All background threads of one service."""

    def __init__(self, service: Service) -> None:
        """Start nothing yet. Raises SettingsError when the settings name a channel that is not installed."""
        self._service = service
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._relay = Relay(service, Publisher(service.settings, service.name))
        self._waker = Waker(service.database.url)
        self._repairers: list[Repairer] = []
        self._jobs = JobRunner(service, load_jobs(service))
        self._errands: list[ErrandRunner] = []
        self._messages = MessageRunner(service, open_notifiers(service.settings.notifier))

    @property
    def service(self) -> Service:
        """Whose work it is."""
        return self._service

    @property
    def name(self) -> str:
        """The service's name."""
        return self._service.name

    @property
    def relay_lease(self) -> tuple[str, str]:
        """Name of the relay's lease, and who this process is there."""
        return self._relay.lease

    @property
    def heads(self) -> dict[str, int]:
        """The last known head of every source."""
        return {repairer.source: repairer.head for repairer in self._repairers if repairer.head is not None}

    @property
    def pulled(self) -> dict[str, int]:
        """Events by source that were fetched because the broker did not bring them."""
        return {repairer.source: repairer.pulled for repairer in self._repairers}

    @property
    def job_records(self) -> dict[str, JobRecord]:
        """How each job went in this process."""
        return self._jobs.records

    def start(self) -> None:
        """Start the threads that the service needs."""
        self._spawn("relay", self._relay.turn, lambda: self._waker.wait(PAUSE_SECONDS))
        ports = {name: manifest.grpc_port for name, manifest in installed_services().items()}
        for source in self._service.manifest.sources:
            peer = PeerEventLog(
                self._service.settings, caller=self._service.name, peer=source, default_port=ports.get(source, 0)
            )
            repairer = Repairer(self._service, Inbox(load_reactor(self._service)), peer, source)
            self._repairers.append(repairer)
            self._spawn(f"repair-{source}", repairer.look, lambda: self._stop.wait(LOOK_SECONDS))
        self._spawn("messages", self._messages.turn, lambda: self._stop.wait(PAUSE_SECONDS))
        self._spawn("jobs", self._jobs.turn, lambda: self._stop.wait(PAUSE_SECONDS))
        for errand in load_errands(self._service):
            asked = Peer(
                self._service.settings, caller=self._service.name, peer=errand.peer,
                default_port=ports.get(errand.peer, 0),
            )  # fmt: skip
            runner = ErrandRunner(self._service, errand, asked)
            self._errands.append(runner)
            self._spawn(f"errand-{errand.name}", runner.turn, lambda: self._stop.wait(PAUSE_SECONDS))

    def stop(self) -> None:
        """End every thread at its next pause; let another relay and other pullers begin at once."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=5)
        for drop in (self._relay.stop, *(repairer.close for repairer in self._repairers)):
            try:
                drop()
            except sa.exc.OperationalError:
                _log.warning("lease not dropped", service=self._service.name)
        for runner in self._errands:
            runner.close()
        self._waker.close()
        self._service.database.close()

    def _spawn(self, task: str, turn: Callable[[], int], pause: Callable[[], object]) -> None:
        def run() -> None:
            failing = False
            while not self._stop.is_set():
                try:
                    turn()
                    failing = False
                except Exception as error:  # noqa: BLE001 - a background thread must outlive every failure
                    self._report(task, error, again=failing)
                    failing = True
                    self._stop.wait(PAUSE_SECONDS)
                pause()

        thread = threading.Thread(target=run, name=f"{self._service.name}-{task}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _report(self, task: str, error: Exception, *, again: bool) -> None:
        """One line when an expected trouble begins; every unexpected failure with its place."""
        expected = isinstance(error, _EXPECTED)
        if expected and again:
            return
        _log.warning("task waits" if expected else "task failed", service=self._service.name, task=task,
                     error=type(error).__name__, exc_info=None if expected else error)  # fmt: skip
