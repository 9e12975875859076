"""For operators, on a port of their own: is the process alive, can it work, and what has it done."""

from __future__ import annotations

from time import perf_counter

import pymongo
from flask import Flask, Response, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pymongo.errors import PyMongoError

from chassis.mongo import database
from services.identity.digital_id.measures import Measures

SOON = 2.0  # seconds: whoever asks whether the process is ready wants to know it now


def operators_app(measures: Measures) -> Flask:
    """What the process answers on its health port, and nothing else there."""
    health = Flask("digital_id_health", static_folder=None)

    @health.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    def ready() -> Response:
        try:
            with pymongo.timeout(SOON):
                database().command("ping")
        except PyMongoError:
            response = jsonify(status="unavailable", mongo="unavailable")
            response.status_code = 503
            return response
        return jsonify(status="ok", mongo="ok")

    @health.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(measures.registry), content_type=CONTENT_TYPE_LATEST)

    return health


def measure_requests(app: Flask, measures: Measures) -> None:
    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        if "started" in g:
            # By endpoint, not address: addresses are endless and carry tickets.
            labels = (request.endpoint or "none", request.method, str(response.status_code))
            measures.requests.labels(*labels).observe(perf_counter() - g.started)
        return response
