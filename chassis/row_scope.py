"""Which rows a caller may see, as a condition of the query itself.

It must not fail open: a caller without divisions sees nothing.
"""

from __future__ import annotations

import sqlalchemy as sa

from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal


def in_scope(column: sa.ColumnElement[str], principal: Principal) -> sa.ColumnElement[bool]:
    """Rows whose division lies in or below one of the caller's divisions."""
    return sa.or_(sa.false(), *map(column.startswith, principal.prefixes))


def require_division(principal: Principal, division: str) -> None:
    """Raise PERMISSION_DENIED `DIVISION_OUT_OF_SCOPE` when a new row would lie outside the caller's divisions."""
    if not principal.covers(division):
        raise Refusal(
            Kind.PERMISSION_DENIED,
            "DIVISION_OUT_OF_SCOPE",
            "该行政区划不在您的管辖范围内，请核对区划代码或由有权单位办理。",
        )
