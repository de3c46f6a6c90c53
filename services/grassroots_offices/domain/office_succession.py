"""What a split and a merger of offices ask for and leave behind (GO-02, GO-08). It must not move people.

The book names neither: that the office which goes on takes over people, matters and debts is our design.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.grassroots_offices.domain.office import Office, OfficeState, moved
from services.grassroots_offices.domain.office_statement import OfficeStatement
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState

PATH = "licence_application.office_statement"


def absorbed(office: Office, *, successor: str, on: dt.date) -> Office:
    """Taken over by another office, which ends it without liquidation (GO-08)."""
    return replace(moved(office, OfficeState.DEREGISTERED, on=on), successor=successor)


def as_merged(
    staff: Iterable[Practitioner], joining: Iterable[Practitioner], partners: tuple[str, ...]
) -> tuple[Practitioner, ...]:
    """The staff that a merger leads to (GO-02): whoever joins is a partner only when the application says so."""
    together = (*staff, *(replace(one, partner=False) for one in joining))
    return tuple(replace(one, partner=one.name in partners) for one in together) if partners else together


def check_split_place(statement: OfficeStatement, office: Office) -> None:
    """Raise InvalidFields STATEMENT_MISMATCH: what is split from an office stays in its county (GO-08)."""
    if statement.division != office.division:
        text = "分立设立的所与原所须在同一县级区划（GO-08），请改为原所的区划代码"
        raise InvalidFields((Violation(field=f"{PATH}.division", reason="STATEMENT_MISMATCH", description=text),))


def check_new_place(statement: OfficeStatement, absorbed: Iterable[Office]) -> None:
    """Raise InvalidFields STATEMENT_MISMATCH: a new office stands in the county of one that it follows (GO-08)."""
    if statement.division not in {one.division for one in absorbed}:
        text = "新设的所须在被合并的所之一所在的县级区划（GO-08），请改为其中一所的区划代码"
        raise InvalidFields((Violation(field=f"{PATH}.division", reason="STATEMENT_MISMATCH", description=text),))


def check_absorbed_names(statement: OfficeStatement, successor: str) -> None:
    """Raise InvalidFields STATEMENT_MISMATCH: no office takes itself over (GO-08)."""
    if successor in statement.absorbed_offices:
        text = "被合并的所不能包含存续的所（GO-08），请删除"
        violation = Violation(field=f"{PATH}.absorbed_offices", reason="STATEMENT_MISMATCH", description=text)
        raise InvalidFields((violation,))


def refuse_foreign(founders: Iterable[Practitioner], office: Office) -> None:
    """Raise FOUNDER_NOT_OF_OFFICE: whoever goes practises at the office that splits, unhindered (GO-02)."""
    if any((one.office, one.state) != (office.name, PractitionerState.ACTIVE) for one in founders):
        raise RuleViolated(
            "FOUNDER_NOT_OF_OFFICE",
            "分立到新所的人员须为原所正常执业的人员（GO-02），暂停、停止执业或者转所中的不能列入。请重新选择。",
            rules=("GO-02",),
        )


def refuse_leaving_director(founders: Iterable[str], office: Office) -> None:
    """Raise DIRECTOR_LEAVES: the office that goes on keeps its head, or changes it first (GO-08)."""
    if office.director in set(founders):
        raise RuleViolated(
            "DIRECTOR_LEAVES",
            "原所负责人不能列入分立到新所的人员（GO-08）。请先办理原所负责人变更，再申请分立。",
            rules=("GO-08",),
        )


def refuse_busy(busy: Collection[str]) -> None:
    """Raise FOUNDER_HAS_MATTERS: what runs stays with the office that took it on (GO-15, GO-37)."""
    if busy:
        raise RuleViolated(
            "FOUNDER_HAS_MATTERS",
            "分立到新所的人员尚有原所在办案件（GO-15、GO-37）。请先结案（close）或者移交（handOver）给原所其他人员。",
            rules=("GO-15", "GO-37"), practitioners=",".join(sorted(busy)),
        )  # fmt: skip


def refuse_open_matters(*, applications: int, penalties: int) -> None:
    """Raise OPEN_MATTERS: nothing that runs against an office that ends is lost with it (GO-08, GO-46)."""
    if applications or penalties:
        raise RuleViolated(
            "OPEN_MATTERS",
            "被合并的所尚有未办结的许可申请或者行政处罚案件（GO-08、GO-46）。请先办结后再合并。",
            rules=("GO-08", "GO-46"),
            applications=str(applications),
            penalties=str(penalties),
        )


def refuse_renewal(absorbed: Collection[Office], *, split: bool) -> None:
    """Raise SPLIT_MISSING: one office alone gives way to a new one only when it splits, part by part (GO-08).

    Or an office could have a new licence, and leave behind what was found against the old one.
    """
    if len(absorbed) == 1 and not split:
        raise RuleViolated(
            "SPLIT_MISSING",
            "仅列一个原所的，须为解散分立：其他部分的分立申请（SPLIT）须已受理，并与本申请在同一日准予（GO-08）。请先办理分立，或者列明参加新设合并的各所。",
            rules=("GO-08",),
        )  # fmt: skip


def carried_over(before: Practitioner, after: Practitioner) -> Practitioner:
    """Somebody whose office was taken over: a suspension goes on until its day (K2)."""
    return replace(after, suspended_until_date=before.suspended_until_date)
