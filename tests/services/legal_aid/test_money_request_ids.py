"""Whatever moves money or a state wants a request id, so that a double click is one payment (RELIABILITY H24)."""

from __future__ import annotations

import grpc
import pytest
from buf.validate import validate_pb2
from google.api import field_behavior_pb2
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import (
    direct_expense_service_pb2,
    duplicate_review_service_pb2,
    fund_source_service_pb2,
    payment_batch_service_pb2,
    recovery_service_pb2,
    subsidy_claim_service_pb2,
)
from sifa.platform.v1 import access_pb2

from tests.doors import refused
from tests.services.legal_aid.counter import RPCS, Counter
from tests.services.legal_aid.rows import everything


def reads(method: MethodDescriptor) -> bool:
    """Whether the method says of itself that it changes nothing."""
    options = method.GetOptions()
    return bool(options.idempotency_level == options.NO_SIDE_EFFECTS)


MONEY: dict[str, MethodDescriptor] = {
    method.name: method
    for module in (
        direct_expense_service_pb2, duplicate_review_service_pb2, fund_source_service_pb2, payment_batch_service_pb2,
        recovery_service_pb2, subsidy_claim_service_pb2,
    )
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
    if not reads(method)
}  # fmt: skip
# NOTE: a look at evidence has no request id, because its reply is a content; two looks are two entries (DECISIONS).
STATUS = {
    name: method
    for name, method in RPCS.items()
    if not reads(method) and not name.startswith(("Create", "Update", "View"))
}


@pytest.mark.parametrize("name", sorted({**MONEY, **STATUS}))
def test_the_contract_asks_for_a_request_id(name: str) -> None:
    field = {**STATUS, **MONEY}[name].input_type.fields_by_name["request_id"]
    options = field.GetOptions()
    rule = options.Extensions[validate_pb2.field]
    assert field_behavior_pb2.REQUIRED in options.Extensions[field_behavior_pb2.field_behavior]
    assert (rule.string.uuid, rule.ignore) == (True, validate_pb2.IGNORE_UNSPECIFIED)


@pytest.mark.parametrize("name", sorted(MONEY))
def test_money_without_a_request_id_is_refused_and_nothing_changes(counter: Counter, name: str) -> None:
    before = everything(counter.door.service)
    request = GetMessageClass(MONEY[name].input_type)()
    who = counter.person(MONEY[name].GetOptions().Extensions[access_pb2.access].roles[0], subject="somebody")
    answer = refused(lambda: counter.door.call(MONEY[name], request, who))
    assert (answer.code, answer.violations["request_id"]) == (grpc.StatusCode.INVALID_ARGUMENT, "STRING_UUID_EMPTY")
    assert "请由调用方生成".encode() in answer.wire
    assert everything(counter.door.service) == before
