"""What parties think of the handling: every party of every case, silence is no answer (MD-09). It must not ask them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation

SATISFIED_FROM, LOW_TO = 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDraft:
    """Who says what; parties are counted from 1."""

    party: int
    score: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeEvaluation(EvaluationDraft):
    """An answer, with its day."""

    evaluated_date: dt.date


def evaluated(
    present: Sequence[DisputeEvaluation], said: EvaluationDraft, *, parties: int, today: dt.date
) -> tuple[DisputeEvaluation, ...]:
    """One answer more (MD-09).

    Raises RuleViolated PARTY_UNKNOWN, PARTY_EVALUATED; InvalidFields for a low one without a reason.
    """
    if said.party > parties:
        message = "没有这一方当事人（MD-09）。请按当事人名单的序号填写 party。"
        raise RuleViolated("PARTY_UNKNOWN", message, rules=("MD-09",))
    if said.party in {one.party for one in present}:
        message = "该当事人已作评价（MD-09），不能重复登记。请核对 party。"
        raise RuleViolated("PARTY_EVALUATED", message, rules=("MD-09",))
    if said.score <= LOW_TO and not said.note:
        text = "评价为1分或2分的须写明原因（MD-09），请补充"
        raise InvalidFields((Violation(field="note", reason="REQUIRED", description=text),))
    answer = DisputeEvaluation(party=said.party, score=said.score, note=said.note, evaluated_date=today)
    return (*present, answer)


def satisfied(answers: Sequence[DisputeEvaluation]) -> int:
    """How many are satisfied, of those who answered (MD-09)."""
    return sum(1 for one in answers if one.score >= SATISFIED_FROM)
