"""Whom a caller may see: divisions in or below their own, and nothing when in doubt."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chassis.kernel.errors import Refusal
from chassis.principal import Principal, service_principal, significant
from chassis.row_scope import in_scope, require_division

PLACES = ("990102", "990100", "990202", "990000", "980102", "99010", "")
TABLE = sa.Table("place", sa.MetaData(), sa.Column("division", sa.Text))


def who(*divisions: str) -> Principal:
    return Principal(subject="zhang", name="张", roles=frozenset(), divisions=divisions)


def selected(principal: Principal) -> set[str]:
    """The places that the condition lets through in a real query."""
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        TABLE.create(connection)
        connection.execute(sa.insert(TABLE), [{"division": place} for place in PLACES])
        found = connection.execute(sa.select(TABLE).where(in_scope(TABLE.c.division, principal)))
        places = {row.division for row in found}
    engine.dispose()
    return places


@pytest.mark.parametrize(
    ("divisions", "seen"),
    [
        (("990102",), {"990102"}), (("990100",), {"990102", "990100", "99010"}),
        (("990000",), set(PLACES) - {"980102", ""}), (("990202", "980000"), {"990202", "980102"}),
        ((), set()), (("",), set()), (("%",), set()), (("99____",), set()), (("9901",), set()),
        (("990102x",), set()), (("000000",), set()), (("９９０１０２",), set()),
    ],
)  # fmt: skip
def test_query_and_check_let_the_same_places_through(divisions: tuple[str, ...], seen: set[str]) -> None:
    principal = who(*divisions)
    assert selected(principal) == {place for place in PLACES if principal.covers(place)} == seen


@pytest.mark.parametrize(("code", "digits"), [("320000", "32"), ("320100", "3201"), ("320102", "320102")])
def test_the_significant_digits_of_a_code(code: str, digits: str) -> None:
    assert significant(code) == digits


def test_a_new_row_outside_the_callers_divisions_is_refused() -> None:
    with pytest.raises(Refusal, match="DIVISION_OUT_OF_SCOPE"):
        require_division(who("990100"), "990202")


def test_a_service_acts_without_human_role_or_division() -> None:
    principal = service_principal("legal_aid")
    assert (principal.subject, principal.roles, principal.divisions) == ("svc:legal_aid", frozenset({"service"}), ())
