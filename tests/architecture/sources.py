"""Questions about source text that import-linter does not ask, answered from syntax trees.

It must not import the code it looks at.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

DOORS = ("servicer", "reactions", "reactions.py", "jobs.py")
DECISIONS = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.TryStar, ast.Match, ast.AsyncFor)


def parse(path: Path) -> ast.Module:
    """Syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_packages(tree: ast.Module) -> set[str]:
    """First names of everything a file imports, wherever it does so."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def reads_environment(tree: ast.Module) -> bool:
    """Whether a file uses `os.environ` or `os.getenv` under any spelling."""
    return bool(_dotted_uses(tree) & {"os.environ", "os.getenv", "os.environb"})


def reads_clock(tree: ast.Module) -> bool:
    """Whether a file asks the system for the date or makes identifiers."""
    now = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
    uses = _dotted_uses(tree)
    return "uuid" in imported_packages(tree) or any(
        use == each or use.endswith(f".{each}") for use in uses for each in now
    )


def deciding_doors(service: Path) -> Iterator[str]:
    """Door functions of one service that decide, as path:line."""
    for door in DOORS:
        top = service / door
        for path in [top] if top.suffix and top.exists() else sorted(top.rglob("*.py")):
            for function in [node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef)]:
                for node in ast.walk(function):
                    if isinstance(node, DECISIONS):
                        yield f"{service.name}/{path.relative_to(service).as_posix()}:{node.lineno}"


def _dotted_uses(tree: ast.Module) -> set[str]:
    names = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return names | {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
