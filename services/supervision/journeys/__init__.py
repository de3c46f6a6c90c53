"""Demonstrations over HTTP: what is not put right leads to a hold, by signature; a campaign from notice to report.

They must not look into a database. Whoever is held is free again and units are closed, so they may run often.
"""

from __future__ import annotations

from typing import Any

from chassis.journey import Journey, Recorder, Reply
from services.supervision.journeys.desk import BASE, DIVISION, certificate
from services.supervision.journeys.draw import DrawnVisit
from services.supervision.journeys.leads import ClueSettled, FlagConfirmed, TipAnswered
from services.supervision.journeys.visit import SpotCheck

RECTIFICATIONS = f"{BASE}/rectifications"
ACTIVE = "/v1/grassroots-offices/practitioners?state=PRACTITIONER_STATE_ACTIVE&pageSize=1000"


def rectification(subject: str) -> dict[str, Any]:
    """Something that should have been put right by the tenth of June."""
    return {
        "source": "RECTIFICATION_SOURCE_INSPECTION", "sourceReference": "检查记录演示1号", "item": 4,
        "subjectType": "SUBJECT_TYPE_PRACTITIONER", "subject": subject, "unitTitle": "示范县桥头法律服务所",
        "division": DIVISION, "problem": "向当事人收取额外费用", "measure": "退还费用并书面检讨",
        "responsiblePerson": "所主任", "issuedDate": "2026-06-01", "dueDate": "2026-06-10",
        "documentNumber": "整改通知演示1号", "entryReason": "纸质通知先行下达",
    }  # fmt: skip


class HeldAndLifted:
    """One practitioner of the register."""

    def __init__(self, recorder: Recorder) -> None:
        """Nobody is chosen yet."""
        self._recorder = recorder
        self._name, self._hold, self._subject = "", "", ""

    def run(self) -> None:
        """From the day that passed to the lifting."""
        step = self._recorder.step
        step("rectification-overdue", "officer", f"POST {RECTIFICATIONS}",
             "the day has passed: a hold is proposed and has no effect (SV-32)", self.overdue)  # fmt: skip
        step("hold-signed", "leader", f"POST {BASE}/holds/…:sign",
             "checked and signed: the register of practitioners shows it (XF-11)", self.signed)  # fmt: skip
        step("own-report-refused", "officer", f"POST {RECTIFICATIONS}/…:verify",
             "403: whoever entered the report does not verify it (E-59)", self.refused)  # fmt: skip
        step("hold-lifted", "leader", f"POST {BASE}/holds/…:lift",
             "verified by somebody else and lifted: the practitioner is free again (XF-13)", self.lifted)  # fmt: skip

    def overdue(self) -> tuple[bool, str]:
        """Somebody who practises has not reported."""
        people = self._recorder.call("grassroots", "GET", ACTIVE).body.get("practitioners", [])
        self._subject = next(one["name"] for one in people if one["division"] == DIVISION and not one.get("holds"))
        reply = self._post("officer", RECTIFICATIONS, rectification(self._subject))
        self._name, self._hold = reply.body.get("name", ""), reply.body.get("hold", "")
        consequence = reply.body.get("consequence", "")
        ok = consequence == "RECTIFICATION_CONSEQUENCE_HOLD_PROPOSED" and not self._holds(self._read())
        return ok, f"{reply.status} {reply.body.get('number')} {consequence}"

    def signed(self) -> tuple[bool, str]:
        """Two people make it a hold."""
        self._post("verifier", f"{BASE}/{self._hold}:check", {"opinion": "事实清楚，程序合法"})
        reply = self._post("leader", f"{BASE}/{self._hold}:sign", {"documentNumber": "暂停执业演示1号"})
        seen = self._recorder.until(self._read, lambda read: self._hold in self._holds(read))
        return self._hold in self._holds(seen), f"{reply.status} {seen.body.get('state')}"

    def refused(self) -> tuple[bool, str]:
        """The officer would like to verify what the officer entered."""
        report = {"report": "已退还全部费用", "evidence": [{"title": "退款凭证", "sha256": "ab" * 32}]}
        self._post("officer", f"{BASE}/{self._name}:submit", report)
        reply = self._verify("officer")
        return reply.status == 403 and reply.reason == "OWN_RECTIFICATION", reply.brief()

    def lifted(self) -> tuple[bool, str]:
        """Somebody else verifies, the leader lifts."""
        self._verify("verifier")
        reply = self._post("leader", f"{BASE}/{self._hold}:lift", {"documentNumber": "解除演示1号"})
        seen = self._recorder.until(self._read, lambda read: not self._holds(read))
        return not self._holds(seen), f"{reply.status} {seen.body.get('state')}"

    def _verify(self, who: str) -> Reply:
        body = {"documentNumber": "验收演示1号", "accepted": True, "finding": "费用已全部退还"}
        return self._post(who, f"{BASE}/{self._name}:verify", body)

    def _read(self) -> Reply:
        return self._recorder.call("grassroots", "GET", f"/v1/grassroots-offices/{self._subject}")

    def _holds(self, read: Reply) -> list[str]:
        found: list[str] = read.body.get("holds", [])
        return found

    def _post(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)


