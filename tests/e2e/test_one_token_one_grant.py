"""A token gives one grant, whoever redeems it and however many do at the same instant."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from deploy.demo.officers import id_of, token_for
from deploy.demo.visitor import Visitor
from tests.e2e.people import officers
from tests.running_system import System

pytestmark = pytest.mark.system

AT_ONCE = 200
RIVALS = ("rival1", "rival2", "rival3", "rival4")
ROLE = "guide_author"


@pytest.mark.timeout(300)
def test_of_200_redemptions_at_the_same_instant_exactly_one_succeeds(system: System, administrator: Visitor) -> None:
    # An agency that no other test gives roles at: after so many vain tries it has to wait.
    row = next(row for row in reversed(system.rows) if row.lao_type and row is not system.country.demo_agency)
    agency = id_of(administrator, row.code)
    token = token_for(administrator, ROLE, agency)
    ready = Barrier(AT_ONCE)

    with officers(system, administrator, dict.fromkeys(RIVALS)) as rivals:

        def redeem(number: int) -> tuple[int, str]:
            rival = rivals[RIVALS[number % len(RIVALS)]]
            key = {"Idempotency-Key": f"the-{number}th-redemption"}
            gateway = system.gateways[number % 2]
            ready.wait()
            answer = rival.ask("POST", "/api/v1/token-redemptions", {"token": token}, headers=key, base=gateway)
            return answer.status_code, answer.json().get("code", "")

        with ThreadPoolExecutor(AT_ONCE) as pool:
            outcomes = Counter(pool.map(redeem, range(AT_ONCE)))
        held = [grant for rival in rivals.values() for grant in rival.get("/api/v1/me").json()["grants"]]

    assert outcomes[201, ""] == 1
    assert sum(outcomes.values()) == AT_ONCE
    assert {status for status, _ in outcomes} <= {201, 409, 422, 429}, outcomes
    assert [(grant["role"], grant["agency_id"]) for grant in held] == [(ROLE, agency)]
    users = administrator.get(f"/api/v1/agencies/{agency}/users", {"role": ROLE}).json()["items"]
    assert len(users) == 1
