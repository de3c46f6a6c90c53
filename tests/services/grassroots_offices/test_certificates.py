"""A licence is handed out as one original and duplicates that anybody can check without the house (GO-12)."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sifa.grassroots_offices.v1 import certificate_pb2 as pb

from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk

ROOT = Path(__file__).parents[3]
ORIGINAL, DUPLICATE = pb.CERTIFICATE_COPY_ORIGINAL, pb.CERTIFICATE_COPY_DUPLICATE


def issue(desk: Desk, subject: str, copy: pb.CertificateCopy.ValueType = ORIGINAL, **changes: Any) -> pb.Certificate:
    fields: dict[str, Any] = {"subject": subject, "copy": copy, "document_number": "制证1号", **changes}
    made: pb.Certificate = desk.call("CreateCertificate", desk.city, certificate=pb.Certificate(**fields))
    return made


def checked(desk: Desk, text: str) -> subprocess.CompletedProcess[str]:
    """The script, run as a stranger would: isolated from everything that is installed here."""
    script = ROOT / "services" / "grassroots_offices" / "offline" / "verify_certificate.py"
    key = desk.door.service.settings.keys_dir / "grassroots_offices.pub.pem"
    command = [sys.executable, "-I", "-S", str(script), str(key)]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.rule("GO-12")
def test_original_and_duplicate_say_the_same_and_are_genuine(desk: Desk) -> None:
    office = desk.enter_office()
    texts = [issue(desk, office.name, copy) for copy in (ORIGINAL, DUPLICATE, DUPLICATE)]
    for made in texts:
        facts = json.loads(made.content)
        assert (facts["number"], facts["name"], facts["credit_code"], facts["state"]) == (
            office.licence_number, office.display_name, office.credit_code, "LICENSED",
        )  # fmt: skip
        done = checked(desk, made.qr_text)
        assert (done.returncode, office.licence_number in done.stdout) == (0, True), done.stderr
    assert len({made.qr_text for made in texts}) == 3


@pytest.mark.rule("GO-12")
def test_no_certificate_is_older_than_its_licence(desk: Desk) -> None:
    office = desk.enter_office(licensed_date="2026-06-10")
    answer = refused(lambda: issue(desk, office.name, issued_date="2026-06-09"))
    assert answer.violations == {"certificate.issued_date": "DATE_BEFORE_PREVIOUS"}
    assert issue(desk, office.name, issued_date="2026-06-10").issued_date == "2026-06-10"


@pytest.mark.rule("GO-12")
def test_a_text_that_was_changed_is_not_genuine(desk: Desk) -> None:
    _, staff = desk.staffed_office(3)
    made = issue(desk, staff[0].name)
    prefix, content, signature = made.qr_text.split(".")
    other = made.content.replace(staff[0].certificate_number, "33401-999999").encode()
    forged = base64.urlsafe_b64encode(other).rstrip(b"=").decode()
    assert checked(desk, made.qr_text).returncode == 0
    for text in (
        f"{prefix}.{forged}.{signature}",
        f"SIFA2.{content}.{signature}",
        made.qr_text[:-4],
        "",
        "a.b",
        "一.二.三",
    ):
        done = checked(desk, text)
        assert (done.returncode, done.stdout[:3]) == (1, "不真实"), text


@pytest.mark.rule("GO-12", "GO-39")
def test_there_is_one_original_in_force_until_it_is_withdrawn(desk: Desk) -> None:
    office = desk.enter_office()
    first = issue(desk, office.name)
    assert refused(lambda: issue(desk, office.name)).reason == "ORIGINAL_IN_FORCE"
    end = {"document_number": "遗失声明1号", "reasons": "遗失"}
    gone = desk.call("WithdrawCertificate", desk.city, name=first.name, etag=first.etag, **end).certificate
    assert (gone.state, gone.withdrawn_date, list(gone.allowed_actions)) == (
        pb.CERTIFICATE_STATE_WITHDRAWN, "2026-06-15", [],
    )  # fmt: skip
    again = refused(lambda: desk.call("WithdrawCertificate", desk.city, name=first.name, **end))
    assert again.reason == "ACTION_NOT_ALLOWED"
    second = issue(desk, office.name)
    listed = desk.call("ListCertificates", desk.clerk, subject=office.name, state=pb.CERTIFICATE_STATE_ISSUED)
    assert [one.name for one in listed.certificates] == [second.name]


def test_whoever_has_no_licence_in_force_gets_none(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    intern = desk.intern(office.name)
    assert refused(lambda: issue(desk, intern.name)).reason == "NOT_LICENSED"
    unattached = desk.leave(staff[0])
    assert json.loads(issue(desk, unattached.name).content)["state"] == "UNATTACHED"
    stranger = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1aff"
    assert refused(lambda: issue(desk, stranger)).reason == "OFFICE_UNKNOWN"
