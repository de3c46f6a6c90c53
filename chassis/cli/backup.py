"""`sifa backup`: copy the SQLite files of the embedded profile, consistently, with their hashes, and its contents.

It must not touch production databases: their backups belong to the database server's own tools.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from chassis.cli.main import EXIT_LATER, EXIT_USAGE, Command
from chassis.settings import load_settings


def run(arguments: list[str]) -> int:
    """Write `var/backup/<time>/` while the services run, whole or not at all.

    Exit codes: 0 done, 1 nothing there, damaged or no room, 2 misused, 75 one was made in this very second.
    """
    if arguments:
        sys.stderr.write("usage: sifa backup\n")
        return EXIT_USAGE
    settings = load_settings()
    var = settings.var
    sources = sorted(var.glob("*.sqlite"))
    if not sources:
        sys.stderr.write(f"sifa backup: no SQLite files in {var}\n")
        return 1
    target = var / "backup" / time.strftime("%Y%m%d-%H%M%S")
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    draft.mkdir(parents=True, mode=0o700)
    try:
        hashes = {source.name: copy_database(source, draft / source.name) for source in sources}
        # NOTE: after the databases, so that every content that a row names is there.
        count = copy_contents(settings.files_dir, draft / "files")
        (draft / "manifest.json").write_text(json.dumps({"sha256": hashes}, indent=2) + "\n", encoding="utf-8")
        draft.rename(target)
    except FileExistsError:
        sys.stderr.write(f"sifa backup: another backup was made in the same second: {target.name}; try again\n")
        return EXIT_LATER
    except (sqlite3.Error, OSError) as error:
        told = error.strerror if isinstance(error, OSError) else error
        sys.stderr.write(f"sifa backup: {told}; nothing was left of this backup\n")
        return 1
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    sys.stdout.write(f"{target}: {len(hashes)} databases, {count} files\n")
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


def copy_contents(source: Path | None, target: Path) -> int:
    """Link or copy every content of the local file store and return how many those were. Raises OSError."""
    found = [] if source is None else [path for path in sorted(source.glob("??/*")) if not path.name.startswith(".")]
    for path in found:
        copy = target / path.parent.name / path.name
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            # NOTE: a content is replaced by renaming and never written into, so a link keeps what is there now.
            copy.hardlink_to(path)
        except OSError:
            shutil.copy2(path, copy)
    return len(found)


COMMAND = Command(help="copy the embedded databases into var/backup with their hashes", run=run)
