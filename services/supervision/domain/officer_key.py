"""Keys with which officers sign (P-03): public halves alone, each from a day until another takes its place.

It must not verify: whoever hands a proof over has.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.errors import Kind, Refusal, RuleViolated
from services.supervision.domain.inspection_officer import InspectionOfficer, OfficerKey

PROOF = "sifa-officer-key/v1"


def proof_bytes(officer: str, public_key: str) -> bytes:
    """What the private half signs to show that the officer has it (P-03)."""
    return f"{PROOF}\n{officer}\n{public_key}".encode()


def with_key(officer: InspectionOfficer, public_key: str, *, on: dt.date) -> InspectionOfficer:
    """The key counts from the day on; the one before it until that day (P-03).

    Raises ALREADY_EXISTS `KEY_REGISTERED`.
    """
    if public_key in {one.public_key for one in officer.keys}:
        message = "该公钥已为本检查人员登记（P-03），不能重复登记。更换密钥须使用新的公钥。"
        raise Refusal(Kind.ALREADY_EXISTS, "KEY_REGISTERED", message, metadata={"rules": "P-03"})
    ended = tuple(replace(one, until_date=one.until_date or on) for one in officer.keys)
    key = OfficerKey(public_key=public_key, since_date=on, until_date=None)
    return replace(officer, keys=(*ended, key), etag=str(int(officer.etag) + 1))


def keys_on(officer: InspectionOfficer, day: dt.date) -> tuple[str, ...]:
    """Keys that count on the day; of a day of change both."""
    return tuple(
        one.public_key
        for one in officer.keys
        if one.since_date <= day and (one.until_date is None or day <= one.until_date)
    )


def proof_wrong() -> RuleViolated:
    """Nobody has shown that the officer holds the private half."""
    message = "公钥的持有证明不符（P-03）。请由检查人员用对应私钥对规定内容签名后提交。"
    return RuleViolated("PROOF_WRONG", message, rules=("P-03",))
