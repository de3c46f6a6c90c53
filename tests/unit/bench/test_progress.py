"""The bar of a long measurement is for a terminal alone."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tests.bench.progress import bar


@pytest.mark.parametrize(("terminal", "shown"), [(True, True), (False, False)])
def test_the_bar_is_drawn_on_a_terminal_and_nowhere_else(*, terminal: bool, shown: bool) -> None:
    written = io.StringIO()
    console = Console(file=written, force_terminal=terminal, _environ={"TERM": "xterm", "COLUMNS": "100"})
    with bar(console) as progress:
        task = progress.add_task("approve and pay", total=50_000)
        progress.advance(task, 500)
        progress.refresh()
    assert ("500/50000" in written.getvalue(), bool(written.getvalue())) == (shown, shown)
