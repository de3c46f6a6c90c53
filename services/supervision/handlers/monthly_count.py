"""Use cases of monthly counts: neglected contacts, and volumes that jump (XF-35, SV-40). It must not judge."""

from __future__ import annotations

from chassis.tx import Tx
from services.supervision.domain.clue import ClueSource
from services.supervision.domain.detector import ONE_GRADER, MonthDetector, watching
from services.supervision.domain.lead import lead
from services.supervision.domain.monthly_count import (
    GraderRule,
    MonthlyFact,
    SpikeRule,
    by_one,
    exceeds,
    month_of,
    months_before,
    spike_threshold,
)
from services.supervision.domain.red_flag import raised_by_volume, with_fact
from services.supervision.handlers.clue import report_finding
from services.supervision.persistence import monthly_count as rows
from services.supervision.persistence import red_flag as flags


def count_neglect(tx: Tx, fact: MonthlyFact) -> None:
    """More neglected contacts in a month than `sv.contact_threshold` are a problem: one clue (LA-128, XF-35)."""
    count = rows.add_fact(tx.session, fact)
    threshold = tx.policy("sv.contact_threshold", division=fact.division, on=fact.happened_date).value
    if exceeds(count, int(threshold)):
        month = month_of(fact.happened_date)
        report_finding(tx, lead(
            ClueSource.XF_35, fact.institution, kind=month, institution=fact.institution, division=fact.division,
            on=fact.happened_date,
        ))  # fmt: skip


def watch_volume(tx: Tx, fact: MonthlyFact) -> None:
    """Every detector of the volume compares the month with those before it (SV-40)."""
    count = rows.add_fact(tx.session, fact)
    rule = SpikeRule(**tx.policy("sv.volume_spike", division=fact.division, on=fact.happened_date).value)
    before = rows.counts_of(tx.session, fact, months_before(fact.happened_date, rule.months))
    threshold = spike_threshold(before, rule)
    if threshold is None or count < threshold:
        return
    for detector in watching(fact.thing):
        _raise(tx, detector, fact, threshold)


def watch_grader(tx: Tx, fact: MonthlyFact, grader: str) -> None:
    """Whether one person gives all grades of an institution's month (SV-40); nothing for grades of nobody known."""
    if not grader:
        return
    counts = rows.add_grade(tx.session, fact, grader)
    rule = GraderRule(**tx.policy("sv.one_grader", division=fact.division, on=fact.happened_date).value)
    if by_one(counts, rule):
        _raise(tx, ONE_GRADER, fact, rule.min_count)


def _raise(tx: Tx, detector: MonthDetector, fact: MonthlyFact, threshold: int) -> None:
    before = flags.lock_flag(tx.session, detector.name, fact.institution, month_of(fact.happened_date))
    if before is not None:
        flags.update_flag(tx.session, with_fact(before, fact))
        return
    flag = raised_by_volume(detector, fact, threshold=threshold, name=f"redFlags/{tx.new_id()}", now=tx.now)
    flags.insert_flag(tx.session, flag)
    tx.note("red_flag.raise", flag.name, rules=(flag.rule_id,))
