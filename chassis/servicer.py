"""What every gRPC servicer of ours is: a class whose methods carry the names of the rpcs.

A method gets the unit of work and the checked request and returns the reply; it must not open, commit or decide.
"""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from google.protobuf.descriptor import ServiceDescriptor

from chassis.auth.keys import load_page_secret
from chassis.paging import Pager
from chassis.service import Service


class Servicer:
    """Base of all servicers. `DESCRIPTOR` names the proto service whose rpcs the class answers."""

    DESCRIPTOR: ClassVar[ServiceDescriptor]

    def __init__(self, service: Service) -> None:
        """One instance per server; methods may run in many threads at once."""
        self.service = service

    @cached_property
    def pager(self) -> Pager:
        """Page tokens under the service's secret."""
        return Pager(load_page_secret(self.service.settings.keys_dir))
