"""`sifa capture`: what a station or a village trip does without a network. It needs `cryptography` alone.

A capture is one JSON file; the key stays in a file of its own that only its owner reads:

    capture key KEYFILE                                     make a key, print its public half for `:registerKey`
    capture new FILE --point servicePoints/… --by ACCOUNT   begin a capture
    capture add FILE --date YYYY-MM-DD --topic … [--name …] one person who came
    capture sign FILE KEYFILE                               sign everything that is in it
    capture body FILE                                       what to POST to `/v1/legal-aid/contacts:replay`

It runs alone as well: `python3 contact_capture.py key station.key`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import secrets
import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = "sifa-contact-capture/v1"
DOORS = ("COUNTER", "HOTLINE", "LETTER", "WEB", "WECHAT", "OUTREACH", "STATION", "POST")
CATEGORIES = ("LABOUR", "FAMILY", "INJURY", "CONTRACT", "LAND_HOUSING", "CRIMINAL", "ADMINISTRATIVE", "OTHER")
TEXTS = ("topic", "person_name", "phone", "person_group", "need", "opponent")


def new_key() -> str:
    """A private key, hexadecimal."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key_of(private: str) -> str:
    """The half that is registered."""
    return _key(private).public_key().public_bytes_raw().hex()


def new_capture(point: str, by: str) -> dict[str, Any]:
    """A capture without records."""
    return {"format": FORMAT, "service_point": point, "captured_by": by, "records": [], "signature": ""}


def with_record(capture: dict[str, Any], **said: str) -> dict[str, Any]:
    """The capture with one more record; it is to be signed again. `received_date` and `topic` are needed."""
    record = {
        "record_id": _new_id(), "received_date": said["received_date"], "door": said.get("door", "STATION"),
        **{field: said.get(field, "") for field in TEXTS}, "category": said.get("category") or None,
    }  # fmt: skip
    return {**capture, "records": [*capture["records"], record], "signature": ""}


def signed(capture: dict[str, Any], private: str) -> dict[str, Any]:
    """The capture with the point's signature over the canonical JSON of everything else."""
    return {**capture, "signature": _key(private).sign(signed_bytes(capture)).hex()}


def signed_bytes(capture: dict[str, Any]) -> bytes:
    """Canonical JSON (RFC 8785); every key is ASCII and no value a fraction."""
    told = {key: value for key, value in capture.items() if key != "signature"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def body_of(capture: dict[str, Any]) -> dict[str, Any]:
    """The request that hands a capture in."""
    return {
        "servicePoint": capture["service_point"], "capturedBy": capture["captured_by"],
        "records": [_message(record) for record in capture["records"]], "signature": capture["signature"],
    }  # fmt: skip


def _new_id() -> str:
    """A random UUID of version 4 (RFC 9562)."""
    digits = secrets.token_hex(16)
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def _message(record: dict[str, Any]) -> dict[str, Any]:
    told = {**record, "door": f"CONTACT_DOOR_{record['door']}"}
    category = told.pop("category")
    if category:
        told["category"] = f"CONTACT_CATEGORY_{category}"
    return {_camel(key): value for key, value in told.items()}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.title() for other in others)


def _key(private: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))


def run(arguments: list[str]) -> int:
    """Exit codes: 0 done, 1 a file that is none, 2 misused."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"capture: {error}\n")
        return 1


def _make_key(given: argparse.Namespace) -> int:
    given.keyfile.touch(mode=0o600, exist_ok=False)
    private = new_key()
    given.keyfile.write_text(f"{private}\n", encoding="ascii")
    sys.stdout.write(f"{public_key_of(private)}\n")
    return 0


def _begin(given: argparse.Namespace) -> int:
    given.file.touch(mode=0o600, exist_ok=False)
    return _write(given.file, new_capture(given.point, given.by))


def _add(given: argparse.Namespace) -> int:
    said = {field: getattr(given, field) for field in (*TEXTS, "door", "category", "received_date")}
    return _write(given.file, with_record(_read(given.file), **said))


def _sign(given: argparse.Namespace) -> int:
    return _write(given.file, signed(_read(given.file), given.keyfile.read_text(encoding="ascii").strip()))


def _print_body(given: argparse.Namespace) -> int:
    sys.stdout.write(json.dumps(body_of(_read(given.file)), ensure_ascii=False) + "\n")
    return 0


def _read(file: Path) -> dict[str, Any]:
    capture: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if capture.get("format") != FORMAT:
        raise ValueError(f"{file} is no capture of the format {FORMAT}")
    return capture


def _write(file: Path, capture: dict[str, Any]) -> int:
    file.write_text(json.dumps(capture, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="capture", description="contacts without a network (离线登记)")
    actions = parser.add_subparsers(required=True)

    def action(name: str, text: str, run_: Any, *paths: str) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=text)
        made.set_defaults(run=run_)
        for path in paths:
            made.add_argument(path, type=Path)
        return made

    action("key", "make a key and print its public half", _make_key, "keyfile")
    begun = action("new", "begin a capture", _begin, "file")
    begun.add_argument("--point", required=True, help="servicePoints/UUID")
    begun.add_argument("--by", required=True, help="who captures")
    added = action("add", "one person who came", _add, "file")
    added.add_argument("--topic", required=True)
    for option, field in (
        ("--name", "person_name"), ("--phone", "phone"), ("--group", "person_group"), ("--need", "need"),
        ("--opponent", "opponent"),
    ):  # fmt: skip
        added.add_argument(option, dest=field, default="")
    added.add_argument("--door", choices=DOORS, default="STATION")
    added.add_argument("--category", choices=CATEGORIES)
    added.add_argument("--date", dest="received_date", type=_date, required=True, help="YYYY-MM-DD")
    action("sign", "sign everything that is in it", _sign, "file", "keyfile")
    action("body", "print the request that hands it in", _print_body, "file")
    return parser


def _date(text: str) -> str:
    return dt.date.fromisoformat(text).isoformat()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
