"""`sifa backup`: copy every SQLite file of the embedded profile, consistently, with a manifest of hashes.

It must not touch production databases: their backups belong to the database server's own tools.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from chassis.cli.main import EXIT_USAGE, Command
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Write `var/backup/<time>/` while the services run. Exit codes: 0 done, 1 nothing there or damaged, 2 misused."""
    if arguments:
        sys.stderr.write("usage: sifa backup\n")
        return EXIT_USAGE
    var = load_settings().var
    sources = sorted(var.glob("*.sqlite"))
    if not sources:
        sys.stderr.write(f"sifa backup: no SQLite files in {var}\n")
        return 1
    target = var / "backup" / time.strftime("%Y%m%d-%H%M%S")
    target.mkdir(parents=True, mode=0o700)
    hashes = {}
    for source in sources:
        try:
            hashes[source.name] = copy_database(source, target / source.name)
        except sqlite3.Error as error:
            sys.stderr.write(f"sifa backup: {source.name}: {error}; {target.name} is incomplete, it has no manifest\n")
            return 1
    (target / "manifest.json").write_text(json.dumps({"sha256": hashes}, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}: {len(hashes)} databases\n")
    return 0


def copy_database(source: Path, target: Path) -> str:
    """Copy one live database into a file of its own and check the copy; its SHA-256. Raises sqlite3.Error."""
    # NOTE: opened for writing, because a read-only connection cannot recover the journal of a crashed writer.
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
    with target.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


COMMAND = Command(help="copy the embedded databases into var/backup with their hashes", run=run)
