"""Why an entry or a step of a member is refused (PB-04, PB-06, PB-18, PB-36). It must not decide that it is."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import Kind, Refusal, RuleViolated


def refuse_early_step(on: dt.date, due: dt.date) -> None:
    """Raise STEP_TOO_EARLY before the standing has lasted long enough (PB-36)."""
    if on < due:
        raise RuleViolated(
            "STEP_TOO_EARLY",
            "积极分子培养和预备期均须满一年后方可进入下一步（PB-36）。请核对会议日期，期满后再办理。",
            rules=("PB-36",),
            due_date=due.isoformat(),
        )


def cultivators_unfit() -> RuleViolated:
    """The refusal of cultivators who are not two formal members, or of any at another step (PB-36)."""
    return RuleViolated(
        "CULTIVATORS_UNFIT",
        "确定入党积极分子须指定两名正式党员为培养联系人，其他环节不填（PB-36）。请从正式党员中选择两名。",
        rules=("PB-36",),
    )


def organisation_unknown() -> RuleViolated:
    """The refusal of an organisation that is not there, not at work or not in the caller's divisions."""
    message = "所填党组织不存在、已撤并或者不在您的管辖范围内（PB-01）。请从党组织列表中选择。"
    return RuleViolated("ORGANISATION_UNKNOWN", message, rules=("PB-01",))


def practitioner_unknown() -> RuleViolated:
    """The refusal of a practitioner of whom grassroots_offices has told nothing."""
    message = "基层法律服务所登记中没有该从业人员（PB-04）。请先在基层法律服务所系统登记，或者核对后重填。"
    return RuleViolated("PRACTITIONER_UNKNOWN", message, rules=("PB-04",))


def unit_mismatch() -> RuleViolated:
    """The refusal of a unit or division that is not the practitioner's."""
    message = "所填单位或者行政区划与该从业人员现执业的法律服务所不一致（PB-06）。单位可以不填，由系统按执业登记带出。"
    return RuleViolated("UNIT_MISMATCH", message, rules=("PB-06",))


def member_taken() -> Refusal:
    """The refusal of a second entry for one practitioner."""
    return Refusal(
        Kind.ALREADY_EXISTS, "MEMBER_TAKEN", "该从业人员已在党员名册中，请从名册中查找，不要重复登记（PB-18）。"
    )
