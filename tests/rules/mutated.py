"""`python -m tests.rules.mutated FILE FUNCTION PLACE [PYTEST ARGUMENT …]`: run tests with one operator turned round.

With `-` as place nothing is turned: the control. It must not change a file: the mutant lives in the memory of this
process. Exit code 70 when it was never imported.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.rules.citations import ROOT, citations_of
from tests.rules.importing import rewrite_imports
from tests.rules.operators import sites_of

NEVER_IMPORTED, CONTROL = 70, "-"


def main(arguments: list[str]) -> int:
    """The exit code of pytest, or that the mutant was never imported."""
    file, function, place, *further = arguments
    module, planted = ".".join(Path(file).with_suffix("").parts), list[str]()

    def plant(tree: ast.Module, name: str) -> bool:
        if name != module:
            return False
        [citation] = [found for found in citations_of(tree, file) if found.name == function]
        if place != CONTROL:
            list(sites_of(citation.node))[int(place)].turn()
        planted.append(name)
        return True

    rewrite_imports(plant, {})
    code = pytest.main(["-q", "-x", "-rfE", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *further])
    return int(code) if planted else NEVER_IMPORTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
