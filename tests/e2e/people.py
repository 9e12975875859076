"""Who uses the running system: officers with a role, and other agencies' systems."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from joserfc.jwk import ECKey

from contracts.vocabulary import ClientScope
from deploy.demo.accounts import Account
from deploy.demo.officers import become
from deploy.demo.visitor import Visitor
from tests.running_system import System

Ask = Callable[..., httpx.Response]

OF_CLIENTS = "203.0.113.77"
# Each in a network of its own: who fails too often is held up together with their neighbours.
_addresses = (f"10.{number // 256}.{number % 256}.7" for number in itertools.count(1))


@contextmanager
def officers(system: System, by: Visitor, roles: dict[str, str | None]) -> Iterator[dict[str, Visitor]]:
    """Officers with these roles, each at the agency named (None: nowhere yet), each from an address of their own."""
    with ExitStack() as stack:
        found = {}
        for role, agency_id in roles.items():
            visitor = stack.enter_context(system.visitor(next(_addresses)))
            account = Account.invented(role.replace("_", "")[:8], "สมปอง", "ทดสอบ")
            if agency_id is None:
                visitor.register(account)
                visitor.sign_in(account)
            else:
                become(visitor, account, role, agency_id, granted_by=by)
            found[role] = visitor
        yield found


def registered(by: Visitor, agency_id: str, key: ECKey | None = None) -> dict[str, Any]:
    """The credentials of a new machine client of the agency, which has every scope there is."""
    body = {
        "name": "ระบบสารบรรณ",
        "scopes": list(ClientScope),
        "addresses": [f"{OF_CLIENTS}/32"],
        "expires_at": (datetime.now(UTC) + timedelta(days=30)).isoformat(),
        "public_key": json.dumps(key.as_dict(private=False)) if key else None,
    }
    credentials: dict[str, Any] = by.post(f"/api/v1/agencies/{agency_id}/clients", body).json()
    return credentials


@contextmanager
def program(system: System, address: str = OF_CLIENTS) -> Iterator[httpx.Client]:
    """A program at an address."""
    headers = {"X-Forwarded-For": address}
    with httpx.Client(base_url=system.settings.gateway_url, headers=headers, timeout=30) as http:
        yield http


@contextmanager
def a_client(system: System, by: Visitor, agency_id: str) -> Iterator[Ask]:
    """A machine client of the agency, let in by its secret: its way to ask."""
    made = registered(by, agency_id)
    with program(system) as http:
        opened = http.post(
            "/oauth/token", data={"grant_type": "client_credentials"}, auth=(made["client_id"], made["secret"])
        )
        assert opened.status_code == 200, opened.text
        http.headers["Authorization"] = f"Bearer {opened.json()['access_token']}"

        def ask(method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
            return http.request(method, path, json=body, **options)

        yield ask
