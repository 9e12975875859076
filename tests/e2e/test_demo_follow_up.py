"""The demonstration's campaign and frozen figures: there once, however often the demonstration is loaded."""

from __future__ import annotations

import pytest

from deploy.demo.accounts import Accounts
from deploy.demo.follow_up import CAMPAIGN, CAMPAIGNS, FROZEN, FROZEN_FIGURES, follow_up
from deploy.demo.officers import become_administrator
from tests.running_system import System

pytestmark = pytest.mark.system


def test_what_follows_up_is_there_once(system: System) -> None:
    told: list[str] = []
    with system.visitor() as administrator, system.visitor() as citizen:
        become_administrator(administrator, Accounts.kept_in(system.settings.data).administrator, system.settings)

        follow_up(administrator, system.country, told.append)
        follow_up(administrator, system.country, told.append)

        campaigns = administrator.get(CAMPAIGNS).json()["items"]
        (campaign,) = [each for each in campaigns if each["name_th"] == CAMPAIGN]
        (frozen,) = [each for each in citizen.get(FROZEN_FIGURES).json()["items"] if each["title"] == FROZEN]
        shown = citizen.get(f"{FROZEN_FIGURES}/{frozen['id']}").json()
        returns = administrator.get(f"{CAMPAIGNS}/{campaign['id']}/returns").json()

    assert len(told) == 2
    assert (campaign["due_on"], campaign["reminders"]) == ("2024-11-29", None)
    assert returns["offices"] > 0
    assert (shown["as_of"], shown["same_numbers"], shown["altered"]) == ("2024-10-29", True, [])
