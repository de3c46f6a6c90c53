"""Demonstrations over HTTP: a clue to its end, a tip without a name, a red flag from a ledger.

They must not look into a database. A red flag stands once a month, so that one runs once on a system.
"""

from __future__ import annotations

import base64

from chassis.clock import random_id
from chassis.journey import Recorder, Reply, send
from services.supervision.journeys.desk import BASE, DIVISION, Desk, certificate
from services.supervision.offline import tip_client

PAPER = {"documentNumber": "线索文书演示1号"}
TESTS = ("CLUE_TEST_FACTS_CLEAR", "CLUE_TEST_MEASURES_DONE", "CLUE_TEST_RESPONSIBLE_HANDLED")
WORDS = "收费处人员索要五百元"
OFFICES = "/v1/grassroots-offices/offices?pageSize=1"
LEDGER = "案号,受援人,事项,承办人,指派日期,结案日期,补贴金额\n（2019）示援案字第{number}号,张示例,,,,,\n"


class ClueSettled(Desk):
    """A call about an office, until nobody has to let go of anything."""

    def __init__(self, recorder: Recorder) -> None:
        """Nobody has called yet."""
        super().__init__(recorder)
        self._name, self._owner = "", ""

    def run(self) -> None:
        """From the call to the end."""
        step = self._recorder.step
        step("interested-officer-refused", "officer", f"POST {BASE}/clues/…:assign",
             "400: one of the two has an interest in the office (SV-61)", self.interested)  # fmt: skip
        step("clue-checked", "officer", f"POST {BASE}/clues/…:verify",
             "assigned to two without an interest, and found true", self.checked)  # fmt: skip
        step("untested-clue-kept", "verifier", f"POST {BASE}/clues/…:close",
             "400: disposed of, but the three tests are not passed (E-67)", self.kept)  # fmt: skip
        step("own-finding-refused", "officer", f"POST {BASE}/clues/…:close",
             "403: whoever verified it does not close it (P-04)", self.own)  # fmt: skip
        step("clue-closed", "verifier", f"POST {BASE}/clues/…:close", "closed by somebody else", self.closed)

    def interested(self) -> tuple[bool, str]:
        """A relative of somebody there."""
        offices = self._recorder.call("grassroots", "GET", OFFICES).body["offices"]
        self._owner = offices[0]["name"]
        told = {
            "source": "CLUE_SOURCE_HOTLINE", "sourceReference": f"热线演示{random_id()[-12:]}", "item": 0,
            "division": DIVISION, "owner": self._owner, "summary": "来电人称收费后未开具票据",
        }  # fmt: skip
        self._name = self._post("officer", "clues", ":report", told).body["clue"]["name"]
        officers = [self._make("inspectionOfficers", certificate())["name"] for _ in range(2)]
        interest = {"interest": {"subject": self._owner, "ground": "INTEREST_GROUND_RELATIVE"}, **PAPER}
        self._post("officer", officers[0], ":declareInterest", interest)
        reply = self._assign(officers)
        return reply.reason == "OFFICER_INTERESTED", reply.brief()

    def checked(self) -> tuple[bool, str]:
        """Two others."""
        self._assign([self._make("inspectionOfficers", certificate())["name"] for _ in range(2)])
        found = {"result": "CLUE_STATE_VERIFIED_TRUE", "finding": "经查属实", **PAPER}
        reply = self._post("officer", self._name, ":verify", found)
        return reply.status == 200 and reply.body["clue"]["state"] == "CLUE_STATE_VERIFIED_TRUE", reply.brief()

    def kept(self) -> tuple[bool, str]:
        """A talk alone is not enough."""
        talk = {"disposal": "CLUE_DISPOSAL_TALK", "reason": "情节较轻", **PAPER}
        self._post("leader", self._name, ":dispose", talk)
        return (reply := self._close("verifier")).reason == "CLUE_NOT_SETTLED", reply.brief()

    def own(self) -> tuple[bool, str]:
        """The three tests are passed."""
        for test in TESTS:
            self._post("officer", self._name, ":passTest", {"test": test, **PAPER})
        return (reply := self._close("officer")).reason == "SEPARATION_OF_DUTIES", reply.brief()

    def closed(self) -> tuple[bool, str]:
        """Nothing is left."""
        reply = self._close("verifier")
        return reply.status == 200 and reply.body["clue"]["state"] == "CLUE_STATE_CLOSED", reply.brief()

    def _assign(self, officers: list[str]) -> Reply:
        return self._post("leader", self._name, ":assign", {"officers": officers, **PAPER})

    def _close(self, who: str) -> Reply:
        return self._post(who, self._name, ":close", {"reason": "已办结", **PAPER})


