"""Which file store the settings name. It must not import the library of a store that is not used."""

from __future__ import annotations

from typing import Any, cast

from chassis.files.folder import FolderStore
from chassis.files.store import FileStore, NoStore
from chassis.manifest import load_name
from chassis.settings import Settings


def open_file_store(settings: Settings) -> FileStore:
    """The store; no connection is opened and no folder made yet."""
    if settings.s3 is not None:
        kind = cast("Any", load_name("chassis.files.s3:S3Store"))
        return cast("FileStore", kind(settings.s3))
    return NoStore() if settings.files_dir is None else FolderStore(settings.files_dir)
