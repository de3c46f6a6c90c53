"""Who is referred from the front desk to another body, and what that body answers (LA-127). It must not ask it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.entry import check_day
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from services.legal_aid.domain.contact import Contact, ContactOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactReferredOut:
    """Somebody was referred to the body of the name."""

    contact: str
    institution: str
    division: str
    referred_to: str
    referred_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswer:
    """What the body answered, and when."""

    answer: str
    answer_date: dt.date


def told_referred(contact: Contact, *, on: dt.date) -> ContactReferredOut:
    """What the other services are told of it."""
    return ContactReferredOut(
        contact=contact.name, institution=contact.institution, division=contact.division,
        referred_to=contact.referred_to, referred_date=on,
    )  # fmt: skip


def answered(contact: Contact, said: ReferralAnswer, *, today: dt.date) -> Contact:
    """With the answer of the body, which is kept once (LA-127).

    Raises NOT_REFERRED, REFERRAL_ANSWERED, and InvalidFields for a day before the referral or in the future.
    """
    require_referred(contact)
    kept = (contact.referral_answer, contact.referral_answer_date)
    if contact.referral_answer and kept != (said.answer, said.answer_date):
        message = "承接单位的答复已经登记（LA-127），不能改写。请查看来访来电的答复记录。"
        raise Refusal(Kind.ALREADY_EXISTS, "REFERRAL_ANSWERED", message, metadata={"rules": "LA-127"})
    check_day(said.answer_date, today=today, not_before=contact.closed_date, field="answer_date")
    return replace(contact, referral_answer=said.answer, referral_answer_date=said.answer_date)


def require_referred(contact: Contact) -> None:
    """Raise RuleViolated NOT_REFERRED for one that was not referred out."""
    if contact.outcome is not ContactOutcome.REFERRED_OUT:
        message = "该来访来电没有转其他单位承接（LA-127）。请核对编号，或者先以“转其他单位”办结。"
        raise RuleViolated("NOT_REFERRED", message, rules=("LA-127",))