class TipAnswered(Desk):
    """Somebody whom nobody can name, and whoever answers."""

    def __init__(self, recorder: Recorder) -> None:
        """The code is the reporter's own."""
        super().__init__(recorder)
        self._code, self._private, self._name = tip_client.new_code(), tip_client.new_key(), ""

    def run(self) -> None:
        """From the sealed words to the reason."""
        step = self._recorder.step
        step("tip-left", "nobody", f"POST {BASE}/tips:submit",
             "no session, no name, no number: sealed to the reader, found by a code (P7)", self.left)  # fmt: skip
        step("other-code-empty", "nobody", f"POST {BASE}/tips:mailbox",
             "another code opens nothing", self.strange)  # fmt: skip
        step("tip-read", "reader", f"POST {BASE}/tips/…:triage", "only its reader can open it", self.read)
        step("reasonless-close-refused", "reader", f"POST {BASE}/tips/…:close",
             "400: nobody is left without a reason (SV-82)", self.reasonless)  # fmt: skip
        step("tip-closed", "nobody", f"POST {BASE}/tips:mailbox",
             "the reporter reads answer and reason with the code alone", self.closed)  # fmt: skip

    def left(self) -> tuple[bool, str]:
        """The reader is named, and the reporter's program seals to everybody it is told of."""
        for one in self._read("leader", "tipRecipients").get("tipRecipients", []):
            self._post("leader", one["name"], ":withdraw", {"documentNumber": "受理人撤销演示1号"})
        self._make("tipRecipients", {
            "account": "reader", "division": DIVISION, "publicKey": tip_client.public_key_of(self._private),
            "documentNumber": "受理人演示1号",
        }, "leader")  # fmt: skip
        routed = self._anonymous("route", {"division": DIVISION}).body["recipients"]
        copies = [
            {"recipient": one["name"], "sealed": tip_client.seal(WORDS.encode(), one["publicKey"])} for one in routed
        ]
        reply = self._anonymous("submit", {
            "locator": tip_client.locator_of(self._code), "division": DIVISION, "tipClass": "TIP_CLASS_OFFICE",
            "replyKey": tip_client.public_key_of(tip_client.reply_key_of(self._code)), "copies": copies,
        })  # fmt: skip
        return (reply.status, reply.body) == (200, {}), str(reply.status)

    def strange(self) -> tuple[bool, str]:
        """Whoever guesses finds what he finds for any other code."""
        reply = self._mailbox(tip_client.new_code())
        return reply.reason == "NOT_FOUND", reply.brief()

    def read(self) -> tuple[bool, str]:
        """The reader's own program."""
        mine = next(
            one for one in self._read("reader", "tips?pageSize=1000")["tips"] if one["state"] == "TIP_STATE_RECEIVED"
        )
        self._name = mine["name"]
        words = tip_client.unseal(mine["copies"][0]["sealed"], self._private).decode()
        sealed = tip_client.seal("请补充时间".encode(), mine["replyKey"])
        self._post("reader", self._name, ":reply", {"sealed": sealed})
        reply = self._post("reader", self._name, ":triage", {"summary": "收费不开票", "item": 0})
        return words == WORDS and bool(reply.body["tip"].get("clue")), reply.brief()

    def reasonless(self) -> tuple[bool, str]:
        """Nothing is said."""
        return (reply := self._post("reader", self._name, ":close", {})).fields == ["reason"], reply.brief()

    def closed(self) -> tuple[bool, str]:
        """The code alone."""
        self._post("reader", self._name, ":close", {"reason": "已责令退还"})
        box = self._mailbox(self._code).body
        answer = tip_client.unseal(box["replies"][0]["sealed"], tip_client.reply_key_of(self._code)).decode()
        return (answer, box["closingReason"]) == ("请补充时间", "已责令退还"), "200"

    def _mailbox(self, code: str) -> Reply:
        return self._anonymous("mailbox", {"locator": tip_client.locator_of(code)})

    def _anonymous(self, verb: str, body: dict[str, object]) -> Reply:
        return send(self._recorder.base, "POST", f"{BASE}/tips:{verb}", body, {})


class FlagConfirmed(Desk):
    """A paper ledger of legal aid has a case that nobody entered."""

    def __init__(self, recorder: Recorder) -> None:
        """No ledger is compared yet."""
        super().__init__(recorder)
        self._flag = dict[str, str]()

    def run(self) -> None:
        """From the ledger to the clue."""
        step = self._recorder.step
        step("ledger-differs", "head", "POST /v1/legal-aid/recordComparisons",
             "a case on paper alone: supervision sees a red flag with the facts it rests on (XF-19)",
             self.differs)  # fmt: skip
        step("flag-confirmed", "officer", f"POST {BASE}/redFlags/…:confirm",
             "an officer, and no program, makes it a clue; the detector's history counts it",
             self.confirmed)  # fmt: skip

    def differs(self) -> tuple[bool, str]:
        """A ledger of a year in which the system has no case."""
        institution = self._read("officer", "institutionTallies")["institutionTallies"][0]["institution"]
        paper = LEDGER.format(number=int(random_id()[-6:], 16)).encode()
        made = self._recorder.call("head", "POST", "/v1/legal-aid/recordComparisons", {
            "institution": institution, "fromDate": "2019-01-01", "untilDate": "2019-12-31",
            "paper": base64.b64encode(paper).decode(),
        })  # fmt: skip
        path = f"{BASE}/redFlags?detector=missing-file"
        seen = self._recorder.until(
            lambda: self._recorder.call("officer", "GET", path), lambda reply: bool(reply.body.get("redFlags"))
        )
        self._flag = seen.body["redFlags"][0]
        return made.status == 200 and self._flag["institution"] == institution, made.brief()

    def confirmed(self) -> tuple[bool, str]:
        """The clue carries the detector's row."""
        reply = self._post("officer", self._flag["name"], ":confirm", {})
        clue = self._read("officer", reply.body["redFlag"]["clue"])
        histories = self._read("officer", "redFlags:compare")["detectors"]
        mine = next(one for one in histories if one["detector"] == "missing-file")
        return clue["source"] == "CLUE_SOURCE_RED_FLAG" and mine["confirmedCount"] >= 1, reply.brief()
