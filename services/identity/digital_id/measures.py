"""What the provider counts for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class Measures:
    """Counters of one process. Each application has its own registry, so that several can live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "digital_id_request_seconds",
            "Time to answer an HTTP request.",
            ["endpoint", "method", "status"],
            registry=self.registry,
        )
        self.registrations = Counter(
            "digital_id_registrations_total", "Registration forms by outcome.", ["outcome"], registry=self.registry
        )
        self.sign_ins = Counter(
            "digital_id_sign_ins_total", "Sign-in forms by outcome.", ["outcome"], registry=self.registry
        )
        self.consents = Counter(
            "digital_id_consents_total", "Consent forms by decision.", ["decision"], registry=self.registry
        )
        self.tokens = Counter(
            "digital_id_token_requests_total", "Token requests by outcome.", ["outcome"], registry=self.registry
        )
