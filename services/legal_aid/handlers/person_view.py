"""Use case of the person view: look somebody up, on record (LA-126). It must not change what it finds."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.person_view import MOST, PeopleFound, PersonSearch, check_search, people_of
from services.legal_aid.persistence import person_view as rows


def search_people(tx: Tx, search: PersonSearch) -> PeopleFound:
    """Everything that the people had within the caller's divisions; each record that is shown is on record as seen."""
    check_search(search)
    found = rows.traces_of(tx.session, search, tx.principal, limit=MOST + 1)
    shown = [trace for of_noun in found for trace in of_noun[:MOST]]
    tx.note_each("person.search", [trace.name for trace in shown], rules=("LA-126",), document=search.reason)
    return PeopleFound(people=people_of(shown), truncated=any(len(of_noun) > MOST for of_noun in found))
