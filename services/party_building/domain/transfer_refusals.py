"""Why a transfer of a relation is refused (PB-14, PB-15). It must not decide that it is."""

from __future__ import annotations

from chassis.kernel.errors import Kind, Refusal, RuleViolated


def other_side() -> RuleViolated:
    """The refusal of a step that is the other organisation's (PB-14, PB-15)."""
    message = "介绍信由转出方所在区县开具、补开和撤回，由转入方所在区县确认接收（PB-14、PB-15）。请由对方区县办理。"
    return RuleViolated("OTHER_SIDE", message, rules=("PB-14", "PB-15"))


def transfer_running() -> Refusal:
    """The refusal of a second transfer of one member at a time."""
    message = "该党员的组织关系正在转接，请先办结或者查看原转接记录（PB-14）。"
    return Refusal(Kind.ALREADY_EXISTS, "TRANSFER_RUNNING", message)


def member_unknown() -> RuleViolated:
    """The refusal of a member who is not in the caller's divisions."""
    message = "所填党员不存在或者不在您的管辖范围内（PB-14）。请从党员名册中选择。"
    return RuleViolated("MEMBER_UNKNOWN", message, rules=("PB-14",))


def member_without_relation() -> RuleViolated:
    """The refusal of somebody who is no member and has no relation to transfer (PB-14)."""
    message = "该人员不是党员，没有组织关系，无需转接（PB-14）。"
    return RuleViolated("MEMBER_WITHOUT_RELATION", message, rules=("PB-14",))
