"""Large and special dues go up whole, are receipted and never come back (PB-24)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.party_building.v1 import dues_pb2
from sifa.party_building.v1 import extra_dues_pb2 as pb

from services.party_building.domain.extra_dues import MOVES, ExtraDuesState
from services.party_building.persistence.extra_dues import TABLE
from tests.doors import refused
from tests.services.party_building.registry import ACTIVIST, Registry, new_name
from tests.services.party_building.test_dues_refunds import act, branch, collect, pay

LARGE, SPECIAL = pb.EXTRA_DUES_KIND_LARGE, pb.EXTRA_DUES_KIND_SPECIAL
PAPER: dict[str, Any] = {"document_number": "凭证1号"}
_S = ExtraDuesState


def give(registry: Registry, member: str, kind: pb.ExtraDuesKind.ValueType, fen: int, **more: Any) -> Any:
    payment = pb.ExtraDuesPayment(
        member=member, kind=kind, amount_fen=fen, purpose="支援抗震救灾", document_number="收据1号",
        **{"paid_date": "2026-06-15", **more},
    )  # fmt: skip
    return registry.call("CreateExtraDuesPayment", extra_dues_payment=payment)


def test_the_moves_of_a_payment() -> None:
    assert {state: {action: set(to) for action, to in moves.items()} for state, moves in MOVES.items()} == {
        _S.RECEIVED: {"remit": {_S.REMITTED}}, _S.REMITTED: {"recordReceipt": {_S.RECEIPTED}}, _S.RECEIPTED: {},
    }  # fmt: skip


@pytest.mark.rule("PB-24")
def test_one_off_dues_go_up_whole_and_stay_out_of_what_comes_back(registry: Registry) -> None:
    general, name, (member, *_) = branch(registry, 700)
    for kind, fen in ((LARGE, 100_000), (SPECIAL, 50)):
        made = give(registry, member, kind, fen, paid_date="2026-03-31", entry_reason="原始凭证补录")
        assert (made.organisation, list(made.allowed_actions)) == (name, ["remit"])
        gone = registry.call("RemitExtraDues", name=made.name, **PAPER).extra_dues_payment
        assert (gone.remitted_to, gone.remitted_date, gone.amount_fen) == (general, "2026-06-15", fen)
        done = registry.call("RecordExtraDuesReceipt", name=made.name, document_number="中组部收据1号")
        assert (done.extra_dues_payment.receipt_number, list(done.extra_dues_payment.allowed_actions)) == (
            "中组部收据1号", [],
        )  # fmt: skip
    period = collect(registry, name)
    assert (period.due_fen, period.paid_fen) == (700, 700)
    act(registry, "RemitDues", period.name, remitted_fen=700)
    beyond = refused(lambda: act(registry, "RecordDuesReturn", period.name, amount_fen=701))
    assert beyond.reason == "REFUNDED_TOO_MUCH"
    back = act(registry, "RecordDuesReturn", period.name, amount_fen=700)
    assert act(registry, "ReconcileDues", back.name).state == dues_pb2.DUES_REFUND_STATE_RECONCILED


@pytest.mark.rule("PB-24")
def test_large_dues_are_a_thousand_yuan_or_more(registry: Registry) -> None:
    _, _, (member, *_) = branch(registry, 700)
    small = refused(lambda: give(registry, member, LARGE, 99_999))
    assert (small.code, small.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "LARGE_DUES_TOO_SMALL")
    assert give(registry, member, SPECIAL, 99_999).kind == SPECIAL


@pytest.mark.rule("PB-24")
def test_no_step_is_taken_twice_or_before_the_one_before_it(registry: Registry) -> None:
    _, _, (member, *_) = branch(registry, 700)
    name = give(registry, member, SPECIAL, 50).name
    allowed = ["RemitExtraDues", "RecordExtraDuesReceipt"]
    for following in (*allowed, ""):
        for rpc in allowed:
            early = {"name": name, "happened_date": "2026-06-14", **PAPER}
            found = refused(lambda rpc=rpc, early=early: registry.call(rpc, **early))  # type: ignore[misc]
            wanted = "INVALID_FIELDS" if rpc == following else "ACTION_NOT_ALLOWED"
            assert found.reason == wanted
        if following:
            registry.call(following, name=name, **PAPER)


@pytest.mark.rule("PB-24", "PB-27")
def test_who_gives_where(registry: Registry) -> None:
    office = new_name("offices")
    alone = registry.propose(office).name
    member = registry.practising_member(office, organisation=alone)
    lonely = give(registry, member.name, SPECIAL, 50)
    nobody = refused(lambda: registry.call("RemitExtraDues", name=lonely.name, **PAPER))
    assert nobody.reason == "SUPERIOR_UNKNOWN"
    activist = registry.practising_member(office, ACTIVIST)
    assert refused(lambda: give(registry, activist.name, SPECIAL, 50)).reason == "NO_DUES_OWED"
    assert refused(lambda: give(registry, new_name("members"), SPECIAL, 50)).reason == "MEMBER_UNKNOWN"
    ahead = refused(lambda: give(registry, member.name, SPECIAL, 50, paid_date="2026-06-16"))
    assert ahead.violations == {"extra_dues_payment.paid_date": "DATE_IN_FUTURE"}


def test_the_amount_lies_sealed_and_another_county_sees_nothing(registry: Registry) -> None:
    _, name, (member, *_) = branch(registry, 700)
    made = give(registry, member, SPECIAL, 777_777)
    assert pay(registry, member, 700, "2026-04").organisation == made.organisation == name
    with registry.door.service.database.read() as session:
        row = session.execute(sa.select(TABLE)).one()
    assert "777777" not in " ".join(str(value) for value in row).replace(row.amount_sealed, "")
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetExtraDuesPayment", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListExtraDuesPayments", neighbour).extra_dues_payments == []
    listed = registry.call("ListExtraDuesPayments", organisation=name, state=pb.EXTRA_DUES_STATE_RECEIVED)
    assert [one.amount_fen for one in listed.extra_dues_payments] == [777_777]
