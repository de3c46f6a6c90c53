"""`sifa doctor [NAME…]`: look for the likeliest misconfigurations, and say of each why it matters and what to do.

It must not change anything, print a secret, or wait for what does not answer.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict

from chassis.cli.main import Command
from chassis.doctor.check import Finding, Level
from chassis.doctor.examine import Examination, examine
from chassis.doctor.machine import ON_THIS_MACHINE
from chassis.manifest import ManifestError, installed_services, select_services
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Exit codes: 0 nothing failed (warnings do not count), 1 something did, 2 misused, 78 no such service."""
    parser = argparse.ArgumentParser(prog="sifa doctor", description="look for the likeliest misconfigurations")
    parser.add_argument("names", nargs="*", metavar="NAME", help="services, all that may run here when none is given")
    parser.add_argument("--json", action="store_true", help="every check with its finding, also where all is well")
    given = parser.parse_args(arguments)
    findings, hangs = examine(Examination(check, "", subject) for check, subject in ON_THIS_MACHINE)
    if not _failures(findings):
        further, hangs = examine(_of_services(given.names))
        findings += further
    _print(findings, as_json=given.json)
    code = 1 if _failures(findings) else 0
    if hangs:
        # NOTE: a thread that hangs in a library would keep the interpreter from ending.
        sys.stdout.flush()
        os._exit(code)
    return code


def _of_services(names: list[str]) -> list[Examination]:
    """Imported late: the libraries need a time zone, and settings that can be read."""
    try:
        from chassis.doctor.installation import Installation  # noqa: PLC0415 - needs the time zone
        from chassis.doctor.table import examinations  # noqa: PLC0415 - needs the time zone
    except ModuleNotFoundError as error:
        raise ManifestError(f"doctor needs {error.name}, which is not installed; take the extra `work`") from error

    settings = load_settings()
    chosen = [one for one in select_services(names) if names or not (settings.production and one.embedded_only)]
    return examinations(Installation(settings, installed_services(), tuple(chosen)))


def _failures(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is Level.FAILURE]


def _print(findings: list[Finding], *, as_json: bool) -> None:
    told = [finding for finding in findings if finding.level in (Level.FAILURE, Level.WARNING)]
    if as_json:
        rows = [{**asdict(finding), "level": finding.level.value} for finding in findings]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    else:
        for finding in told:
            subject = f" {finding.subject}" if finding.subject else ""
            sys.stdout.write(f"{finding.level.value:<8} {finding.check}{subject}: {finding.what}\n")
            sys.stdout.write(f"         why: {finding.why}\n         do:  {finding.remedy}\n")
    count = {level: sum(finding.level is level for finding in findings) for level in Level}
    counts = f"{len(findings)} looks, {count[Level.FAILURE]} failures, {count[Level.WARNING]} warnings"
    counts += f", {count[Level.UNSEEN]} not possible" if count[Level.UNSEEN] else ""
    sys.stderr.write(f"sifa doctor: {counts}\n")


COMMAND = Command("look for the likeliest misconfigurations: why each matters and what to do", run)
