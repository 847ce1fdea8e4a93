"""The access log: one line of JSON for each request, on the logger `dubhashi.access`.

What people search is theirs: a line has the path but neither the query string nor the address of the reader.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime, timezone

from flask import Flask, Response, request

from web.metrics import elapsed, route

logger = logging.getLogger("dubhashi.access")


def log_requests(app: Flask) -> None:
    """Let the application log each request; where the lines go is up to the logging of the process."""
    app.after_request(_log)


def write_to_stderr() -> None:
    """Send the lines to standard error, where systemd and containers collect them."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _log(response: Response) -> Response:
    line = {
        "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "method": request.method,
        "path": request.path,
        "route": route(),
        "status": response.status_code,
        "bytes": response.content_length,
        "milliseconds": round(elapsed() * 1000, 1),
    }
    logger.info(json.dumps(line, ensure_ascii=False))
    return response
