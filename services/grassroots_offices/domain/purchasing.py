"""The steps of a purchase, its money in fen, and what it tells of the work it pays for (GO-88, XF-39).

It must not take hours back; the use case does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.purchase_contract import (
    CoveredActivity,
    Covering,
    PurchaseAcceptance,
    PurchaseContract,
    PurchaseContractDraft,
    PurchaseContractState,
    PurchaseEnd,
    PurchasePaying,
    PurchasePayment,
    Signing,
)
from services.grassroots_offices.domain.service_hours import office_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseContractCovered:
    """A contract pays for an activity (XF-39)."""

    contract: str
    activity: str
    office: str
    division: str
    activity_date: dt.date


def plan_purchase(
    draft: PurchaseContractDraft, *, name: str, today: dt.date, now: dt.datetime
) -> PurchaseContract:  # fmt: skip
    """A project with its budget (GO-88)."""
    values = {field.name: getattr(draft, field.name) for field in fields(PurchaseContractDraft)}
    return PurchaseContract(
        **values, name=name, state=PurchaseContractState.PLANNED, state_date=today, office="", price_fen=0,
        from_date=None, until_date=None, contract_document="", accepted_fen=0, opinion="", covered=(), payments=(),
        create_time=now, etag="1",
    )  # fmt: skip


def signed(contract: PurchaseContract, signing: Signing, entry: Entry) -> PurchaseContract:
    """An office provides it (GO-88). Raises PRICE_ABOVE_BUDGET, InvalidFields DATES_REVERSED."""
    if signing.until_date < signing.from_date:
        description = "合同终止日期早于起始日期，请核对合同期限"
        raise InvalidFields((Violation(field="until_date", reason="DATES_REVERSED", description=description),))
    if signing.price_fen > contract.budget_fen:
        message = "合同金额超过项目预算（GO-88），请核对金额；预算调整的，请按调整后的预算重新立项。"
        raise RuleViolated("PRICE_ABOVE_BUDGET", message, rules=("GO-88",))
    done = replace(
        contract, office=signing.office, price_fen=signing.price_fen, from_date=signing.from_date,
        until_date=signing.until_date, contract_document=signing.document_number,
    )  # fmt: skip
    return _moved(done, PurchaseContractState.SIGNED, entry)


def refuse_outside(contract: PurchaseContract, people: list[Practitioner], on: dt.date) -> None:
    """Raise ACTIVITY_OUTSIDE_CONTRACT, NOT_OF_PROVIDER: the provider's people, inside the contract (GO-88)."""
    if contract.from_date is None or contract.until_date is None or not contract.from_date <= on <= contract.until_date:
        message = "活动日期不在合同期限内，不属于该合同购买的服务（GO-88）。请核对活动日期和合同期限。"
        raise RuleViolated("ACTIVITY_OUTSIDE_CONTRACT", message, rules=("GO-88",))
    if any(office_on(one, on) != contract.office for one in people):
        message = "所列人员中有活动当日不在承接单位执业的人员（GO-88）。请核对人员和活动日期。"
        raise RuleViolated("NOT_OF_PROVIDER", message, rules=("GO-88",))


def covering(
    contract: PurchaseContract, what: Covering, entry: Entry, *, activity: str, voided: tuple[str, ...]
) -> PurchaseContract:
    """Names work that it pays for, and the hours that were taken back because of it (GO-88)."""
    added = CoveredActivity(
        activity=activity, activity_date=entry.happened_date, kind=what.kind, practitioners=what.practitioners,
        voided_hours=voided,
    )  # fmt: skip
    return replace(contract, covered=(*contract.covered, added), etag=_next(contract))


def told_covered(contract: PurchaseContract, activity: CoveredActivity, *, division: str) -> PurchaseContractCovered:
    """What legal_aid acts on (XF-39)."""
    return PurchaseContractCovered(
        contract=contract.name, activity=activity.activity, office=contract.office, division=division,
        activity_date=activity.activity_date,
    )  # fmt: skip


def accepted(contract: PurchaseContract, acceptance: PurchaseAcceptance, entry: Entry) -> PurchaseContract:
    """The work was accepted (GO-88). Raises ACCEPTED_ABOVE_PRICE."""
    if acceptance.accepted_fen > contract.price_fen:
        message = "验收金额超过合同金额（GO-88），请核对验收单。"
        raise RuleViolated("ACCEPTED_ABOVE_PRICE", message, rules=("GO-88",))
    done = replace(contract, accepted_fen=acceptance.accepted_fen, opinion=acceptance.opinion)
    return _moved(done, PurchaseContractState.ACCEPTED, entry)


def paid(contract: PurchaseContract, paying: PurchasePaying, entry: Entry) -> PurchaseContract:
    """A payment; the last one ends it (GO-88). Raises PAID_ABOVE_ACCEPTED."""
    total = sum(one.amount_fen for one in contract.payments) + paying.amount_fen
    if total > contract.accepted_fen:
        message = "累计付款将超过验收金额（GO-88），请核对付款金额。"
        raise RuleViolated("PAID_ABOVE_ACCEPTED", message, rules=("GO-88",))
    payment = PurchasePayment(
        amount_fen=paying.amount_fen, paid_date=entry.happened_date, document_number=paying.document_number
    )
    done = replace(contract, payments=(*contract.payments, payment))
    whole = total == contract.accepted_fen
    return _moved(done, PurchaseContractState.PAID if whole else PurchaseContractState.ACCEPTED, entry)


def ended(contract: PurchaseContract, end: PurchaseEnd, entry: Entry) -> PurchaseContract:
    """It ends without acceptance (GO-88)."""
    return _moved(replace(contract, opinion=end.opinion), PurchaseContractState.ENDED, entry)


def purchased_act() -> RuleViolated:
    """The refusal of hours for an act that a contract pays for (GO-88, XF-39)."""
    message = (
        "该人员当日的同类服务已由政府购买合同付费，不计公益服务时长（GO-88）。"
        "确为另一次无偿服务的，请先核对购买合同登记的活动。"
    )
    return RuleViolated("PURCHASED_ACT", message, rules=("GO-88",))


def _moved(contract: PurchaseContract, state: PurchaseContractState, entry: Entry) -> PurchaseContract:
    return replace(contract, state=state, state_date=entry.happened_date, etag=_next(contract))


def _next(contract: PurchaseContract) -> str:
    return str(int(contract.etag) + 1)
