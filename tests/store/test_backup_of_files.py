"""`sifa backup` takes the contents of the local file store along, as they are when the databases have been copied."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from chassis.files.folder import FolderStore
from chassis.files.store import storage_key


def backup(var: Path) -> tuple[int, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}
    done = subprocess.run(
        [sys.executable, "-m", "chassis.cli.main", "backup"], env={**clean, "SIFA_VAR": str(var)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def test_a_backup_holds_every_content_and_a_later_one_changes_nothing_in_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "legal_aid.sqlite")) as made:
        made.execute("create table noun (id integer primary key)")
    store, keys = FolderStore(tmp_path / "files"), [storage_key(str(place)) for place in range(3)]
    for key in keys:
        store.put(key, key.encode())
    (tmp_path / "files" / keys[0][:2] / ".new-draft").write_bytes(b"half")
    code, told = backup(tmp_path)
    assert (code, "1 databases, 3 files" in told) == (0, True)
    (copy,) = (tmp_path / "backup").iterdir()
    store.put(keys[0], b"another")
    kept = FolderStore(copy / "files")
    assert [kept.get(key) for key in keys] == [key.encode() for key in keys]
    assert not list(copy.rglob(".new-*"))
