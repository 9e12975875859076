"""The echo on bare Nameko: its own container, its own consumers, its own entry point; no chassis.

Only the reply has our wire shape, so that asking it costs the asker what asking the other one costs.
"""

from __future__ import annotations

import os
import signal
from typing import Any

import eventlet
from nameko.containers import ServiceContainer
from nameko.rpc import rpc

from bench.echo.contract import BARE
from chassis.config import load_settings


class BareEchoService:
    name = BARE

    @rpc  # type: ignore[untyped-decorator]
    def echo(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"ok": {"text": request["text"]}}


def run() -> None:
    """Serve until SIGTERM. The standard library must have been patched before this module was imported."""
    settings = load_settings(os.environ)
    container = ServiceContainer(
        BareEchoService, {"AMQP_URI": settings.need("amqp_url"), "max_workers": settings.workers}
    )
    stop = eventlet.event.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.ready() or stop.send())
    container.start()
    stop.wait()
    container.stop()
