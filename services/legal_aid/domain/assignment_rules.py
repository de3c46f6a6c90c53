"""What an order to assign, or a unit's arrangement, must satisfy before anybody is chosen (LA-50 to LA-58, LA-134).

It must not choose; `allocation` does.
"""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_assignment import PICKED, AssignmentMethod, AssignmentOrder, CaseAssignment
from services.legal_aid.domain.handler import Handler


def refuse_order(case: Case, order: AssignmentOrder) -> None:
    """Raise RuleViolated for an order that the kind of case does not allow, or that lacks what its method needs.

    Somebody who is picked (LA-57, LA-134), reasons for in-house handling (LA-58, LA-143) and for a choice (LA-56).
    """
    if order.method in PICKED and case.notified:
        raise RuleViolated(
            "PICK_NOT_OFFERED",
            "通知辩护、通知代理案件不适用点援（LA-57）。请按轮候或者专业特长指派。",
            rules=("LA-57",),
        )
    if order.method in PICKED and not order.handler:
        raise RuleViolated(
            "PICK_NAMES_NOBODY",
            "点援须填写受援人选定的承办人（handler）；未选定的，请按轮候指派并填写 pick_declined（LA-134）。",
            rules=("LA-134",),
        )
    if order.method is AssignmentMethod.IN_HOUSE and not order.reason:
        raise RuleViolated(
            "IN_HOUSE_REASON_MISSING",
            "由本机构工作人员承办的，须写明负责人批准的理由（reason），此类案件应从严控制（LA-58、LA-143）。",
            rules=("LA-58", "LA-143"),
        )
    if order.method is AssignmentMethod.ROTATION and (order.unit or order.handler):
        raise RuleViolated(
            "ROTA_CHOOSES",
            "轮候由系统按轮次确定承办机构，请勿填写 unit、handler；需要指定的，请按专业特长指派并写明理由（LA-56）。",
            rules=("LA-56",),
        )
    if order.method is AssignmentMethod.SPECIALTY and (order.unit or order.handler) and not order.reason:
        raise RuleViolated(
            "CHOICE_REASON_MISSING", "指定承办机构或者承办人的，请在 reason 中写明选择理由（LA-56）。", rules=("LA-56",)
        )


def refuse_rota_before_pick(
    case: Case, order: AssignmentOrder, *, on: dt.date, assign_by: dt.date | None
) -> None:  # fmt: skip
    """Raise RuleViolated PICK_OFFERED_FIRST while the recipient may still pick a handler (LA-57, LA-134).

    The pick never delays the assignment beyond `assign_by`, the date of LA-33: on that day the rota needs no word.
    """
    until = case.pick_until_date
    waiting = until is not None and on <= until and not case.assignments and (assign_by is None or on < assign_by)
    if waiting and order.method not in PICKED and not order.pick_declined:
        raise RuleViolated(
            "PICK_OFFERED_FIRST",
            "依申请案件应先由受援人点援（LA-57、LA-134）。受援人未选定承办人的，请填写 pick_declined 后指派，"
            "或者待点援期限届满后指派。",
            rules=("LA-57", "LA-134"),
        )


def refuse_arrangement(
    present: CaseAssignment, handler: Handler, obstacles: tuple[str, ...], *, barred: bool
) -> None:  # fmt: skip
    """Raise RuleViolated for somebody of another unit, without qualification, or barred (LA-50 to LA-55, LA-65)."""
    if handler.unit != present.unit:
        raise RuleViolated(
            "HANDLER_OF_ANOTHER_UNIT",
            "所安排的承办人不属于被指派的承办机构（LA-55），请安排本机构人员，或者办理更换后重新指派。",
            rules=("LA-55",),
        )
    refuse_unfit(obstacles, barred=barred)


def refuse_unfit(obstacles: tuple[str, ...], *, barred: bool) -> None:
    """Raise RuleViolated for somebody without qualification, or barred (LA-50 to LA-53, LA-65)."""
    if obstacles:
        raise RuleViolated(
            "HANDLER_NOT_QUALIFIED",
            "所安排的承办人不具备承办该案件的资格（LA-50至LA-53），请安排符合条件的人员。",
            rules=("LA-50", "LA-51", "LA-52"),
            obstacles=",".join(obstacles),
        )
    if barred:
        raise RuleViolated(
            "HANDLER_BARRED",
            "承办人或者其所在机构正处于暂停、停止执业或者注销状态（LA-65），不得接受新的指派，请另行安排。",
            rules=("LA-65",),
        )
