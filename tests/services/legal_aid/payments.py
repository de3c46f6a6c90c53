"""Payment files through the door. It must not assert anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import payment_batch_pb2, payment_batch_service_pb2

from chassis.clock import random_id
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import cashier

RPCS = payment_batch_service_pb2.DESCRIPTOR.services_by_name["PaymentBatchService"].methods_by_name
HEAD = "单据,金额,支付日期,银行流水号\n"
DAY = "2026-06-15"
SECONDS = 120.0


def ask(counter: Counter, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
    """Call an rpc of payment files, as the cashier unless somebody else is named."""
    message = GetMessageClass(RPCS[rpc].input_type)
    if "request_id" in RPCS[rpc].input_type.fields_by_name:
        fields = {"request_id": random_id(), **fields}
    return counter.door.call(RPCS[rpc], message(**fields), who or cashier(counter), SECONDS)


def export(counter: Counter, source: str, who: Identity | None = None) -> payment_batch_pb2.PaymentBatch:
    """The cashier exports what waits on a source."""
    batch = payment_batch_pb2.PaymentBatch(fund_source=source)
    made: payment_batch_pb2.PaymentBatch = ask(counter, "CreatePaymentBatch", who, payment_batch=batch)
    return made


def take(
    counter: Counter, batch: str, content: str | bytes, who: Identity | None = None
) -> payment_batch_pb2.PaymentBatch:
    """The cashier imports what the bank said."""
    said = content.encode() if isinstance(content, str) else content
    reply = ask(counter, "ImportPaymentResult", who, name=batch, content=said)
    done: payment_batch_pb2.PaymentBatch = reply.payment_batch
    return done


def file_of(counter: Counter, batch: str) -> Any:
    """The file and its signature."""
    return ask(counter, "GetPaymentFile", name=batch)


def result_of(counter: Counter, batch: str) -> str:
    """What the bank says when it paid every line of the file."""
    lines = file_of(counter, batch).content.decode().splitlines()[1:-1]
    said = (line.split(",") for line in lines)
    return HEAD + "".join(f"{one},{yuan},{DAY},B{place}\n" for place, (one, _, yuan) in enumerate(said))


def csv_of(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a table; whatever needs quotes gets them."""

    def quoted(cell: str) -> str:
        return f'"{cell}"' if any(sign in cell for sign in ',\n"') else cell

    return "".join(",".join(map(quoted, row)) + "\n" for row in rows)
