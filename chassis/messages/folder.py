"""Messages as files in a folder, from which another program may fetch them. It must not delete one."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from chassis.messages.notifier import AddressKind, ChannelDown, Message


class FolderNotifier:
    """One JSON file per message, named by its id, for its owner alone: a double overwrites itself."""

    name = "file"
    kinds = frozenset(AddressKind)

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first message comes."""
        self._folder = folder

    def send(self, message: Message) -> None:
        """Write it beside, make it durable, rename it. Raises ChannelDown."""
        content = {"id": message.id, "address": message.address, "title": message.title, "text": message.text}
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, draft = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(self._folder / f"{message.id}.json")
        except OSError as error:
            raise ChannelDown(error.strerror or "OSError") from None
