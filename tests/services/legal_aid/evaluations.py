"""Evaluations and callbacks of cases for tests. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import case_pb2
from sifa.legal_aid.v1 import evaluation_pb2 as pb

from tests.doors import Identity
from tests.services.legal_aid.counter import Counter


def evaluate(counter: Counter, case: str, who: Identity | None = None, **changes: Any) -> pb.Evaluation:
    """Somebody reviews the file of a case."""
    said: dict[str, Any] = {
        "case": case, "method": pb.EVALUATION_METHOD_FILE, "grade": case_pb2.GRADE_GOOD,
        "reasons": "材料齐全，履职到位", **changes,
    }  # fmt: skip
    made: pb.Evaluation = counter.call("CreateEvaluation", who or counter.head, evaluation=pb.Evaluation(**said))
    return made


def call_back(counter: Counter, case: str, *, reached: bool = True, **form: Any) -> pb.Evaluation:
    """The clerk calls the recipient."""
    filled = pb.CallbackForm(reached=reached, **{"satisfaction": 5 if reached else 0, **form})
    given = pb.Evaluation(case=case, method=pb.EVALUATION_METHOD_CALLBACK, callback=filled)
    made: pb.Evaluation = counter.call("CreateEvaluation", counter.clerk, evaluation=given)
    return made


def third_party(**changes: Any) -> pb.ThirdParty:
    """A body with a contract for the year, that handles no cases."""
    said = {
        "body_name": "示范质量评估中心", "credit_code": "91990102MA0000000X", "contract": "玄司合〔2026〕7号",
        "contract_from_date": "2026-01-01", "contract_until_date": "2026-12-31",
        "independence_statement": "玄评声〔2026〕1号", **changes,
    }  # fmt: skip
    return pb.ThirdParty(**said)


def freeze(counter: Counter, percent: int = 100, **changes: Any) -> pb.EvaluationSample:
    """The head freezes the cases of June for second scores."""
    said: dict[str, Any] = {
        "purpose": pb.SAMPLE_PURPOSE_SECOND_SCORE, "institution": counter.institution, "from_date": "2026-06-01",
        "until_date": "2026-06-30", "percent": percent, **changes,
    }  # fmt: skip
    if said["purpose"] == pb.SAMPLE_PURPOSE_THIRD_PARTY:
        said = {"third_party": third_party(), **said}
    sample = pb.EvaluationSample(**said)
    made: pb.EvaluationSample = counter.call("CreateEvaluationSample", counter.head, evaluation_sample=sample)
    return made


def draw(counter: Counter, sample: str, who: Identity | None = None, value: str = "03 11 18 22 27 31 + 05") -> Any:
    """The bureau draws by the numbers of a lottery."""
    by = who or counter.chief
    asked = {"public_value": value, "public_source": "示范公报2026年第12期"}
    return counter.call("DrawEvaluationSample", by, name=sample, **asked).evaluation_sample
