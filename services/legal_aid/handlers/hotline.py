"""Use cases of 12348: check a call, sum up a month (LA-133). It must not register contacts."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.contact import Contact, ContactDoor
from services.legal_aid.domain.duty_shift import month_range
from services.legal_aid.domain.hotline import HotlineGoal, HotlineTally, goals, tallies
from services.legal_aid.domain.hotline_call import check_times, handler_unknown
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence.handler import handlers_named
from services.legal_aid.persistence.hotline import calls_between


def check_call(tx: Tx, contact: Contact) -> None:
    """The call of a contact, if it has one (LA-133)."""
    call = contact.call
    if call is None:
        return
    check_times(call, by_hotline=contact.door is ContactDoor.HOTLINE, now=tx.now)
    if call.handler and not handlers_named(tx.session, {call.handler}):
        raise handler_unknown()


def summarize_hotline(
    tx: Tx, month: str, name: str
) -> tuple[tuple[HotlineTally, ...], tuple[HotlineGoal, ...]]:  # fmt: skip
    """An institution's calls of a month by line, and the goals of its first day (LA-133).

    Raises InvalidFields MONTH_INVALID, RuleViolated INSTITUTION_UNKNOWN.
    """
    first, beyond = month_range(month)
    institution = chosen_institution(tx, name)
    found = tallies(calls_between(tx.session, first, beyond, institution.name))
    return found, goals(found[0], tx.policy("la.hotline_goals", division=institution.division, on=first).value)
