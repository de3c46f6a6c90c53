"""Rewrite modules of the product while they are imported into this process.

It must not write a file: what it compiles reaches neither the working tree nor a cache.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

from tests.rules.citations import CODE

# Takes the tree of a module and its name, and tells whether it changed the tree.
Rewrite = Callable[[ast.Module, str], bool]


class RewritingLoader(SourceFileLoader):
    """Loads a module from a changed tree, with further global names; what is not changed comes as ever."""

    def __init__(self, name: str, path: str, rewrite: Rewrite, names: Mapping[str, object]) -> None:
        super().__init__(name, path)
        self._rewrite, self._names = rewrite, names

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of the rewritten tree, never from a cache."""
        tree = ast.parse(self.get_data(self.path), self.path)
        if not self._rewrite(tree, fullname):
            return super().get_code(fullname)
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        """The further names are there before the first line runs."""
        vars(module).update(self._names)
        super().exec_module(module)


class _Finder(MetaPathFinder):
    def __init__(self, rewrite: Rewrite, names: Mapping[str, object]) -> None:
        self._rewrite, self._names = rewrite, names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in CODE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.origin is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = RewritingLoader(fullname, spec.origin, self._rewrite, self._names)
        return spec


def rewrite_imports(rewrite: Rewrite, names: Mapping[str, object]) -> None:
    """From now on modules of the product are rewritten. RuntimeError when one that would be was imported before."""
    early = [name for name in sorted(sys.modules) if name.partition(".")[0] in CODE and _would(rewrite, name)]
    if early:
        raise RuntimeError(f"imported too early to be rewritten: {', '.join(early)}")
    sys.meta_path.insert(0, _Finder(rewrite, names))


def _would(rewrite: Rewrite, name: str) -> bool:
    file = getattr(sys.modules[name], "__file__", None)
    return file is not None and rewrite(ast.parse(Path(file).read_text(encoding="utf-8")), name)
