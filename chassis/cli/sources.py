"""The whole event logs of the services that one service listens to, for the commands that compare or run again."""

from __future__ import annotations

from contextlib import closing

from chassis.clients import PeerEventLog
from chassis.events.whole_log import WholeLog, read_whole_log
from chassis.manifest import installed_services
from chassis.service import Service


def read_logs(service: Service) -> list[WholeLog]:
    """One log per source, in order of name. Raises grpc.RpcError when one cannot be had."""
    ports = {name: manifest.grpc_port for name, manifest in installed_services().items()}
    logs = []
    for source in service.manifest.sources:
        peer = PeerEventLog(service.settings, caller=service.name, peer=source, default_port=ports.get(source, 0))
        with closing(peer):
            logs.append(read_whole_log(peer, source))
    return logs
