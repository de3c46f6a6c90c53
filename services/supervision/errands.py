"""What supervision asks of other services: the rosters of draws (SV-60). It must not freeze them: the handler does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sifa.grassroots_offices.v1 import roster_pb2, roster_service_pb2

from chassis.clients import Peer
from chassis.errands import Errand
from chassis.tx import Tx
from services.supervision.domain.draw import DrawStratum
from services.supervision.domain.draw_roster import DrawTarget
from services.supervision.handlers.draw import freeze_roster
from services.supervision.persistence.draw import waiting_draws

PAGE = 500
_LIST = roster_service_pb2.DESCRIPTOR.services_by_name["RosterService"].methods_by_name["ListRoster"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterWanted:
    """The draw that waits, and which roster it needs."""

    draw: str
    division: str
    kind: str
    as_of_date: str


def find_waiting(tx: Tx) -> Sequence[RosterWanted]:
    """Draws that were approved and have no roster yet."""
    return [
        RosterWanted(
            draw=one.name, division=one.division, kind=one.target_kind.name, as_of_date=one.as_of_date.isoformat()
        )
        for one in waiting_draws(tx.session)
    ]  # fmt: skip


def fetch_roster(peer: Peer, wanted: RosterWanted) -> list[DrawTarget]:
    """The whole roster of the day, page by page (SV-60)."""
    request = roster_service_pb2.ListRosterRequest(
        division=wanted.division, kind=roster_pb2.RosterKind.Value(f"ROSTER_KIND_{wanted.kind}"),
        as_of_date=wanted.as_of_date, page_size=PAGE,
    )  # fmt: skip
    found = list[DrawTarget]()
    while True:
        reply = peer.call(_LIST, request)
        found += [
            DrawTarget(subject=one.subject, office=one.office, stratum=_stratum(one.stratum)) for one in reply.members
        ]
        if not reply.next_page_token:
            return found
        request.page_token = reply.next_page_token


def keep_roster(tx: Tx, wanted: RosterWanted, targets: Sequence[DrawTarget]) -> None:
    """Freeze what was fetched."""
    freeze_roster(tx, wanted.draw, targets)


def _stratum(number: roster_pb2.RosterStratum.ValueType) -> DrawStratum:
    return DrawStratum[roster_pb2.RosterStratum.Name(number).removeprefix("ROSTER_STRATUM_")]


ERRANDS = (
    Errand(name="roster", peer="grassroots_offices", find=find_waiting, fetch=fetch_roster, keep=keep_roster),
)  # fmt: skip
