"""Check a certificate's QR code, or an issued circular, offline, and its place in the log of certificates.

    verify_certificate.py KEY.pub.pem < qr.txt               the signature, and what was true on the day of issue
    verify_certificate.py KEY.pub.pem proof.json < qr.txt    also its place in the log, as `:inclusionProof` gives it
    verify_certificate.py KEY.pub.pem --grown proof.json     the log only grew, as `certificates:consistencyProof` tells

It needs Python's own library and `openssl` alone, and must not tell whether a certificate was withdrawn after the day
of the log's head.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

PREFIX, LOG = "SIFA1", "grassroots_offices/certificates"


class NotGenuine(Exception):
    """What does not hold."""


def main(arguments: list[str]) -> int:
    """Exit codes: 0 genuine, the facts are printed; 1 not genuine; 2 wrong use."""
    try:
        match arguments:
            case [key]:
                facts, _ = signed_facts(key, sys.stdin.read())
            case [key, "--grown", file]:
                facts = grown(key, _read(file))
            case [key, file]:
                facts, content = signed_facts(key, sys.stdin.read())
                facts |= place_in_log(key, content, _read(file))
            case _:
                sys.stderr.write(f"{__doc__}\n")
                return 2
    except NotGenuine as fault:
        sys.stdout.write(f"不真实：{fault} / not genuine\n")
        return 1
    for name, value in facts.items():
        sys.stdout.write(f"{name}: {value}\n")
    return 0


def signed_facts(key: str, text: str) -> tuple[dict[str, Any], bytes]:
    """What a signed text says, and its bytes. Raises NotGenuine."""
    parts = text.strip().split(".")
    try:
        prefix, content, signature = parts[0], _bytes(parts[1]), _bytes(parts[2])
    except (IndexError, ValueError):
        prefix, content, signature = "", b"", b""
    if prefix != PREFIX or len(parts) != 3 or not _is_signed(key, content, signature):
        raise NotGenuine("签名与内容不符")
    return dict(json.loads(content)), content


def place_in_log(key: str, content: bytes, proof: dict[str, Any]) -> dict[str, Any]:
    """Where the log has the certificate, and since when it is withdrawn. Raises NotGenuine (RFC 9162 §2.1.3.2)."""
    try:
        size, root, signed = _head(key, proof["head"])
        leaves = [(_leaf(fact["content"], content), fact) for fact in proof["facts"]]
        for _, fact in leaves:
            path = [bytes.fromhex(one) for one in fact["path"]]
            if _led_to(fact["content"].encode(), int(fact["position"]), size, path) != root:
                raise NotGenuine("日志中没有该证书的这一记录")
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotGenuine("证明文件无法读取") from fault
    positions = {leaf["kind"]: (int(fact["position"]), leaf["date"]) for leaf, fact in leaves}
    if "ISSUED" not in positions:
        raise NotGenuine("证明文件没有该证书的制发记录")
    told = {"log_position": positions["ISSUED"][0], "log_size": size, "log_root": root.hex(), "log_date": signed}
    ended = {"withdrawn_date": positions["WITHDRAWN"][1]} if "WITHDRAWN" in positions else {}
    return told | ended


def grown(key: str, proof: dict[str, Any]) -> dict[str, Any]:
    """Both heads, when the later log begins with the earlier one. Raises NotGenuine (RFC 9162 §2.1.4.2)."""
    try:
        (old_size, old_root, _), (size, root, signed) = _head(key, proof["oldHead"]), _head(key, proof["head"])
        path = [bytes.fromhex(one) for one in proof["path"]]
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotGenuine("证明文件无法读取") from fault
    if not _began_with(old_size, old_root, size, root, path):
        raise NotGenuine("日志被改动过")
    return {"log_old_size": old_size, "log_size": size, "log_root": root.hex(), "log_date": signed}


def _head(key: str, head: dict[str, Any]) -> tuple[int, bytes, str]:
    said, _ = signed_facts(key, head["signedText"])
    if said.get("log") != LOG:
        raise NotGenuine("日志头不是许可证书日志的")
    return int(said["size"]), bytes.fromhex(said["root"]), str(said["date"])


def _leaf(text: str, content: bytes) -> dict[str, Any]:
    """A leaf, when it speaks of the certificate with this content."""
    leaf: dict[str, Any] = json.loads(text)
    if leaf["sha256"] != sha256(content).hexdigest() or leaf["certificate"] != json.loads(content)["certificate"]:
        raise NotGenuine("证明文件属于另一份证书")
    return leaf


def _led_to(entry: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that the path leads to; None for a path of another length."""
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, sha256(b"\x00" + entry).digest()
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = _node(step, found)
            place, last = _risen(place, last)
        else:
            found = _node(found, step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def _began_with(old_size: int, old_root: bytes, size: int, root: bytes, path: list[bytes]) -> bool:
    if old_size == size:
        return size > 0 and not path and old_root == root
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else path
    if not 0 < old_size < size or not steps:
        return False
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = _node(step, old), _node(step, new)
            place, last = _risen(place, last)
        else:
            new = _node(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and (old, new) == (old_root, root)


def _risen(place: int, last: int) -> tuple[int, int]:
    """What has no neighbour on its right rises until it has one on its left."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _read(file: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(Path(file).read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise NotGenuine("证明文件无法读取") from fault
    return found


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _is_signed(key: str, content: bytes, signature: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "signature"
        file.write_bytes(signature)
        done = subprocess.run(
            ["openssl", "dgst", "-sha256", "-verify", key, "-signature", str(file)],
            input=content, capture_output=True, check=False,
        )  # fmt: skip
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
