"""The doctor sees what is wrong with a machine and its files, each fault planted for real."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from chassis.auth.keys import ISSUER, ensure_keys
from chassis.doctor import keys, machine, policies
from chassis.doctor.installation import Installation, Patient
from chassis.manifest import installed_services
from chassis.settings import load_settings
from tests.operators.command import sifa
from tests.operators.conftest import seen
from tests.operators.looking import looked

NAME = "supervision"
GOOD_PACK = """
id = "990102-own"
division = "990102"
status = "active"
[[parameter]]
key = "sv.long_days"
unit = "days"
value = 90
citation = "演示"
from = 2026-01-01
"""


@pytest.fixture
def house(tmp_path: Path) -> Installation:
    """One service with good keys and no database."""
    settings = load_settings({"SIFA_VAR": str(tmp_path / "var")})
    ensure_keys(settings.keys_dir, [ISSUER, *installed_services()])
    return seen(settings, NAME)


@pytest.fixture
def patient(house: Installation) -> Patient:
    return Patient(house, house.installed[NAME])


@pytest.fixture
def folder(house: Installation) -> Path:
    return house.settings.keys_dir


def test_good_keys_and_folders_are_nothing_to_tell(house: Installation, patient: Patient) -> None:
    of_house = (keys.FOLDER_MODE, keys.PAGE_SECRET, keys.ISSUER_PAIR, policies.POLICIES)
    assert [looked(check, house) for check in of_house] == [[]] * 4
    assert [looked(check, patient) for check in (keys.OWN_PAIR, keys.CALLERS)] == [[], []]
    assert [looked(check, house.settings) for check in machine.OF_SETTINGS] == [[], [], []]


@pytest.mark.parametrize(
    ("version", "level"), [((3, 10), "FAILURE"), ((3, 11), ""), ((3, 13), ""), ((3, 14), "WARNING")]
)
def test_a_python_that_was_not_tried_is_told(version: tuple[int, int], level: str) -> None:
    assert [found[0] for found in looked(machine.PYTHON, version)] == ([level] if level else [])


def test_a_zone_that_the_machine_does_not_know_is_told() -> None:
    assert looked(machine.TIME_ZONE, "Asia/Shanghai") == []
    assert looked(machine.TIME_ZONE, "Asia/Nowhere") == [("FAILURE", "the time zone Asia/Nowhere is not known here")]


def test_a_locale_without_utf_8_is_a_warning(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SIFA_VAR": str(tmp_path)}
    done = sifa(plain, "doctor", NAME)
    assert "warning  locale: names of files are read as ascii" in done.out
    assert "files are read as" not in sifa({**plain, "LC_ALL": "C.UTF-8"}, "doctor", NAME).out


def test_every_bad_setting_is_told_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    bad = {"SIFA_VAR": str(tmp_path), "SIFA_BROKR_URL": "x", "SIFA_GATEWAY_HTTP_PORT": "many"}
    done = sifa(bad, "doctor")
    assert done.code == 1
    assert [line for line in done.out.splitlines() if line.startswith("FAILURE")] == [
        "FAILURE  settings: SIFA_BROKR_URL is unknown, did you mean SIFA_BROKER_URL?",
        "FAILURE  settings: SIFA_GATEWAY_HTTP_PORT must be a number from 0 to 65535",
    ]


def test_a_pinned_clock_is_a_warning() -> None:
    found = looked(machine.PINNED_CLOCK, load_settings({"SIFA_NOW": "2026-06-15T09:00+08:00"}))
    assert found == [("WARNING", "SIFA_NOW is 2026-06-15T09:00+08:00")]


def test_a_folder_that_cannot_be_written_to_is_told() -> None:
    ((level, what),) = looked(machine.VAR, load_settings({"SIFA_VAR": "/proc/self/var"}))
    assert (level, what.startswith("cannot write to /proc/")) == ("FAILURE", True)


def test_a_disk_without_room_is_told() -> None:
    """A file system of the kernel says that it holds nothing free."""
    ((level, what),) = looked(machine.DISK, load_settings({"SIFA_VAR": "/proc/self/var"}))
    assert (level, what.startswith("0 MiB are free")) == ("FAILURE", True)


def test_a_missing_private_key_is_told(patient: Patient, folder: Path) -> None:
    (folder / f"{NAME}.key.pem").unlink()
    ((level, what),) = looked(keys.OWN_PAIR, patient)
    assert (level, "no key of supervision" in what) == ("FAILURE", True)


def test_a_private_key_that_others_can_read_is_told(patient: Patient, folder: Path) -> None:
    (folder / f"{NAME}.key.pem").chmod(0o644)
    ((level, what),) = looked(keys.OWN_PAIR, patient)
    assert (level, "readable by others" in what) == ("FAILURE", True)


def test_a_pair_that_does_not_belong_together_is_told(patient: Patient, folder: Path) -> None:
    shutil.copy(folder / "legal_aid.pub.pem", folder / f"{NAME}.pub.pem")
    ((level, what),) = looked(keys.OWN_PAIR, patient)
    assert (level, "do not belong together" in what) == ("FAILURE", True)


@pytest.mark.parametrize("text", [b"", b"-----BEGIN PRIVATE KEY-----\nnot a key\n"])
def test_a_key_file_that_is_no_key_is_told_without_its_text(patient: Patient, folder: Path, text: bytes) -> None:
    (folder / f"{NAME}.key.pem").write_bytes(text)
    ((level, what),) = looked(keys.OWN_PAIR, patient)
    assert (level, "cannot be read" in what, "not a key" in what) == ("FAILURE", True, False)


def test_a_key_of_another_kind_is_told(patient: Patient, folder: Path) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / f"{NAME}.key.pem").write_bytes(other.private_bytes(encoding, form, serialization.NoEncryption()))
    ((level, what),) = looked(keys.OWN_PAIR, patient)
    assert (level, "P-256" in what) == ("FAILURE", True)


def test_the_issuers_missing_key_is_told_where_the_issuer_runs(house: Installation, folder: Path) -> None:
    (folder / f"{ISSUER}.key.pem").unlink()
    assert looked(keys.ISSUER_PAIR, house) == []
    assert [found[0] for found in looked(keys.ISSUER_PAIR, seen(house.settings, NAME, ISSUER))] == ["FAILURE"]


def test_the_missing_public_key_of_a_caller_is_a_warning(house: Installation, folder: Path) -> None:
    (folder / f"{NAME}.pub.pem").unlink()
    (folder / f"{ISSUER}.pub.pem").write_text("no key", encoding="utf-8")
    told = Patient(house, house.installed["legal_aid"])
    assert looked(keys.CALLERS, told) == [
        ("WARNING", "no usable public key of identity"), ("WARNING", "no usable public key of supervision"),
    ]  # fmt: skip


@pytest.mark.parametrize("secret", [b"", b"change-me", b"0" * 64, b"sample-secret" * 5])
def test_a_weak_page_token_secret_is_told_and_not_shown(house: Installation, folder: Path, secret: bytes) -> None:
    (folder / "page-token.secret").write_bytes(secret)
    assert looked(keys.PAGE_SECRET, house) == [
        ("FAILURE", "the page-token secret in SIFA_KEYS_DIR is too weak; delete the file and run `sifa keys`")
    ]


def test_a_page_token_secret_that_others_can_read_is_told(house: Installation, folder: Path) -> None:
    (folder / "page-token.secret").chmod(0o640)
    assert "readable by others" in looked(keys.PAGE_SECRET, house)[0][1]


def test_a_sealing_secret_that_is_not_there_is_told(house: Installation, folder: Path) -> None:
    (folder / f"{NAME}.seal.secret").unlink()
    (found,) = looked(keys.SEAL, Patient(house, house.installed[NAME]))
    assert found[0] == "FAILURE"
    assert f"the sealing secret of {NAME} is not in SIFA_KEYS_DIR" in found[1]


def test_a_key_folder_that_others_may_change_is_told(house: Installation, folder: Path) -> None:
    folder.chmod(0o777)
    assert [found[0] for found in looked(keys.FOLDER_MODE, house)] == ["FAILURE"]


def packs(house: Installation, folder: Path) -> Installation:
    return seen(load_settings({"SIFA_VAR": str(house.settings.var), "SIFA_POLICY_DIR": str(folder)}), NAME)


def test_a_policy_folder_that_is_not_there_is_told(house: Installation, tmp_path: Path) -> None:
    assert [found[0] for found in looked(policies.POLICIES, packs(house, tmp_path / "packs"))] == ["FAILURE"]


def test_packs_of_an_unknown_service_are_a_warning(house: Installation, tmp_path: Path) -> None:
    (tmp_path / "packs" / "supervison").mkdir(parents=True)
    assert looked(policies.POLICIES, packs(house, tmp_path / "packs")) == [
        ("WARNING", "of no installed service: supervison")
    ]


@pytest.mark.parametrize(("text", "fine"), [(GOOD_PACK, True), (GOOD_PACK + "float = 1.5\n", False), ("[[", False)])
def test_a_pack_that_does_not_load_is_told(house: Installation, tmp_path: Path, text: str, fine: bool) -> None:  # noqa: FBT001
    folder = tmp_path / "packs" / NAME
    folder.mkdir(parents=True)
    (folder / "990102.toml").write_text(text, encoding="utf-8")
    assert [found[0] for found in looked(policies.POLICIES, packs(house, tmp_path / "packs"))] == (
        [] if fine else ["FAILURE"]
    )
