"""Demonstration over HTTP: an office falls below three practitioners and cures it. It must not look into a database."""

from __future__ import annotations

from typing import Any

from chassis.journey import Recorder, Reply
from services.grassroots_offices.journeys.requests import BASE, OFFICES, PRACTITIONERS, office, practitioner

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
        made = self._recorder.call("grassroots", "POST", OFFICES, office())
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
        now = self._read()
        periods = now.get("curePeriods", [{}])
        ok = (
            now.get("state") == "OFFICE_STATE_RECTIFYING"
            and periods[-1].get("deadline", {}).get("kind") == "CURE_BREACH"
            and span.get("deadline", {}).get("kind") == "FIND_OFFICE"
        )
        return ok, f"{reply.status} {now.get('state')}"

    def refused(self) -> tuple[bool, str]:
        """Two are not three."""
        reply = self._confirm()
        return reply.status == 400 and reply.reason == "STILL_IN_BREACH", reply.brief()

    def cured(self) -> tuple[bool, str]:
        """The county verifies."""
        self._enter_somebody()
        reply = self._confirm()
        state = reply.body.get("office", {}).get("state")
        return state == "OFFICE_STATE_LICENSED", f"{reply.status} {state}"

    def _enter_somebody(self) -> Reply:
        return self._recorder.call("grassroots", "POST", PRACTITIONERS, practitioner(self._office))

    def _confirm(self) -> Reply:
        body = {"documentNumber": "复核演示1号"}
        return self._recorder.call("grassroots", "POST", f"{BASE}/{self._office}:confirmCure", body)

    def _read(self) -> dict[str, Any]:
        return self._recorder.call("grassroots", "GET", f"{BASE}/{self._office}").body
