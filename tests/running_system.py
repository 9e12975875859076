"""The whole system, running, with a small country in it: one for all that ask it over HTTP or look at its pages."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chassis.config import Settings
from deploy.demo.accounts import Accounts
from deploy.demo.agency import AgencyRow
from deploy.demo.archive import agencies_csv
from deploy.demo.country import Country, make_country
from deploy.demo.officers import become_administrator
from deploy.demo.visitor import Visitor
from deploy.local.stack import Stack
from tests.throwaway import throwaway_stack
from tests.waiting import until

LOCAL_BODIES = 40
OTHERS = 20


@dataclass(frozen=True)
class System:
    """The running system; `stack` is the operator's hand on it, for faults."""

    stack: Stack
    country: Country
    rows: tuple[AgencyRow, ...]

    @property
    def settings(self) -> Settings:
        return self.stack.settings

    def visitor(self, address: str | None = None) -> Visitor:
        """Somebody with a browser; `address`: from where."""
        return Visitor(self.settings.gateway_url, self.settings.digital_id_url, address)

    @property
    def gateways(self) -> tuple[str, ...]:
        """The addresses at which each of the gateway's processes can be asked by itself."""
        host = urlsplit(self.settings.gateway_url).hostname
        return tuple(f"http://{host}:{each.health_port}" for each in self.stack.processes if each.kind == "gateway")


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    # No stranger's website is asked whether links of tests lead anywhere.
    given = {"rate_limit": 100_000, "trusted_proxies": "127.0.0.1", "check_links": False}
    with _only_here(), throwaway_stack(**given) as stack:
        stack.start_processes()
        stack.wait_ready()
        country = make_country()
        running = System(stack, country, small_country(country))
        populate(running)
        yield running


@contextmanager
def _only_here() -> Iterator[None]:
    """Fails when another process of this test run has a system as well: a run that starts two takes twice as long."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", secrets.token_hex(8))
    mark = Path(tempfile.gettempdir(), f"pk-system-{run}")
    try:
        mark.mkdir()
    except FileExistsError:
        pytest.fail("two processes of one test run start the system: see ByWhatIsShared in tests/conftest.py")
    try:
        yield
    finally:
        mark.rmdir()


def small_country(country: Country) -> tuple[AgencyRow, ...]:
    """Some local bodies, the demonstration's among them, some others, and all that stands above these."""
    local = [row for row in country.reporting if row.lao_type][:LOCAL_BODIES]
    others = [row for row in country.reporting if not row.lao_type][:OTHERS]
    wanted = {*local, *others, country.demo_agency}
    wanted |= {above for row in wanted for above in row.ancestors}
    return tuple(row for row in country.rows if row in wanted)


def populate(system: System) -> None:
    content = agencies_csv(system.rows)
    expected = sum(row.reporting_unit for row in system.rows)
    with system.visitor() as visitor:
        become_administrator(visitor, Accounts.kept_in(system.settings.data).administrator, system.settings)
        visitor.have_done("/api/v1/agency-imports", content=content, media_type="text/csv", key="the-country")
        until(lambda: _counted(visitor) == expected, "all agencies count in the figures", seconds=60)


def _counted(visitor: Visitor) -> int:
    total = visitor.get("/api/v1/compliance", {"obligation": "s10_notice"}).json()["total"]
    return sum(int(total[state]) for state in ("done", "covered", "missing", "not_required"))
