"""Find the command and run it; turn expected failures into one line and an exit code.

It must not import what a command needs: each command module is loaded when it is called.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import NoReturn

from chassis.cli.argv_secrets import secret_kind
from chassis.cli.failures import EXIT_CONFIG, EXIT_FAILED, EXIT_LATER, EXIT_USAGE, explain
from chassis.cli.streams import drop_output, flush_output, prepare_streams
from chassis.manifest import ManifestError, load_name

__all__ = ["EXIT_CONFIG", "EXIT_FAILED", "EXIT_LATER", "EXIT_USAGE", "Command", "find_commands", "main"]

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
    """Run one command.

    Exit codes: 0 done, 1 refused or failed, 2 misused, 75 try again later, 78 unusable configuration, 130 and 143 ended
    by SIGINT and SIGTERM with everything rolled back.
    """
    prepare_streams()
    signal.signal(signal.SIGTERM, _end)
    try:
        code = _code(sys.argv[1:])
        flush_output()
    except BrokenPipeError:
        drop_output()
        return 0
    except OSError as error:
        drop_output()
        sys.stderr.write(f"sifa: {error.strerror}; what was printed is not whole\n")
        return EXIT_FAILED
    return code


def _code(arguments: list[str]) -> int:
    """The exit code, also of a command that ends by SystemExit, as a misused one does."""
    try:
        return _run(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else EXIT_FAILED if ended.code else 0


def _run(arguments: list[str]) -> int:
    commands = find_commands()
    if not arguments or arguments[0] not in commands:
        print_help(commands)
        return 0 if arguments in (["help"], ["--help"], ["-h"]) else EXIT_USAGE
    found = secret_kind(arguments)
    if found:
        sys.stderr.write(f"sifa: {found} on the command line is seen by everybody in `ps`; use the environment\n")
        return EXIT_USAGE
    try:
        return _load(commands[arguments[0]]).run(arguments[1:])
    except KeyboardInterrupt:
        sys.stderr.write(f"sifa {arguments[0]}: interrupted; what was not finished is rolled back\n")
        return 128 + signal.SIGINT
    except BrokenPipeError:
        raise
    except Exception as error:
        told = explain(error)
        if told is None:
            raise
        sys.stderr.write(f"sifa: {told[0]}\n")
        return told[1]


def _end(number: int, _: object) -> NoReturn:
    """Leave through every `with` and `finally`, so that transactions are rolled back and drafts removed."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    # NOTE: started with -m this module is loaded twice; the commands know the one that can be imported.
    from chassis.cli.main import main as imported_main

    sys.exit(imported_main())
