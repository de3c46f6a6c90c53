"""The query of every list: rows of the caller's divisions, the wanted ones, in order of their names, one page.

It must not be built without a principal: a list that forgets the row scope cannot be written with it.
"""

from __future__ import annotations

import enum

import sqlalchemy as sa

from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_scope import in_scope


def scoped_page(
    table: sa.Table, page: Page, principal: Principal, **wanted: str | enum.Enum | None
) -> sa.Select[tuple[object, ...]]:
    """A SELECT with one row more than the page's size when there is another page.

    `wanted` names columns and what they must equal, an enum by its name; None and empty text mean any. The table has
    the columns `name`, its order, and `division`, its scope.
    """
    query = sa.select(table).where(in_scope(table.c.division, principal)).order_by(table.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(table.c.name > page.after)
    for column, value in wanted.items():
        if value:
            query = query.where(table.c[column] == (value.name if isinstance(value, enum.Enum) else value))
    return query
