"""Find the command and run it; turn expected failures into one line and an exit code.

It must not import what a command needs: each command module is loaded when it is called.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from chassis.manifest import ManifestError, load_name
from chassis.settings import SettingsError

EXIT_USAGE, EXIT_CONFIG = 2, 78
GROUP = "sifa.commands"


@dataclass(frozen=True, slots=True)
class Command:
    """One wish: a line of help and the function that fulfils it with the remaining arguments."""

    help: str
    run: Callable[[list[str]], int]


def find_commands() -> dict[str, metadata.EntryPoint]:
    """All commands that installed distributions register, by name."""
    return {point.name: point for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name)}


def print_help(commands: dict[str, metadata.EntryPoint]) -> None:
    """One line per command, also of those whose libraries are not installed here."""
    sys.stderr.write("usage: sifa COMMAND [ARGUMENTS]\n\n")
    for name, point in commands.items():
        try:
            line = _load(point).help
        except ManifestError as error:
            line = f"({error})"
        sys.stderr.write(f"  {name:<10} {line}\n")


def _load(point: metadata.EntryPoint) -> Command:
    try:
        command = load_name(point.value)
    except ModuleNotFoundError as error:
        missing = f"{point.name} needs {error.name}, which is not installed"
        raise ManifestError(f"{missing}; sifa-chassis has extras serve, work, consume") from error
    if not isinstance(command, Command):
        raise ManifestError(f"{point.value} is not a command")
    return command


def main() -> int:
    """Run one command. Exit codes: 0 done, 1 refused or failed, 2 misused, 78 unusable configuration."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    commands = find_commands()
    arguments = sys.argv[1:]
    if not arguments or arguments[0] not in commands:
        print_help(commands)
        return 0 if arguments in (["help"], ["--help"], ["-h"]) else EXIT_USAGE
    try:
        return _load(commands[arguments[0]]).run(arguments[1:])
    except (SettingsError, ManifestError) as error:
        sys.stderr.write(f"sifa: {error}\n")
        return EXIT_CONFIG
    except BrokenPipeError:
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    # NOTE: started with -m this module is loaded twice; the commands know the one that can be imported.
    from chassis.cli.main import main as imported_main

    sys.exit(imported_main())
