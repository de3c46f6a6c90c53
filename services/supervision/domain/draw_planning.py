"""How many are drawn, and what a plan must satisfy (SV-60 to SV-64). It must not read a register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields

from chassis.kernel.draw import roster_root
from chassis.kernel.entry import check_day
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from services.supervision.domain.draw import (
    Draw,
    DrawPlan,
    DrawRules,
    DrawState,
    DrawStratum,
    DrawStratumQuota,
)
from services.supervision.domain.draw_roster import FrozenRoster
from services.supervision.domain.inspection_officer import InspectionOfficer, may_inspect

FILLED = (DrawStratum.ORDINARY, DrawStratum.HIGH_RISK, DrawStratum.LOW_RISK)


def quotas(sizes: Mapping[DrawStratum, int], rules: DrawRules) -> dict[DrawStratum, int]:
    """min(N, max(min_count, ceil(N × ratio))) (SV-62): rounded up in each part, the minimum counts for all together.

    What the minimum lacks comes from the ordinary part first, from those of low risk last.
    """
    percents = percents_of(rules)
    found = {part: -(-size * percents[part] // 100) for part, size in sizes.items()}
    lacking = min(sum(sizes.values()), rules.min_count) - sum(found.values())
    for part in (one for one in FILLED if one in sizes):
        more = max(0, min(lacking, sizes[part] - found[part]))
        found[part] += more
        lacking -= more
    return found


def percents_of(rules: DrawRules) -> dict[DrawStratum, int]:
    """The percent of each part (SV-63); that of high risk is never below the ordinary one (SV-60)."""
    found = {DrawStratum.ORDINARY: rules.percent, DrawStratum.LOW_RISK: rules.low_risk_percent}
    if rules.risk is None:
        return found
    return {**found, DrawStratum.HIGH_RISK: max(rules.percent, rules.risk.percent)}


def strata_of(roster: FrozenRoster, rules: DrawRules) -> tuple[DrawStratumQuota, ...]:
    """The parts of the roster with their quotas and roots."""
    percents = percents_of(rules)
    members = {part: roster.of(part) for part in percents}
    counts = quotas({part: len(ids) for part, ids in members.items()}, rules)
    return tuple(
        DrawStratumQuota(
            stratum=part, percent=percents[part], size=len(ids), quota=counts[part], root=roster_root(ids).hex()
        )
        for part, ids in members.items()
    )  # fmt: skip


def check_plan(plan: DrawPlan, *, today: dt.date, now: dt.datetime, public_date: dt.date) -> None:
    """Raise InvalidFields DATE_IN_FUTURE, PUBLIC_TIME_PAST, VISIT_BEFORE_PUBLIC_TIME, REPLACEMENT_REASON_MISSING."""
    check_day(plan.as_of_date, today=today, not_before=None, field="draw.as_of_date")
    found = (
        (plan.public_time <= now, "public_time", "PUBLIC_TIME_PAST",
         "公共随机值须在承诺公布之后产生，请改用今后的一期"),
        (plan.visit_date < public_date, "visit_date", "VISIT_BEFORE_PUBLIC_TIME",
         "检查日早于公共随机值产生之日，请推迟检查日或者改用更早的一期"),
        (bool(plan.replaces) and not plan.replacement_reason, "replacement_reason", "REPLACEMENT_REASON_MISSING",
         "重新抽取须写明原因并由两人签批，请补充"),
    )  # fmt: skip
    faults = [
        Violation(field=f"draw.{field}", reason=reason, description=text)
        for wrong, field, reason, text in found
        if wrong
    ]
    if faults:
        raise InvalidFields(tuple(faults))


def check_officers(plan: DrawPlan, officers: list[InspectionOfficer]) -> None:
    """Every officer is known and certified on the day of the visits (SV-66). Raises OFFICER_UNKNOWN, OFFICER_UNFIT."""
    if len(officers) < len(plan.officers):
        message = "所列检查人员有的不在执法检查人员名录库中（SV-60）。请核对编号，或先行登记。"
        raise Refusal(Kind.NOT_FOUND, "OFFICER_UNKNOWN", message, metadata={"rules": "SV-60"})
    if not all(may_inspect(one, plan.visit_date) for one in officers):
        message = "所列检查人员有的在检查日没有有效的执法证（SV-66）。请更换人员，或补办证件后重新登记。"
        raise RuleViolated("OFFICER_UNFIT", message, rules=("SV-66",))


def check_previous(plan: DrawPlan, previous: Draw | None) -> None:
    """No second draw beside an open one, and none that hides a failed one (SV-65).

    `previous` is the last draw of the division and kind. Raises DRAW_OPEN, REPLACES_MISSING, REPLACES_UNFIT.
    """
    failed = previous is not None and previous.state is DrawState.FAILED
    if previous is not None and previous.state not in (DrawState.FAILED, DrawState.PUBLISHED):
        message = "该区划同类对象的上一次抽查尚未公布（SV-65），不能另行抽取。请先办结，或经批准终止后重新抽取。"
        raise Refusal(Kind.ALREADY_EXISTS, "DRAW_OPEN", message, metadata={"rules": "SV-65"})
    if failed and not plan.replaces:
        message = "上一次抽查已终止（SV-65）：请在 replaces 中填写它的编号，写明重新抽取的原因，并由两人签批。"
        raise RuleViolated("REPLACES_MISSING", message, rules=("SV-65",))
    if plan.replaces and (previous is None or not failed or plan.replaces != previous.name):
        message = "只能替代本区划同类对象中最近一次已终止的抽查（SV-65）。请核对 replaces 中的编号。"
        raise RuleViolated("REPLACES_UNFIT", message, rules=("SV-65",))


def planned(plan: DrawPlan, rules: DrawRules, *, name: str, now: dt.datetime) -> Draw:
    """The draw as it is planned (SV-60)."""
    values = {field.name: getattr(plan, field.name) for field in fields(DrawPlan)}
    values |= {field.name: getattr(rules, field.name) for field in fields(DrawRules)}
    return Draw(
        **values, name=name, number="", approvers=(), roster_size=0, roster_root="", excluded_count=0,
        officers_root="", strata=(), secrets=(), commitment="", commitment_sha256="", commit_time=None,
        public_value="", drawn_date=None, started_date=None, inspected_date=None, late=False, entry_reason="",
        published_date=None, bundle_sha256="", failure_reason="", extensions=(), state=DrawState.PLANNED, deadlines=(),
        create_time=now, etag="1",
    )  # fmt: skip
