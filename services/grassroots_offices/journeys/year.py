"""Demonstration over HTTP: the year of an office is assessed, with what came to light in it (GO-60 to GO-64).

It must not look into a database.
"""

from __future__ import annotations

import json
from typing import Any

from chassis.journey import Recorder, Reply
from services.grassroots_offices.journeys.requests import BASE, OFFICES, PRACTITIONERS, office, practitioner

ASSESSMENTS, SUSPECTED = f"{BASE}/assessments", f"{BASE}/suspectedViolations"
YEAR, STAFF = 2025, 3
LATE = {"entryReason": "补录演示材料"}


class Year:
    """One office and its assessment."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._office = self._assessment = self._suspected = ""

    def run(self) -> None:
        """From the papers to the published grade."""
        step = self._recorder.step
        step("duties-shown", "grassroots", f"GET {OFFICES}/…:duties",
             "what is missing and by when, each line with its rule (GO-15)", self.owed)  # fmt: skip
        step("papers-filed", "grassroots", f"POST {ASSESSMENTS}", "filed in the window (GO-62)", self.filed)
        step("bare-deduction-refused", "grassroots", f"POST {ASSESSMENTS}/…:review",
             "400: points without a reason (GO-60)", self.bare)  # fmt: skip
        step("year-reviewed", "grassroots", f"POST {ASSESSMENTS}/…:review",
             "the sheet F-16 with quotas, what others told, and the party score (GO-64)", self.reviewed)  # fmt: skip
        step("early-confirmation-refused", "city", f"POST {ASSESSMENTS}/…:confirm",
             "400 OBJECTION_OPEN, and the grade a day later (GO-60)", self.confirmed)  # fmt: skip
        step("undealt-violation-refused", "city", f"POST {ASSESSMENTS}/…:publish",
             "400 VIOLATION_UNDEALT while what came to light waits (GO-61)", self.undealt)  # fmt: skip
        step("grade-published", "city", f"POST {ASSESSMENTS}/…:publish", "PUBLISHED", self.published)

    def owed(self) -> tuple[bool, str]:
        """Months without an income report and quotas stand on the page of a new office."""
        self._office = self._recorder.call("grassroots", "POST", OFFICES, office()).body.get("name", "")
        for _ in range(STAFF):
            self._recorder.call("grassroots", "POST", PRACTITIONERS, practitioner(self._office))
        reply = self._recorder.call("grassroots", "GET", f"{BASE}/{self._office}:duties")
        duties = reply.body.get("duties", [])
        kinds = {one["kind"] for one in duties}
        ok = {"DUTY_KIND_INCOME_REPORT", "DUTY_KIND_QUOTA"} <= kinds and all(one["ruleId"] for one in duties)
        return ok, f"{reply.status} {len(duties)} lines"

    def filed(self) -> tuple[bool, str]:
        """The office files its papers."""
        papers = {
            "subject": self._office, "year": YEAR, "summary": "本年度工作总结", "documentNumber": "考核演示1号",
            "filedDate": "2026-04-09", **LATE,
        }  # fmt: skip
        reply = self._recorder.call("grassroots", "POST", ASSESSMENTS, papers)
        self._assessment = reply.body.get("name", "")
        return reply.body.get("state") == "ASSESSMENT_STATE_FILED", reply.brief()

    def bare(self) -> tuple[bool, str]:
        """The county takes points off and does not say why."""
        reply = self._review(" ")
        return reply.status == 400 and reply.fields == ["deductions[0].reason"], reply.brief()

    def reviewed(self) -> tuple[bool, str]:
        """The county reviews."""
        reply = self._review("第三季度缺一次党课记录")
        sheet = json.loads(reply.body.get("assessment", {}).get("sheet", "{}"))
        ok = (sheet.get("form"), sheet.get("party_score"), sheet.get("violations")) == ("F-16", 95, [])
        return ok, f"{reply.status} party score {sheet.get('party_score')}, {len(sheet.get('quotas', []))} quotas"

    def confirmed(self) -> tuple[bool, str]:
        """The city grades, and confirms once nobody may object any more."""
        self._act("city", "grade", "2026-04-10", grade="ASSESSMENT_GRADE_PASS")
        early = self._act("city", "confirm", "2026-04-20")
        late = self._act("city", "confirm", "2026-04-21")
        grade = late.body.get("assessment", {}).get("finalGrade")
        return early.reason == "OBJECTION_OPEN" and grade == "ASSESSMENT_GRADE_PASS", f"{early.brief()}, {grade}"

    def undealt(self) -> tuple[bool, str]:
        """Something came to light in the assessment."""
        made = self._recorder.call("grassroots", "POST", SUSPECTED, {
            "subject": self._office, "violationCode": "15", "source": "PENALTY_SOURCE_ASSESSMENT",
            "about": self._assessment, "foundDate": "2026-04-10", "description": "收费未开具票据",
            "documentNumber": "线索演示1号", **LATE,
        })  # fmt: skip
        self._suspected = made.body.get("name", "")
        reply = self._act("city", "publish", "2026-04-22")
        return reply.reason == "VIOLATION_UNDEALT", reply.brief()

    def published(self) -> tuple[bool, str]:
        """It is dismissed with a reason, and the grade is published."""
        dismissal = {"endReason": "情节轻微并已改正", "documentNumber": "线索演示2号"}
        self._recorder.call("grassroots", "POST", f"{BASE}/{self._suspected}:dismiss", dismissal)
        reply = self._act("city", "publish", "2026-04-22")
        state = reply.body.get("assessment", {}).get("state")
        return state == "ASSESSMENT_STATE_PUBLISHED", f"{reply.status} {state}"

    def _review(self, reason: str) -> Reply:
        taken = {"area": "DEDUCTION_AREA_PARTY", "item": "三会一课", "points": 5, "reason": reason}
        return self._act(
            "grassroots", "review", "2026-04-10", opinion="材料属实", proposedGrade="ASSESSMENT_GRADE_PASS",
            deductions=[taken],
        )  # fmt: skip

    def _act(self, who: str, action: str, day: str, **fields: Any) -> Reply:
        body = {"documentNumber": "考核演示2号", "happenedDate": day, **LATE, **fields}
        return self._recorder.call(who, "POST", f"{BASE}/{self._assessment}:{action}", body)
