"""A certificate stands at a place of a log that only grows, and anybody can check that without the house (GO-12)."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf import json_format
from google.protobuf.message import Message
from pymerkle import InmemoryTree

from tests.doors import Door, refused, serving
from tests.earlier_release import released_before
from tests.earlier_release import today as brought_to_today
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.test_certificates import DUPLICATE, ROOT, issue
from tests.services.grassroots_offices.test_registers_at_once import WRITERS, at_once

SCRIPT = ROOT / "services" / "grassroots_offices" / "offline" / "verify_certificate.py"
END = {"document_number": "遗失声明1号", "reasons": "遗失"}
OLD = [f"certificates/019ed7e5-3a00-7000-8000-2f6b1c9d2a0{number}" for number in range(3)]


def as_told(message: Message) -> dict[str, Any]:
    """What the HTTP door answers."""
    told: dict[str, Any] = json_format.MessageToDict(message, always_print_fields_with_no_presence=True)
    return told


def proof_of(desk: Desk, certificate: str) -> dict[str, Any]:
    return as_told(desk.call("GetInclusionProof", desk.clerk, name=certificate))


def consistency(desk: Desk, old_size: int, size: int = 0) -> dict[str, Any]:
    return as_told(desk.call("GetConsistencyProof", (), old_size=old_size, size=size))


def checked(
    desk: Desk, folder: Path, proof: object, *flags: str, qr: str = ""
) -> subprocess.CompletedProcess[str]:  # fmt: skip
    """The script with a proof file, run as a stranger would."""
    file = folder / "proof.json"
    file.write_text(json.dumps(proof), "utf-8")
    key = desk.door.service.settings.keys_dir / "grassroots_offices.pub.pem"
    command = [sys.executable, "-I", "-S", str(SCRIPT), str(key), *flags, str(file)]
    return subprocess.run(command, input=qr, capture_output=True, text=True, timeout=60, check=False)


def logged_leaves(desk: Desk) -> list[str]:
    with desk.door.service.database.read() as session:
        return list(session.execute(sa.text("select content from certificate_log order by position")).scalars())


def other_byte(text: str) -> str:
    """The text with one character in its middle that is another one."""
    at = len(text) // 2
    return text[:at] + ("B" if text[at] in "aA" else "a") + text[at + 1 :]


@pytest.mark.rule("GO-12")
def test_each_certificate_has_its_place_in_the_log_and_a_stranger_can_check_it(desk: Desk, tmp_path: Path) -> None:
    office, staff = desk.staffed_office(3)
    made = [issue(desk, one) for one in (office.name, *(person.name for person in staff))]
    desk.call("WithdrawCertificate", desk.city, name=made[1].name, **END)
    for position, one in enumerate(made):
        proof = proof_of(desk, one.name)
        done = checked(desk, tmp_path, proof, qr=one.qr_text)
        assert (done.returncode, f"log_position: {position}\n" in done.stdout) == (0, True), done.stdout
        assert ("withdrawn_date: 2026-06-15" in done.stdout) == (position == 1)
        assert (proof["qrText"], proof["head"]["size"]) == (one.qr_text, "5")


@pytest.mark.rule("GO-12")
def test_a_second_implementation_has_the_same_root_and_leaves_name_nobody(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    tree = InmemoryTree(algorithm="sha256")
    assert desk.call("GetLogHead", ()).root == tree.get_root().hex()
    issue(desk, office.name)
    gone = issue(desk, staff[0].name)
    desk.call("WithdrawCertificate", desk.city, name=gone.name, **END)
    leaves = logged_leaves(desk)
    for leaf in leaves:
        tree.append_entry(leaf.encode())
        assert set(json.loads(leaf)) == {"certificate", "date", "kind", "sha256"}
        assert staff[0].full_name not in leaf
    head = desk.call("GetLogHead", ())
    assert (head.size, head.root, head.head_date) == (3, tree.get_root().hex(), "2026-06-15")


ALTERED: dict[str, Callable[[dict[str, Any]], object]] = {
    "leaf": lambda proof: proof["facts"][0].update(content=proof["facts"][0]["content"].replace("-06-15", "-06-14")),
    "position": lambda proof: proof["facts"][0].update(position="2"),
    "path": lambda proof: proof["facts"][0]["path"].__setitem__(0, "0" * 64),
    "longer path": lambda proof: proof["facts"][0]["path"].append("0" * 64),
    "shorter path": lambda proof: proof["facts"][0]["path"].pop(),
    "head": lambda proof: proof["head"].update(signedText=other_byte(proof["head"]["signedText"])),
    "no head": lambda proof: proof.pop("head"),
    "no issue": lambda proof: proof["facts"].clear(),
    "withdrawal": lambda proof: proof["facts"][1].update(position="0"),
}


@pytest.mark.rule("GO-12")
@pytest.mark.parametrize("part", ALTERED)
def test_a_proof_with_one_part_altered_is_refused(desk: Desk, tmp_path: Path, part: str) -> None:
    office, staff = desk.staffed_office(3)
    issue(desk, staff[0].name)
    made = issue(desk, office.name)
    desk.call("WithdrawCertificate", desk.city, name=made.name, **END)
    proof = proof_of(desk, made.name)
    forged = copy.deepcopy(proof)
    ALTERED[part](forged)
    assert forged != proof
    assert checked(desk, tmp_path, proof, qr=made.qr_text).returncode == 0
    done = checked(desk, tmp_path, forged, qr=made.qr_text)
    assert (done.returncode, done.stdout[:3]) == (1, "不真实"), done.stderr


@pytest.mark.rule("GO-12")
def test_a_proof_of_another_certificate_or_an_altered_certificate_is_refused(desk: Desk, tmp_path: Path) -> None:
    office, staff = desk.staffed_office(3)
    made, other = issue(desk, office.name), issue(desk, staff[0].name)
    for proof, text in (
        (proof_of(desk, other.name), made.qr_text),
        (proof_of(desk, made.name), other_byte(made.qr_text)),
        (proof_of(desk, made.name) | {"head": {"signedText": made.qr_text}}, made.qr_text),
        ([], made.qr_text),
    ):
        done = checked(desk, tmp_path, proof, qr=text)
        assert (done.returncode, done.stdout[:3]) == (1, "不真实"), done.stderr


@pytest.mark.rule("GO-12")
def test_who_kept_a_head_can_show_that_the_log_only_grew(desk: Desk, tmp_path: Path) -> None:
    office = desk.enter_office()
    issue(desk, office.name)
    for _ in range(6):
        issue(desk, office.name, DUPLICATE)
    for old in range(1, 8):
        proof = consistency(desk, old)
        done = checked(desk, tmp_path, proof, "--grown")
        assert (done.returncode, f"log_old_size: {old}\n" in done.stdout) == (0, True), done.stdout
        for part in ("oldHead", "head"):
            forged = proof | {part: {"signedText": other_byte(proof[part]["signedText"])}}
            assert checked(desk, tmp_path, forged, "--grown").returncode == 1
        swapped = proof | {"path": ["0" * 64, *proof["path"][1:]]}
        assert checked(desk, tmp_path, swapped, "--grown").returncode == 1
    earlier = consistency(desk, 3, 5)
    assert (earlier["oldHead"]["size"], earlier["head"]["size"]) == ("3", "5")


@pytest.mark.rule("GO-12")
def test_a_size_that_the_log_has_not_reached_is_refused(desk: Desk) -> None:
    issue(desk, desk.enter_office().name)
    assert refused(lambda: consistency(desk, 2)).violations == {"old_size": "SIZE_NOT_REACHED"}
    assert refused(lambda: consistency(desk, 1, 2)).violations == {"size": "SIZE_NOT_REACHED"}


def test_certificates_issued_at_once_stand_in_the_log_without_gaps(desk: Desk, tmp_path: Path) -> None:
    office = desk.enter_office()
    assert at_once(lambda: issue(desk, office.name, DUPLICATE)) == {"": WRITERS}
    listed = desk.call("ListCertificates", desk.clerk, subject=office.name).certificates
    proofs = {one.qr_text: proof_of(desk, one.name) for one in listed}
    assert sorted(int(one["facts"][0]["position"]) for one in proofs.values()) == list(range(WRITERS))
    assert all(checked(desk, tmp_path, proof, qr=text).returncode == 0 for text, proof in proofs.items())


@pytest.mark.parametrize("statement", ["delete from certificate_log", "update certificate_log_subtree set hash = ''"])
def test_the_database_lets_nobody_change_what_was_logged(desk: Desk, statement: str) -> None:
    issue(desk, desk.enter_office().name)
    with pytest.raises(sa.exc.DBAPIError, match="what was logged stays"), desk.door.service.database.write() as session:
        session.execute(sa.text(statement))
    assert desk.call("GetLogHead", ()).size == 1


def handed_out(name: str, withdrawn: str | None) -> dict[str, Any]:
    return {
        "name": name, "subject": f"offices/{name[13:]}", "copy": "ORIGINAL", "document_number": "制证1号",
        "entry_reason": "", "state": "ISSUED" if withdrawn is None else "WITHDRAWN", "number": "许字1号",
        "content": json.dumps({"certificate": name}), "signature": "", "qr_text": "",
        "issued_date": date(2026, 1, 5), "withdrawn_date": withdrawn and date.fromisoformat(withdrawn),
        "withdrawal_document": "", "division": "990102", "create_time": "2026-06-01 00:00:00+00:00", "etag": "1",
    }  # fmt: skip


@pytest.fixture
def earlier_door(profile: Profile, tmp_path: Path) -> Iterator[Door]:
    """Today's service on the database of revision 0035, which had three certificates and no log."""
    rows = [("certificate", handed_out(name, "2026-02-01" if name == OLD[1] else None)) for name in OLD]
    with serving(brought_to_today(released_before(profile, "grassroots_offices", "0036", tmp_path, rows))) as door:
        yield door


@pytest.mark.rule("GO-12")
def test_what_was_handed_out_before_there_was_a_log_stands_in_it(earlier_door: Door) -> None:
    desk = Desk(door=earlier_door, clerk=earlier_door.person("grassroots_clerk"), city=earlier_door.person())
    places = [[(int(one["position"]), one["kind"]) for one in proof_of(desk, name)["facts"]] for name in OLD]
    issued, withdrawn = "LOGGED_KIND_ISSUED", "LOGGED_KIND_WITHDRAWN"
    assert places == [[(0, issued)], [(1, issued), (3, withdrawn)], [(2, issued)]]
    tree = InmemoryTree(algorithm="sha256")
    for leaf in logged_leaves(desk):
        tree.append_entry(leaf.encode())
    assert desk.call("GetLogHead", ()).root == tree.get_root().hex()
