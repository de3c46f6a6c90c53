"""Use cases of draws until they are bound in public: plan, approve, freeze, commit (SV-60, SV-65). It must not draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from chassis.clock import civil_day
from chassis.deadlines import cancel_deadlines
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.supervision.domain.draw import (
    Draw,
    DrawFilter,
    DrawPlan,
    DrawRules,
    DrawState,
    DrawTargetKind,
    allow,
    draw_number,
)
from services.supervision.domain.draw_events import DrawCommitted, DrawFailed
from services.supervision.domain.draw_planning import check_officers, check_plan, check_previous, planned
from services.supervision.domain.draw_risk import DrawRecord, counted_days, risk_rule
from services.supervision.domain.draw_roster import DrawTarget, freeze
from services.supervision.domain.draw_running import approved, committed, failed, frozen, with_secret
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.persistence import draw as rows
from services.supervision.persistence.draw_result import insert_roster, load_roster, results_of
from services.supervision.persistence.draw_risk import records_of
from services.supervision.persistence.inspection_officer import officers_named

RULED = {DrawTargetKind.OFFICE: "offices", DrawTargetKind.PRACTITIONER: "practitioners"}


def create_draw(tx: Tx, plan: DrawPlan) -> Draw:
    """Plan a draw under the ratios in force (SV-60, SV-62); one at a time of a division and kind (SV-65)."""
    require_division(tx.principal, plan.division)
    check_plan(plan, today=tx.today, now=tx.now, public_date=civil_day(plan.public_time))
    check_officers(plan, officers_named(tx.session, plan.officers, tx.principal))
    rows.lock_planning(tx.session, plan.division, tx.today.year)
    check_previous(plan, rows.last_draw(tx.session, plan.division, plan.target_kind))
    draw = planned(plan, _rules(tx, plan), name=f"draws/{tx.new_id()}", now=tx.now)
    rows.insert_draw(tx.session, draw)
    tx.note("draw.create", draw.name, rules=("SV-60", "SV-62"), document=draw.document_number)
    return draw


def get_draw(tx: Tx, name: str) -> Draw:
    """One draw within the caller's divisions, without whom it drew (SV-05)."""
    return found(rows.load_draw(tx.session, name, tx.principal))


