"""Demonstration over HTTP: a campaign from the notice to its look-back report, every unit and every person.

It must not look into a database. Offices stand in the register of units because their own register tells of them;
the unit that is entered by hand is closed at the end, so that it may run as often as one likes.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from chassis.journey import Recorder, Reply
from services.supervision.journeys.desk import BASE, DIVISION, Desk, certificate

OFFICES = "/v1/grassroots-offices/offices?pageSize=1000"
AT_WORK = frozenset(f"OFFICE_STATE_{state}" for state in ("LICENSED", "RECTIFYING", "TERMINATING"))
OWN, OFFICE = "SUBJECT_TYPE_JUDICIAL_OFFICE", "SUBJECT_TYPE_OFFICE"
UNITS = "supervisedUnits?state=SUPERVISED_UNIT_STATE_ACTIVE&pageSize=1000"
SOMEBODY = {"fullName": "示例甲", "position": "主任", "sinceDate": "2020-01-01"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOVED = dt.timedelta(days=82)
TEXT = {"experience": "逐人自查", "shortcomings": "台账不全", "direction": "完善制度"}
FOUND = {"problem": "台账记录不全", "measure": "逐笔补齐", "responsiblePerson": "示例甲", "dueDate": "2026-04-12"}
PROBLEM = {
    **FOUND, "finding": "SHEET_FINDING_PROBLEM", "actionOfficer": "陈督察",
    "completion": "SHEET_COMPLETION_ONGOING", "nextStep": "逐月核对",
}  # fmt: skip
TOPICS = 5
FIGURES = {"figures": {"filesSampled": 6, "clientsCalled": 4, "complaintCount": 1, "complaintSettledCount": 1}}
NOBODY = {"result": "CHECK_RESULT_NONE_FOUND"}
PROBLEMS = {"result": "CHECK_RESULT_PROBLEMS", "problems": [{**FOUND, "problem": "收费未开具票据"}]}


def row(number: int, **told: str) -> dict[str, Any]:
    """A row of a sheet; nothing was found unless `told` says so."""
    return {"number": number, "finding": "SHEET_FINDING_NONE_FOUND", **told}


def then(day: str) -> dict[str, str]:
    """On a day of the campaign, entered afterwards."""
    return {"happenedDate": f"2026-{day}", "entryReason": "纸质材料补录"}


def moved(told: Any) -> Any:
    """The plan with every day later, so that its last phase ends on the day before the demonstration's."""
    if isinstance(told, dict):
        return {key: moved(value) for key, value in told.items()}
    if isinstance(told, list):
        return [moved(value) for value in told]
    is_day = isinstance(told, str) and DAY.fullmatch(told)
    return (dt.date.fromisoformat(told) + MOVED).isoformat() if is_day else told


