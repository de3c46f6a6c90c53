"""The content of a policy pack is kept with the first decision that relies on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa

from chassis.kept_packs import load_pack_content
from chassis.kernel.policy import Pack, Parameter, PolicyBook
from chassis.schema import policy_pack
from chassis.service import Service
from tests.store.clocks import tx_on

ON = dt.date(2026, 6, 15)


def pack(sha256: str) -> Pack:
    parameter = Parameter(
        key="la.limit", unit="", value=1, citation="", from_date=dt.date(2020, 1, 1), to_date=None, pack="990000",
        sha256=sha256,
    )  # fmt: skip
    return Pack(id="990000", division="990000", sha256=sha256, content=f'{{"of": "{sha256}"}}', parameters=(parameter,))


def used(service: Service, *, times: int = 1) -> None:
    for _ in range(times):
        with tx_on(service, "2026-06-15") as tx:
            tx.keep_pack(tx.policy("la.limit", division="990102", on=ON))


def test_a_pack_is_kept_once_for_all_decisions(supervision: Service) -> None:
    service = replace(supervision, book=PolicyBook([pack("a")]))
    used(service, times=3)
    with service.database.read() as session:
        row = session.execute(sa.select(policy_pack)).one()
    assert (row.sha256, row.id, row.content) == ("a", "990000", '{"of": "a"}')


def test_the_pack_of_an_old_decision_is_there_when_the_release_has_a_newer_one(supervision: Service) -> None:
    for sha256 in ("a", "b"):
        used(replace(supervision, book=PolicyBook([pack(sha256)])))
    with supervision.database.read() as session:
        found = [load_pack_content(session, sha256) for sha256 in ("a", "b", "c")]
    assert found == ['{"of": "a"}', '{"of": "b"}', None]


def test_a_value_of_another_book_is_refused(supervision: Service) -> None:
    stray = pack("b").parameters[0]
    service = replace(supervision, book=PolicyBook([pack("a")]))
    with tx_on(service, "2026-06-15") as tx, pytest.raises(ValueError, match="no pack of this service"):
        tx.keep_pack(stray)
