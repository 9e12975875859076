"""Who asks the running system over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.demo.accounts import Accounts
from deploy.demo.officers import become_administrator
from deploy.demo.visitor import Visitor
from tests.running_system import System


@pytest.fixture
def citizen(system: System) -> Iterator[Visitor]:
    with system.visitor() as visitor:
        yield visitor


@pytest.fixture
def administrator(system: System) -> Iterator[Visitor]:
    with system.visitor() as visitor:
        become_administrator(visitor, Accounts.kept_in(system.settings.data).administrator, system.settings)
        yield visitor
