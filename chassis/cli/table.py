"""Print rows for people, or as JSON for programs. It must not decide what is shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table


class _Console(Console):
    """NOTE: rich would end the process with exit code 1 when the reader went away."""

    def on_broken_pipe(self) -> None:
        """`sifa` itself knows what to do."""
        raise BrokenPipeError


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    """A table as wide as the terminal, or a JSON list of objects with the columns' names as keys.

    Away from a terminal lines are not cut: what is piped into `grep` must be whole.
    """
    if as_json:
        listed = [dict(zip(columns, row, strict=True)) for row in rows]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2, default=str) + "\n")
        return
    console = _Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold" if console.is_terminal else "ignore", no_wrap=not console.is_terminal)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    console.width = console.width if console.is_terminal else 1000
    console.print(table)
