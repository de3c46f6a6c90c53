"""Bodies and addresses that the demonstrations send. It must not call anything."""

from __future__ import annotations

import itertools
from typing import Any

from chassis.clock import derived_id
from chassis.journey import Recorder, Reply
from chassis.kernel.identity_number import check_character
from services.legal_aid.seed import DEMO

INSTITUTION = f"institutions/{derived_id(DEMO, 0)}"
BASE = "/v1/legal-aid"
APPLICATIONS = f"{BASE}/applications"
TALLY = f"/v1/supervision/institutionTallies/{derived_id(DEMO, 0)}"
CLUES = "/v1/supervision/clues"
STANDARD_FEN = 420_000
SEVENTEEN = "99010219850615001"
FULL_PAPERS = ("APPLICATION_FORM", "IDENTITY_DOCUMENT", "HARDSHIP_STATEMENT", "MATTER_PAPERS")
_OPPONENTS = itertools.count(1)


def application(income_fen: int, *, papers: tuple[str, ...] = FULL_PAPERS, **changes: Any) -> dict[str, Any]:
    """A household of three in a dispute about pay; its standard is 4,200.00 a month. Each has another opponent."""
    return {
        "institution": INSTITUTION,
        "channel": "CHANNEL_COUNTER",
        "applicant": {
            "fullName": "张𠮷安",
            "identityNumber": SEVENTEEN + check_character(SEVENTEEN),
            "residenceType": "RESIDENCE_TYPE_URBAN",
        },
        "matter": "MATTER_LABOUR_PAY",
        "place": {"track": "TRACK_LITIGATION", "authorityDivision": "990102"},
        "means": {
            "householdSize": 3,
            "householdIncomeFen": str(income_fen),
            "incomePeriod": "INCOME_PERIOD_MONTH",
            "pledgeSigned": True,
        },
        "opponents": [f"示例用工单位{next(_OPPONENTS)}"],
        "papers": [{"kind": f"PAPER_KIND_{kind}", "pages": 1} for kind in papers],
        **changes,
    }


def act(recorder: Recorder, who: str, resource: dict[str, Any], verb: str, **fields: Any) -> Reply:
    """A custom method on the resource as it was last seen."""
    return recorder.call(who, "POST", f"{BASE}/{resource['name']}:{verb}", {"etag": resource["etag"], **fields})


def deadline(application_: dict[str, Any], kind: str) -> dict[str, Any]:
    """The time limit of the kind; empty when there is none."""
    found: list[dict[str, Any]] = [one for one in application_.get("deadlines", []) if one["kind"] == kind]
    return found[0] if found else {}


def codes(decision: dict[str, Any]) -> list[str]:
    """Codes of a decision's reasons."""
    return [reason["code"] for reason in decision.get("reasons", [])]


def explained(decision: dict[str, Any]) -> bool:
    """Whether every reason carries rule, provision and text, and the paper prints them."""
    reasons = decision.get("reasons", [])
    return bool(reasons) and all(
        reason["ruleId"] and reason["citation"] and reason["text"] in decision["text"] for reason in reasons
    )
