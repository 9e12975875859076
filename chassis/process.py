"""How a service's process starts, says that it is ready, and stops.

Eventlet has to patch the standard library before anything else is imported, so the imports below are inside `run`.
"""

from __future__ import annotations

import functools
import gc
import importlib
import logging
import os
import signal
import socket
import sys
import warnings

os.environ["EVENTLET_NO_GREENDNS"] = "yes"  # see `_look_names_up_in_threads`
with warnings.catch_warnings():
    # Eventlet says of itself that it is in maintenance; Nameko stands on it (docs/decisions/0002).
    warnings.simplefilter("ignore")
    import eventlet


def run(service: str) -> None:
    """Run the service named by `package.module:Class` until SIGTERM or SIGINT.

    On the signal it takes nothing new, finishes what it has in hand, publishes what it recorded, and leaves. Exits with
    2 for unusable settings, 1 when a backing service cannot be reached at the start (the supervisor tries again).
    """
    patch()
    gc.disable()  # a start makes much and drops little: it takes a sixth less without; `collect_less` ends it
    from chassis.config import SettingsError, load_settings

    try:
        settings = load_settings(os.environ)
        _serve(service, settings)
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - there is no log yet
        sys.exit(2)


def patch() -> None:
    """Replace what would make the whole process wait by what lets its other work go on."""
    eventlet.monkey_patch()
    _let_threads_log()
    _look_names_up_in_threads()


def _let_threads_log() -> None:
    """Give logging back the locks of real threads.

    Work in real threads (`chassis.bus.serving.in_thread`) may log, as a library does of a damaged PDF. Eventlet's locks
    do not work between threads: the process would wait for such a lock for ever.
    """
    real = eventlet.patcher.original("threading")
    logging._lock = real.RLock()  # type: ignore[attr-defined]

    def create_lock(self: logging.Handler) -> None:
        self.lock = real.RLock()

    logging.Handler.createLock = create_lock  # type: ignore[method-assign]


def _look_names_up_in_threads() -> None:
    """Have the system look names up, as for every other program of the machine, while the process's other work goes on.

    Eventlet's own resolver knows only a part of what the system may be told about names, and to load it takes a seventh
    of a start. Without it, and without this, everything would wait for each answer.
    """
    from eventlet import tpool

    look_up = eventlet.patcher.original("socket").getaddrinfo
    socket.getaddrinfo = functools.partial(tpool.execute, look_up)


def _serve(service: str, settings: object) -> None:
    import structlog
    from nameko.containers import ServiceContainer
    from pymongo.errors import PyMongoError

    from chassis import health, logs
    from chassis.bus.steady import LOST, SteadyQueueConsumer
    from chassis.config import Settings
    from chassis.mongo import client
    from chassis.service import start

    assert isinstance(settings, Settings)  # noqa: S101 - for the type checker; the import had to wait
    module, _, name = service.partition(":")
    service_class = getattr(importlib.import_module(module), name)
    logs.configure(settings, f"{service_class.name}:{os.getpid()}")
    log = structlog.get_logger()
    stop = eventlet.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.ready() or stop.send())
    try:
        process = start(settings, service_class.name)
        config = {
            "AMQP_URI": settings.need("amqp_url"),
            "max_workers": settings.workers,
            "process": process,
        }
        container = ServiceContainer(service_class, config)
        container.start()
    except (*LOST, PyMongoError) as error:
        log.error("cannot_start", error=type(error).__name__)
        sys.exit(1)
    consumer = container.shared_extensions[SteadyQueueConsumer]
    if settings.health_port:
        checks = {"broker": lambda: consumer.connected, "database": lambda: bool(client().admin.command("ping"))}
        health.serve(settings.bind, settings.health_port, checks)
    collect_less()
    log.info("ready")
    died = eventlet.spawn(_outlive, container, stop)
    stop.wait()
    log.info("stopping")
    with eventlet.Timeout(settings.stop_timeout, False):
        container.stop()
    died.kill()
    log.info("stopped")
    if container._died.ready() and container._died._exc:
        sys.exit(1)


def collect_less() -> None:
    """Look for garbage less often, and never again among what the start has built, which is there to stay.

    A burst of events makes and drops millions of objects, hardly any of them in circles: a tenth of its processor time
    went into looking for those.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def _outlive(container: object, stop: eventlet.event.Event) -> None:
    """End the process when the container dies by itself: the supervisor starts a fresh one."""
    try:
        container.wait()  # type: ignore[attr-defined]
    except Exception:
        import structlog

        structlog.get_logger().exception("container_died")
    finally:
        if not stop.ready():
            stop.send()
