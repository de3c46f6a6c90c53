"""Use cases of red flags: observe, raise, confirm, dismiss, look at the history (XF-19, SV-40). It must not detect."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain import red_flag as flags
from services.supervision.domain.detector import DETECTORS, Observation, concerned
from services.supervision.domain.monthly_count import month_of
from services.supervision.domain.red_flag import (
    DetectorHistory,
    RedFlag,
    RedFlagFilter,
    RedFlagState,
)
from services.supervision.handlers.clue import enter_clue
from services.supervision.persistence import red_flag as rows


def observe(tx: Tx, fact: Observation) -> None:
    """Keep a fact and let every detector that it concerns look at its month (XF-19, SV-40)."""
    rows.keep_observation(tx.session, fact)
    month = month_of(fact.happened_date)
    known = rows.observed(tx.session, fact.institution, month)
    threshold = int(tx.policy("sv.mismatch_threshold", division=fact.division, on=fact.happened_date).value)
    for detector in concerned(fact):
        seen = [one for one in known if detector.faults.intersection(one.faults)]
        before = rows.lock_flag(tx.session, detector.name, fact.institution, month)
        if before is not None:
            rows.update_flag(tx.session, flags.joined(before, seen))
            continue
        flag = flags.raised(detector, seen, threshold=threshold, name=f"redFlags/{tx.new_id()}", now=tx.now)
        if flag is not None:
            rows.insert_flag(tx.session, flag)
            tx.note("red_flag.raise", flag.name, rules=(flag.rule_id,))


def get_flag(tx: Tx, name: str) -> RedFlag:
    """One within the caller's divisions."""
    return _found(rows.load_flag(tx.session, name, tx.principal))


def list_flags(tx: Tx, wanted: RedFlagFilter, page: Page) -> tuple[list[RedFlag], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_flags(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_histories(tx: Tx) -> list[DetectorHistory]:
    """How each detector has done within the caller's divisions."""
    counts = rows.count_states(tx.session, tx.principal)
    return [flags.history_of(detector, counts.get(detector.name, {})) for detector in DETECTORS]


def confirm_flag(tx: Tx, name: str, *, etag: str) -> RedFlag:
    """Open the clue that it proposes (SV-40)."""
    before = _opened(tx, name, "confirm", etag=etag)
    clue = enter_clue(tx, flags.proposed_clue(before, on=tx.today))
    return _saved(tx, flags.decided(before, RedFlagState.CONFIRMED, on=tx.today, clue=clue.name), "confirm")


def dismiss_flag(tx: Tx, name: str, reason: str, *, etag: str) -> RedFlag:
    """A false alarm: it counts in the history of its detector (SV-40)."""
    before = _opened(tx, name, "dismiss", etag=etag)
    return _saved(tx, flags.decided(before, RedFlagState.DISMISSED, on=tx.today, reason=reason), "dismiss")


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> RedFlag:
    flag = _found(rows.load_flag(tx.session, name, tx.principal, lock=True))
    flags.allow(flag, action, etag=etag)
    return flag


def _saved(tx: Tx, after: RedFlag, action: str) -> RedFlag:
    rows.update_flag(tx.session, after)
    tx.note(f"red_flag.{action}", after.name, rules=("SV-40",))
    return after


def _found(flag: RedFlag | None) -> RedFlag:
    if flag is None:
        raise NotFound("异常提示")
    return flag
