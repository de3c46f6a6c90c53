"""Demonstration over HTTP: what an office does not put right leads to a hold, by signature, and what the hold bars.

It must not look into a database. Whoever is held is free again at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder, Reply
from chassis.kernel.identity_number import check_character
from services.supervision.journeys.desk import BASE, DIVISION, Desk

AID = "/v1/legal-aid"
SEVENTEEN = "99010219850615001"
PAPERS = ("APPLICATION_FORM", "IDENTITY_DOCUMENT", "HARDSHIP_STATEMENT", "MATTER_PAPERS")


def application(institution: str) -> dict[str, Any]:
    """Somebody within the standard, in a dispute about pay with an opponent of his own."""
    return {
        "institution": institution, "channel": "CHANNEL_COUNTER", "matter": "MATTER_LABOUR_PAY",
        "applicant": {
            "fullName": "张示例", "identityNumber": SEVENTEEN + check_character(SEVENTEEN),
            "residenceType": "RESIDENCE_TYPE_URBAN",
        },
        "place": {"track": "TRACK_LITIGATION", "authorityDivision": DIVISION},
        "means": {
            "householdSize": 3, "householdIncomeFen": "420000", "incomePeriod": "INCOME_PERIOD_MONTH",
            "pledgeSigned": True,
        },
        "opponents": [f"示例用工单位{random_id()[-6:]}"],
        "papers": [{"kind": f"PAPER_KIND_{kind}", "pages": 1} for kind in PAPERS],
    }  # fmt: skip


def counted(reply: Reply, verdict: str) -> str:
    """How many handlers a refused assignment counts under the verdict; empty for none."""
    details = reply.body.get("details", [])
    return next((str(one["metadata"].get(verdict, "")) for one in details if "metadata" in one), "")


class OfficeHeld(Desk):
    """One office of the register that also handles cases of legal aid."""

    def __init__(self, recorder: Recorder, office: Callable[[], str], found_at: Callable[[str], str]) -> None:
        """`office` names it once it is drawn; `found_at` enters what was found there and names the rectification."""
        super().__init__(recorder)
        self._office, self._found_at = office, found_at
        self._name, self._hold, self._handler, self._case, self._aid_unit = "", "", "", "", ""

    def run(self) -> None:
        """From the day that passed to the assignment that goes through."""
        step = self._recorder.step
        step("rectification-overdue", "officer", f"POST {BASE}/campaignUnits/…:enterCheck",
             "the day has passed: a hold is proposed and has no effect (SV-32)", self.overdue)  # fmt: skip
        step("hold-signed", "leader", f"POST {BASE}/holds/…:sign",
             "checked and signed: the register of offices shows it (XF-11)", self.signed)  # fmt: skip
        step("assignment-barred", "head", f"POST {AID}/cases/…:assign",
             "400: whom supervision holds gets no case of legal aid (XF-12)", self.barred)  # fmt: skip
        step("own-report-refused", "officer", f"POST {BASE}/rectifications/…:verify",
             "403: whoever entered the report does not verify it (E-59)", self.refused)  # fmt: skip
        step("hold-lifted", "leader", f"POST {BASE}/holds/…:lift",
             "verified by somebody else and lifted: the office is free again (XF-13)", self.lifted)  # fmt: skip
        step("assignment-made", "head", f"POST {AID}/cases/…:assign",
             "the same handler gets the same case", self.assigned)  # fmt: skip

    def overdue(self) -> tuple[bool, str]:
        """The office has not reported. It has as many people as the law asks for, or nothing would ever be assigned."""
        self._completed()
        self._name = self._found_at(self._office())
        read = self._read("officer", self._name)
        self._hold = read["hold"]
        ok = read["consequence"] == "RECTIFICATION_CONSEQUENCE_HOLD_PROPOSED" and not self._holds(self._register())
        return ok, f"{read['number']} {read['consequence']}"

    def signed(self) -> tuple[bool, str]:
        """Two people make it a hold."""
        self._post("verifier", self._hold, ":check", {"opinion": "事实清楚，程序合法"})
        reply = self._post("leader", self._hold, ":sign", {"documentNumber": "暂停执业演示1号"})
        seen = self._recorder.until(self._register, lambda read: self._hold in self._holds(read))
        return self._hold in self._holds(seen), f"{reply.status} {seen.body.get('state')}"

    def barred(self) -> tuple[bool, str]:
        """The recipient picks somebody of the office."""
        self._handler = self._somebody()
        self._case = self._granted()
        self._recorder.until(self._bars, self._is_barred)
        reply = self._assign()
        return reply.reason == "NO_CANDIDATE" and bool(counted(reply, "barred")), reply.brief()

    def refused(self) -> tuple[bool, str]:
        """The officer would like to verify what the officer entered."""
        report = {"report": "已补开全部票据", "evidence": [{"title": "票据存根", "sha256": "ab" * 32}]}
        self._post("officer", self._name, ":submit", report)
        reply = self._verify("officer")
        return reply.status == 403 and reply.reason == "OWN_RECTIFICATION", reply.brief()

    def lifted(self) -> tuple[bool, str]:
        """Somebody else verifies, the leader lifts."""
        self._verify("verifier")
        reply = self._post("leader", self._hold, ":lift", {"documentNumber": "解除演示1号"})
        seen = self._recorder.until(self._register, lambda read: not self._holds(read))
        return not self._holds(seen), f"{reply.status} {seen.body.get('state')}"

    def assigned(self) -> tuple[bool, str]:
        """Legal aid has heard of the end."""
        self._recorder.until(self._bars, lambda read: not self._is_barred(read))
        reply = self._assign()
        return reply.status == 200 and reply.body["case"]["state"] == "CASE_STATE_ASSIGNED", reply.brief()

    def _verify(self, who: str) -> Reply:
        body = {"documentNumber": "验收演示1号", "accepted": True, "finding": "票据已全部补开"}
        return self._post(who, self._name, ":verify", body)

    def _register(self) -> Reply:
        return self._recorder.call("grassroots", "GET", f"/v1/grassroots-offices/{self._office()}")

    def _holds(self, read: Reply) -> list[str]:
        return [one["hold"] for one in read.body.get("holds", []) if not one.get("liftedDate")]

    def _completed(self) -> None:
        verdicts = self._register().body["verdicts"]
        staff = next(one for one in verdicts if one["criterion"] == "CRITERION_PRACTITIONERS")
        for _ in range(staff["threshold"] - staff["measured"]):
            self._recorder.call("grassroots", "POST", "/v1/grassroots-offices/practitioners", {
                "office": self._office(), "fullName": "钱示例", "certificateNumber": f"DEMO-{random_id()[:12]}",
                "certifiedDate": "2019-05-06", "education": "EDUCATION_BACHELOR_LAW", "fullTime": True,
                "documentNumber": "存量登记演示4号",
            })  # fmt: skip

    def _somebody(self) -> str:
        asked = f"{AID}/handlingUnits?kind=HANDLING_UNIT_KIND_GRASSROOTS_OFFICE&pageSize=1000"
        known = self._recorder.call("head", "GET", asked).body["handlingUnits"]
        self._aid_unit = next((one["name"] for one in known if one.get("externalName") == self._office()), "")
        if not self._aid_unit:
            office = self._register().body
            self._aid_unit = self._enter("handlingUnits", {
                "kind": "HANDLING_UNIT_KIND_GRASSROOTS_OFFICE", "externalName": office["name"],
                **{key: office[key] for key in ("displayName", "creditCode", "division")},
            })  # fmt: skip
        return self._enter("handlers", {
            "unit": self._aid_unit, "fullName": "钱示例", "kind": "HANDLER_KIND_PRACTITIONER",
            "certificateNumber": f"DEMO-{random_id()[:13]}", "inDirectory": True,
        })  # fmt: skip

    def _granted(self) -> str:
        institution = self._read("officer", "institutionTallies")["institutionTallies"][0]["institution"]
        made = self._recorder.call("clerk", "POST", f"{AID}/applications", application(institution)).body
        self._recorder.call("head", "POST", f"{AID}/{made['name']}:decide", {})
        found = self._recorder.call("head", "GET", f"{AID}/cases?application={made['name']}").body["cases"]
        return str(found[0]["name"])

    def _assign(self) -> Reply:
        order = {
            "method": "ASSIGNMENT_METHOD_RECIPIENT_PICK", "handler": self._handler, "partyDivisions": [DIVISION],
        }  # fmt: skip
        return self._recorder.call("head", "POST", f"{AID}/{self._case}:assign", order)

    def _bars(self) -> Reply:
        return self._recorder.call("head", "GET", f"{AID}/assignmentBars?subject={self._aid_unit}")

    def _is_barred(self, read: Reply) -> bool:
        return any(not one.get("liftedDate") for one in read.body.get("assignmentBars", []))

    def _enter(self, collection: str, body: dict[str, Any]) -> str:
        return str(self._recorder.call("head", "POST", f"{AID}/{collection}", body).body["name"])
