"""What an officer's own program does: keys, the bytes of a record, signatures, captures. It needs `cryptography` alone.

The private key stays with the officer. A capture is a file that holds everything to hand in once there is a network:

    inspection_client.py key                                a new private key, and its public half
    inspection_client.py proof PRIVATE OFFICER              what shows that the officer holds it
    inspection_client.py sign record.json PRIVATE OFFICER   add a signature; `record.json` has inspection and record
    inspection_client.py body record.json                   what to POST to `/v1/supervision/inspections/…:replay`
    inspection_client.py verify proof.json                  a proof as `:proof` gives it; exit code 1 when it fails

A record has the fields of `InspectionRecord` with their names in snake case, enums without their prefix.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT, PROOF = "sifa-inspection/v1", "sifa-officer-key/v1"
PREFIXES = {
    "result": "CHECK_RESULT_", "outcome": "ITEM_OUTCOME_", "manner": "MANNER_", "kind": "ADDRESS_FINDING_KIND_",
    "place_type": "PLACE_TYPE_",
}  # fmt: skip


def new_key() -> str:
    """A private key, hexadecimal."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key_of(private: str) -> str:
    """The half that is registered."""
    return _key(private).public_key().public_bytes_raw().hex()


def proof_of(private: str, officer: str) -> str:
    """Shows that the officer holds the key."""
    return _key(private).sign(f"{PROOF}\n{officer}\n{public_key_of(private)}".encode()).hex()


def signed_bytes(inspection: str, record: dict[str, Any]) -> bytes:
    """Canonical JSON (RFC 8785) of what is signed; every key is ASCII and no value a fraction."""
    told = {"format": FORMAT, "inspection": inspection, "record": record}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature_of(inspection: str, record: dict[str, Any], private: str, officer: str) -> dict[str, str]:
    """An officer's signature over a record."""
    signature = _key(private).sign(signed_bytes(inspection, record)).hex()
    return {"officer": officer, "public_key": public_key_of(private), "signature": signature}


def body_of(capture: dict[str, Any]) -> dict[str, Any]:
    """The request to hand a capture in."""
    told = {key: capture.get(key, "") for key in ("secret", "entry_reason")}
    return {_camel(key): value for key, value in told.items() if value} | {
        "record": _message(capture["record"]), "signatures": _message(capture["signatures"]),
    }  # fmt: skip


def broken_signatures(proof: dict[str, Any]) -> list[str]:
    """Officers whose signatures do not hold for the bytes of a proof."""
    content = base64.b64decode(proof["signedContent"])
    return [one["officer"] for one in proof["signatures"] if not _holds(content, one)]


def main(arguments: list[str]) -> int:
    """Exit codes: 0 done; 1 a signature does not hold; 2 wrong use."""
    match arguments:
        case ["key"]:
            private = new_key()
            told: Any = {"private": private, "public": public_key_of(private)}
        case ["proof", private, officer]:
            told = {"public": public_key_of(private), "proof": proof_of(private, officer)}
        case ["sign", file, private, officer]:
            told = _read(file)
            others = [one for one in told.get("signatures", []) if one["officer"] != officer]
            made = signature_of(told["inspection"], told["record"], private, officer)
            Path(file).write_text(json.dumps({**told, "signatures": [*others, made]}, ensure_ascii=False), "utf-8")
            told = made
        case ["body", file]:
            told = body_of(_read(file))
        case ["verify", file]:
            broken = broken_signatures(_read(file))
            sys.stdout.write(f"REJECTED {' '.join(broken)}\n" if broken else "VERIFIED\n")
            return int(bool(broken))
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 0


def _read(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(file).read_text("utf-8"))
    return found


def _message(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {_camel(name): _message(one, name) for name, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_message(one) for one in value]
    return PREFIXES[key] + value if key in PREFIXES else value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _holds(content: bytes, one: dict[str, str]) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(one["publicKey"]))
        key.verify(bytes.fromhex(one["signature"]), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(private: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
