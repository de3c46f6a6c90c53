"""`sifa deploy files FOLDER` renders the deployment files, `sifa deploy secrets FOLDER` makes what they mount.

It must not reach a server.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chassis.cli.main import Command
from chassis.deployment.files import write_files
from chassis.deployment.plan import BROKER_HOST, DATABASE_HOST, deployed_services
from chassis.deployment.secrets import write_secrets


def run(arguments: list[str]) -> int:
    """One line per file, or one for the folder of secrets."""
    parser = argparse.ArgumentParser(prog="sifa deploy", description="files of a deployment, from the manifests")
    actions = parser.add_subparsers(dest="action", required=True)
    files = actions.add_parser("files", help="compose file, roles, broker definitions, scrape configuration")
    files.add_argument("folder", type=Path)
    made = actions.add_parser("secrets", help="passwords, addresses and keys; what is there stays")
    made.add_argument("folder", type=Path)
    made.add_argument("--database", default=DATABASE_HOST, metavar="HOST:PORT")
    made.add_argument("--broker", default=BROKER_HOST, metavar="HOST:PORT")
    given = parser.parse_args(arguments)
    if given.action == "files":
        for path in write_files(given.folder):
            sys.stdout.write(f"{path}\n")
        return 0
    services = deployed_services()
    write_secrets(given.folder, services, database=given.database, broker=given.broker)
    sys.stdout.write(f"{given.folder}: {' '.join(service.name for service in services)}\n")
    return 0


COMMAND = Command("render deployment files from the manifests, or make a deployment's secrets", run)
