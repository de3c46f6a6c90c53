"""What grades are called in tables for the public. It must not grade."""

from __future__ import annotations

from services.legal_aid.domain.case_words import Grade

GRADES = {Grade.EXCELLENT: "优秀", Grade.GOOD: "良好", Grade.PASS: "合格", Grade.FAIL: "不合格"}
