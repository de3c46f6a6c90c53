"""Demonstration over HTTP: an office falls below three practitioners and cures it. It must not look into a database."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Journey, Recorder, Reply
from chassis.kernel.credit_code import check_character

BASE = "/v1/grassroots-offices"
OFFICES, PRACTITIONERS = f"{BASE}/offices", f"{BASE}/practitioners"
DIVISION = "990102"
LEGAL_MINIMUM = 3


class BelowThree:
    """One office and its people."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._office = ""
        self._staff: list[dict[str, Any]] = []

    def run(self) -> None:
        """From the register to the cure."""
        step = self._recorder.step
        step("office-entered", "grassroots", f"POST {OFFICES}",
             "three practitioners: every part of the legal minimum met, each with its provision (GO-02)",
             self.entered)  # fmt: skip
        step("office-below-three", "grassroots", f"POST {PRACTITIONERS}/…:endContract",
             "RECTIFYING with a time for the cure (GO-10); six months for whoever left (GO-39)", self.left)  # fmt: skip
        step("cure-refused", "grassroots", f"POST {OFFICES}/…:confirmCure", "400 STILL_IN_BREACH", self.refused)
        step("cure-confirmed", "grassroots", f"POST {OFFICES}/…:confirmCure",
             "another practitioner: LICENSED again", self.cured)  # fmt: skip

    def entered(self) -> tuple[bool, str]:
        """The county enters an office and its people."""
        made = self._recorder.call("grassroots", "POST", OFFICES, _office())
        self._office = made.body.get("name", "")
        self._staff = [self._enter_somebody().body for _ in range(LEGAL_MINIMUM)]
        verdicts = self._read().get("verdicts", [])
        of_licence = [one for one in verdicts if one.get("ofLicence")]
        ok = bool(of_licence) and all(one.get("met") and one.get("citation") for one in of_licence)
        return ok, f"{made.status} {len(of_licence)} of the legal minimum, {len(verdicts)} in all"

    def left(self) -> tuple[bool, str]:
        """One of the three leaves."""
        body = {"documentNumber": "解聘演示1号"}
        reply = self._recorder.call("grassroots", "POST", f"{BASE}/{self._staff[0]['name']}:endContract", body)
        span = reply.body.get("practitioner", {}).get("spans", [{}])[-1]
        office = self._read()
        periods = office.get("curePeriods", [{}])
        ok = (
            office.get("state") == "OFFICE_STATE_RECTIFYING"
            and periods[-1].get("deadline", {}).get("kind") == "CURE_BREACH"
            and span.get("deadline", {}).get("kind") == "FIND_OFFICE"
        )
        return ok, f"{reply.status} {office.get('state')}"

    def refused(self) -> tuple[bool, str]:
        """Two are not three."""
        reply = self._confirm()
        return reply.status == 400 and reply.reason == "STILL_IN_BREACH", reply.brief()

    def cured(self) -> tuple[bool, str]:
        """The county verifies."""
        self._enter_somebody()
        reply = self._confirm()
        office = reply.body.get("office", {})
        return office.get("state") == "OFFICE_STATE_LICENSED", f"{reply.status} {office.get('state')}"

    def _enter_somebody(self) -> Reply:
        return self._recorder.call("grassroots", "POST", PRACTITIONERS, {
            "office": self._office, "fullName": "钱示例", "certificateNumber": f"DEMO-{random_id()[:12]}",
            "certifiedDate": "2019-05-06", "education": "EDUCATION_BACHELOR_LAW", "fullTime": True,
            "documentNumber": "存量登记演示2号",
        })  # fmt: skip

    def _confirm(self) -> Reply:
        body = {"documentNumber": "复核演示1号"}
        return self._recorder.call("grassroots", "POST", f"{BASE}/{self._office}:confirmCure", body)

    def _read(self) -> dict[str, Any]:
        return self._recorder.call("grassroots", "GET", f"{BASE}/{self._office}").body


def _office() -> dict[str, Any]:
    """A public institution in a township; every run has another licence."""
    tail = str(int(random_id().replace("-", ""), 16) % 10**9).zfill(9)
    code = f"33{DIVISION}{tail}"
    return {
        "displayName": "桥头演示法律服务所",
        "form": "OFFICE_FORM_PUBLIC_INSTITUTION",
        "creditCode": code + check_character(code),
        "licenceNumber": f"演许{tail}号",
        "licensedDate": "2019-03-04",
        "institutionCertificate": f"事证演示{tail}号",
        "premises": {
            "address": "示范县桥头镇演示路1号", "areaType": "AREA_TYPE_TOWNSHIP", "floorAreaM2": 60,
            "receptionArea": True, "officeArea": True, "mediationArea": True, "archiveRoom": True, "desks": 3,
            "computers": 1, "printers": 1, "cabinets": 1,
        },
        "documentNumber": "存量登记演示1号",
        "division": DIVISION,
    }  # fmt: skip


JOURNEYS = (Journey(name="office-below-three", run=lambda recorder: BelowThree(recorder).run()),)
