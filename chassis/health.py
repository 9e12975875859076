"""/healthz (alive), /readyz (its dependencies answer) and /metrics of a service's process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import eventlet
import eventlet.wsgi
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Check = Callable[[], bool]


def serve(address: str, port: int, checks: Mapping[str, Check]) -> None:
    """Start answering on the port, in a green thread of its own. Raises OSError when the port is taken."""
    listener = eventlet.listen((address, port))
    eventlet.spawn(eventlet.wsgi.server, listener, _application(checks), log_output=False, debug=False)


def _application(checks: Mapping[str, Check]) -> Callable[[Mapping[str, Any], Callable[..., Any]], Iterable[bytes]]:
    def application(environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        status, kind, body = _answer(environ["PATH_INFO"], checks)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return application


def _answer(path: str, checks: Mapping[str, Check]) -> tuple[str, str, bytes]:
    if path == "/healthz":
        return "200 OK", "application/json", b'{"alive": true}'
    if path == "/metrics":
        return "200 OK", CONTENT_TYPE_LATEST, generate_latest()
    if path == "/readyz":
        results = {name: _passes(check) for name, check in checks.items()}
        status = "200 OK" if all(results.values()) else "503 Service Unavailable"
        return status, "application/json", json.dumps(results).encode()
    return "404 Not Found", "application/json", b"{}"


def _passes(check: Check) -> bool:
    try:
        with eventlet.Timeout(2):
            return check()
    except (Exception, eventlet.Timeout):
        return False
