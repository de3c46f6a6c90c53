"""The clock of a term that ends: from the notice on it stands in the due list, until there is another term (PB-11).

It must not elect anybody, nor end an organisation.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.kernel.calendar import Basis, Limit
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.party_building.domain.organisation import STANDING, Organisation, OrganisationState, state_on
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.persistence import organisation as rows

NOTICE = "pb.term_notice_days"


def start_term_clocks(tx: Tx) -> int:
    """Start the clock of every term that is due and has none yet, `pb.term_notice_days` before its end (PB-11)."""
    found = [(one, _notice(tx, one)) for one in rows.without_term_clock(tx.session)]
    due = [(one, days) for one, days in found if state_on(one, tx.today, days) is OrganisationState.TERM_DUE]
    for organisation, days in due:
        clock = f"organisationTerms/{tx.new_id()}"
        start_limit(
            tx, DeadlineKind.RE_ELECT, subject=clock, owner=organisation.name, division=organisation.division,
            start=(organisation.term_end or tx.today) - dt.timedelta(days=days), limit=Limit(days, Basis.CAL),
        )  # fmt: skip
        rows.update_organisation(tx.session, replace(organisation, term_clock=clock))
        tx.note("party_organisation.termDue", organisation.name, rules=("PB-11",))
    return len(due)


def follow_term(tx: Tx, before: Organisation, after: Organisation, *, on: dt.date) -> Organisation:
    """Another term meets the clock of the one before; an organisation that ends has none (PB-11)."""
    if not before.term_clock or (after.state in STANDING and after.term_end == before.term_end):
        return after
    if after.state in STANDING:
        finish_deadline(tx, before.term_clock, DeadlineKind.RE_ELECT.name, on=on)
    else:
        cancel_deadlines(tx, before.term_clock)
    return replace(after, term_clock="")


def _notice(tx: Tx, organisation: Organisation) -> int:
    return int(tx.policy(NOTICE, division=organisation.division, on=tx.today).value)
