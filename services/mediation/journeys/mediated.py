"""Demonstration: a dispute is mediated and settled, another fails and becomes a contact of legal aid's front desk.

It reads no database.
"""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.journey import Recorder, Reply

GUIDE, MEDIATOR, CLERK, HEAD = "guide", "mediator", "clerk", "head"
BASE, LEGAL_AID = "/v1/mediation", "/v1/legal-aid"
PAPER = "调解组织演示1号"
# What of a referral is carried over into the contact (MD-11).
IDENTITY = "990102198506150019"
CARRIED = ("topic", "need", "opponent", "phone", "personName")


class Mediated:
    """One organisation, one mediator, two disputes."""

    def __init__(self, recorder: Recorder) -> None:
        """Nothing is made yet."""
        self._recorder = recorder
        self._organisation: dict[str, Any] = {}
        self._failed: dict[str, Any] = {}
        self._contact: dict[str, Any] = {}

    def run(self) -> None:
        """The steps in their order."""
        step = self._recorder.step
        step("organisation-entered", GUIDE, "POST …/mediationOrganisations", "a mediator at work", self.entered)
        step("bare-end-refused", MEDIATOR, "POST …/disputes/…:fail", "SESSION_MISSING (MD-05)", self.bare_end)
        step("dispute-settled", MEDIATOR, "POST …/disputes/…:settle", "confirmed by the court, rated", self.settled)
        step("dispute-failed", MEDIATOR, "POST …/disputes/…:fail", "FAILED, referred (MD-11)", self.failed)
        step("contact-carried-over", HEAD, f"GET {LEGAL_AID}/contacts/…", "with all that was said", self.carried)
        step("contact-becomes-application", CLERK, f"POST {LEGAL_AID}/contacts/…:close", "an application", self.applied)
        step("visitor-mediated", CLERK, f"GET {LEGAL_AID}/contacts/…", "referred out, registered, answered", self.sent)

    def entered(self) -> tuple[bool, str]:
        """An organisation with a mediator."""
        body = {
            "kind": "MEDIATION_ORGANISATION_KIND_PEOPLES_COMMITTEE", "division": "990102", "documentNumber": PAPER,
            "title": f"演示人民调解委员会{random_id()[-6:]}", "foundedDate": "2020-01-01",
        }  # fmt: skip
        made = self._recorder.call(GUIDE, "POST", f"{BASE}/mediationOrganisations", body)
        person = {"fullName": "示例调解员", "kind": "MEDIATOR_KIND_FULL_TIME", "appointedDate": "2020-01-01"}
        reply = self._act(GUIDE, made.body, "appointMediator", mediator=person, documentNumber=PAPER)
        self._organisation = reply.body.get("mediationOrganisation", {})
        return len(self._organisation.get("mediators", [])) == 1, reply.brief()

    def bare_end(self) -> tuple[bool, str]:
        """Nothing ends by mediation that was not mediated."""
        self._failed = self._taken_up()
        reply = self._act(MEDIATOR, self._failed, "fail", reason="意见不一")
        return reply.reason == "SESSION_MISSING", reply.brief()

    def settled(self) -> tuple[bool, str]:
        """Agreed, performed, confirmed, rated."""
        made = self._heard(self._taken_up())
        today = made["registeredDate"]
        agreed = {
            "form": "AGREEMENT_FORM_WRITTEN", "number": "示调协〔演示〕1号", "signedDate": today, "terms": "示例条款",
            "amountFen": "120000",
        }  # fmt: skip
        ruled = {"decidedDate": today, "state": "CONFIRMATION_STATE_CONFIRMED", "rulingNumber": "（演示）示调确1号"}
        for who, verb, fields in (
            (MEDIATOR, "settle", {"agreement": agreed}),
            (MEDIATOR, "requestConfirmation", {"court": "示范区人民法院", "requestedDate": today, "parties": [1, 2]}),
            (MEDIATOR, "recordConfirmation", ruled),
            (MEDIATOR, "followUp", {"followedDate": today, "performance": "DISPUTE_PERFORMANCE_PERFORMED"}),
            (GUIDE, "evaluate", {"party": 1, "score": 5}),
        ):
            reply = self._act(who, made, verb, **fields)
            made = reply.body.get("dispute", {})
        held = (made.get("state"), made.get("performance"), len(made.get("evaluations", [])))
        return held == ("DISPUTE_STATE_SETTLED", "DISPUTE_PERFORMANCE_PERFORMED", 1), reply.brief()

    def failed(self) -> tuple[bool, str]:
        """No agreement; the first party is referred."""
        reply = self._act(MEDIATOR, self._heard(self._failed), "fail", reason="意见不一")
        self._failed = reply.body.get("dispute", {})
        wish = {"dispute": self._failed["name"], "party": 1, "agreedDate": self._failed["endedDate"]}
        referred = self._recorder.call(MEDIATOR, "POST", f"{BASE}/referrals", wish)
        return referred.body.get("state") == "REFERRAL_STATE_WAITING", referred.brief()

    def carried(self) -> tuple[bool, str]:
        """The worker hands the referral over; the head finds a contact with everything that was said."""
        path = f"{BASE}/referrals?dispute={self._failed['name']}"
        seen = self._recorder.until(
            lambda: self._recorder.call(CLERK, "GET", path), lambda reply: bool(_first(reply).get("contact"))
        )
        referral = _first(seen)
        self._contact = self._recorder.call(HEAD, "GET", f"{LEGAL_AID}/{referral.get('contact')}").body
        same = all(self._contact.get(key, "") == referral.get(key, "") for key in CARRIED)
        return same and self._contact.get("state") == "CONTACT_STATE_UNSETTLED", seen.brief()

    def applied(self) -> tuple[bool, str]:
        """The head gives it to the clerk, whose contact ends as an application."""
        reply = self._recorder.call(HEAD, "POST", f"{LEGAL_AID}/{self._contact['name']}:assign", {"owner": CLERK})
        contact = reply.body.get("contact", {})
        made = self._recorder.call(CLERK, "POST", f"{LEGAL_AID}/applications", _application(contact)).body
        closing = {"outcome": "CONTACT_OUTCOME_APPLICATION", "became": made.get("name", "")}
        closed = self._recorder.call(CLERK, "POST", f"{LEGAL_AID}/{contact['name']}:close", closing)
        return closed.body.get("contact", {}).get("became") == made.get("name"), closed.brief()

    def sent(self) -> tuple[bool, str]:
        """A visitor is referred to the organisation; the dispute stands there by itself, its end is told."""
        call, until = self._recorder.call, self._recorder.until
        body = {"institution": self._contact["institution"], "door": "CONTACT_DOOR_COUNTER", "topic": "邻里纠纷演示"}
        visitor = call(CLERK, "POST", f"{LEGAL_AID}/contacts", body).body["name"]
        closing = {"outcome": "CONTACT_OUTCOME_REFERRED_OUT", "referredTo": self._organisation["title"]}
        call(CLERK, "POST", f"{LEGAL_AID}/{visitor}:close", closing)
        path = f"{BASE}/disputes?organisation={self._organisation['name']}&state=DISPUTE_STATE_REGISTERED"
        seen = until(lambda: call(MEDIATOR, "GET", path), lambda reply: bool(_of_contact(reply, visitor)))
        self._act(MEDIATOR, _of_contact(seen, visitor), "refuse", reason="一方不愿调解")
        told = until(
            lambda: call(CLERK, "GET", f"{LEGAL_AID}/{visitor}"), lambda reply: bool(reply.body.get("referralAnswer"))
        )
        return told.body.get("referralAnswer") == "未受理。", told.brief()

    def _taken_up(self) -> dict[str, Any]:
        wish = {
            "organisation": self._organisation["name"], "matter": "DISPUTE_MATTER_LABOUR", "summary": "示例纠纷的经过",
            "source": "DISPUTE_SOURCE_APPLICATION", "parties": [{"fullName": "示例甲"}, {"fullName": "示例乙公司"}],
        }  # fmt: skip
        made = self._recorder.call(MEDIATOR, "POST", f"{BASE}/disputes", wish).body
        mediators = [one["mediator"] for one in self._organisation["mediators"]]
        found: dict[str, Any] = self._act(MEDIATOR, made, "accept", mediators=mediators).body["dispute"]
        return found

    def _heard(self, dispute: dict[str, Any]) -> dict[str, Any]:
        session = {"heldDate": dispute["acceptedDate"], "place": "调解室", "record": "双方各述理由"}
        found: dict[str, Any] = self._act(MEDIATOR, dispute, "recordSession", **session).body["dispute"]
        return found

    def _act(self, who: str, resource: dict[str, Any], verb: str, **fields: Any) -> Reply:
        body = {"etag": resource["etag"], **fields}
        return self._recorder.call(who, "POST", f"{BASE}/{resource['name']}:{verb}", body)


