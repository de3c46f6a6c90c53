"""Matters and receipts of the case register, entered by the county's clerk. It must not assert anything."""

from __future__ import annotations

import itertools
from typing import Any

from sifa.grassroots_offices.v1 import fee_receipt_pb2, office_case_pb2

from chassis.kernel.identity_number import check_character
from tests.services.grassroots_offices.desk import Desk

CLIENT, OPPONENT, THIRD = (
    office_case_pb2.CASE_PARTY_ROLE_CLIENT, office_case_pb2.CASE_PARTY_ROLE_OPPONENT,
    office_case_pb2.CASE_PARTY_ROLE_THIRD_PARTY,
)  # fmt: skip
_NUMBERS = itertools.count(1)


def identity_number() -> str:
    """A sound number of nobody."""
    body = f"34010219800101{next(_NUMBERS):03d}"
    return body + check_character(body)


def party(role: office_case_pb2.CasePartyRole.ValueType, name: str, number: str = "") -> office_case_pb2.CaseParty:
    """A party of a matter."""
    return office_case_pb2.CaseParty(role=role, display_name=name, identity_number=number)


def register(desk: Desk, office: str, handler: str, *parties: Any, **changes: Any) -> office_case_pb2.OfficeCase:
    """The clerk registers a matter."""
    count = next(_NUMBERS)
    fields: dict[str, Any] = {
        "kind": office_case_pb2.OFFICE_CASE_KIND_CIVIL, "matter": "民间借贷纠纷", "institution": "玄武县人民法院",
        "party_divisions": ["990102"], "fee_fen": 300_000, "document_number": f"委托合同{count}号",
        "accepted_date": "2026-06-12",
        "parties": parties or [party(CLIENT, f"委托人{count}"), party(OPPONENT, f"对方{count}")], **changes,
    }  # fmt: skip
    case = office_case_pb2.OfficeCase(office=office, handler=handler, **fields)
    made: office_case_pb2.OfficeCase = desk.call("CreateOfficeCase", desk.clerk, office_case=case)
    return made


def act(desk: Desk, verb: str, case: office_case_pb2.OfficeCase, **fields: Any) -> office_case_pb2.OfficeCase:
    """The clerk enters a step."""
    rpc = {
        "agreeFee": "AgreeOfficeCaseFee", "recordDiscussion": "RecordOfficeCaseDiscussion",
        "handOver": "HandOverOfficeCase",
    }.get(verb, f"{verb.capitalize()}OfficeCase")  # fmt: skip
    asked = {"name": case.name, "document_number": "审批表1号", **fields}
    if verb == "approve":
        asked = {"risk_notice_date": "2026-06-12", **asked}
    done: office_case_pb2.OfficeCase = desk.call(rpc, desk.clerk, **asked).office_case
    return done


def approved(desk: Desk, office: str, handler: str, *parties: Any, **changes: Any) -> office_case_pb2.OfficeCase:
    """A matter that the office has taken on."""
    return act(desk, "approve", register(desk, office, handler, *parties, **changes))


def receipt(desk: Desk, case: office_case_pb2.OfficeCase, number: int, fen: int, **changes: Any) -> Any:
    """The clerk enters a receipt."""
    fields: dict[str, Any] = {
        "office": case.office, "office_case": case.name, "number": number, "amount_fen": fen,
        "received_date": "2026-06-15", "kind": fee_receipt_pb2.FEE_RECEIPT_KIND_FEE,
        "document_number": f"票据{number}号", "entry_reason": "补录票据", **changes,
    }  # fmt: skip
    return desk.call("CreateFeeReceipt", desk.clerk, fee_receipt=fee_receipt_pb2.FeeReceipt(**fields))
