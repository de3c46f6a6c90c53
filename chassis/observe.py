"""Log lines of our own code and of every library alike: JSON in production, readable pairs in the embedded profile.

It must not log request bodies, replies or the texts of exceptions in production: they hold personal data.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from chassis.masking import mask_value
from chassis.settings import Settings


def configure_logging(settings: Settings) -> None:
    """Send structured lines to standard error, one event a line; foreign libraries from WARNING up.

    Everything passes through the same chain, which masks what looks like a number of a person or a secret.
    """
    chain = _chain(production=settings.production)
    structlog.configure(
        processors=chain, logger_factory=structlog.PrintLoggerFactory(sys.stderr), cache_logger_on_first_use=True
    )
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _Foreign)]:
        root.removeHandler(handler)
    root.addHandler(_Foreign(sys.stderr, chain))
    root.setLevel(logging.WARNING)
    if settings.production:
        logging.captureWarnings(True)
        sys.excepthook = _report
        threading.excepthook = _report_thread


class _Foreign(logging.StreamHandler[TextIO]):
    """Lines of libraries, which log with the standard library, rendered as our own."""

    def __init__(self, stream: TextIO, chain: list[Processor]) -> None:
        super().__init__(stream)
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                foreign_pre_chain=[structlog.stdlib.add_logger_name],
                processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *chain],
            )
        )


def mask(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Mask every value of the line, whichever way it came."""
    masked: EventDict = mask_value(event)
    return masked


def _chain(*, production: bool) -> list[Processor]:
    shown: Processor = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    if production:
        shown = structlog.processors.JSONRenderer(ensure_ascii=False)
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_frames if production else _whole),
        mask,
        shown,
    ]


def _whole(exc_info: ExcInfo) -> str:
    return "".join(traceback.format_exception(*exc_info)).rstrip()


def _frames(exc_info: ExcInfo) -> str:
    """Where it happened and what kind of exception it was, with its causes, but not what they say."""
    lines = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        lines += [*traceback.format_tb(error.__traceback__), f"{type(error).__module__}.{type(error).__qualname__}\n"]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "".join(lines).rstrip()


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The end of a process by an exception nobody caught, as a line like all others."""
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("uncaught", error=kind.__name__, exc_info=(kind, error, trace))


def _report_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
