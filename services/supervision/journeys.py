"""Demonstration over HTTP: what is not put right in time leads to a hold, by signature, in the office's own register.

It must not look into a database. Whoever is held is free again at its end, so it may run as often as one likes.
"""

from __future__ import annotations

from typing import Any

from chassis.journey import Journey, Recorder, Reply

BASE = "/v1/supervision"
RECTIFICATIONS = f"{BASE}/rectifications"
PEOPLE = "/v1/grassroots-offices"
ACTIVE = f"{PEOPLE}/practitioners?state=PRACTITIONER_STATE_ACTIVE&pageSize=1000"
DIVISION = "990102"


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
        return self._recorder.call("grassroots", "GET", f"{PEOPLE}/{self._subject}")

    def _holds(self, read: Reply) -> list[str]:
        found: list[str] = read.body.get("holds", [])
        return found

    def _post(self, who: str, path: str, body: dict[str, Any]) -> Reply:
        return self._recorder.call(who, "POST", path, body)


JOURNEYS = (Journey(name="held-and-lifted", run=lambda recorder: HeldAndLifted(recorder).run()),)
