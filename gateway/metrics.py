"""What the gateway counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

HTTP_SECONDS = Histogram(
    "prakat_http_request_seconds", "HTTP requests by route.", ("method", "route", "status"), buckets=BUCKETS
)
RPC_SECONDS = Histogram("prakat_gateway_rpc_seconds", "Calls to services.", ("operation", "outcome"), buckets=BUCKETS)
CACHE_ANSWERS = Counter("prakat_gateway_cache_total", "Public questions, by where the answer came from.", ("source",))
