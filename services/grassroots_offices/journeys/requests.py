"""Requests of the demonstrations, each with numbers of its own. It must not send them."""

from __future__ import annotations

from typing import Any

from chassis.clock import random_id
from chassis.kernel.credit_code import check_character

BASE = "/v1/grassroots-offices"
OFFICES, PRACTITIONERS, APPLICATIONS = f"{BASE}/offices", f"{BASE}/practitioners", f"{BASE}/licenceApplications"
DIVISION = "990102"


def number() -> str:
    """Nine digits that no other run has."""
    return str(int(random_id().replace("-", ""), 16) % 10**9).zfill(9)


def credit_code(tail: str) -> str:
    """A sound code of an office."""
    code = f"33{DIVISION}{tail}"
    return code + check_character(code)


def premises(**changes: Any) -> dict[str, Any]:
    """Rooms in a township."""
    return {
        "address": "示范县桥头镇演示路1号", "areaType": "AREA_TYPE_TOWNSHIP", "floorAreaM2": 60,
        "receptionArea": True, "officeArea": True, "mediationArea": True, "archiveRoom": True, "desks": 3,
        "computers": 1, "printers": 1, "cabinets": 1, **changes,
    }  # fmt: skip


def office() -> dict[str, Any]:
    """A public institution in a township; every run has another licence."""
    tail = number()
    return {
        "displayName": "桥头演示法律服务所", "form": "OFFICE_FORM_PUBLIC_INSTITUTION", "creditCode": credit_code(tail),
        "licenceNumber": f"演许{tail}号", "licensedDate": "2019-03-04", "institutionCertificate": f"事证演示{tail}号",
        "premises": premises(), "documentNumber": "存量登记演示1号", "division": DIVISION,
    }  # fmt: skip


def practitioner(at: str) -> dict[str, Any]:
    """Somebody with a certificate at an office."""
    return {
        "office": at, "fullName": "钱示例", "certificateNumber": f"DEMO-{random_id()[:12]}",
        "certifiedDate": "2019-05-06", "education": "EDUCATION_BACHELOR_LAW", "fullTime": True,
        "documentNumber": "存量登记演示2号",
    }  # fmt: skip


def transfer(who: str, to: str, *, debts_clear: bool) -> dict[str, Any]:
    """Somebody applies to move."""
    papers = ("APPLICATION_FORM", "RELEASE_PROOF", "ACCEPTANCE_PROOF")
    return {
        "kind": "LICENCE_APPLICATION_KIND_TRANSFER", "practitioner": who, "office": to,
        "transfer": {"handoverDone": True, "debtsClear": debts_clear}, "documentNumber": "转所申请演示1号",
        "papers": [f"LICENCE_PAPER_{paper}" for paper in papers],
    }  # fmt: skip


def establishment(founders: list[str]) -> dict[str, Any]:
    """Founders apply to set an office up."""
    papers = ("APPLICATION_FORM", "CHARTER", "PARTY_PLAN", "PREMISES_PROOF", "LOCAL_AUTHORITY")
    return {
        "kind": "LICENCE_APPLICATION_KIND_ESTABLISH", "documentNumber": "设立申请演示1号",
        "papers": [f"LICENCE_PAPER_{paper}" for paper in papers],
        "officeStatement": {
            "displayName": "新设演示法律服务所", "form": "OFFICE_FORM_PUBLIC_INSTITUTION",
            "institutionCertificate": "事证演示9号", "premises": premises(), "division": DIVISION,
            "founders": founders, "director": founders[0], "charterDocument": "章程演示1号",
            "partyPlanDocument": "组建方案演示1号", "localAuthorityDocument": "地方依据演示1号",
        },
    }  # fmt: skip


def member(who: str) -> dict[str, Any]:
    """Somebody is a formal member whose relation is outside the register."""
    return {
        "fullName": "钱示例", "practitioner": who, "standing": "MEMBER_STANDING_FORMAL", "joinedDate": "2015-07-01",
        "formalDate": "2016-07-01", "duesBaseMode": "DUES_BASE_MODE_MONTHLY", "documentNumber": "党员底册演示2号",
        "division": DIVISION,
    }  # fmt: skip


def violation(at: str) -> dict[str, Any]:
    """Receipts of the office show a street."""
    return {
        "office": at, "kind": "ADDRESS_VIOLATION_KIND_MOVED", "source": "ADDRESS_VIOLATION_SOURCE_RECEIPT",
        "foundAddress": "示范县城关街道演示路9号", "foundAreaType": "AREA_TYPE_STREET", "foundDate": "2026-06-01",
        "foundBy": "桥头演示司法所", "documentNumber": "核查演示1号", "entryReason": "补录核查记录",
    }  # fmt: skip


def merger(going_on: str, ending: str) -> dict[str, Any]:
    """An office applies to take another one over."""
    papers = ("APPLICATION_FORM", "RESOLUTION", "SUCCESSION_PLAN")
    return {
        "kind": "LICENCE_APPLICATION_KIND_MERGE", "office": going_on, "documentNumber": "合并申请演示1号",
        "papers": [f"LICENCE_PAPER_{paper}" for paper in papers],
        "officeStatement": {"absorbedOffices": [ending], "successionDocument": "合并协议演示1号"},
    }  # fmt: skip


def consolidation(absorbed: list[str], director: str) -> dict[str, Any]:
    """A new office applies to take everything of others over."""
    filed = establishment([director])
    filed["officeStatement"] |= {
        "displayName": "合设演示法律服务所", "founders": [], "absorbedOffices": absorbed,
        "successionDocument": "合并协议演示2号",
    }  # fmt: skip
    papers = [*filed["papers"], "LICENCE_PAPER_RESOLUTION", "LICENCE_PAPER_SUCCESSION_PLAN"]
    return {**filed, "kind": "LICENCE_APPLICATION_KIND_CONSOLIDATE", "papers": papers}


def post(at: str, account: str) -> dict[str, Any]:
    """An account stands for the director of an office."""
    return {"office": at, "account": account, "post": "STAFF_POST_DIRECTOR", "documentNumber": "指派演示1号"}


def matter(at: str, handler: str) -> dict[str, Any]:
    """A client wants a paper drawn up."""
    return {
        "office": at, "handler": handler, "kind": "OFFICE_CASE_KIND_NON_LITIGATION", "matter": "代书",
        "partyDivisions": [DIVISION], "parties": [{"role": "CASE_PARTY_ROLE_CLIENT", "displayName": "甲示例"}],
        "documentNumber": "委托演示1号", "acceptedDate": "2026-06-01", "feeFen": "50000",
        "entryReason": "补录演示材料",
    }  # fmt: skip
