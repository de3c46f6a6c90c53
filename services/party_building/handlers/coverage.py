"""Use cases of coverage: find out how offices stand whenever anything of it changed, read, tell what is overdue.

It must not judge: `domain.coverage` does, from the facts alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.events.event_log import read_head
from chassis.kernel.deadline import Deadline, DeadlineState
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.party_building.domain.composition import OrganisationKind
from services.party_building.domain.coverage import (
    Cover,
    Coverage,
    CoverageCount,
    CoverageFilter,
    CoverageForm,
    CoverageOverdue,
    CoverageSpan,
    Finding,
    OfficeFacts,
    clock_of,
    find,
    told,
)
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.persistence import coverage as rows
from services.party_building.persistence.instructor import is_instructed
from services.party_building.persistence.member import formal_counts, members_in_units
from services.party_building.persistence.organisation import standing_over
from services.party_building.persistence.roster import practitioner_counts

BATCH = 100
LEAST_FORMAL = "pb.branch_min_formal"

_RULES = {CoverageForm.BRANCH: "PB-01", CoverageForm.JOINT: "PB-02", CoverageForm.INSTRUCTOR: "PB-03"}


def look_at(tx: Tx, offices: Iterable[tuple[str, str]], *, on: dt.date) -> None:
    """Find out anew how the offices stand and keep what changed (PB-01 to PB-06); a division for whoever is new.

    A change of state begins a time of its own with the clock that belongs to it; the earlier clock ends. Others are
    told what is required and what is there (XF-03).
    """
    for office, first_division in sorted(dict(offices).items()):
        division = rows.open_coverage(tx.session, office, first_division)
        if division is not None:
            _look_at(tx, office, division, on)


def close(tx: Tx, office: str, division: str) -> None:
    """The office was deregistered: it is covered no more and its clock falls away."""
    if rows.open_coverage(tx.session, office, division) is not None:
        before = rows.load_coverage(tx.session, office)
        if before is not None:
            cancel_deadlines(tx, before.spans[-1].name)
        rows.close_coverage(tx.session, office)


def finding_of(tx: Tx, office: str, division: str) -> Finding:
    """How the office stands by everything that is known now; nothing is kept."""
    least = tx.policy(LEAST_FORMAL, division=division, on=tx.today).value
    over = standing_over(tx.session, [office]).get(office)
    cover = None
    if over is not None:
        name, kind = over
        count = formal_counts(tx.session, [name]).get(name, 0)
        cover = Cover(organisation=name, joint=kind is OrganisationKind.JOINT_BRANCH, formal_count=count)
    facts = OfficeFacts(
        practitioner_count=practitioner_counts(tx.session, [office]).get(office, 0),
        members=tuple(members_in_units(tx.session, tx.seal, [office])[office]), cover=cover,
        instructed=is_instructed(tx.session, office), least_formal=least,
    )  # fmt: skip
    return find(facts)


def get_coverage(tx: Tx, name: str) -> Coverage:
    """How one office of the caller's divisions stands."""
    found = rows.load_in_scope(tx.session, name, tx.principal)
    if found is None:
        raise NotFound("党组织覆盖情况")
    return found


def list_coverages(tx: Tx, wanted: CoverageFilter, page: Page) -> tuple[list[Coverage], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_coverages(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def count_coverages(tx: Tx) -> tuple[list[CoverageCount], int]:
    """How many offices stand how, and the position of the event log at which they were counted."""
    found: dict[tuple[str, str], list[Coverage]] = {}
    for one in rows.coverages_in(tx.session, tx.principal):
        found.setdefault((one.division, one.state.name), []).append(one)
    counts = [
        CoverageCount(
            division=division, state=group[0].state, office_count=len(group),
            overdue_count=sum(1 for one in group if _is_late(one.deadline)),
        )
        for (division, _), group in sorted(found.items())
    ]  # fmt: skip
    return counts, read_head(tx.session).position


def tell_overdue(tx: Tx) -> int:
    """Tell what was not reached in time, once for each time limit, at most a batch (XF-03)."""
    found = rows.untold_spans(tx.session, limit=BATCH)
    for span, division in found:
        if span.deadline is not None and span.deadline.due_date is not None:
            fact = CoverageOverdue(
                office=span.office, division=division, required=span.required, actual=span.actual,
                due_date=span.deadline.due_date,
            )  # fmt: skip
            tx.emit(fact, subject=span.office)
            tx.note("coverage.tellOverdue", span.name, rules=(span.deadline.rule_id,))
    rows.mark_told(tx.session, [span.name for span, _ in found])
    return len(found)


def _look_at(tx: Tx, office: str, division: str, on: dt.date) -> None:
    before = rows.load_coverage(tx.session, office)
    finding = finding_of(tx, office, division)
    if before is None or before.state is not finding.state:
        after = _entered(tx, office, division, before, finding, on)
    else:
        after = _coverage(office, division, finding, before.spans)
    if after == before:
        return
    rows.save_coverage(tx.session, after)
    if before is None or (before.state, before.actual) != (after.state, after.actual):
        tx.emit(told(after), subject=office)


def _entered(
    tx: Tx, office: str, division: str, before: Coverage | None, finding: Finding, on: dt.date
) -> Coverage:  # fmt: skip
    """The office in another state; what was entered late begins no earlier than the state before it.

    The first state begins today: an office that was there before this register owes nothing for that time (P-07).
    """
    start = max(on, before.since_date) if before else tx.today
    if before is not None:
        _end_clock(tx, before, finding, start)
    span = CoverageSpan(
        name=f"coverageSpans/{tx.new_id()}", office=office, state=finding.state, required=finding.required,
        actual=finding.actual, from_date=start, deadline=None,
    )  # fmt: skip
    rows.insert_span(tx.session, span, len(before.spans) if before else 0)
    clock = clock_of(finding, had_branch=before is not None and before.actual is CoverageForm.BRANCH)
    if clock is not None:
        start_limit(tx, clock, subject=span.name, owner=office, division=division, start=start)
    tx.note("coverage.enter", office, rules=(_RULES[finding.required],))
    return _coverage(office, division, finding, (*(before.spans if before else ()), span))


def _end_clock(tx: Tx, before: Coverage, finding: Finding, on: dt.date) -> None:
    """What was required is there, or is required no more."""
    span = before.spans[-1]
    if span.deadline is None:
        return
    if finding.actual is span.required:
        finish_deadline(tx, span.name, DeadlineKind[span.deadline.kind].name, on=on)
    else:
        cancel_deadlines(tx, span.name)


def _coverage(office: str, division: str, finding: Finding, spans: tuple[CoverageSpan, ...]) -> Coverage:
    return Coverage(
        name=office.replace("offices/", "coverages/", 1), office=office, division=division, spans=spans,
        state=finding.state, required=finding.required, actual=finding.actual, organisation=finding.organisation,
        practitioner_count=finding.practitioner_count, formal_count=finding.formal_count,
        probationary_count=finding.probationary_count, activist_count=finding.activist_count,
        attached_formal_count=finding.attached_formal_count, tasks=finding.tasks,
    )  # fmt: skip


def _is_late(deadline: Deadline | None) -> bool:
    return deadline is not None and deadline.state is DeadlineState.MISSED