def list_draws(tx: Tx, wanted: DrawFilter, page: Page) -> tuple[list[Draw], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_draws(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def list_notices(tx: Tx, page: Page) -> tuple[list[Draw], str | None]:
    """A page of what is public of the draws (SV-60)."""
    return page.cut(rows.find_bound_draws(tx.session, page), key=lambda item: item.name)


def approve_draw(tx: Tx, name: str, *, document: str, etag: str) -> Draw:
    """Approve and number it (SV-66); the second of two persons when it replaces another (SV-65)."""
    draw = approved(opened(tx, name, "approve", etag=etag), tx.principal.subject)
    if draw.state is DrawState.APPROVED:
        year = tx.today.year
        draw = replace(draw, number=draw_number(year, rows.next_count(tx.session, draw.division, year)))
    return saved(tx, draw, "approve", rules=("SV-66",), document=document)


def freeze_roster(tx: Tx, name: str, targets: Sequence[DrawTarget]) -> None:
    """Keep the roster that was fetched, with what is on record of its targets (SV-60), without whom the yearly cap
    leaves out (SV-64, SV-66).

    Nothing when the draw does not wait for it any more.
    """
    draw = rows.load_waiting_draw(tx.session, name)
    if draw is None:
        return
    officers = officers_named(tx.session, draw.officers, replace(tx.principal, divisions=(draw.division,)))
    roster = freeze(
        targets, capped=_capped(tx, draw), officers=officers, records=_records(tx, draw), risk=draw.risk
    )  # fmt: skip
    insert_roster(tx.session, draw.name, roster)
    rows.update_draw(tx.session, frozen(draw, roster))
    tx.note("draw.freeze", draw.name, rules=("SV-60", "SV-64"))


def commit_secret(tx: Tx, name: str, sha256: str, *, etag: str) -> Draw:
    """Somebody commits to a secret that he keeps (SV-65)."""
    draw = opened(tx, name, "commitSecret", etag=etag)
    return saved(tx, with_secret(draw, sha256, tx.principal.subject), "commitSecret", rules=("SV-65",))


def publish_commitment(tx: Tx, name: str, *, document: str, etag: str) -> Draw:
    """Publish what the draw is bound to, before the public value exists (SV-65)."""
    draw = opened(tx, name, "publishCommitment", etag=etag)
    draw = committed(draw, load_roster(tx.session, name), now=tx.now)
    start_limit(
        tx, DeadlineKind.REVEAL_SECRETS, subject=draw.name, owner=f"bureaus/{draw.division}", division=draw.division,
        start=civil_day(draw.public_time),
    )  # fmt: skip
    tx.emit(
        DrawCommitted(
            draw=draw.name, division=draw.division, commitment_sha256=draw.commitment_sha256,
            committed_date=tx.today,
        ),
        subject=draw.name,
    )  # fmt: skip
    return saved(tx, draw, "publishCommitment", rules=("SV-65",), document=document)


def fail_draw(tx: Tx, name: str, reason: str, *, document: str, etag: str) -> Draw:
    """Give a draw up, in public (SV-65)."""
    draw = failed(found(rows.load_draw(tx.session, name, tx.principal, lock=True)), reason, etag=etag)
    cancel_deadlines(tx, name)
    tx.emit(
        DrawFailed(draw=draw.name, division=draw.division, failed_date=tx.today),
        subject=draw.name,
    )
    return saved(tx, draw, "fail", rules=("SV-65",), document=document)


def opened(tx: Tx, name: str, action: str, *, etag: str) -> Draw:
    """The draw, locked, in a state that allows the action."""
    draw = found(rows.load_draw(tx.session, name, tx.principal, lock=True))
    allow(draw, action, etag=etag)
    return draw


def saved(tx: Tx, draw: Draw, action: str, *, rules: tuple[str, ...], document: str = "") -> Draw:
    """Write and note what was done with the draw, and read it as it now stands."""
    rows.update_draw(tx.session, draw)
    tx.note(f"draw.{action}", draw.name, rules=rules, document=document)
    return get_draw(tx, draw.name)


def found(draw: Draw | None) -> Draw:
    """The draw. Raises NOT_FOUND."""
    if draw is None:
        raise NotFound("抽查")
    return draw


def _rules(tx: Tx, plan: DrawPlan) -> DrawRules:
    """Ratio and minimum of the kind (SV-62), a lower ratio of low risk and a higher one of high risk (SV-60, SV-63)."""
    parameter = tx.policy("sv.random", division=plan.division, on=tx.today)
    tx.keep_pack(parameter)
    ruled = parameter.value[RULED[plan.target_kind]]
    low = tx.policy("sv.low_risk_percent", division=plan.division, on=tx.today).value
    low_percent = low if isinstance(low, int) else ruled["percent"]
    return DrawRules(
        percent=ruled["percent"], low_risk_percent=low_percent, min_count=ruled["min_count"],
        risk=risk_rule(tx.policy("sv.high_risk", division=plan.division, on=tx.today).value),
    )  # fmt: skip


def _records(tx: Tx, draw: Draw) -> dict[str, DrawRecord]:
    """What stands against whom in the days that count (SV-60); nothing where nobody is drawn more often."""
    if draw.risk is None:
        return {}
    since, until = counted_days(draw.risk, draw.as_of_date)
    return records_of(tx.session, RULED[draw.target_kind], since, until)


def _capped(tx: Tx, draw: Draw) -> frozenset[str]:
    """Whom as many draws of the year drew already as there may be (SV-64, SV-66)."""
    most = tx.policy("sv.random", division=draw.division, on=draw.visit_date).value["max_per_year"]
    earlier = results_of(tx.session, tx.seal, rows.drawn_in(tx.session, draw.target_kind, draw.visit_date.year))
    counts = Counter(one.target for result in earlier.values() for one in result.assignments)
    return frozenset(target for target, count in counts.items() if count >= most)
