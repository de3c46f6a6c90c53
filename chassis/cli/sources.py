"""The whole event logs of the services that one service listens to, for the commands that compare or run again."""

from __future__ import annotations

from contextlib import closing

import grpc

from chassis.clients import PeerEventLog
from chassis.events.whole_log import WholeLog, read_whole_log
from chassis.manifest import installed_services
from chassis.service import Service


class SourceAway(Exception):
    """A source's event log cannot be had; the message names the source and the remedy."""


def read_logs(service: Service) -> list[WholeLog]:
    """One log per source, in order of name. Raises SourceAway when one cannot be had."""
    ports = {name: manifest.grpc_port for name, manifest in installed_services().items()}
    logs = []
    for source in service.manifest.sources:
        peer = PeerEventLog(service.settings, caller=service.name, peer=source, default_port=ports.get(source, 0))
        with closing(peer):
            try:
                logs.append(read_whole_log(peer, source))
            except grpc.RpcError as error:
                raise SourceAway(f"{source} cannot be had ({error.code().name}); start it and try again") from error
    return logs
