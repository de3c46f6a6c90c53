"""`sifa fund-ledger export`: write the ledger of an office's fund with no service running.

It must not write into the database.
"""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import closing

from chassis.cli.main import EXIT_CONFIG, Command
from chassis.clock import random_id
from chassis.kernel.errors import NotFound
from chassis.manifest import select_services
from chassis.migrate import schema_fits
from chassis.service import Service, open_service
from chassis.settings import load_settings
from services.party_building.domain.fund_ledger import LedgerForm
from services.party_building.handlers.fund_export import export_fund

UNKNOWN = 3
_OFFICE = re.compile(r"(?:offices/|funds/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII | re.IGNORECASE)


def run_fund_ledger(arguments: list[str]) -> int:
    """Exit codes: 0 written, 2 misused, 3 unknown, 78 unfit database."""
    parser = argparse.ArgumentParser(prog="sifa fund-ledger", description="ledgers of party-building funds (党建经费)")
    actions = parser.add_subparsers(dest="action", required=True)
    exported = actions.add_parser("export", help="write a fund's ledger as beancount and hledger read it")
    exported.add_argument("office", type=_office, help="offices/UUID, or UUID")
    exported.add_argument("--format", choices=[form.value for form in LedgerForm], default=LedgerForm.BEANCOUNT.value)
    given = parser.parse_args(arguments)
    service = open_service(select_services(["party_building"])[0], load_settings())
    with closing(service.database):
        if not schema_fits(service):
            sys.stderr.write(f"sifa fund-ledger: run `sifa migrate {service.name}` first\n")
            return EXIT_CONFIG
        return _export(service, given.office, LedgerForm(given.format))


def _office(text: str) -> str:
    found = _OFFICE.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError("not offices/UUID")
    return f"funds/{found[1].lower()}"


def _export(service: Service, fund: str, form: LedgerForm) -> int:
    try:
        with service.database.read() as session:
            tx = service.open_tx(session, principal=service.principal, cause=random_id(), may_emit=False)
            for line in export_fund(tx, fund, form):
                sys.stdout.write(f"{line}\n")
    except NotFound:
        sys.stderr.write(f"sifa fund-ledger: {service.name} has no {fund}\n")
        return UNKNOWN
    return 0


FUND_LEDGER = Command("write the ledger of a party-building fund as beancount and hledger read it", run_fund_ledger)
