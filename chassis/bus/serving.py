"""How a service answers: one wrapper around every operation, the same for all.

It continues the trace, honours the deadline, verifies the caller, parses the request, decides the right, gives a
command its transaction and its memory, and turns whatever is raised into the one wire shape.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import eventlet
import eventlet.tpool
import structlog
from pydantic import JsonValue, ValidationError

from chassis import authz, inbox, metrics, revocations
from chassis.bus.steady import SteadyRpc
from chassis.mongo import in_transaction
from chassis.thai_days import bangkok_day
from chassis.tracing import trace_id_of, tracing
from contracts.calls import Call, Caller, Grant
from contracts.errors import ErrorCode, FieldProblem, Refusal, WireError, wire_error
from contracts.operations import Operation, Reply, Request

T = TypeVar("T")
Headers = Mapping[str, Any]


def serves(operation: Operation[Any, Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a service's method `(self, request, call) -> reply` the entry point of an operation."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        if method.__name__ != operation.method:
            raise TypeError(f"{method.__name__} cannot serve {operation.method}: the names differ")

        @functools.wraps(method)
        def entry(self: Any, request: Any) -> dict[str, Any]:
            return serve(operation, functools.partial(method, self), self.process, self.headers, request)

        entry.operation = operation  # type: ignore[attr-defined]
        decorated: Callable[..., Any] = SteadyRpc.decorator(entry)
        return decorated

    return decorate


def serve(
    operation: Operation[Any, Any], method: Callable[..., Any], process: Any, headers: Headers, payload: Any
) -> dict[str, Any]:
    """Answer one request: {"ok": reply} or {"error": WireError}. Never raises."""
    started = time.monotonic()
    with tracing(headers.get("traceparent")) as traceparent:
        log = structlog.get_logger().bind(operation=operation.routing_key)
        try:
            reply = _answer(operation, method, process, headers, payload, trace_id_of(traceparent))
            answer: dict[str, Any] = {"ok": reply.model_dump(mode="json")}
            outcome = "ok"
        except Exception as error:
            wire = as_wire_error(error)
            if wire.code is ErrorCode.INTERNAL:
                log.exception("operation_failed")
            answer = {"error": wire.model_dump(mode="json")}
            outcome = wire.code.value
        seconds = time.monotonic() - started
        metrics.OPERATIONS.labels(operation.routing_key, outcome).observe(seconds)
        log.info("operation_served", outcome=outcome, ms=round(seconds * 1000, 1))
        return answer


def _answer(
    operation: Operation[Any, Any],
    method: Callable[..., Any],
    process: Any,
    headers: Headers,
    payload: Any,
    trace_id: str,
) -> Reply:
    now = datetime.now(UTC)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as precise as the database keeps it
    deadline = headers.get("deadline_ms")
    if isinstance(deadline, int) and now.timestamp() * 1000 >= deadline:
        raise Refusal(ErrorCode.TIMED_OUT)  # nobody waits any more
    caller = _caller(process, headers, now)
    request: Request = operation.request.model_validate(payload)
    today = bangkok_day(now)
    if operation.somewhere:
        grant: Grant | None = authz.authorise_somewhere(caller, operation.action)
    else:
        grant = authz.authorise(
            caller,
            operation.action,
            getattr(request, "agency_id", None),
            lambda agency, ancestor: process.directory.is_under(agency, ancestor, today),
        )
    call = Call(now=now, trace_id=trace_id, caller=caller, grant=grant, idempotency_key=headers.get("idempotency_key"))
    if not operation.changes:
        reply: Reply = method(request, call)
        return reply
    return in_transaction(lambda: _once(operation, method, request, call))


def _once(operation: Operation[Any, Any], method: Callable[..., Any], request: Request, call: Call) -> Reply:
    before = inbox.begin(operation, request, call)
    if before is not None:
        return before
    reply: Reply = method(request, call)
    inbox.finish(operation, call, reply)
    return reply


def _caller(process: Any, headers: Headers, now: datetime) -> Caller | None:
    token = headers.get("access_token")
    if token is None:
        return None
    caller: Caller = process.verifier.verify(token, now)
    revocations.refuse_if_stale(caller)
    return caller


def as_wire_error(error: Exception) -> WireError:
    """The wire shape of whatever was raised: a refusal, a rule of the domain, a malformed request, or our own fault."""
    if isinstance(error, Refusal):
        return error.on_the_wire()
    if isinstance(error, ValidationError):
        return wire_error(ErrorCode.INVALID_REQUEST, fields=tuple(map(_field_problem, error.errors())))
    code = getattr(type(error), "code", None)
    if isinstance(code, str):
        details: dict[str, JsonValue] = dict(getattr(error, "details", None) or {})
        return wire_error(ErrorCode(code), details)
    return wire_error(ErrorCode.INTERNAL)


def _field_problem(problem: Any) -> FieldProblem:
    field = ".".join(str(part) for part in problem["loc"])
    return FieldProblem(field=field, message_th="ค่าไม่ถูกต้อง", message_en=problem["msg"])


def breathe() -> None:
    """Let the process's other work go on; to be called now and then in a long loop, or its heartbeats starve."""
    eventlet.sleep(0)


def in_thread(function: Callable[..., T], *args: Any) -> T:
    """Run work that keeps a processor busy in a real thread, so that the process's other work goes on."""
    result: T = eventlet.tpool.execute(function, *args)
    return result
