"""Rules of handling a complaint: who may look into it, what may be asked, extended, signed, merged (LA-121, LA-123).

It must not count days; deadlines do.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.complaint import Complaint, ComplaintState
from services.legal_aid.domain.complaint_paper import ComplaintFinding, ComplaintForm
from services.legal_aid.domain.complaint_target import ComplaintTargetKind
from services.legal_aid.domain.person import name_faults

FEWEST = 2
MERGES_INTO = frozenset(
    {
        ComplaintState.RECEIVED,
        ComplaintState.SUPPLEMENT,
        ComplaintState.ACCEPTED,
        ComplaintState.INVESTIGATING,
        ComplaintState.CONCLUDED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementWish(Happening):
    """What is missing, and how many days there are for it."""

    items: str
    reply_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementReply(Happening):
    """What was handed in."""

    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection(Happening):
    """Why it is not taken."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation(Happening):
    """Who looks into it."""

    investigators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionWish(Happening):
    """How much more time, and why."""

    further_days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings(Happening):
    """What was found and done, and who signs it."""

    finding: ComplaintFinding
    handling: str
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(Happening):
    """How the complainant was told, and what."""

    form: ComplaintForm
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging(Happening):
    """Into which complaint."""

    into: str


def refuse_late_request(paused: Deadline | None) -> None:
    """Raise RuleViolated SUPPLEMENT_TOO_LATE when the clock could not be stopped because it had run out."""
    if paused is None:
        raise RuleViolated(
            "SUPPLEMENT_TOO_LATE",
            "受理期限已届满，不得再要求补充材料（LA-121、LA-123）。请根据现有材料决定是否受理。",
            rules=("LA-121", "LA-123"),
        )


def refuse_second_reply(complaint: Complaint) -> None:
    """Raise RuleViolated REPLY_ALREADY_LOGGED: there was one request, and it was answered."""
    if complaint.supplement is not None and complaint.supplement.replied_date is not None:
        raise RuleViolated(
            "REPLY_ALREADY_LOGGED",
            "投诉人的补充材料已登记，补充只有一次（LA-121）。请根据现有材料决定是否受理。",
            rules=("LA-121",),
        )


def refuse_hasty(complaint: Complaint, *, on: dt.date) -> None:
    """Raise RuleViolated SUPPLEMENT_PENDING while the complainant may still reply, or nobody knows until when."""
    asked = complaint.supplement
    if asked is None or asked.replied_date is not None:
        return
    if complaint.reply_due_date is None or on <= complaint.reply_due_date:
        raise RuleViolated(
            "SUPPLEMENT_PENDING",
            "已要求投诉人补充材料且补充期限未届满（LA-121），不得作出不予受理决定。请在收到补充或者期限届满后办理。",
            rules=("LA-121",),
        )


def check_investigators(complaint: Complaint, names: tuple[str, ...]) -> None:
    """At least two different people, neither the complainant nor the handler complained of (P-03, P-04).

    Names are all there is to go by. Raises InvalidFields, RuleViolated INVESTIGATORS_TOO_FEW, INVESTIGATOR_CONCERNED.
    """
    twice = {name for name, times in Counter(names).items() if times > 1}
    faults = [fault for place, name in enumerate(names) for fault in name_faults(name, field=f"investigators[{place}]")]
    if twice:
        text = "同一调查人员重复填写，请核对（P-03）"
        faults.append(Violation(field="investigators", reason="NAMED_TWICE", description=text))
    if faults:
        raise InvalidFields(tuple(faults))
    if len(names) < FEWEST:
        raise RuleViolated(
            "INVESTIGATORS_TOO_FEW", "调查人员不得少于二人且须具名（P-03）。请补充调查人员后提交。", rules=("P-03",)
        )
    concerned = {complaint.complainant.full_name}
    if complaint.target.kind is ComplaintTargetKind.HANDLER:
        concerned.add(complaint.target.display_name)
    if concerned & set(names):
        raise RuleViolated(
            "INVESTIGATOR_CONCERNED",
            "投诉人、被投诉人不得担任调查人员（P-04）。请更换其他人员，或依书面借调令由上级、邻近单位人员办理。",
            rules=("P-04",),
        )


def refuse_second_extension(complaint: Complaint) -> None:
    """Raise RuleViolated ALREADY_EXTENDED: once is all there is (LA-123)."""
    if complaint.extension is not None:
        raise RuleViolated(
            "ALREADY_EXTENDED", "该投诉已延长过办理期限，不得再次延长（LA-123）。请尽快办结。", rules=("LA-123",)
        )


def refuse_late_extension(*, late: bool) -> None:
    """Raise RuleViolated EXTENSION_TOO_LATE when the ordinary time was over on the day."""
    if late:
        raise RuleViolated(
            "EXTENSION_TOO_LATE",
            "办理期限已届满，不得延长（LA-123）。请尽快办结，超期情况如实记录。",
            rules=("LA-123",),
        )


def check_signers(complaint: Complaint, signers: tuple[str, ...]) -> None:
    """Raise RuleViolated SIGNATURES_MISSING unless two named investigators sign: who inspects, signs (P-03)."""
    if len(signers) < FEWEST or not set(signers) <= set(complaint.investigators):
        raise RuleViolated(
            "SIGNATURES_MISSING",
            "调查结论须由至少二名具名调查人员签字（P-03，谁检查、谁签字、谁负责）。请按调查人员名单补齐签字人。",
            rules=("P-03",),
        )


def check_merge(complaint: Complaint, other: Complaint | None, *, followed: bool) -> Complaint:
    """The one that goes on. Raises RuleViolated MERGE_TARGET_UNFIT; `followed`: others were merged into this one."""
    fits = (
        other is not None
        and other.name != complaint.name
        and other.state in MERGES_INTO
        and other.institution == complaint.institution
        and (not other.about or not complaint.about or other.about == complaint.about)
    )
    if other is None or not fits or followed:
        raise RuleViolated(
            "MERGE_TARGET_UNFIT",
            "只能并入同一机构、同一事项且尚未答复的另一件投诉，已有其他投诉并入的不得再并出（LA-121）。请核对后重新选择。",
            rules=("LA-121",),
        )
    return other
