"""What comes from the Debian archive: which packages are missing, and how they are installed without starting them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from chassis.config import Settings
from deploy.local import rabbitmq
from deploy.local.errors import LaunchError
from deploy.local.mongodb import find_mongod

POLICY = Path("/usr/sbin/policy-rc.d")
DO_NOT_START = "#!/bin/sh\n# Made by Prakat's launcher while it installs packages; safe to delete.\nexit 101\n"
BROWSER = "chromium-headless-shell"
BROWSER_WITH_WINDOWS = "chromium"
APT = ("apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300")


def missing(settings: Settings) -> list[str]:
    """The packages without which `make up` cannot start the backing services that are not given."""
    packages = []
    if settings.amqp_url is None and not (rabbitmq.BIN / "rabbitmq-server").exists():
        packages.append("rabbitmq-server")
    if settings.s3_url is None:
        needed = {"ceph-mon": "ceph-mon", "ceph-osd": "ceph-osd", "radosgw": "radosgw", "radosgw-admin": "ceph-common"}
        packages.extend(package for program, package in needed.items() if not shutil.which(program))
    if settings.mongo_url is None and not _runs(find_mongod()):
        packages.append("libcurl4")
    return packages


def missing_for_tests() -> list[str]:
    """The packages that only `make test` needs: the browsers in which the pages are looked at."""
    return [package for package in (BROWSER, BROWSER_WITH_WINDOWS) if not shutil.which(package)]


def install(packages: Sequence[str]) -> None:
    """Install packages; the services in them are not started.

    Raises LaunchError when that takes rights or tools that are not there, or when it fails.
    """
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LaunchError(f"Packages are missing; as root run: apt-get install --no-install-recommends {names}")
    with services_not_started(POLICY):
        _run(*APT, "update")
        _run(*APT, "install", "--no-install-recommends", *packages)


@contextmanager
def services_not_started(policy: Path) -> Iterator[None]:
    """Keep Debian's installer from starting services, unless the machine has a policy of its own about that.

    A policy that an interrupted run of ours has left behind is taken over, and removed in the end.
    """
    if policy.exists() and policy.read_text(encoding="utf-8") != DO_NOT_START:
        yield
        return
    policy.write_text(DO_NOT_START, encoding="utf-8")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)


def _runs(program: Path) -> bool:
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def _run(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    outcome = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if outcome.returncode != 0:
        raise LaunchError(f"{' '.join(command)} failed:\n{(outcome.stderr or outcome.stdout).strip()}")
