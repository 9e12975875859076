"""What every request and response goes through, whatever the route: trace, rate limit, headers, HEAD, last resort.

Plain ASGI, so that bodies stream through untouched.
"""

from __future__ import annotations

import time

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.proxies import Proxies
from chassis.tracing import tracing
from contracts.errors import ErrorCode, Refusal
from gateway.errors import exit_with, problem_response
from gateway.limits import RateLimiter
from gateway.metrics import HTTP_SECONDS

log = structlog.get_logger()

UNLIMITED = ("/healthz", "/readyz", "/metrics", "/static/")

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
"""Unless a response says otherwise itself: the strictest policy, that of an answer that is no page."""


_HEAD = "prakat.head"


def is_head(request: Request) -> bool:
    """Whether nobody will see the body: HEAD is answered by whatever answers GET."""
    return bool(request.scope.get(_HEAD))


class Edge:
    """The outermost layer of ours around the application."""

    def __init__(self, app: ASGIApp, limiter: RateLimiter, proxies: Proxies, secure: bool) -> None:
        """With `secure` the gateway is reached by https only, and says so (HSTS)."""
        self._app = app
        self._limiter = limiter
        self._proxies = proxies
        self._always = dict(SECURITY_HEADERS)
        if secure:
            self._always["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        self._see_through_proxies(request, scope)
        method = scope["method"]
        if method == "HEAD":
            scope["method"], scope[_HEAD] = "GET", True
        with tracing(request.headers.get("traceparent")) as traceparent:
            answer = _Answer(send, {**self._always, "traceparent": traceparent}, without_body=method == "HEAD")
            began = time.perf_counter()
            try:
                await self._admit(request, scope, receive, answer)
            except Exception as error:
                if answer.status:
                    log.error("response_broken_off", path=request.url.path, exc_info=error)
                    raise
                await exit_with(request, error)(scope, receive, answer)
            finally:
                _note(method, scope, answer.status, time.perf_counter() - began)

    def _see_through_proxies(self, request: Request, scope: Scope) -> None:
        """From here on the request's client is whoever made it, for limits, throttles and allow-lists alike."""
        peer = request.client.host if request.client else None
        address = self._proxies.client(peer, request.headers.getlist("x-forwarded-for"))
        scope["client"] = (address, 0) if address else None

    async def _admit(self, request: Request, scope: Scope, receive: Receive, answer: _Answer) -> None:
        if not request.url.path.startswith(UNLIMITED):
            verdict = self._limiter.take(request.client.host if request.client else "")
            answer.headers.update(verdict.headers)
            if verdict.wait:
                refusal = Refusal(ErrorCode.RATE_LIMITED, retry_after=verdict.wait)
                await problem_response(request, refusal)(scope, receive, answer)
                return
        await self._app(scope, receive, answer)


class _Answer:
    """Sends on what the application sends, with our headers where it has none of that name."""

    def __init__(self, send: Send, headers: dict[str, str], without_body: bool) -> None:
        self._send = send
        self.headers = headers
        self._without_body = without_body
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            present = MutableHeaders(scope=message)
            for name, value in self.headers.items():
                present.setdefault(name, value)
        elif message["type"] == "http.response.body" and self._without_body:
            message = {**message, "body": b""}
        await self._send(message)


def _note(method: str, scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "-")
    HTTP_SECONDS.labels(method, route, str(status or 499)).observe(seconds)
    log.info("http", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
