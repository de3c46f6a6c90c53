"""Log lines: JSON in production, readable key=value pairs in the embedded profile.

It must not log request bodies, replies or exception texts: they hold personal data.
"""

from __future__ import annotations

import logging
import sys

import structlog

from chassis.settings import Settings


def configure_logging(settings: Settings) -> None:
    """Send structured lines to standard error, one event a line; foreign libraries from WARNING up."""
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if settings.production:
        processors += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        processors.append(structlog.dev.ConsoleRenderer(colors=False))
    structlog.configure(
        processors=processors,
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(levelname)s %(message)s")
