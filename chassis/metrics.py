"""What every process measures; served at /metrics."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

OPERATIONS = Histogram(
    "prakat_operation_seconds", "Operations served, by outcome (ok or error code).", ["operation", "outcome"],
    buckets=BUCKETS,
)  # fmt: skip
JOBS = Histogram(
    "prakat_job_seconds", "Background jobs worked on, by what came of it (done, failed, given back, lost).",
    ["kind", "outcome"], buckets=(0.1, 0.5, 1, 5, 10, 30, 60, 120, 300),
)  # fmt: skip
EVENTS_HANDLED = Counter(
    "prakat_events_handled_total", "Events by what came of them (handled, repeated, failed).", ["handler", "outcome"]
)
HANDLING = Histogram(
    "prakat_handling_seconds", "Transactions of event handlers, each for one event or several.", ["handler"],
    buckets=BUCKETS,
)  # fmt: skip
EVENTS_PUBLISHED = Counter("prakat_events_published_total", "Events published and confirmed by the broker.")
OUTBOX_LEFT = Gauge("prakat_outbox_left", "Recorded events that nobody has published for seconds, at the last look.")
