"""Which functions cite which rules in their docstrings, and which tests are marked with them, from syntax trees.

It must not import the code it looks at.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("services", "chassis")
# A rule of the book; E-09 is a pitfall and K9 a promise of the house: no function implements one alone.
RULE_ID = re.compile(r"\b(?:[A-Z]{2}|[DMP])-[0-9]{2,3}\b")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A function and the rules its docstring names."""

    file: str
    name: str
    rules: frozenset[str]
    node: Function

    def __str__(self) -> str:
        return f"{self.file}:{self.node.lineno} {self.name}"


def citations_of(tree: ast.AST, file: str, path: str = "") -> Iterator[Citation]:
    """Every function of a tree whose own docstring cites a rule; what a class or module says binds no function."""
    for node in ast.iter_child_nodes(tree):
        inner = f"{path}.{node.name}".lstrip(".") if isinstance(node, Function | ast.ClassDef) else path
        if isinstance(node, Function):
            rules = frozenset(RULE_ID.findall(ast.get_docstring(node) or ""))
            if rules:
                yield Citation(file=file, name=inner, rules=rules, node=node)
        yield from citations_of(node, file, inner)


def citing_functions(root: Path = ROOT) -> dict[str, list[Citation]]:
    """Rule id → the functions of the product that cite it."""
    found = defaultdict[str, list[Citation]](list)
    for path in sorted(path for folder in CODE for path in (root / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for citation in citations_of(ast.parse(text), path.relative_to(root).as_posix()):
            for rule in citation.rules:
                found[rule].append(citation)
    return found


def marked_tests(root: Path = ROOT) -> dict[str, list[str]]:
    """Rule id → node ids, without parameters, of the tests that bear its mark."""
    found = defaultdict[str, list[str]](list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign)
                 for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
        for test in [node for node in tree.body if isinstance(node, Function) and node.name.startswith("test_")]:
            used = [named[node.id] for part in test.decorator_list for node in ast.walk(part)
                    if isinstance(node, ast.Name) and node.id in named]  # fmt: skip
            whole_module = [named["pytestmark"]] if "pytestmark" in named else []
            for rule in {rule for part in [*test.decorator_list, *used, *whole_module] for rule in _marks(part)}:
                found[rule].append(f"{path.relative_to(root).as_posix()}::{test.name}")
    return found


def _marks(tree: ast.AST) -> Iterator[str]:
    """Arguments of every `pytest.mark.rule(…)` below."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule":
            yield from (str(value.value) for value in node.args if isinstance(value, ast.Constant))
