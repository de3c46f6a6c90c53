"""How the application is served: one process, one loop, no header of the server's own.

It must not be imported by another role.
"""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette

from gateway.edge.http_protocol import BoundedHttp

STOP_SECONDS = 8


def server_config(app: Starlette) -> uvicorn.Config:
    """The configuration of the server. The app writes the access log and looks at proxy headers itself."""
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=BoundedHttp,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
