"""The subsidy tariff (补贴标准): what a service in a stage is worth, read from policy data (LA-91, LA-92).

It must not hold an amount; provinces set them.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.qualification import CaseType

WHOLE = 100


class ServiceCode(enum.Enum):
    """What is subsidised; one service has one subsidy in a stage of a case (LA-94)."""

    CRIMINAL = enum.auto()
    CIVIL = enum.auto()
    ADMINISTRATIVE = enum.auto()
    STATE_COMPENSATION = enum.auto()
    ARBITRATION = enum.auto()
    NON_LITIGATION = enum.auto()
    DUTY = enum.auto()
    PLEA = enum.auto()
    CONSULTATION = enum.auto()


class TariffUnit(enum.Enum):
    """What is counted (LA-92)."""

    CASE = enum.auto()
    WORKDAY = enum.auto()
    ITEM = enum.auto()


SERVICES = {
    CaseType.CRIMINAL_DEFENCE: ServiceCode.CRIMINAL,
    CaseType.CRIMINAL_REPRESENTATION: ServiceCode.CRIMINAL,
    CaseType.COMPULSORY_MEDICAL: ServiceCode.CRIMINAL,
    CaseType.CIVIL: ServiceCode.CIVIL,
    CaseType.ADMINISTRATIVE: ServiceCode.ADMINISTRATIVE,
    CaseType.STATE_COMPENSATION: ServiceCode.STATE_COMPENSATION,
    CaseType.LABOUR_MEDIATION_ARBITRATION: ServiceCode.ARBITRATION,
    CaseType.NON_LITIGATION: ServiceCode.NON_LITIGATION,
    CaseType.DUTY_LAWYER_HELP: ServiceCode.DUTY,
}
# Duty help may be counted by plea case, and consultation is given on duty (LA-92).
ALSO = {CaseType.DUTY_LAWYER_HELP: frozenset({ServiceCode.PLEA, ServiceCode.CONSULTATION})}


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffRow:
    """One row; no stages mean every stage."""

    service: ServiceCode
    stages: frozenset[CaseStage]
    unit: TariffUnit
    fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What one service in one stage comes to, before grade, termination and shares."""

    unit: TariffUnit
    quantity: int
    base_fen: int
    percents: tuple[int, ...]

    @classmethod
    def of_lottery(cls, fen: int) -> Standard:
        """An amount of the lottery fund, which knows cases only (LA-109)."""
        return cls(unit=TariffUnit.CASE, quantity=1, base_fen=fen, percents=())

    def fen(self, *further: int) -> int:
        """The amount after its own and further percentages, rounded once, half up (M-02)."""
        percents = (*self.percents, *further)
        whole: int = WHOLE ** len(percents)
        return (2 * self.base_fen * math.prod(percents) + whole) // (2 * whole)


def check_service(service: ServiceCode, case_type: CaseType) -> None:
    """Raise SERVICE_UNFIT unless the case type knows the service (LA-92)."""
    if service is not SERVICES[case_type] and service not in ALSO.get(case_type, frozenset()):
        raise RuleViolated(
            "SERVICE_UNFIT", "补贴项目与案件类型不符，请按案件类型选择补贴项目（LA-92）。", rules=("LA-92",)
        )


def find_row(tariff: Sequence[Mapping[str, Any]], service: ServiceCode, stage: CaseStage) -> TariffRow:
    """The row of the service in the stage; one that names the stage goes before one for every stage.

    Raises RuleViolated TARIFF_MISSING: an amount is never made up (LA-91).
    """
    rows = [_row(raw) for raw in tariff]
    fitting = [row for row in rows if row.service is service and (stage in row.stages or not row.stages)]
    if not fitting:
        raise RuleViolated(
            "TARIFF_MISSING",
            "当地补贴标准未规定该项目、该阶段的数额（LA-91）。请信息管理员导入省级标准后重试。",
            rules=("LA-91",),
        )
    return max(fitting, key=lambda row: bool(row.stages))


def standard_of(
    row: TariffRow, *, quantity: int, codes: Sequence[str], modifiers: Sequence[Mapping[str, Any]], cap: int | None
) -> Standard:
    """The row times the quantity of its unit (LA-92) with the named modifiers, and never above the cap (LA-91).

    Raises InvalidFields.
    """
    if row.unit is TariffUnit.CASE and quantity != 1:
        text = "按件计算的补贴，数量只能为1；按工作日、按件次计算的请填写实际数量（LA-92）"
        raise InvalidFields((Violation(field="subsidy_claim.quantity", reason="QUANTITY_UNFIT", description=text),))
    known = {one["code"]: one["percent"] for one in modifiers}
    if not set(codes) <= set(known):
        text = "当地补贴标准没有所填的调整项目，请从现行标准所列项目中选择（LA-91）"
        raise InvalidFields((Violation(field="subsidy_claim.modifiers", reason="MODIFIER_UNKNOWN", description=text),))
    found = Standard(
        unit=row.unit, quantity=quantity, base_fen=row.fen * quantity,
        percents=tuple(known[code] for code in codes),
    )  # fmt: skip
    if cap is not None and found.fen() > cap:
        return Standard(unit=row.unit, quantity=quantity, base_fen=cap, percents=())
    return found


def _row(raw: Mapping[str, Any]) -> TariffRow:
    return TariffRow(
        service=ServiceCode[raw["service"]], stages=frozenset(CaseStage[stage] for stage in raw.get("stages", ())),
        unit=TariffUnit[raw["unit"]], fen=raw["fen"],
    )  # fmt: skip
