"""What the operator's commands do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from chassis.config import Settings
from deploy.local import assets, debian_packages, secrets, settings_doc, status
from deploy.local.errors import LaunchError
from deploy.local.processes import ROOT
from deploy.local.rabbitmq import BIN
from deploy.local.stack import Stack

DEMO_MODULES = ("deploy.demo.load", "deploy.demo.job")
COMPOSE_SECRETS = ROOT / "deploy/compose/.env"


def install(stack: Stack, for_tests: bool = False) -> None:
    """Install the Debian packages and fetch the assets that are missing."""
    packages = debian_packages.missing(stack.settings)
    if for_tests:
        packages += debian_packages.missing_for_tests()
    if packages:
        print(f"Installing packages: {' '.join(packages)}")
        debian_packages.install(packages)
    if assets.install():
        print("Fetched the pages' styles and fonts.")


def start(stack: Stack, backing_only: bool = False) -> None:
    """Start what does not run yet, and wait until all of it is ready."""
    begun = time.monotonic()
    stack.data.create(stack.settings.backing_port)
    with stack.data.lock():
        print("Backing services")
        stack.start_backing()
        if not backing_only:
            print("Processes")
            stack.start_processes()
            stack.wait_ready()
    print(f"Everything is ready after {time.monotonic() - begun:.1f} s.")


def up(stack: Stack) -> None:
    """Start everything, load the demonstration country, run the main job, and say where to go."""
    install(stack)
    start(stack)
    for module in DEMO_MODULES:
        if (ROOT / f"{module.replace('.', '/')}.py").exists():
            _demonstrate(stack, module)
    print(f"\n{status.addresses(stack)}\n\nIt keeps running; make down stops it.")


def restart(stack: Stack) -> None:
    """Restart Prakat's own processes with the code and settings of now; the backing services keep running."""
    _require_up(stack)
    with stack.data.lock():
        stack.start_backing()
        stack.restart_processes()
        stack.wait_ready()


def down(stack: Stack) -> None:
    """Stop everything. Data stays."""
    if not stack.is_up():
        print(f"Nothing runs over {stack.data.path}.")
        return
    begun = time.monotonic()
    with stack.data.lock():
        stack.stop()
    print(f"Stopped after {time.monotonic() - begun:.1f} s.")


def reset(stack: Stack) -> None:
    """Stop everything and delete the data directory, secrets included."""
    if not stack.data.path.exists():
        print(f"There is no {stack.data.path}.")
        return
    down(stack)
    stack.data.remove()
    print(f"Deleted {stack.data.path}.")


def show_status(stack: Stack) -> None:
    """Print what runs."""
    _require_up(stack)
    stack.prepare()
    print(f"{status.table(stack)}\n\n{status.addresses(stack)}")


def follow_logs(stack: Stack, parts: Sequence[str]) -> None:
    """Become `tail` on the logs of these parts, or of all."""
    logs = [stack.data.logs / f"{part}.log" for part in parts] or sorted(stack.data.logs.glob("*.log"))
    absent = [str(log) for log in logs if not log.exists()]
    if absent or not logs:
        raise LaunchError(f"There is no log {' '.join(absent) or 'in ' + str(stack.data.logs)}.")
    os.execvp("tail", ["tail", "-n", "20", "-F", *map(str, logs)])  # noqa: S606 - no shell is wanted


def run_module(stack: Stack, module: str, arguments: Sequence[str]) -> None:
    """Become `python -m module` with the addresses and secrets of the running system."""
    _require_up(stack)
    stack.prepare()
    os.chdir(ROOT)
    environment = {**os.environ, **stack.operator_environment()}
    os.execve(sys.executable, [sys.executable, "-m", module, *arguments], environment)  # noqa: S606 - no shell is wanted


def run_rabbitmqctl(stack: Stack, arguments: Sequence[str]) -> None:
    """Become `rabbitmqctl` for the broker that we started."""
    _require_up(stack)
    stack.prepare()
    environment = {**os.environ, **stack.broker_environment()}
    os.execve(BIN / "rabbitmqctl", ["rabbitmqctl", *arguments], environment)  # noqa: S606 - no shell is wanted


def write_settings_doc() -> None:
    """Write docs/settings.md."""
    settings_doc.write()
    print(f"Wrote {settings_doc.PATH.relative_to(ROOT)}.")


def write_compose_secrets() -> None:
    """Make the secrets of an installation with containers, once. Raises LaunchError when they are there already."""
    try:
        descriptor = os.open(COMPOSE_SECRETS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise LaunchError(f"{COMPOSE_SECRETS.relative_to(ROOT)} exists already: it is left alone.") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.render(secrets.completed(Settings(), {})))
    print(f"Wrote {COMPOSE_SECRETS.relative_to(ROOT)}. It holds every secret: keep it as safe as the database.")


def _demonstrate(stack: Stack, module: str) -> None:
    print(flush=True)
    environment = {**os.environ, **stack.operator_environment()}
    outcome = subprocess.run([sys.executable, "-m", module], cwd=ROOT, env=environment, check=False)
    if outcome.returncode != 0:
        raise LaunchError(f"{module} failed with status {outcome.returncode}; the system keeps running.")


def _require_up(stack: Stack) -> None:
    if not stack.is_up():
        raise LaunchError(f"Nothing runs over {stack.data.path}: run make up or make start first.")