def _first(listed: Reply) -> dict[str, Any]:
    """The first referral of a list."""
    found: list[dict[str, Any]] = listed.body.get("referrals", [])
    return found[0] if found else {}


def _of_contact(listed: Reply, contact: str) -> dict[str, Any]:
    """The dispute that the contact became."""
    found: list[dict[str, Any]] = listed.body.get("disputes", [])
    return next((one for one in found if one.get("contact") == contact), {})


def _application(contact: dict[str, Any]) -> dict[str, Any]:
    """A household of three whose income is the standard; the identity number is of nobody (area 99)."""
    papers = ("APPLICATION_FORM", "IDENTITY_DOCUMENT", "HARDSHIP_STATEMENT", "MATTER_PAPERS")
    return {
        "institution": contact["institution"],
        "channel": "CHANNEL_COUNTER",
        "applicant": {
            "fullName": contact["personName"], "identityNumber": IDENTITY, "residenceType": "RESIDENCE_TYPE_URBAN"
        },
        "matter": "MATTER_LABOUR_PAY",
        "place": {"track": "TRACK_LITIGATION", "authorityDivision": contact["division"]},
        "means": {
            "householdSize": 3, "householdIncomeFen": "420000", "incomePeriod": "INCOME_PERIOD_MONTH",
            "pledgeSigned": True,
        },
        "opponents": [f"{contact['opponent']}{random_id()[-6:]}"],
        "papers": [{"kind": f"PAPER_KIND_{kind}", "pages": 1} for kind in papers],
    }  # fmt: skip


def mediated(recorder: Recorder) -> None:
    """Play it."""
    Mediated(recorder).run()
