"""Where an operator of a function can be turned round, and how.

It must not touch annotations, decorators or texts, and it must not choose.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.rules.citations import Function

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
Asking = ast.If | ast.IfExp | ast.While


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An expression, what it becomes, and how to make it so in the tree it was found in."""

    line: int
    before: str
    after: str
    turn: Callable[[], None]


def sites_of(function: Function) -> Iterator[Site]:
    """Every operator mutant of a function, in the order of its text."""
    for node in _expressions(function):
        yield from _operators(node)
        yield from _bare_tests(node)


def _operators(node: ast.AST) -> Iterator[Site]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield _site(node, "ops", [*node.ops[:place], COMPARED[type(operator)](), *node.ops[place + 1 :]])
    elif isinstance(node, ast.BoolOp):
        yield _site(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _site(node, "operand", _negated(node.operand))
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED and not _is_text(node):
        yield _site(node, "op", COUNTED[type(node.op)]())


def _bare_tests(node: ast.AST) -> Iterator[Site]:
    """Conditions without an operator of their own."""
    if isinstance(node, Asking) and _is_bare(node.test):
        yield _site(node, "test", _negated(node.test), shown=node.test)
    elif isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            if _is_bare(test):
                yield _site(node, "ifs", [*node.ifs[:place], _negated(test), *node.ifs[place + 1 :]], shown=test)


def _expressions(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that is computed in the function, texts left out."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "args"} and not isinstance(node, ast.Call):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr) and not _asks_type(child):
                yield child
                yield from _expressions(child)


def _site(node: ast.AST, field: str, value: object, *, shown: ast.expr | None = None) -> Site:
    changed = copy.copy(node)
    setattr(changed, field, value)
    before = ast.unparse(shown or node)
    after = f"not {before}" if shown else ast.unparse(changed)
    line: int = getattr(shown or node, "lineno", 0)
    return Site(line=line, before=before, after=after, turn=lambda: setattr(node, field, value))


def _negated(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Not(), operand=node)


def _is_bare(test: ast.expr) -> bool:
    """A truth value without an operator of its own."""
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.Subscript)


def _asks_type(node: ast.AST) -> bool:
    """`isinstance(value, A | B)` joins types; nothing is computed there."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance"


def _is_text(node: ast.BinOp) -> bool:
    """Joining texts is no arithmetic."""
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in ast.walk(node)
    )
