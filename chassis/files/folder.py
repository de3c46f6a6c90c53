"""Contents in a local folder: written beside, made durable, then renamed. It must not follow names of a caller."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import structlog

from chassis.files.store import FileStoreDown, checked

_log = structlog.get_logger(__name__)


class FolderStore:
    """Files named by their keys, two letters to a sub-folder, for their owner alone."""

    def __init__(self, root: Path) -> None:
        """The folder is made when the first content comes."""
        self._root = root

    def put(self, key: str, content: bytes) -> None:
        """Keep the content; a reader sees all of it or nothing. Raises FileStoreDown."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(draft).replace(path)
            except OSError:
                Path(draft).unlink(missing_ok=True)
                raise
            _sync_folder(path.parent)
        except OSError as error:
            _log.error("file store", error=error.strerror)
            raise FileStoreDown from error

    def get(self, key: str) -> bytes | None:
        """The content, or None. Raises FileStoreDown."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.error("file store", error=error.strerror)
            raise FileStoreDown from error

    def _path(self, key: str) -> Path:
        return self._root / checked(key)[:2] / key


def _sync_folder(folder: Path) -> None:
    """Make a new name durable."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