class Campaign:
    """A judicial office with one person, in the district's campaign with the dates of 2026."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is planned yet."""
        self._recorder = recorder
        self._name, self._unit, self._row = "", "", dict[str, Any]()

    def run(self) -> None:
        """From the notice to the report."""
        step = self._recorder.step
        step("campaign-blocked", "leader", f"POST {BASE}/campaigns/…:start",
             "400: planned from the notice, but a unit has no section in charge (SV-72)", self.blocked)  # fmt: skip
        step("campaign-started", "leader", f"POST {BASE}/campaigns/…:start",
             "every unit takes part; unit and person confirm the notice (SV-71)", self.started)  # fmt: skip
        step("blank-row-refused", "officer", f"POST {BASE}/selfInspections/…:submit",
             '400: a blank row is not "none found" (E-58)', self.blank)  # fmt: skip
        step("people-then-unit", "officer", f"POST {BASE}/selfInspections/…:submit",
             "the person's sheet, then the unit's; a rectification follows (SV-73)", self.inspected)  # fmt: skip
        step("coverage-incomplete", "leader", f"POST {BASE}/campaigns/…:report",
             "400: nobody has checked the unit yet, and a sample is no coverage (E-61)", self.incomplete)  # fmt: skip
        step("campaign-reported", "leader", f"POST {BASE}/campaigns/…:report",
             "three times 100%, each figure with its records (SV-75)", self.reported)  # fmt: skip

    def blocked(self) -> tuple[bool, str]:
        """The notice as it stands, and a unit that nobody is in charge of."""
        for left in self._units():
            self._post("leader", left, ":close", {"documentNumber": "撤销演示1号"})
        self._unit = self._make("supervisedUnits", {
            "subjectType": "SUBJECT_TYPE_JUDICIAL_OFFICE", "title": "示范县桥头司法所", "division": DIVISION,
            "people": [{"fullName": "示例甲", "position": "所长", "sinceDate": "2020-01-01"}],
            "ledgers": ["人民调解台账"], "documentNumber": "名册演示1号",
        })  # fmt: skip
        found = self._recorder.call("officer", "GET", f"{BASE}/campaignTemplates?year=2026").body
        self._name = self._make("campaigns", {**found["campaignTemplates"][0]["campaign"], "division": DIVISION})
        return (reply := self._start()).reason == "UNIT_UNASSIGNED", reply.brief()

    def started(self) -> tuple[bool, str]:
        """A section is in charge."""
        section = {"topic": "UNIT_TOPIC_LOCAL_BODIES", "section": "基层工作科"}
        self._post("officer", self._unit, ":assignSection", {"section": section, "documentNumber": "分工演示1号"})
        reply = self._start()
        asked = self._recorder.call("officer", "GET", f"{BASE}/campaignUnits?campaign={self._name}")
        self._row = asked.body["campaignUnits"][0]
        for person in ("", self._row["people"][0]["person"]):
            done = self._post("officer", self._row["name"], ":confirmNotice", {"person": person, **then("01-08")})
        ok = reply.body["campaign"]["unitCount"] == 1 and done.body["campaignUnit"]["noticeShare"] == 10000
        return ok, reply.brief()

    def blank(self) -> tuple[bool, str]:
        """The second row says nothing."""
        sheet = self._sheet(self._row["people"][0]["person"], [row(1), row(3)])
        reply = self._submit(sheet)
        self._fill(sheet, [row(1), row(2, **PROBLEM), row(3)])
        return reply.fields == ["rows[1].finding"], reply.brief()

    def inspected(self) -> tuple[bool, str]:
        """Both sheets are handed in and accepted."""
        listed = self._recorder.call("officer", "GET", f"{BASE}/selfInspections?campaignUnit={self._row['name']}")
        mine = listed.body["selfInspections"][0]["name"]
        own = self._sheet("", [row(number) for number in (1, 2, 3)])
        early, first = self._submit(own), self._submit(mine)
        self._submit(own)
        done = [self._post("officer", sheet, ":accept", {}).status for sheet in (mine, own)]
        made = first.body["selfInspection"]["rows"][1]["rectification"]
        return early.reason == "PEOPLE_FIRST" and done == [200, 200] and bool(made), f"{first.status} {made[:14]}"

    def incomplete(self) -> tuple[bool, str]:
        """The phases are over, and no check was made."""
        self._post("officer", self._name, ":beginLookBack", {"documentNumber": "回头看演示1号", **then("03-25")})
        reply = self._report()
        return reply.reason == "COVERAGE_INCOMPLETE", reply.brief()

    def reported(self) -> tuple[bool, str]:
        """Two officers make both checks, the unit looks back."""
        officers = [self._make("inspectionOfficers", certificate()) for _ in range(2)]
        for kind in ("COVERAGE_KIND_SECTION_CHECK", "COVERAGE_KIND_SPOT_CHECK"):
            self._post("officer", self._row["name"], ":enterCheck", {
                "kind": kind, "officers": officers, "peopleChecked": 1, "ledgersChecked": 1, "filesChecked": 3,
                "filesTotal": 3, "result": "CHECK_RESULT_NONE_FOUND", "documentNumber": "检查演示1号", **then("01-14"),
            })  # fmt: skip
        papers = self._recorder.call("officer", "GET", f"{BASE}/campaignPapers?campaign={self._name}")
        paper = papers.body["campaignPapers"][0]["name"]
        told = {"sha256": "ab" * 32, "documentNumber": "报告演示1号", **TEXT, **then("03-26")}
        self._post("officer", paper, ":receive", told)
        reply = self._report()
        read = self._recorder.call("leader", "GET", f"{BASE}/{self._name}:lookBackReport").body
        self._post("leader", self._unit, ":close", {"documentNumber": "撤销演示1号"})
        shares = [one["share"] for one in read["coverages"]]
        return reply.status == 200 and shares == [10000] * 3, f"{reply.status} {shares}"

    def _units(self) -> list[str]:
        asked = f"{BASE}/supervisedUnits?state=SUPERVISED_UNIT_STATE_ACTIVE"
        found = self._recorder.call("officer", "GET", asked).body.get("supervisedUnits", [])
        return [one["name"] for one in found]

    def _start(self) -> Reply:
        return self._post("leader", self._name, ":start", {"documentNumber": "启动演示1号", **then("01-07")})

    def _report(self) -> Reply:
        told = {"text": {**TEXT, "systems": "案卷评查制度"}, "documentNumber": "总结演示1号", **then("03-26")}
        return self._post("leader", self._name, ":report", told)

    def _sheet(self, person: str, rows: list[dict[str, Any]]) -> str:
        sheet = self._make("selfInspections", {"campaignUnit": self._row["name"], "person": person})
        self._fill(sheet, rows)
        return sheet

    def _fill(self, sheet: str, rows: list[dict[str, Any]]) -> Reply:
        head = {"filledDate": "2026-01-12", "filler": "示例甲", "approver": "示例甲", "contact": "0000-1234567"}
        return self._post("officer", sheet, ":fill", {"rows": rows, **head})

    def _submit(self, sheet: str) -> Reply:
        told = {"sha256": "ab" * 32, "documentNumber": "自查演示1号", **then("01-12")}
        return self._post("officer", sheet, ":submit", told)

    def _make(self, collection: str, body: dict[str, Any]) -> str:
        return str(self._recorder.call("officer", "POST", f"{BASE}/{collection}", body).body.get("name", ""))

    def _post(self, who: str, name: str, verb: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", f"{BASE}/{name}{verb}", body)


TEXT = {"experience": "逐人自查", "shortcomings": "台账不全", "direction": "完善制度"}
PROBLEM = {
    "finding": "SHEET_FINDING_PROBLEM", "problem": "台账记录不全", "measure": "逐笔补齐", "responsiblePerson": "示例甲",
    "actionOfficer": "陈督察", "completion": "SHEET_COMPLETION_ONGOING", "nextStep": "逐月核对",
    "dueDate": "2026-01-20",
}  # fmt: skip


def row(number: int, **told: str) -> dict[str, Any]:
    """A row of a sheet; nothing was found unless `told` says so."""
    return {"number": number, "finding": "SHEET_FINDING_NONE_FOUND", **told}


def then(day: str) -> dict[str, str]:
    """On a day of the campaign, entered afterwards."""
    return {"happenedDate": f"2026-{day}", "entryReason": "纸质材料补录"}


JOURNEYS = (
    Journey(name="held-and-lifted", run=lambda recorder: HeldAndLifted(recorder).run()),
    Journey(name="campaign", run=lambda recorder: Campaign(recorder).run()),
    Journey(name="spot-check", run=lambda recorder: SpotCheck(recorder).run()),
    Journey(name="draw", run=lambda recorder: DrawnVisit(recorder).run()),
    Journey(name="clue", run=lambda recorder: ClueSettled(recorder).run()),
    Journey(name="tip", run=lambda recorder: TipAnswered(recorder).run()),
    Journey(name="red-flag", run=lambda recorder: FlagConfirmed(recorder).run()),
)
