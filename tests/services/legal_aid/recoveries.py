"""Recoveries through the door, and cases that deceit ends after they were paid. It must not assert anything."""

from __future__ import annotations

import itertools
from typing import Any

from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import case_pb2, recovery_pb2, recovery_service_pb2

from chassis.clock import random_id
from tests.doors import Identity
from tests.services.legal_aid.claims import ask as ask_claim
from tests.services.legal_aid.claims import brought, expense
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, brought_to
from tests.services.legal_aid.money import DOCUMENT, cashier

RPCS = recovery_service_pb2.DESCRIPTOR.services_by_name["RecoveryService"].methods_by_name
DECEIT = case_pb2.TERMINATION_GROUND_DECEIT
SUBSIDY, TICKET = 140_000, 8650
_TICKETS = itertools.count(100_000)
REMINDER = recovery_pb2.PURSUIT_KIND_REMINDER
OF_THE_CHIEF = frozenset({"DemandRecovery", "ImposeRecoveryFine", "CancelRecovery", "PursueRecovery"})


def ask(counter: Counter, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
    """Call an rpc of recoveries: the bureau decides, the cashier does the rest."""
    message = GetMessageClass(RPCS[rpc].input_type)
    if "request_id" in RPCS[rpc].input_type.fields_by_name:
        fields = {"request_id": random_id(), **fields}
    usual = counter.chief if rpc in OF_THE_CHIEF else cashier(counter)
    return counter.door.call(RPCS[rpc], message(**fields), who or usual)


def paid_case(counter: Counter, source: str) -> tuple[case_pb2.Case, list[Any]]:
    """A case with a subsidy of 1,400.00 and a ticket of 86.50, both paid."""
    case = brought_to(counter, "GRADED")
    ticket = expense(counter, case.name, case.assignments[-1].name, source, receipt=f"E{next(_TICKETS)}")
    made = [ticket, *ask_claim(counter, "ListSubsidyClaims", case=case.name).subsidy_claims]
    return case, [brought(counter, one, "pay") for one in made]


def found_out(counter: Counter, case: str) -> recovery_pb2.Recovery:
    """The papers were forged; the file that this opens."""
    act_on(counter, "terminate", case, ground=DECEIT, findings="受援人提交的证明材料系伪造，")
    return of_case(counter, case)


def of_case(counter: Counter, case: str) -> recovery_pb2.Recovery:
    """The newest file about a case."""
    found: recovery_pb2.Recovery = ask(counter, "ListRecoveries", counter.chief, case=case).recoveries[-1]
    return found


def demand(counter: Counter, name: str, who: Identity | None = None, **changes: Any) -> recovery_pb2.Recovery:
    """The bureau orders the recipient to pay within thirty days."""
    said = {"document": DOCUMENT, "pay_days": 30, **changes}
    done: recovery_pb2.Recovery = ask(counter, "DemandRecovery", who, name=name, **said).recovery
    return done


def receive(counter: Counter, name: str, fen: int, who: Identity | None = None) -> recovery_pb2.Recovery:
    """The cashier records what the recipient paid."""
    said = {"voucher": "玄收字0001号", "amount_fen": fen}
    done: recovery_pb2.Recovery = ask(counter, "RecordRecoveryReceipt", who, name=name, **said).recovery
    return done


def fine(counter: Counter, name: str, fen: int, who: Identity | None = None, days: int = 0) -> recovery_pb2.Recovery:
    """The bureau imposes a fine."""
    done: recovery_pb2.Recovery = ask(
        counter, "ImposeRecoveryFine", who, name=name, document=DOCUMENT, fine_fen=fen, pay_days=days
    ).recovery
    return done


def pay_fine(counter: Counter, name: str, who: Identity | None = None) -> recovery_pb2.Recovery:
    """The cashier records that the fine was paid."""
    reply = ask(counter, "RecordRecoveryFinePayment", who, name=name, voucher="玄罚字01号")
    done: recovery_pb2.Recovery = reply.recovery
    return done


def pursue(counter: Counter, name: str, kind: int = REMINDER, **changes: Any) -> recovery_pb2.Recovery:
    """The bureau reminds the recipient, with ten days more, or asks the court."""
    said = {"document": DOCUMENT, "pay_days": 10 if kind == REMINDER else 0, **changes}
    done: recovery_pb2.Recovery = ask(counter, "PursueRecovery", None, name=name, kind=kind, **said).recovery
    return done


def cancel(counter: Counter, name: str, who: Identity | None = None) -> recovery_pb2.Recovery:
    """The bureau takes the file back."""
    done: recovery_pb2.Recovery = ask(counter, "CancelRecovery", who, name=name, document=DOCUMENT).recovery
    return done


def recovery_state(one: recovery_pb2.Recovery) -> str:
    """The state by its short name."""
    return recovery_pb2.RecoveryState.Name(one.state).removeprefix("RECOVERY_STATE_")
