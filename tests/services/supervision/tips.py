"""Reporters and those who read them, each with a program of his own. It must not assert anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sifa.supervision.v1 import tip_pb2 as pb

from services.supervision.offline import tip_client
from tests.doors import HOME, Identity
from tests.services.supervision.bureau import Bureau

OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a02"
WORDS = "收费处人员索要五百元"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A recipient: the account, the name under which tips are sealed to it, the private key."""

    who: Identity
    name: str
    private: str


def reader(bureau: Bureau, account: str = "reader", division: str = HOME, **changes: Any) -> Reader:
    """Somebody who is named by the chief of the division."""
    private = tip_client.new_key()
    chief = bureau.door.person("bureau_chief", subject="namer", divisions=(division,))
    fields = {
        "account": account, "division": division, "public_key": tip_client.public_key_of(private),
        "document_number": "受理人1号", **changes,
    }  # fmt: skip
    made = bureau.call("CreateTipRecipient", chief, tip_recipient=fields)
    who = bureau.door.person("tip_reader", subject=account, divisions=(division,))
    return Reader(who=who, name=made.name, private=private)


def anonymously(bureau: Bureau, rpc: str, **fields: Any) -> Any:
    """A call without any credential."""
    return bureau.call(rpc, (), **fields)


def left(bureau: Bureau, words: str = WORDS, code: str = "", **changes: Any) -> str:
    """Somebody leaves a tip as the program does it; returns the code."""
    code = code or tip_client.new_code()
    where = {"division": HOME, "subject": OFFICE, **changes}
    routed = anonymously(bureau, "RouteTip", **where).recipients
    copies = [{"recipient": one.name, "sealed": tip_client.seal(words.encode(), one.public_key)} for one in routed]
    anonymously(
        bureau, "SubmitTip", locator=tip_client.locator_of(code), tip_class=pb.TIP_CLASS_OFFICE,
        reply_key=tip_client.public_key_of(tip_client.reply_key_of(code)), copies=copies, **where,
    )  # fmt: skip
    return code


def mailbox(bureau: Bureau, code: str) -> Any:
    """What the reporter reads."""
    return anonymously(bureau, "OpenMailbox", locator=tip_client.locator_of(code))
