"""What follows when a letter of introduction expires: the member is on his way no more (PB-06, PB-15).

It must not end the transfer: another letter may be issued.
"""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.party_building.domain.member import Member, RelationState, changed
from services.party_building.domain.organisation import ENDED
from services.party_building.domain.relation_transfer import RelationTransfer
from services.party_building.handlers.coverage import look_at
from services.party_building.handlers.touched import offices_touched
from services.party_building.persistence.member import load_named, update_member
from services.party_building.persistence.organisation import load_organisation
from services.party_building.persistence.relation_transfer import expired_on_the_way

BATCH = 100


def back_home(tx: Tx, transfer: RelationTransfer, member: Member) -> Member:
    """The member where he was before the letter (PB-06); nowhere in the register when that organisation has ended."""
    found = load_organisation(tx.session, transfer.from_organisation) if transfer.from_organisation else None
    home = found.name if found is not None and found.state not in ENDED else ""
    state = RelationState.ATTACHED if home else RelationState.ELSEWHERE
    return changed(member, organisation=home, relation_state=state)


def follow_expired_letters(tx: Tx) -> int:
    """Take back whoever is on his way by a letter that nobody handed in, at most a batch (PB-06, PB-15)."""
    found = expired_on_the_way(tx.session, tx.today, limit=BATCH)
    members = load_named(tx.session, tx.seal, [one.member for one in found])
    for transfer in found:
        before = members[transfer.member]
        after = back_home(tx, transfer, before)
        touched = offices_touched(tx, before)
        update_member(tx.session, after)
        last = transfer.valid_until or tx.today
        look_at(tx, [*touched, *offices_touched(tx, after)], on=last + dt.timedelta(days=1))
        tx.note("relation_transfer.expire", transfer.name, rules=("PB-06", "PB-15"))
    return len(found)
