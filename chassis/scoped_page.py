"""The queries of every noun: one row, or a page of them, within the caller's divisions.

They must not be built without a principal: what forgets the row scope cannot be written with them.
"""

from __future__ import annotations

import enum

import sqlalchemy as sa

from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_scope import in_scope


def scoped_page(
    table: sa.Table, page: Page, principal: Principal, *more_scopes: sa.ColumnElement[str],
    **wanted: str | enum.Enum | None,
) -> sa.Select[tuple[object, ...]]:  # fmt: skip
    """A SELECT with one row more than the page's size when there is another page.

    `wanted` names columns and what they must equal, an enum by its name; None and empty text mean any. The table has
    the columns `name`, its order, and `division`, its scope; `more_scopes` are divisions that may see the row too.
    """
    query = sa.select(table).where(_seen_by(principal, table, more_scopes)).order_by(table.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(table.c.name > page.after)
    for column, value in wanted.items():
        if value:
            query = query.where(table.c[column] == (value.name if isinstance(value, enum.Enum) else value))
    return query


def scoped_row(
    table: sa.Table, name: str, principal: Principal, *more_scopes: sa.ColumnElement[str], lock: bool = False
) -> sa.Select[tuple[object, ...]]:
    """A SELECT of the row of the name, of none outside the caller's divisions; `lock` keeps it until the commit."""
    query = sa.select(table).where(table.c.name == name, _seen_by(principal, table, more_scopes))
    return query.with_for_update(of=table) if lock else query


def _seen_by(
    principal: Principal, table: sa.Table, more_scopes: tuple[sa.ColumnElement[str], ...]
) -> sa.ColumnElement[bool]:  # fmt: skip
    return sa.or_(*(in_scope(column, principal) for column in (table.c.division, *more_scopes)))
