"""Document numbers (文号) as people quote them. It must not count: the counter lives with the rows."""

from __future__ import annotations

import enum


class DocumentKind(enum.Enum):
    """What is numbered; each kind has its own sequence per institution and year (P-05)."""

    ACCEPTANCE = "受"
    GRANT = "援"
    REFUSAL = "不援"
    PROVISIONAL = "先援"
    TERMINATION = "终"
    SUPPLEMENT = "补"
    OBJECTION = "异"
    REVIEW = "复"
    NOTICE = "通"
    CONSULTATION = "咨"
    CONTACT = "访"
    RECEPTION = "号"
    CASE = "案"
    COMPLAINT = "投"
    COMPLAINT_SUPPLEMENT = "投补"
    COMPLAINT_ACCEPTANCE = "投受"
    COMPLAINT_REJECTION = "投不受"
    COMPLAINT_EXTENSION = "投延"
    COMPLAINT_CONCLUSION = "投处"
    COMPLAINT_ANSWER = "投复"


def document_number(prefix: str, year: int, kind: DocumentKind, count: int) -> str:
    """For example （2026）玄法援受字第1号."""
    return f"（{year}）{prefix}{kind.value}字第{count}号"
