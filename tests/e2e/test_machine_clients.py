"""Another system acts for an agency: let in by its key, from where it may call, until it is ended."""

from __future__ import annotations

import time
import uuid

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from deploy.demo.officers import id_of
from deploy.demo.visitor import Visitor
from gateway.auth.client_credentials import ASSERTION_TYPE
from tests.e2e.people import program, registered
from tests.running_system import System

pytestmark = pytest.mark.system


def let_in(http: httpx.Client, system: System, client_id: str, key: ECKey) -> httpx.Response:
    now = int(time.time())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": f"{system.settings.gateway_url}/oauth/token",
        "iat": now,
        "exp": now + 60,
        "jti": uuid.uuid4().hex,
    }
    header = {"alg": "ES256", "kid": key.kid} if key.kid else {"alg": "ES256"}
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": jwt.encode(header, claims, key),
    }
    return http.post("/oauth/token", data=form)


def test_a_client_with_a_key_works_from_its_address_until_it_is_ended(system: System, administrator: Visitor) -> None:
    agency = id_of(administrator, system.country.demo_agency.code)
    key = ECKey.generate_key("P-256")
    client_id = registered(administrator, agency, key)["client_id"]
    filings = f"/api/v1/agencies/{agency}/filings"
    with program(system) as http, program(system, "203.0.113.99") as elsewhere:
        assert let_in(http, system, client_id, ECKey.generate_key("P-256")).json()["error"] == "invalid_client"
        assert let_in(elsewhere, system, client_id, key).json()["error"] == "invalid_client"

        opened = let_in(http, system, client_id, key)
        assert opened.status_code == 200, opened.text
        bearer = {"Authorization": f"Bearer {opened.json()['access_token']}"}

        assert http.get(filings, headers=bearer).status_code == 200
        assert http.get(f"/api/v1/agencies/{agency}/users", headers=bearer).status_code == 403
        assert http.get("/api/v1/me", headers=bearer).status_code == 403
        assert elsewhere.get(filings, headers=bearer).status_code == 401

        ended = administrator.ask("DELETE", f"/api/v1/agencies/{agency}/clients/{client_id}")
        assert ended.status_code == 204

        assert [http.get(gateway + filings, headers=bearer).status_code for gateway in system.gateways] == [401, 401]
