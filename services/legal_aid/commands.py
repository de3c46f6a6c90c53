"""`sifa decision replay PAPER` and `sifa ledger export SOURCE`: look into the database with no service running.

They must not write, and they must not print what a paper says of a person.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from chassis.cli.main import EXIT_CONFIG, Command
from chassis.clock import random_id
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.manifest import select_services
from chassis.migrate import schema_fits
from chassis.service import Service, open_service
from chassis.settings import load_settings
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.decision_text import Replay, text_sha256
from services.legal_aid.handlers.fund_export import LedgerForm, export_ledger
from services.legal_aid.handlers.paper_of_decision import replay_paper

IDENTICAL, DIFFERENT, UNKNOWN = 0, 1, 3
_ID = re.compile(r"(?:decisions/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII | re.IGNORECASE)
_SOURCE = re.compile(_ID.pattern.replace("decisions", "fundSources"), re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"（[0-9]{4}）\S+字第[1-9][0-9]*号", re.ASCII)


def run(arguments: list[str]) -> int:
    """Exit codes: 0 identical, 1 different or not to be computed again, 2 misused, 3 unknown, 78 unfit database."""
    parser = argparse.ArgumentParser(prog="sifa decision", description="written decisions (决定书) of legal aid")
    actions = parser.add_subparsers(dest="action", required=True)
    replayed = actions.add_parser("replay", help="compute a decision again and compare it byte by byte (P-02)")
    replayed.add_argument("paper", type=_paper, help="decisions/UUID, UUID, or document number （2026）…字第1号")
    given = parser.parse_args(arguments)
    with _opened("decision") as service:
        return EXIT_CONFIG if service is None else _replay(service, given.paper)


def run_ledger(arguments: list[str]) -> int:
    """Exit codes: 0 written, 2 misused, 3 unknown, 78 unfit database."""
    parser = argparse.ArgumentParser(prog="sifa ledger", description="ledgers of fund sources (经费来源) of legal aid")
    actions = parser.add_subparsers(dest="action", required=True)
    exported = actions.add_parser("export", help="write a ledger as beancount and hledger read it (LA-90)")
    exported.add_argument("source", type=_source, help="fundSources/UUID, or UUID")
    exported.add_argument("--format", choices=[form.value for form in LedgerForm], default=LedgerForm.BEANCOUNT.value)
    given = parser.parse_args(arguments)
    with _opened("ledger") as service:
        return EXIT_CONFIG if service is None else _export(service, given.source, LedgerForm(given.format))


@contextmanager
def _opened(command: str) -> Iterator[Service | None]:
    """The service with its database; None, and a word about it, when the schema does not fit."""
    service = open_service(select_services(["legal_aid"])[0], load_settings())
    with closing(service.database):
        if schema_fits(service):
            yield service
            return
        sys.stderr.write(f"sifa {command}: run `sifa migrate {service.name}` first\n")
        yield None


def _source(text: str) -> str:
    """Name of a fund source."""
    found = _SOURCE.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError("not fundSources/UUID")
    return f"fundSources/{found[1].lower()}"


def _export(service: Service, source: str, form: LedgerForm) -> int:
    try:
        with service.database.read() as session:
            tx = service.open_tx(session, principal=service.principal, cause=random_id(), may_emit=False)
            for line in export_ledger(tx, source, form):
                sys.stdout.write(f"{line}\n")
    except NotFound:
        sys.stderr.write(f"sifa ledger: {service.name} has no {source}\n")
        return UNKNOWN
    return 0


def _paper(text: str) -> str:
    """Name or document number of a paper."""
    found = _ID.fullmatch(text.strip())
    if found is not None:
        return f"decisions/{found[1].lower()}"
    if _NUMBER.fullmatch(text.strip()):
        return text.strip()
    raise argparse.ArgumentTypeError("neither decisions/UUID nor a document number such as （2026）…字第1号")


def _replay(service: Service, paper: str) -> int:
    try:
        with service.database.read() as session:
            tx = service.open_tx(session, principal=service.principal, cause=random_id(), may_emit=False)
            decision, replay = replay_paper(tx, paper)
    except NotFound:
        sys.stderr.write(f"sifa decision: {service.name} has no paper {paper}\n")
        return UNKNOWN
    except RuleViolated as refusal:
        sys.stderr.write(f"sifa decision: {refusal.reason}: {refusal.message}\n")
        return DIFFERENT
    _print(decision, replay)
    return IDENTICAL if replay.identical else DIFFERENT


def _print(decision: Decision, replay: Replay) -> None:
    packs = replay.pack_sha256 or ("none was needed",)
    for name, text in (
        ("paper", f"{decision.name} {decision.number}"),
        ("result", "identical" if replay.identical else "different"),
        ("outcome", f"{replay.outcome.name}, on the paper {decision.outcome.name}"),
        ("computed", replay.text_sha256),
        ("recorded", replay.stored_text_sha256),
        ("on paper", text_sha256(decision.text)),
        *(("pack", sha256) for sha256 in packs),
    ):
        sys.stdout.write(f"{name:<9} {text}\n")


DECISION = Command("compute a written decision of legal aid again and compare it", run)
LEDGER = Command("write a ledger of legal aid as beancount and hledger read it", run_ledger)
