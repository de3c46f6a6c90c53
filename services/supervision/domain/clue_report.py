"""Clues that people open: from a call, an inspection, a petition, a letter, a tip (SV-40, SV-82, XF-25).

It must not read a tip: whoever it was sealed to does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from services.supervision.domain.clue import NO_ITEM, Clue, ClueSource, Finding, institution_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueReport(Happening):
    """What an officer was told or found; `source_reference` numbers the call, the record or the letter."""

    source: ClueSource
    source_reference: str
    division: str
    owner: str
    item: int
    summary: str
    is_complaint: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TipMatched:
    """A report is a complaint about legal aid too (XF-25)."""

    tip: str
    clue: str
    subject: str
    division: str
    received_date: dt.date
    row: int


def reported(report: ClueReport, entry: Entry) -> Finding:
    """What an officer entered, as a finding (SV-40). Raises COMPLAINT_WITHOUT_SUBJECT (XF-25)."""
    refuse_nobody(report.owner, is_complaint=report.is_complaint)
    return Finding(
        source=report.source, subject=report.source_reference, kind=report.division, item=report.item or NO_ITEM,
        institution=institution_of(report.owner), owner=report.owner, division=report.division, decision_number="",
        rule_id="SV-40", due_date=None, happened_date=entry.happened_date,
    )  # fmt: skip


def refuse_nobody(owner: str, *, is_complaint: bool) -> None:
    """Raise COMPLAINT_WITHOUT_SUBJECT: a complaint is about somebody (XF-25)."""
    if is_complaint and not owner:
        raise RuleViolated(
            "COMPLAINT_WITHOUT_SUBJECT",
            "作为法律援助投诉一并处理的线索须写明被反映对象（XF-25）。请填写其登记编号后提交。",
            rules=("XF-25",),
        )


def tip_finding(tip: str, *, division: str, owner: str, item: int, received: dt.date) -> Finding:
    """What a recipient reads out of a tip, as a finding (SV-82)."""
    return Finding(
        source=ClueSource.TIP, subject=tip, kind="", item=item, institution=institution_of(owner), owner=owner,
        division=division, decision_number="", rule_id="SV-82", due_date=None, happened_date=received,
    )  # fmt: skip


def clue_known(number: str) -> Refusal:
    """ALREADY_EXISTS: what was reported has its clue."""
    message = f"该来源编号已登记为{number}（SV-40），不能重复登记。请在原线索中办理。"
    return Refusal(Kind.ALREADY_EXISTS, "CLUE_KNOWN", message, metadata={"rules": "SV-40"})


def told_complaint(clue: Clue) -> TipMatched:
    """One record, two views (XF-25): who reported by telephone has no tip of his own, so the clue stands for it."""
    return told_tip(clue, clue.name)


def told_tip(clue: Clue, tip: str) -> TipMatched:
    """The tip and its clue, told to legal_aid (XF-25)."""
    return TipMatched(
        tip=tip, clue=clue.name, subject=clue.owner, division=clue.division, received_date=clue.happened_date,
        row=clue.item,
    )  # fmt: skip
