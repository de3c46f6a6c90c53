"""Use cases of successions of offices: hear, read, settle (PB-06, PB-14). It must not move a member or end a branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.party_building.domain.office_succession import (
    HeardSuccession,
    OfficeSuccession,
    OfficeSuccessionFilter,
    SuccessionPaper,
    allow,
    is_settled,
    opened,
    settled,
    told,
    with_remaining,
)
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.handlers.entry import enter_happening
from services.party_building.handlers.office_account import end_accounts
from services.party_building.persistence import office_succession as rows
from services.party_building.persistence.member import members_in_units
from services.party_building.persistence.organisation import standing_over

CLOCK = DeadlineKind.MOVE_RELATIONS


def hear_succession(tx: Tx, heard: HeardSuccession) -> None:
    """An office gave way to another one (PB-06, PB-14): what has to follow is a task with a time limit of its own.

    Where nothing has to follow others hear so at once, as with a transfer of whoever is no member. Accounts of an
    office that ended end with it.
    """
    if heard.ended:
        end_accounts(tx, heard.office, heard.successor)
    over = standing_over(tx.session, [heard.office]).get(heard.office)
    name = f"officeSuccessions/{tx.new_id()}"
    (made,) = _with_remaining(tx, [opened(heard, over[0] if over else "", name=name, now=tx.now)])
    due = None
    if not is_settled(made):
        rows.insert_succession(tx.session, made)
        clock = start_limit(
            tx, CLOCK, subject=name, owner=made.party_organisation, division=made.division, start=tx.today
        )  # fmt: skip
        due = clock.due_date
        tx.note("office_succession.hear", name, rules=("PB-06", "PB-14"))
    tx.emit(told(made, due, on=heard.succeeded_date), subject=heard.successor)


def get_succession(tx: Tx, name: str) -> OfficeSuccession:
    """One within the caller's divisions."""
    return _with_remaining(tx, [_found(rows.load_succession(tx.session, name, tx.principal))])[0]


def list_successions(
    tx: Tx, wanted: OfficeSuccessionFilter, page: Page
) -> tuple[list[OfficeSuccession], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    found, after = page.cut(
        rows.find_successions(tx.session, wanted, page, tx.principal), key=lambda item: item.name
    )  # fmt: skip
    return _with_remaining(tx, found), after


def settle_succession(tx: Tx, name: str, paper: SuccessionPaper, *, etag: str) -> OfficeSuccession:
    """Organisation and members have followed; the clock ends and others hear of it (PB-06, PB-14)."""
    locked = _found(rows.load_succession(tx.session, name, tx.principal, lock=True))
    allow(locked, "settle", etag=etag)
    entry = enter_happening(tx, paper, division=locked.division, not_before=locked.succeeded_date)
    after = settled(_with_remaining(tx, [locked])[0], entry, document=paper.document_number)
    rows.update_succession(tx.session, after)
    finish_deadline(tx, name, CLOCK.name, on=entry.happened_date)
    tx.emit(told(after, None, on=entry.happened_date), subject=after.successor)
    tx.note("office_succession.settle", name, rules=("PB-06", "PB-14"), document=paper.document_number)
    return replace(after, deadlines=deadlines_of(tx.session, [name]).get(name, ()))


def _with_remaining(tx: Tx, listed: Sequence[OfficeSuccession]) -> list[OfficeSuccession]:
    """What has still to follow of each, as everything stands now."""
    successors = sorted({one.successor for one in listed})
    over = standing_over(tx.session, sorted({*successors, *(one.office for one in listed)}))
    staff = members_in_units(tx.session, tx.seal, successors)

    def above(office: str) -> str:
        return over[office][0] if office in over else ""

    return [
        with_remaining(
            one, over_office=above(one.office), over_successor=above(one.successor), staff=staff[one.successor]
        )
        for one in listed
    ]


def _found(succession: OfficeSuccession | None) -> OfficeSuccession:
    if succession is None:
        raise NotFound("所承继党组织关系调整")
    return succession
