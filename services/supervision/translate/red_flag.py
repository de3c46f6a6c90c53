"""Red flags between proto and domain, and the facts they rest on. It must not know rows."""

from __future__ import annotations

import datetime as dt

from sifa.legal_aid.v1 import duplicate_review_pb2, events_pb2, record_comparison_pb2
from sifa.supervision.v1 import red_flag_pb2
from sifa.supervision.v1 import red_flag_service_pb2 as pb

from chassis.events.reactions import Fact
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.detector import Observation, RecordFault
from services.supervision.domain.red_flag import (
    MOVES,
    DetectorHistory,
    RedFlag,
    RedFlagFilter,
)

# Same recipient and opponent in two cases; the same court number too.
ALIKE = {
    duplicate_review_pb2.DUPLICATE_GROUND_SAME_OPPONENT: RecordFault.SPLIT_MATTER,
    duplicate_review_pb2.DUPLICATE_GROUND_SAME_COURT_NUMBER: RecordFault.DUPLICATE_RECIPIENT,
}
_to_proto = to_message(RedFlag, red_flag_pb2.RedFlag, left_out=("allowed_actions",))
history_to_proto = to_message(DetectorHistory, red_flag_pb2.DetectorHistory)
read_filter = from_message(pb.ListRedFlagsRequest, RedFlagFilter, left_out=("page_size", "page_token"))


def flag_to_proto(flag: RedFlag) -> red_flag_pb2.RedFlag:
    """The message, with what may be done next."""
    message = _to_proto(flag)
    message.allowed_actions.extend(allowed_actions(MOVES, flag.state))
    return message


def read_difference(fact: Fact[events_pb2.CaseRecordsDiffer]) -> Observation:
    """Records that differ, or a late entry (XF-19). KeyError for a kind of a later release: the event is parked."""
    event = fact.message
    names = (record_comparison_pb2.RecordDifferenceKind.Name(kind) for kind in event.kinds)
    return Observation(
        source=fact.source, position=fact.position, subject=event.case, institution=event.institution,
        division=event.division, happened_date=dt.date.fromisoformat(event.found_date),
        faults=tuple(RecordFault[name.removeprefix("RECORD_DIFFERENCE_KIND_")] for name in names),
    )  # fmt: skip


def read_alike(fact: Fact[events_pb2.ClaimsAlike]) -> Observation:
    """Claims that look like one case (SV-40). KeyError for a ground of a later release: the event is parked."""
    event = fact.message
    return Observation(
        source=fact.source, position=fact.position, subject=event.case, institution=event.institution,
        division=event.division, happened_date=dt.date.fromisoformat(event.found_date), faults=(ALIKE[event.ground],),
    )  # fmt: skip
