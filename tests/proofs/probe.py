"""`python -m tests.proofs.probe CONFIG`: ask the gateway the same questions at a steady pace, until told to stop.

It must not ask again what was refused: what a caller sees at the first try is what counts.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from chassis.auth.tokens import make_user_token

LONGEST = 30.0


def ask(base: str, question: dict[str, str], token: str) -> tuple[int, float]:
    """Status, 0 without an answer, and the seconds it took."""
    headers = {"authorization": f"Bearer {token}", "grpc-timeout": question["timeout"]}
    request = urllib.request.Request(base + question["path"], headers=headers)  # noqa: S310 - http only
    began = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=LONGEST) as reply:  # noqa: S310 - http only
            reply.read()
            status = int(reply.status)
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        status = 0
    return status, time.monotonic() - began


def ask_on(config: dict[str, Any], question: dict[str, str]) -> None:
    """One question in one thread."""
    token = make_user_token(
        Path(config["keys"]), subject=f"proof-{question['name']}", name="证明", roles=[question["role"]],
        divisions=[config["division"]], seconds=7200,
    )  # fmt: skip
    stop, log = Path(config["stop"]), Path(f"{config['log']}-{question['name']}")
    with log.open("a", encoding="utf-8") as lines:
        while not stop.exists():
            at = time.monotonic()
            status, seconds = ask(config["base"], question, token)
            lines.write(json.dumps({"at": at, "status": status, "seconds": seconds}) + "\n")
            lines.flush()
            time.sleep(config["pause"])


def main(config: dict[str, Any]) -> None:
    """One thread for each question."""
    threads = [threading.Thread(target=ask_on, args=(config, question)) for question in config["questions"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
