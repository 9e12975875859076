"""The echo as a service of ours: everything that the chassis gives a service, and nothing to do."""

from __future__ import annotations

from bench.echo.contract import ECHO, ON_CHASSIS, Echoed, Text
from chassis.bus.serving import serves
from chassis.service import Service
from contracts.calls import Call


class EchoService(Service):
    name = ON_CHASSIS

    @serves(ECHO)
    def echo(self, request: Text, call: Call) -> Echoed:
        return Echoed(text=request.text)