def for_these(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan for judicial offices and offices alone."""
    kept = {
        part: [
            {**one, "unitTypes": [kind for kind in (OWN, OFFICE) if kind in one.get("unitTypes", [])]}
            for one in plan[part]
            if not one.get("unitTypes") or {OWN, OFFICE} & set(one["unitTypes"])
        ]
        for part in ("coverages", "deliverables")
    }
    return {**plan, **kept}


class NoticeCarriedOut(Desk):
    """A judicial office and every office of the register, each with one person, in the district's campaign."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is planned yet."""
        super().__init__(recorder)
        self._name, self._own = "", dict[str, Any]()
        self.units = dict[str, dict[str, Any]]()
        self._rows, self._officers = list[dict[str, Any]](), list[str]()

    def plan(self) -> None:
        """Plan and self-inspection."""
        step = self._recorder.step
        step("campaign-blocked", "leader", f"POST {BASE}/campaigns/…:start",
             "400: planned from the notice, but a unit has no section in charge (SV-72)", self.blocked)  # fmt: skip
        step("campaign-started", "leader", f"POST {BASE}/campaigns/…:start",
             "every unit takes part; unit and person confirm the notice (SV-71)", self.started)  # fmt: skip
        step("blank-row-refused", "officer", f"POST {BASE}/selfInspections/…:submit",
             '400: a blank row is not "none found" (E-58)', self.blank)  # fmt: skip
        step("people-then-unit", "officer", f"POST {BASE}/selfInspections/…:submit",
             "each person's sheet, then the unit's; a rectification follows (SV-73)", self.inspected)  # fmt: skip

    def look_back(self) -> None:
        """Coverages and the report."""
        step = self._recorder.step
        step("coverage-incomplete", "leader", f"POST {BASE}/campaigns/…:report",
             "400: not everybody is checked yet, and a sample is no coverage (E-61)", self.incomplete)  # fmt: skip
        step("campaign-reported", "leader", f"POST {BASE}/campaigns/…:report",
             "three times 100%, each figure with its records (SV-75)", self.reported)  # fmt: skip

    def blocked(self) -> tuple[bool, str]:
        """The notice as it stands, and units that nobody is in charge of."""
        offices = self._recorder.call("grassroots", "GET", OFFICES).body["offices"]
        known = {one["name"] for one in offices if one["division"] == DIVISION and one["state"] in AT_WORK}
        told = self._recorder.until(
            lambda: self._recorder.call("officer", "GET", f"{BASE}/{UNITS}"), lambda read: known <= set(_offices(read))
        )
        for left in told.body.get("supervisedUnits", []):
            if left["subjectType"] == OWN:
                self._close(left["name"])
        self._own = self._unit(subjectType=OWN, title="示范县桥头司法所")
        self.units.update((subject, self._staffed(unit)) for subject, unit in _offices(told).items())
        found = self._read("officer", "campaignTemplates?year=2026")["campaignTemplates"][0]
        self._name = self._make("campaigns", {**for_these(moved(found["campaign"])), "division": DIVISION})["name"]
        return (reply := self._start()).reason == "UNIT_UNASSIGNED", reply.brief()

    def started(self) -> tuple[bool, str]:
        """A section is in charge of each."""
        self._assign(self._own, "UNIT_TOPIC_LOCAL_BODIES")
        for unit in self.units.values():
            self._assign(unit, "UNIT_TOPIC_LEGAL_SERVICES")
        reply = self._start()
        self._rows = self._now()
        shares = [self._confirmed(one) for one in self._rows]
        counted = reply.body["campaign"]["unitCount"]
        return shares == [10000] * counted and counted == 1 + len(self.units), reply.brief()

    def blank(self) -> tuple[bool, str]:
        """The second row of the judicial office's person says nothing."""
        mine = self._part(self._own)
        sheet = self._sheet(mine, mine["people"][0]["person"])["name"]
        self._fill(sheet, [row(1), row(3)])
        reply = self._submit(sheet)
        self._fill(sheet, [row(1), row(2, **PROBLEM), row(3)])
        return reply.fields == ["rows[1].finding"], reply.brief()

    def inspected(self) -> tuple[bool, str]:
        """All sheets are handed in and accepted; the judicial office's own was too early."""
        mine = self._part(self._own)
        listed = self._read("officer", f"selfInspections?campaignUnit={mine['name']}")["selfInspections"]
        own = self._nothing_found(mine, "")
        early, first = self._submit(own), self._submit(listed[0]["name"])
        done = [self._accepted(sheet) for sheet in (listed[0]["name"], own)]
        for part in self._rows:
            if part is not mine:
                people = [one["person"] for one in part["people"]]
                done += [self._accepted(self._nothing_found(part, person)) for person in (*people, "")]
        made = first.body["selfInspection"]["rows"][1]["rectification"]
        right = early.reason == "PEOPLE_FIRST" and set(done) == {200} and bool(made)
        return right, f"{len(done)} sheets {made[:14]}"

    def found_at(self, office: str) -> str:
        """The record of the office's spot check, on paper; its problem was to be put right by 12 April."""
        reply = self._checked(self._part(self.units[office]), "SPOT_CHECK", PROBLEMS)
        cells = reply.body["campaignUnit"]["cells"]
        return str(next(one for one in cells if one.get("rectifications"))["rectifications"][0])

    def incomplete(self) -> tuple[bool, str]:
        """The phases are over, and one office alone was checked."""
        self._post("officer", self._name, ":beginLookBack", {"documentNumber": "回头看演示1号"})
        reply = self._report()
        return reply.reason == "COVERAGE_INCOMPLETE", reply.brief()

    def reported(self) -> tuple[bool, str]:
        """Two officers make the other checks, each unit looks back."""
        for part in self._now():
            for cell in part["cells"]:
                if not cell.get("doneDate"):
                    self._checked(part, cell["kind"].removeprefix("COVERAGE_KIND_"), NOBODY)
        for paper in self._read("officer", f"campaignPapers?campaign={self._name}&pageSize=1000")["campaignPapers"]:
            told = {"sha256": "ab" * 32, "documentNumber": "报告演示1号", **TEXT}
            self._post("officer", paper["name"], ":receive", told)
        reply = self._report()
        read = self._read("leader", f"{self._name}:lookBackReport")
        self._close(self._own["name"])
        shares = [one["share"] for one in read["coverages"]]
        return reply.status == 200 and shares == [10000] * 3, f"{reply.status} {shares}"

    def _now(self) -> list[dict[str, Any]]:
        asked = self._read("officer", f"campaignUnits?campaign={self._name}&pageSize=1000")
        return list(asked["campaignUnits"])

    def _part(self, unit: dict[str, Any]) -> dict[str, Any]:
        return next(one for one in self._rows if one["unit"] == unit["name"])

    def _staffed(self, unit: dict[str, Any]) -> dict[str, Any]:
        """With one person at least: who works there is supervision's own knowledge."""
        if unit.get("people"):
            return unit
        entered = {"person": SOMEBODY, "documentNumber": "名册演示3号"}
        found: dict[str, Any] = self._post("officer", unit["name"], ":enterPerson", entered).body["supervisedUnit"]
        return found

    def _close(self, unit: str) -> None:
        self._post("leader", unit, ":close", {"documentNumber": "撤销演示1号"})

    def _assign(self, unit: dict[str, Any], topic: str) -> None:
        section = {"topic": topic, "section": "基层工作科"}
        self._post("officer", unit["name"], ":assignSection", {"section": section, "documentNumber": "分工演示1号"})

    def _start(self) -> Reply:
        return self._post("leader", self._name, ":start", {"documentNumber": "启动演示1号", **then("03-30")})

    def _confirmed(self, part: dict[str, Any]) -> int:
        for person in ("", *(one["person"] for one in part["people"])):
            done = self._post("officer", part["name"], ":confirmNotice", {"person": person, **then("03-31")})
        return int(done.body["campaignUnit"]["noticeShare"])

    def _checked(self, part: dict[str, Any], kind: str, found: dict[str, Any]) -> Reply:
        if not self._officers:
            self._officers = [self._make("inspectionOfficers", certificate())["name"] for _ in range(2)]
        return self._post("officer", part["name"], ":enterCheck", {
            "kind": f"COVERAGE_KIND_{kind}", "officers": self._officers, "peopleChecked": 1, "ledgersChecked": 1,
            "filesChecked": 3, "filesTotal": 3, "documentNumber": "检查演示1号", **found, **then("04-06"),
        })  # fmt: skip

    def _report(self) -> Reply:
        told = {"text": {**TEXT, "systems": "案卷评查制度"}, "documentNumber": "总结演示1号"}
        return self._post("leader", self._name, ":report", told)

    def _sheet(self, part: dict[str, Any], person: str) -> dict[str, Any]:
        return self._make("selfInspections", {"campaignUnit": part["name"], "person": person})

    def _nothing_found(self, part: dict[str, Any], person: str) -> str:
        sheet = self._sheet(part, person)
        figures = FIGURES if len(sheet["rows"]) == TOPICS and not person else {}
        self._fill(sheet["name"], [row(one["number"]) for one in sheet["rows"]], **figures)
        return str(sheet["name"])

    def _accepted(self, sheet: str) -> int:
        self._submit(sheet)
        return self._post("officer", sheet, ":accept", {}).status

    def _fill(self, sheet: str, rows: list[dict[str, Any]], **figures: Any) -> Reply:
        head = {"filledDate": "2026-04-03", "filler": "示例甲", "approver": "示例甲", "contact": "0000-1234567"}
        return self._post("officer", sheet, ":fill", {"rows": rows, **head, **figures})

    def _submit(self, sheet: str) -> Reply:
        told = {"sha256": "ab" * 32, "documentNumber": "自查演示1号", **then("04-03")}
        return self._post("officer", sheet, ":submit", told)


def _offices(read: Reply) -> dict[str, dict[str, Any]]:
    """The offices that supervision's register was told of, by the name in their own."""
    found = read.body.get("supervisedUnits", [])
    return {
        one["subject"]: one
        for one in found
        if one["subjectType"] == OFFICE and one.get("subject") and one["division"] == DIVISION
    }
