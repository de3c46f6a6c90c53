"""Use cases of village advisers: engage, end, read (GO-79). It must not count what they do."""

from __future__ import annotations

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.village import VillageState
from services.grassroots_offices.domain.village_adviser import (
    AdviserEnd,
    VillageAdviser,
    VillageAdviserDraft,
    VillageAdviserFilter,
    allow,
    ended,
    engage,
)
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import village_adviser as rows
from services.grassroots_offices.persistence.village import load_village


def create_village_adviser(tx: Tx, draft: VillageAdviserDraft) -> VillageAdviser:
    """Enter a contract (GO-79). Raises VILLAGE_UNKNOWN, PRACTITIONER_UNKNOWN."""
    if draft.practitioner:
        chosen_practitioner(tx, draft.practitioner)
    village = load_village(tx.session, draft.village, tx.principal, lock=True)
    if village is None or village.state is not VillageState.LISTED:
        message = "所填村居不存在、已撤销或者不在您的管辖范围内，请从村居列表中选择（GO-79）。"
        raise RuleViolated("VILLAGE_UNKNOWN", message, rules=("GO-79",))
    made = engage(draft, name=f"villageAdvisers/{tx.new_id()}", division=village.division, now=tx.now)
    rows.insert_village_adviser(tx.session, made)
    tx.note("village_adviser.create", made.name, rules=("GO-79",), document=made.document_number)
    return made


def get_village_adviser(tx: Tx, name: str) -> VillageAdviser:
    """One within the caller's divisions."""
    return _found(rows.load_village_adviser(tx.session, name, tx.principal))


def list_village_advisers(
    tx: Tx, wanted: VillageAdviserFilter, page: Page
) -> tuple[list[VillageAdviser], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    found = rows.find_village_advisers(tx.session, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def end(tx: Tx, name: str, ending: AdviserEnd, *, etag: str) -> VillageAdviser:
    """It ends before its last day (GO-79)."""
    adviser = _found(rows.load_village_adviser(tx.session, name, tx.principal, lock=True))
    allow(adviser, "end", etag=etag)
    entry = enter_happening(tx, ending, division=adviser.division, not_before=adviser.from_date)
    done = ended(adviser, ending, entry)
    rows.update_village_adviser(tx.session, done)
    tx.note("village_adviser.end", name, rules=("GO-79",), document=ending.document_number)
    return done


def _found(adviser: VillageAdviser | None) -> VillageAdviser:
    if adviser is None:
        raise NotFound("村居法律顾问")
    return adviser
