"""Use cases of members' dues: enter, revise, pay, read, who is in arrears. It must not know a rate."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.dues_base import base_in
from services.party_building.domain.dues_home import DuesHome, home_of
from services.party_building.domain.dues_line import (
    DuesAmounts,
    DuesArrears,
    DuesLine,
    DuesLineDraft,
    DuesLineFilter,
    DuesPayment,
    arrears_of,
    collected_at,
    enter_line,
    paid,
    reckon,
    refuse_change,
    refuse_month_ahead,
    refuse_old,
    refuse_owing_nothing,
    revised,
)
from services.party_building.domain.member import IN_PARTY, DuesBaseMode, Member
from services.party_building.domain.transfer_refusals import member_unknown
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import dues_line as rows
from services.party_building.persistence.member import load_member, load_named
from services.party_building.persistence.organisation import load_organisation
from services.party_building.persistence.relation_transfer import transfers_of

BACK_MONTHS = "pb.dues_back_months"


def create_line(tx: Tx, draft: DuesLineDraft) -> DuesLine:
    """Enter a month of a member (PB-25, PB-27). Raises MEMBER_UNKNOWN, NO_DUES_OWED, BACK_PAYMENT_TOO_OLD.

    The county of the organisation that collects the month enters it, wherever the member is today.
    """
    refuse_month_ahead(draft.month, tx.today)
    member, home, division = collector_of(tx, draft.member, draft.month)
    refuse_old(draft.month, tx.today, _back_months(tx, division), draft.back_payment_reason)
    amounts = _reckoned(tx, draft.income_fen, base_in(member, draft.month), division, draft.month)
    made = enter_line(draft, member, home, amounts, name=f"duesLines/{tx.new_id()}", division=division, now=tx.now)
    rows.insert_line(tx.session, tx.seal, made)
    tx.note("dues_line.create", made.name, rules=("PB-25", "PB-26"))
    return made


def get_line(tx: Tx, name: str) -> DuesLine:
    """One month within the caller's divisions."""
    return _found(rows.load_line(tx.session, tx.seal, name, tx.principal))


def list_lines(tx: Tx, wanted: DuesLineFilter, page: Page) -> tuple[list[DuesLine], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_lines(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def revise_line(tx: Tx, name: str, income_fen: int, *, etag: str) -> DuesLine:
    """Correct the income of a month that is not paid yet (PB-25). Raises DUES_PAID, NO_DUES_OWED."""
    before, member = _at_home(tx, _open(tx, name, etag=etag))
    mode = base_in(member, before.month)
    after = revised(before, _reckoned(tx, income_fen, mode, before.division, before.month), mode)
    rows.update_line(tx.session, tx.seal, after)
    tx.note("dues_line.revise", name, rules=("PB-25",))
    return after


def pay_line(tx: Tx, name: str, payment: DuesPayment, *, etag: str) -> DuesLine:
    """Record that a month was paid (PB-27). Raises DUES_PAID, NO_DUES_OWED, BACK_PAYMENT_TOO_OLD."""
    before, _ = _at_home(tx, _open(tx, name, etag=etag))
    entry = enter_happening(tx, payment, division=before.division)
    after = paid(before, payment, entry)
    refuse_old(before.month, entry.happened_date, _back_months(tx, before.division), after.back_payment_reason)
    rows.update_line(tx.session, tx.seal, after)
    tx.note("dues_line.pay", name, rules=("PB-27",), document=payment.document_number)
    return after


def list_arrears(tx: Tx) -> list[DuesArrears]:
    """Members of the caller's divisions who have not paid for too long (PB-15, PB-27); not of the running month."""
    unpaid = rows.unpaid_months(tx.session, tx.principal, tx.today.isoformat()[:7])
    return [one for division, months in unpaid.items() for one in arrears_of(months, _back_months(tx, division))]


def collector_of(tx: Tx, name: str, month: str) -> tuple[Member, DuesHome, str]:
    """The member, locked, who collects a month of his in the caller's divisions, and that division (PB-27).

    Raises MEMBER_UNKNOWN, NO_DUES_OWED.
    """
    member = load_named(tx.session, tx.seal, [name], lock=True).get(name)
    if member is None:
        raise member_unknown()
    home, division = _home(tx, member, month)
    refuse_owing_nothing(member, home, month)
    return member, home, division


def _home(tx: Tx, member: Member, month: str) -> tuple[DuesHome, str]:
    """Who collects the month, none of another county's, and the division (PB-27). Raises MEMBER_UNKNOWN."""
    home = home_of(member, transfers_of(tx.session, member.name), month)
    found = load_organisation(tx.session, home.organisation, tx.principal) if home.organisation else None
    if found is not None:
        return home, found.division
    if load_member(tx.session, tx.seal, member.name, tx.principal) is None:
        raise member_unknown()
    return replace(home, organisation=""), member.division


def _at_home(tx: Tx, line: DuesLine) -> tuple[DuesLine, Member]:
    """The line and its member, where its month is owed by the letters; of whoever left, where it was (PB-27)."""
    member = load_named(tx.session, tx.seal, [line.member])[line.member]
    if member.standing not in IN_PARTY:
        return line, member
    home, division = _home(tx, member, line.month)
    refuse_owing_nothing(member, home, line.month)
    return collected_at(line, home, division), member


def _reckoned(tx: Tx, income_fen: int, mode: DuesBaseMode, division: str, month: str) -> DuesAmounts:
    key = "pb.dues_tiers_retired" if mode is DuesBaseMode.PENSION else "pb.dues_tiers"
    tiers = tx.policy(key, division=division, on=dt.date.fromisoformat(f"{month}-01")).value
    return reckon(income_fen, mode, tiers)


def _back_months(tx: Tx, division: str) -> int:
    return int(tx.policy(BACK_MONTHS, division=division, on=tx.today).value)


def _open(tx: Tx, name: str, *, etag: str) -> DuesLine:
    found = _found(rows.load_line(tx.session, tx.seal, name, tx.principal, lock=True))
    refuse_change(found, etag)
    return found


def _found(line: DuesLine | None) -> DuesLine:
    if line is None:
        raise NotFound("党费")
    return line
