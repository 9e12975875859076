"""Prakat's own processes: how each is started, and which settings it gets."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from chassis.config import PREFIX, Settings
from deploy.local.ports import HEALTH_OFFSET, Port
from deploy.local.programs import Program

ROOT = Path(__file__).parents[2]
SERVICES = ("identity", "agencies", "documents", "reporting")
REPLICAS = 2  # the least with which a killed process is not noticed

# Secrets that are for some processes only. All others are addresses of backing services, which everybody needs.
SECRET_READERS: Mapping[str, frozenset[str]] = {
    "access_token_private_key": frozenset({"identity"}),
    "token_secret": frozenset({"identity"}),
    "session_secret": frozenset({"gateway"}),
    "digital_id_secret": frozenset({"digital_id"}),
    "oidc_client_secret": frozenset({"gateway", "digital_id"}),
}

SERVICES_GROUP = "services"
WEB_GROUP = "web"
GROUPS = (SERVICES_GROUP, WEB_GROUP)


@dataclass(frozen=True)
class Process:
    """One running copy of a service, the gateway or the Digital ID."""

    kind: str
    number: int
    health_port: int

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.number}"


def processes(settings: Settings) -> Sequence[Process]:
    """All processes of the system, each with its health port."""
    kinds = [kind for kind in (*SERVICES, "digital_id", "gateway") for _ in range(REPLICAS)]
    first = settings.backing_port + HEALTH_OFFSET
    return [Process(kind, 1 + index % REPLICAS, first + index) for index, kind in enumerate(kinds)]


def ports(settings: Settings) -> Sequence[Port]:
    """The ports on which our own processes listen."""
    return [
        Port(settings.gateway_port, "the gateway", "PRAKAT_GATEWAY_PORT"),
        Port(settings.digital_id_port, "the Digital ID", "PRAKAT_DIGITAL_ID_PORT"),
        *(Port(process.health_port, f"the health of {process.name}") for process in processes(settings)),
    ]


def program(process: Process, settings: Settings) -> Program:
    """The process as the supervisor runs it."""
    return Program(
        name=process.name,
        command=_command(process, settings),
        group=SERVICES_GROUP if process.kind in SERVICES else WEB_GROUP,
        order=30 if process.kind in SERVICES else 40,
        environment=environment(settings, process),
        starts_by_itself=False,
        settled_after=5,
        stop_seconds=round(settings.stop_timeout) + 5,
    )


def environment(settings: Settings, process: Process | None = None) -> dict[str, str]:
    """The PRAKAT_* variables for a process, or with every secret for the operator's own commands."""
    variables: dict[str, str] = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        if value is None or (process and process.kind not in SECRET_READERS.get(name, {process.kind})):
            continue
        variables[PREFIX + name.upper()] = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    variables[f"{PREFIX}HEALTH_PORT"] = str(process.health_port if process else 0)
    return variables


def _command(process: Process, settings: Settings) -> Sequence[str]:
    if process.kind in SERVICES:
        return [sys.executable, "-m", f"services.{process.kind}"]
    # Copies share the public port; each alone has its health port, on which the same application answers.
    health = ["--bind", f"{settings.bind}:{process.health_port}"]
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *health]
    if process.kind == "gateway":
        return [*gunicorn, "--bind", f"{settings.bind}:{settings.gateway_port}", "gateway.app:create_app()"]
    public = ["--bind", f"{settings.bind}:{settings.digital_id_port}"]
    threads = ["--worker-class", "gthread", "--threads", "8"]
    return [*gunicorn, *public, *threads, "services.identity.digital_id.app:create_app()"]
