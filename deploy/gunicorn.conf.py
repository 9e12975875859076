# ruff: noqa: N999 - the name that gunicorn looks for
"""How the gateway and the Digital ID are served. What differs between them is on the command line."""

import gc
import os
import sys

from chassis.config import SettingsError, load_settings

try:
    _settings = load_settings(os.environ)
except SettingsError as error:
    print(error, file=sys.stderr)
    sys.exit(2)

worker_class = "asgi"
# One worker per process: the copies share the port and are counted, restarted and measured one by one.
workers = 1
reuse_port = True
timeout = 60
graceful_timeout = round(_settings.stop_timeout)
keepalive = 75
loglevel = _settings.log_level
# Requests are logged by the application, with their trace.
accesslog = None
control_socket_disable = True

# A start makes much and drops little: it takes a tenth less without looking for garbage.
gc.disable()


def post_worker_init(worker: object) -> None:
    """What the start has built is there to stay: never looked through again."""
    gc.collect()
    gc.freeze()
    gc.enable()
