"""Use cases of the standard: plan, build, review, compare townships (LA-132). It must not open or close points."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.standard_check import (
    Building,
    StandardCheck,
    StandardCheckDraft,
    StandardCheckFilter,
    StandardReview,
    TownshipResources,
    allow,
    built,
    known_point,
    planned,
    reviewed,
    side_by_side,
    there_already,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import standard_check as rows
from services.legal_aid.persistence.service_point import load_area, load_point
from services.legal_aid.persistence.township import resources_of


def create_standard_check(tx: Tx, draft: StandardCheckDraft) -> StandardCheck:
    """Plan a point (LA-132). Raises POINT_UNKNOWN, STANDARD_CHECK_EXISTS."""
    point = known_point(load_point(tx.session, draft.service_point, tx.principal, lock=True))
    existing = rows.unpassed_of(tx.session, point.name)
    if existing:
        raise there_already(existing)
    area = load_area(tx.session, point.area, tx.principal)
    standard = tx.policy("la.point_standard", division=point.division, on=tx.today).value[point.level.name]
    made = planned(
        draft, point, standard, name=f"standardChecks/{tx.new_id()}", township=area.township if area else "",
        now=tx.now, today=tx.today,
    )  # fmt: skip
    rows.insert_standard_check(tx.session, made)
    tx.note("standard_check.create", made.name, rules=("LA-132",))
    return made


def get_standard_check(tx: Tx, name: str) -> StandardCheck:
    """One check within the caller's divisions."""
    return _found(rows.load_standard_check(tx.session, name, tx.principal))


def list_standard_checks(
    tx: Tx, wanted: StandardCheckFilter, page: Page
) -> tuple[list[StandardCheck], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_standard_checks(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def compare_townships(tx: Tx, name: str, year: int, seat: str) -> tuple[TownshipResources, ...]:
    """What the townships of an institution have, contacts of the year (LA-132). Raises INSTITUTION_UNKNOWN."""
    institution = chosen_institution(tx, name)
    first, beyond = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    return side_by_side(resources_of(tx.session, institution.name, first, beyond), seat)


def build_standard_check(tx: Tx, name: str, said: Building, *, etag: str) -> StandardCheck:
    """It is built, or was put right."""
    return _save(tx, built(_open(tx, name, "build", etag=etag), said, on=tx.today), "build")


def review_standard_check(tx: Tx, name: str, said: StandardReview, *, etag: str) -> StandardCheck:
    """Every item is reviewed."""
    return _save(tx, reviewed(_open(tx, name, "review", etag=etag), said, on=tx.today), "review")


def _open(tx: Tx, name: str, action: str, *, etag: str) -> StandardCheck:
    check = _found(rows.load_standard_check(tx.session, name, tx.principal, lock=True))
    allow(check, action, etag=etag)
    return check


def _save(tx: Tx, after: StandardCheck, action: str) -> StandardCheck:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_standard_check(tx.session, saved)
    tx.note(f"standard_check.{action}", saved.name, rules=("LA-132",), document=saved.document_number)
    return saved


def _found(check: StandardCheck | None) -> StandardCheck:
    if check is None:
        raise NotFound("贯标登记")
    return check
