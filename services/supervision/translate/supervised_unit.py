"""Supervised units between proto and domain. It must not know rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sifa.supervision.v1 import supervised_unit_pb2
from sifa.supervision.v1 import supervised_unit_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.supervised_unit import (
    MOVES,
    SupervisedUnit,
    SupervisedUnitDraft,
    SupervisedUnitFilter,
    UnitPerson,
    UnitSection,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who leaves, and when."""

    person: str
    until_date: dt.date


_to_proto = to_message(SupervisedUnit, supervised_unit_pb2.SupervisedUnit, left_out=("allowed_actions",))
read_draft = from_message(
    supervised_unit_pb2.SupervisedUnit, SupervisedUnitDraft,
    left_out=("name", "topic", "state", "allowed_actions", "create_time", "etag"),
)  # fmt: skip
read_section = from_message(supervised_unit_pb2.UnitSection, UnitSection)
read_person = from_message(supervised_unit_pb2.UnitPerson, UnitPerson)
read_leaving = from_message(pb.LeavePersonRequest, Leaving, left_out=("name", "request_id", "etag", "document_number"))
read_filter = from_message(pb.ListSupervisedUnitsRequest, SupervisedUnitFilter, left_out=("page_size", "page_token"))


def unit_to_proto(unit: SupervisedUnit) -> supervised_unit_pb2.SupervisedUnit:
    """The unit, with what may be done next."""
    message = _to_proto(unit)
    message.allowed_actions.extend(allowed_actions(MOVES, unit.state))
    return message
