"""Requests of the demonstrations, each with numbers of its own. It must not send them."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.kernel.credit_code import check_character

OFFICES_BASE, BASE = "/v1/grassroots-offices", "/v1/party-building"
DIVISION = "990102"


def office() -> dict[str, Any]:
    """Every run has another licence."""
    tail = str(int(random_id().replace("-", ""), 16) % 10**9).zfill(9)
    code = f"33{DIVISION}{tail}"
    return {
        "displayName": "桥头演示法律服务所", "form": "OFFICE_FORM_PUBLIC_INSTITUTION",
        "creditCode": code + check_character(code), "licenceNumber": f"演许{tail}号", "licensedDate": "2019-03-04",
        "institutionCertificate": f"事证演示{tail}号",
        "premises": {
            "address": "示范县桥头镇演示路2号", "areaType": "AREA_TYPE_TOWNSHIP", "floorAreaM2": 60,
            "receptionArea": True, "officeArea": True, "mediationArea": True, "archiveRoom": True, "desks": 3,
            "computers": 1, "printers": 1, "cabinets": 1,
        },
        "documentNumber": "存量登记演示3号", "division": DIVISION,
    }  # fmt: skip


def practitioner(at: str, number: int) -> dict[str, Any]:
    """Somebody with a certificate at an office."""
    return {
        "office": at, "fullName": "吴示例", "certificateNumber": f"DEMO-{number}-{random_id()[:12]}",
        "certifiedDate": "2019-05-06", "education": "EDUCATION_BACHELOR_LAW", "fullTime": True,
        "documentNumber": "存量登记演示4号",
    }  # fmt: skip


def member(who: str, **changes: Any) -> dict[str, Any]:
    """A practitioner is a formal member."""
    return {
        "fullName": "吴示例", "practitioner": who, "standing": "MEMBER_STANDING_FORMAL", "joinedDate": "2015-07-01",
        "formalDate": "2016-07-01", "duesBaseMode": "DUES_BASE_MODE_MONTHLY", "documentNumber": "党员底册演示1号",
        "division": DIVISION, **changes,
    }  # fmt: skip


def report(of: str, period: str, gross_fen: int, refunds_fen: int = 0) -> dict[str, Any]:
    """A month's income of an office."""
    return {
        "office": of, "period": period, "grossFeeFen": str(gross_fen), "refundsFen": str(refunds_fen),
        "documentNumber": "收入月报演示1号",
    }  # fmt: skip
