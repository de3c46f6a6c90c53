"""What a plan of an inspection has to name, by its kind (SV-04, SV-05, SV-20, SV-55). It must not approve one."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import fields

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.supervision.domain.inspection import Inspection, InspectionKind, InspectionPlan, InspectionState
from services.supervision.domain.rectification import Rectification
from services.supervision.domain.supervised_unit import SupervisedUnit

_K = InspectionKind
# What a plan of each kind names; a spot check and a random one name no unit before the start (SV-05).
NAMED = {
    _K.SECTION_CHECK: frozenset({"unit"}),
    _K.SPOT_CHECK: frozenset({"target_commitment"}),
    _K.MUTUAL: frozenset({"unit", "checking_unit", "campaign"}),
    _K.RANDOM: frozenset({"draw"}),
    _K.FOLLOW_UP: frozenset({"unit", "rectification"}),
    _K.LOOK_BACK: frozenset({"unit", "campaign"}),
}
MAY_NAME = {_K.SECTION_CHECK: frozenset({"campaign"}), _K.SPOT_CHECK: frozenset({"campaign"})}
_PARTS = ("unit", "target_commitment", "campaign", "draw", "rectification", "checking_unit")


def planned(
    plan: InspectionPlan, *, name: str, number: str, version: int, by: str, now: dt.datetime
) -> Inspection:  # fmt: skip
    """An inspection of its kind, at whom the kind says (SV-04, SV-05).

    Raises InvalidFields KIND_MISMATCH, UNIT_ITSELF.
    """
    faults = tuple(_plan_faults(plan))
    if faults:
        raise InvalidFields(faults)
    return Inspection(
        **{field.name: getattr(plan, field.name) for field in fields(InspectionPlan)}, name=name, number=number,
        checklist_version=version, planned_by=by, approved_date=None, approved_by="", approval_document="",
        started_date=None, unit_title="", evidence=(), record=None, record_sha256="", signatures=(), response=None,
        conflicts=(), rectifications=(), closed_date=None, closed_late=False, state=InspectionState.PLANNED,
        create_time=now, etag="1",
    )  # fmt: skip


def target_commitment(unit: str, secret: str) -> str:
    """What a spot check is bound to when it is approved: SHA-256 over unit and secret, hexadecimal (SV-05)."""
    return hashlib.sha256(f"{unit}\n{secret}".encode()).hexdigest()


def refuse_reciprocal(pairs: Sequence[tuple[str, str]], plan: InspectionPlan) -> None:
    """Who is checked by a unit does not check it in the same campaign (SV-55). Raises MUTUAL_RECIPROCAL."""
    if (plan.unit, plan.checking_unit) in pairs:
        message = "两个单位不得互相对查（SV-55）。请按分组轮转的安排确定检查单位。"
        raise RuleViolated("MUTUAL_RECIPROCAL", message, rules=("SV-55",))


def require_same_unit(rectification: Rectification, unit: SupervisedUnit) -> None:
    """A follow-up goes to the unit whose problem it was (SV-20). Raises FOLLOW_UP_MISMATCH."""
    if rectification.unit_title != unit.title:
        message = "复查的单位与整改事项的单位不一致（SV-20）。请核对 unit 和 rectification。"
        raise RuleViolated("FOLLOW_UP_MISMATCH", message, rules=("SV-20",))


def _plan_faults(plan: InspectionPlan) -> Iterator[Violation]:
    needed, allowed = NAMED[plan.kind], NAMED[plan.kind] | MAY_NAME.get(plan.kind, frozenset())
    for part in _PARTS:
        told = bool(getattr(plan, part))
        if (told and part not in allowed) or (not told and part in needed):
            yield _fault(part, "KIND_MISMATCH", "该检查种类必填或者不应填此项（SV-05），请按检查种类核对")
    if plan.unit and plan.unit == plan.checking_unit:
        yield _fault("checking_unit", "UNIT_ITSELF", "单位不得检查自己（SV-55），请另定检查单位")


def _fault(field: str, reason: str, text: str) -> Violation:
    return Violation(field=f"inspection.{field}", reason=reason, description=text)
