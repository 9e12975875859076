"""The Digital ID, held to one core, so that what it does in a second is what one core does."""

from __future__ import annotations

import os

from flask import Flask

THE_CORE = max(os.sched_getaffinity(0))


def pin() -> None:
    """Hold the calling thread, and those that it starts, to the one core."""
    os.sched_setaffinity(0, {THE_CORE})


def create_app() -> Flask:
    """Run by gunicorn: the worker and all its threads stay on the core."""
    pin()
    from services.identity.digital_id.app import create_app as create_digital_id

    return create_digital_id()
