"""The broker of the embedded profile: kombu's filesystem transport without its races.

It must not promise more than a doorbell: messages a killed consumer held are gone, and gap repair brings them back.
"""

from __future__ import annotations

import fcntl
import json
import time
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem


class Channel(filesystem.Channel):
    """One folder per queue, one file per message, named by position and published by rename."""

    def _file(self, exchange: str) -> Path:
        return Path(self._exchange_file(exchange))  # type: ignore[no-untyped-call]

    def _folder(self, queue: str) -> Path:
        folder = Path(self.data_folder_in) / queue
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _messages(self, queue: str) -> list[Path]:
        return [file for file in self._folder(queue).iterdir() if file.name[0] != "."]

    def _put(self, queue: str, payload: dict[str, Any], **_: Any) -> None:  # type: ignore[override]
        headers = payload.get("headers") or {}
        order = int(headers.get("ce-position") or time.time_ns())
        name = f"{order:020d}-{payload['properties']['delivery_tag']}"
        folder = self._folder(queue)
        (folder / f".{name}").write_text(json.dumps(payload), encoding="utf-8")
        (folder / f".{name}").replace(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        listed: list[str] = self.__dict__.setdefault("_listed", {}).setdefault(queue, [])
        if not listed:
            listed += sorted((file.name for file in self._messages(queue)), reverse=True)
            self._keep_bindings(queue)
        while listed:
            file = self._folder(queue) / listed.pop()
            try:
                text = file.read_bytes()
                payload = json.loads(text)
            except FileNotFoundError:
                continue
            except ValueError:
                file.replace(Path(self.control_folder) / f"unreadable-{file.name}")
                continue
            file.unlink(missing_ok=True)
            return payload
        raise Empty

    def _keep_bindings(self, queue: str) -> None:
        """Bind again after somebody wiped the folder under a running consumer."""
        for exchange in {bound.exchange for bound in self.state.queue_bindings(queue) if bound.exchange}:
            if not self._file(exchange).exists():
                self._queue_bind(exchange, "#", r"^.*?$", queue)

    def _size(self, queue: str) -> int:
        return len(self._messages(queue))

    def _purge(self, queue: str) -> int:
        files = self._messages(queue)
        for file in files:
            file.unlink(missing_ok=True)
        return len(files)

    def get_table(self, exchange: str) -> list[Any]:
        """The bindings of an exchange; a missing or unreadable file has none."""
        try:
            rows = json.loads(self._file(exchange).read_bytes())
        except (FileNotFoundError, ValueError):
            return []
        return [filesystem.exchange_queue_t(*row) for row in rows]

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        file = self._file(exchange)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
            rows = self.get_table(exchange)
            if bound not in rows:
                draft = file.with_suffix(".draft")
                draft.write_text(json.dumps([*rows, bound]), encoding="utf-8")
                draft.replace(file)


class Transport(filesystem.Transport):
    """The transport that `sifafile://` names."""

    Channel = Channel
