"""Structured logs: one JSON object a line, events with fields, and no personal data."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

from chassis.config import Settings
from chassis.tracing import current_trace_id

# Fields that must never be written, whoever passes them by mistake.
PERSONAL = frozenset({"citizen_id", "token", "password", "email", "name", "session", "access_token", "mobile"})


def configure(settings: Settings, process: str) -> None:
    """Set up logging for this process. Libraries' records go through the same renderer."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
        _drop_personal,
        _named(process),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    # Nameko logs the arguments of a failing call, which may be personal; the chassis logs the failure itself.
    logging.getLogger("nameko.containers").setLevel(logging.CRITICAL)


def _add_trace(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    trace = current_trace_id()
    if trace is not None:
        event.setdefault("trace_id", trace)
    return event


def _drop_personal(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for field in PERSONAL & event.keys():
        event[field] = "[removed]"
    return event


def _named(process: str) -> structlog.typing.Processor:
    def add(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event.setdefault("process", process)
        return event

    return add
