"""`sifa token`: a person's token of the embedded issuer, for trying the API by hand.

It must not work in production, where the bureau's own issuer signs.
"""

from __future__ import annotations

import argparse
import sys

from chassis.auth.tokens import make_user_token
from chassis.cli.main import EXIT_CONFIG, Command
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Print one token."""
    parser = argparse.ArgumentParser(prog="sifa token", description="print a token of the embedded issuer")
    parser.add_argument("--subject", default="demo")
    parser.add_argument("--name", default="演示用户")
    parser.add_argument("--role", action="append", required=True, help="repeatable")
    parser.add_argument("--division", action="append", required=True, help="repeatable, six digits")
    parser.add_argument("--seconds", type=int, default=900)
    given = parser.parse_args(arguments)
    settings = load_settings()
    if settings.production:
        sys.stderr.write("sifa token: refused in production\n")
        return EXIT_CONFIG
    token = make_user_token(
        settings.keys_dir, subject=given.subject, name=given.name, roles=given.role, divisions=given.division,
        seconds=given.seconds,
    )  # fmt: skip
    sys.stdout.write(token + "\n")
    return 0


COMMAND = Command("print a token of the embedded issuer", run)
