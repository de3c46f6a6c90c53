"""Which offices something may be entered for: those that this service covers. It must not enter anything."""

from __future__ import annotations

from chassis.tx import Tx
from services.party_building.domain.instructor import office_unknown
from services.party_building.persistence.coverage import load_in_scope, open_coverage


def require_office(tx: Tx, office: str, *, lock: bool = False) -> str:
    """The office's division; with `lock` its row is locked. Raises OFFICE_UNKNOWN, also outside the caller's scope."""
    coverage = load_in_scope(tx.session, office.replace("offices/", "coverages/", 1), tx.principal)
    if coverage is None or (lock and open_coverage(tx.session, office, coverage.division) is None):
        raise office_unknown()
    return coverage.division
