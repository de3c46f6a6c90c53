"""Check a certificate's QR code, or an issued circular, offline: `python3 verify_certificate.py KEY.pub.pem < qr.txt`.

It needs Python's own library and `openssl` alone, and must not tell whether the certificate was withdrawn since: what
it prints was true on the day of issue.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path

PREFIX = "SIFA1"


def main(arguments: list[str]) -> int:
    """Exit codes: 0 genuine, the facts are printed; 1 not genuine; 2 wrong use."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    parts = sys.stdin.read().strip().split(".")
    try:
        prefix, content, signature = parts[0], _bytes(parts[1]), _bytes(parts[2])
    except (IndexError, ValueError):
        prefix, content, signature = "", b"", b""
    if prefix != PREFIX or len(parts) != 3 or not _is_signed(arguments[0], content, signature):
        sys.stdout.write("不真实：签名与内容不符 / not genuine\n")
        return 1
    for key, value in json.loads(content).items():
        sys.stdout.write(f"{key}: {value}\n")
    return 0


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
