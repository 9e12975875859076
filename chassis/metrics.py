"""What every process measures; served at /metrics."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

OPERATIONS = Histogram(
    "prakat_operation_seconds", "Operations served, by outcome (ok or error code).", ["operation", "outcome"],
    buckets=BUCKETS,
)  # fmt: skip
EVENTS_HANDLED = Histogram(
    "prakat_event_seconds", "Events handled, by outcome (handled, repeated, failed).", ["handler", "outcome"],
    buckets=BUCKETS,
)  # fmt: skip
EVENTS_PUBLISHED = Counter("prakat_events_published_total", "Events published and confirmed by the broker.")
OUTBOX_WAITING = Gauge("prakat_outbox_waiting", "Events recorded and not yet published, as of the relay's last look.")
