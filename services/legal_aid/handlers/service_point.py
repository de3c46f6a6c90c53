"""Use cases of service points: enter areas, open, suspend and close points, sum up. It must not plan any."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.service_point import (
    CoverageOfLevel,
    PointKey,
    PointReason,
    PointState,
    ServiceArea,
    ServiceAreaDraft,
    ServiceAreaFilter,
    ServicePoint,
    ServicePointDraft,
    ServicePointFilter,
    allow,
    coverage,
    known_area,
    moved_point,
    new_area,
    open_point,
    with_key,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import service_point as rows


def create_service_area(tx: Tx, draft: ServiceAreaDraft) -> ServiceArea:
    """Enter an area that is to have a point (LA-131)."""
    institution = chosen_institution(tx, draft.institution)
    made = new_area(draft, name=f"serviceAreas/{tx.new_id()}", division=institution.division, now=tx.now)
    rows.insert_area(tx.session, made)
    tx.note("service_area.create", made.name, rules=("LA-131",))
    return made


def list_service_areas(tx: Tx, wanted: ServiceAreaFilter, page: Page) -> tuple[list[ServiceArea], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_areas(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def create_service_point(tx: Tx, draft: ServicePointDraft) -> ServicePoint:
    """Open a point in an area (LA-131)."""
    area = known_area(rows.load_area(tx.session, draft.area, tx.principal))
    made = open_point(draft, area, name=f"servicePoints/{tx.new_id()}", on=tx.today, now=tx.now)
    rows.insert_point(tx.session, made)
    tx.note("service_point.create", made.name, rules=("LA-131",))
    return made


def get_service_point(tx: Tx, name: str) -> ServicePoint:
    """One point within the caller's divisions."""
    return _found(rows.load_point(tx.session, name, tx.principal))


def list_service_points(tx: Tx, wanted: ServicePointFilter, page: Page) -> tuple[list[ServicePoint], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_points(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def summarize_coverage(tx: Tx, institution: str) -> tuple[CoverageOfLevel, ...]:
    """How many areas of each level have an ACTIVE point (LA-131)."""
    return coverage(rows.areas_with_cover(tx.session, institution, tx.principal))


def suspend_service_point(tx: Tx, name: str, said: PointReason, *, etag: str) -> ServicePoint:
    """Close it for a time."""
    return _moved(tx, name, "suspend", PointState.SUSPENDED, said.reason, etag=etag)


def resume_service_point(tx: Tx, name: str, *, etag: str) -> ServicePoint:
    """Open it again."""
    return _moved(tx, name, "resume", PointState.ACTIVE, "", etag=etag)


def close_service_point(tx: Tx, name: str, said: PointReason, *, etag: str) -> ServicePoint:
    """Close it for good."""
    return _moved(tx, name, "close", PointState.CLOSED, said.reason, etag=etag)


def register_point_key(tx: Tx, name: str, said: PointKey, *, etag: str) -> ServicePoint:
    """The key with which it signs what it captures."""
    before = _found(rows.load_point(tx.session, name, tx.principal, lock=True))
    allow(before, "registerKey", etag=etag)
    after = with_key(before, said)
    rows.update_point(tx.session, after)
    tx.note("service_point.registerKey", name, rules=("LA-131",))
    return after


def _moved(tx: Tx, name: str, action: str, state: PointState, reason: str, *, etag: str) -> ServicePoint:
    before = _found(rows.load_point(tx.session, name, tx.principal, lock=True))
    allow(before, action, etag=etag)
    after = moved_point(before, state, reason=reason, on=tx.today)
    rows.update_point(tx.session, after)
    tx.note(f"service_point.{action}", name, rules=("LA-131",))
    return after


def _found(point: ServicePoint | None) -> ServicePoint:
    if point is None:
        raise NotFound("服务网点")
    return point
