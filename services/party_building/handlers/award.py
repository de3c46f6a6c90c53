"""Use cases of awards: record and read (PB-34). It must not choose whom."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.award import Award, AwardDraft, AwardFilter, give, target_unknown
from services.party_building.domain.member import IN_PARTY
from services.party_building.domain.organisation import STANDING
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import award as rows
from services.party_building.persistence.member import load_member
from services.party_building.persistence.organisation import load_organisation


def create_award(tx: Tx, draft: AwardDraft) -> Award:
    """Record an award (PB-34). Raises TARGET_UNKNOWN."""
    division = _division(tx, draft.target)
    happening = Happening(happened_date=draft.awarded_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=division, field="award.awarded_date")
    made = give(draft, entry, name=f"awards/{tx.new_id()}", division=division, now=tx.now)
    rows.insert_award(tx.session, made)
    tx.note("award.create", made.name, rules=("PB-34",), document=draft.document_number)
    return made


def get_award(tx: Tx, name: str) -> Award:
    """One award within the caller's divisions."""
    found = rows.load_award(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("表彰")
    return found


def list_awards(tx: Tx, wanted: AwardFilter, page: Page) -> tuple[list[Award], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_awards(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def _division(tx: Tx, target: str) -> str:
    if target.startswith("members/"):
        member = load_member(tx.session, tx.seal, target, tx.principal)
        if member is not None and member.standing in IN_PARTY:
            return member.division
        raise target_unknown()
    organisation = load_organisation(tx.session, target, tx.principal)
    if organisation is None or organisation.state not in STANDING:
        raise target_unknown()
    return organisation.division
