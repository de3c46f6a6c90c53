"""The paper of a decision as it is printed: a pure function of stored inputs, number and finding.

NOTE: a layout that papers were printed in never changes; a new layout is a new form with a new number.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from chassis.kernel.money import yuan
from chassis.kernel.policy import Parameter
from services.legal_aid.domain.decision import AppliedParameter, Decision, DecisionState
from services.legal_aid.domain.eligibility import Comparison, Finding, Outcome
from services.legal_aid.domain.evaluation import DecisionBasis, DecisionInputs
from services.legal_aid.domain.means import IncomePeriod

CURRENT_FORM = 1
TITLES = {
    Outcome.GRANT: "给予法律援助决定书",
    Outcome.REFUSE: "不予法律援助决定书",
    Outcome.PROVISIONAL: "先行提供法律援助决定书",
    Outcome.TERMINATE: "终止法律援助决定书",
    Outcome.UPHOLD: "法律援助异议审查决定书",
    Outcome.ORDER_GRANT: "法律援助异议审查决定书",
}
RESULTS = {
    Outcome.GRANT: "决定给予法律援助。",
    Outcome.REFUSE: "决定不予法律援助。",
    Outcome.PROVISIONAL: "决定先行提供法律援助。",
    Outcome.TERMINATE: "决定终止法律援助。",
    Outcome.UPHOLD: "维持原决定。",
    Outcome.ORDER_GRANT: "责令该法律援助机构改正，给予法律援助。",
}
PERIODS = {IncomePeriod.MONTH: "月", IncomePeriod.YEAR: "年"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What computing a decision again gave."""

    identical: bool
    outcome: Outcome
    text_sha256: str
    stored_text_sha256: str
    pack_sha256: tuple[str, ...]


def write_decision(
    inputs: DecisionInputs,
    finding: Finding,
    remedies: tuple[str, ...],
    *,
    name: str,
    application: str,
    objection: str,
    replaces: str,
    number: str,
    signer: str,
    now: dt.datetime,
) -> Decision:
    """The written decision, printed (LA-32)."""
    text = print_decision(inputs, number, finding, remedies)
    return Decision(
        name=name, application=application, objection=objection, number=number, outcome=finding.outcome,
        made_date=inputs.made_date, reasons=finding.reasons, remedies=remedies,
        parameters=tuple(map(applied, finding.parameters)), text=text, text_sha256=text_sha256(text), signer=signer,
        state=DecisionState.MADE, served_date=None, service_method=None, replaces=replaces,
        correction_reason=inputs.correction_reason, division=inputs.facts.division, create_time=now, etag="1",
    )  # fmt: skip


def applied(parameter: Parameter) -> AppliedParameter:
    """A parameter as a decision shows it; the value is JSON with sorted keys."""
    return AppliedParameter(
        key=parameter.key,
        value=json.dumps(parameter.value, ensure_ascii=False, sort_keys=True),
        unit=parameter.unit,
        citation=parameter.citation,
        pack=parameter.pack,
        pack_sha256=parameter.sha256,
    )


def compared(
    decision: Decision, inputs: DecisionInputs, finding: Finding, remedies: tuple[str, ...], text: str
) -> Replay:
    """Whether outcome, date, reasons, remedies, parameters, text and its hash are those of the stored paper."""
    parameters = tuple(map(applied, finding.parameters))
    again = (finding.outcome, inputs.made_date, finding.reasons, remedies, parameters, text, text_sha256(text))
    stored = (
        decision.outcome, decision.made_date, decision.reasons, decision.remedies, decision.parameters, decision.text,
        decision.text_sha256,
    )  # fmt: skip
    return Replay(
        identical=again == stored,
        outcome=finding.outcome,
        text_sha256=text_sha256(text),
        stored_text_sha256=decision.text_sha256,
        pack_sha256=inputs.packs,
    )


def print_decision(inputs: DecisionInputs, number: str, finding: Finding, remedies: tuple[str, ...]) -> str:
    """The whole paper in the form its inputs name; lines end with a line feed. KeyError for an unknown form."""
    return _FORMS[inputs.form](inputs, number, finding, remedies)


def text_sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def _first_form(inputs: DecisionInputs, number: str, finding: Finding, remedies: tuple[str, ...]) -> str:
    by_bureau = inputs.basis is DecisionBasis.REVIEWED
    issuer = inputs.bureau_name or "司法行政部门" if by_bureau else inputs.institution_name
    lines = [issuer, TITLES[finding.outcome], number, "", f"申请人：{inputs.applicant_name}"]
    lines += [f"申请受理号：{inputs.application_number}", f"收到申请日期：{_date(inputs.facts.on)}"]
    lines.append(f"申请事项：{inputs.facts.supplementary_matter or inputs.facts.matter.value}")
    if by_bureau:
        lines.append(f"异议所涉决定：{inputs.institution_name}{inputs.contested_number}")
    if inputs.replaces_number:
        lines.append(f"本决定书更正并替代{inputs.replaces_number}。更正原因：{inputs.correction_reason}")
    lines += ["", "经审查："]
    for place, reason in enumerate(finding.reasons, start=1):
        lines.append(f"{place}. {reason.text}（依据：{reason.citation}；规则{reason.rule_id}）")
    if finding.comparison is not None:
        lines.append(_figures(finding.comparison))
    lines += [f"适用标准：{one.citation}（自{_date(one.from_date)}起执行）" for one in finding.parameters]
    lines += ["", RESULTS[finding.outcome]]
    if remedies:
        lines += ["", "权利告知："]
        lines += [f"{place}. {text}" for place, text in enumerate(remedies, start=1)]
    return "\n".join([*lines, "", f"签发人：{inputs.signer_name}", issuer, _date(inputs.made_date), ""])


def _figures(compared: Comparison) -> str:
    period = PERIODS[compared.income_period]
    return (
        f"核查收入每{period}{yuan(compared.income_fen)}元，{compared.persons}人；"
        f"相应标准为每{period}{yuan(compared.highest_income_fen)}元。"
    )


def _date(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


_FORMS: dict[int, Callable[[DecisionInputs, str, Finding, tuple[str, ...]], str]] = {1: _first_form}
