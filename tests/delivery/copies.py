"""Copies of the checkout in which services are made, removed and dropped in. It must not know a service."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from tests.delivery.wheels import ROOT, clean

MYPY_CACHE = ".mypy_cache"


class Copy:
    """A copy of the checkout with an environment of its own; mypy need not look again at what is the same."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        if (ROOT / MYPY_CACHE).exists():
            shutil.copytree(ROOT / MYPY_CACHE, folder / MYPY_CACHE)
        self.given = self.files()

    def files(self) -> dict[str, str]:
        """Every file that is not made, with its hash."""
        made = {".venv", "gen", "build", "var", "__pycache__"}
        paths = [path for path in self.folder.rglob("*") if path.is_file() and made.isdisjoint(path.parts)]
        return {
            str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in paths
            if not any(part.endswith("_cache") for part in path.parts)
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the copy to its end."""
        return subprocess.run(
            command, cwd=self.folder, env=clean(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=400, check=False,
        )  # fmt: skip


def succeeded(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether it ended well; what it printed is shown when it did not."""
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return True
