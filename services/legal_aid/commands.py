"""`sifa decision replay`, `sifa ledger export`, `sifa due`: look into the database with no service running.

They must not write, and they must not print what a paper says of a person. `sifa capture` looks into no database: it is
the program of stations without a network.
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
from chassis.paging import LARGEST_SIZE, Page
from chassis.principal import Principal
from chassis.service import Service, open_service
from chassis.settings import load_settings
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.decision_text import Replay, text_sha256
from services.legal_aid.domain.due_list import DueDeadline, DueFilter, DueStanding
from services.legal_aid.handlers.due_list import list_due_deadlines
from services.legal_aid.handlers.fund_export import LedgerForm, export_ledger
from services.legal_aid.handlers.paper_of_decision import replay_paper
from services.legal_aid.offline.contact_capture import run as run_capture

IDENTICAL, DIFFERENT, UNKNOWN = 0, 1, 3
_ID = re.compile(r"(?:decisions/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII | re.IGNORECASE)
_SOURCE = re.compile(_ID.pattern.replace("decisions", "fundSources"), re.ASCII | re.IGNORECASE)
_DIVISION = re.compile(r"[1-9][0-9]{5}", re.ASCII)
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


def run_due(arguments: list[str]) -> int:
    """Exit codes: 0 listed, 2 misused, 78 unfit database."""
    parser = argparse.ArgumentParser(
        prog="sifa due", description="what is due and overdue (到期与逾期清单) in legal aid"
    )
    parser.add_argument("division", type=_division, help="division code of six digits; places below it are included")
    parser.add_argument("--institution", default="", help="only matters of institutions/UUID")
    parser.add_argument(
        "--person", default="", help="only what handlers/UUID, applications/UUID or complaints/UUID owes"
    )
    parser.add_argument("--overdue", action="store_true", help="only what is overdue")
    given = parser.parse_args(arguments)
    standing = DueStanding.OVERDUE if given.overdue else None
    wanted = DueFilter(institution=given.institution, person=given.person, standing=standing)
    with _opened("due") as service:
        return EXIT_CONFIG if service is None else _list_due(service, given.division, wanted)


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


def _division(text: str) -> str:
    """A division code."""
    if _DIVISION.fullmatch(text) is None:
        raise argparse.ArgumentTypeError("not a division code of six digits")
    return text


def _list_due(service: Service, division: str, wanted: DueFilter) -> int:
    reader = Principal(subject="svc:cli", name=service.name, roles=frozenset({"service"}), divisions=(division,))
    after: str | None = None
    while True:
        with service.database.read() as session:
            tx = service.open_tx(session, principal=reader, cause=random_id(), may_emit=False)
            found, after = list_due_deadlines(tx, wanted, Page(size=LARGEST_SIZE, after=after))
        for item in found:
            sys.stdout.write(f"{_due_line(item)}\n")
        if after is None:
            return 0


def _due_line(item: DueDeadline) -> str:
    one = item.deadline
    left = "" if item.days_left is None else f"{item.days_left:+d}"
    holder = item.person or ("authorities" if one.owner.startswith("authorities/") else one.owner)
    day = "-" if one.due_date is None else one.due_date.isoformat()
    return f"{day:<10}  {left:>5}  {item.standing.name:<10}  {one.kind:<19}  {one.subject}  {holder}"


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
DUE = Command("list what is due and overdue in legal aid, by last day", run_due)
CAPTURE = Command("capture contacts without a network, in a file that a station signs", run_capture)
