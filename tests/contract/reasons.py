"""Read from the source which reasons refusals carry, and from the contracts and documents which ones they name.

It must not import what it reads.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from google.protobuf import descriptor_pb2

from gateway.openapi.comments import plain_text, stated_errors

ROOT = Path(__file__).parents[2]
REFUSALS = ROOT / "docs" / "refusals.md"
# Where the reason stands among the arguments.
RAISED_BY = {"Refusal": 1, "RuleViolated": 0, "Refused": 1, "bad_field": 1, "refuse": 1}
_REASON = re.compile(r"[A-Z][A-Z0-9_]+", re.ASCII)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \|", re.MULTILINE)


def raised_in(folder: str, *, fields_too: bool = False) -> set[str]:
    """Reasons of refusals in the Python files of a folder; with `fields_too` those of single bad fields as well."""
    found: set[str] = set()
    for file in (ROOT / folder).rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= set(_reasons(_reason_argument(node)))
            if fields_too and isinstance(node, ast.Call | ast.Tuple):
                found |= set(_before_chinese(node.args if isinstance(node, ast.Call) else node.elts))
            if fields_too and isinstance(node, ast.keyword) and node.arg == "reason":
                found |= set(_reasons(node.value))
    return found


def named_in(image: bytes, package: str) -> set[str]:
    """Reasons behind `Errors:` in the comments of a package's rpcs."""
    found: set[str] = set()
    for file in descriptor_pb2.FileDescriptorSet.FromString(image).file:
        comments = [place.leading_comments for place in file.source_code_info.location]
        if file.package == package:
            found |= {
                reason for text in comments for error in stated_errors(plain_text(text)) for reason in error.reasons
            }
    return found


def named_in_section(heading: str) -> set[str]:
    """Reasons in the table below a heading of the page on refusals."""
    section = REFUSALS.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return set(_ROW.findall(section))


def _reason_argument(call: ast.Call) -> ast.expr | None:
    """The argument that holds the reason, also where a kind of refusal hands it to its base."""
    place = RAISED_BY.get(_name_of(call.func))
    if place is None and _is_base_init(call.func):
        place = 1 if call.args and isinstance(call.args[0], ast.Attribute) else 0
    if place is None:
        return None
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "reason"), None)
    return call.args[place] if len(call.args) > place else named


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _is_base_init(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "__init__"
        and isinstance(function.value, ast.Call)
        and _name_of(function.value.func) == "super"
    )


def _reasons(expression: ast.expr | None) -> Iterator[str]:
    """Constants of the expression, of which there are two when it chooses."""
    for node in ast.walk(expression) if expression is not None else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _REASON.fullmatch(node.value):
            yield node.value


def _before_chinese(items: list[ast.expr]) -> Iterator[str]:
    """A reason that is followed by what to do about it."""
    for one, other in pairwise(items):
        texts = [node.value for node in ast.walk(other) if isinstance(node, ast.Constant)]
        if isinstance(one, ast.Constant | ast.IfExp) and any(
            isinstance(text, str) and _CHINESE.search(text) for text in texts
        ):
            yield from _reasons(one)
