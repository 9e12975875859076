"""How a machine client may prove itself at the token endpoint, and what is no such request (RFC 6749, RFC 7523)."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from starlette.datastructures import FormData, QueryParams

from contracts.vocabulary import ClientScope
from gateway.auth.client_credentials import ASSERTION_TYPE, TokenRefused, TokenRequest, token_request

GRANT = ("grant_type", "client_credentials")
ID, SECRET = ("client_id", "client-1"), ("client_secret", "s:cret/+")


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def assertion(claims: Any) -> str:
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{payload}.c2ln"


def asked(*fields: tuple[str, str], authorization: str | None = None, query: str = "") -> TokenRequest:
    return token_request(QueryParams(query), authorization, FormData(list(fields)))


def test_the_secret_may_be_shown_in_the_header_or_in_the_body() -> None:
    in_header = asked(GRANT, authorization=basic("client-1", "s%3Acret%2F%2B"))
    in_body = asked(GRANT, ID, SECRET)

    for shown in (in_header.shown, in_body.shown):
        assert shown.client_id == "client-1"
        assert shown.secret is not None and shown.secret.get_secret_value() == "s:cret/+"


def test_an_assertion_names_its_client() -> None:
    signed = assertion({"sub": "client-1"})

    shown = asked(GRANT, ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", signed)).shown

    assert shown.client_id == "client-1"
    assert shown.assertion is not None and shown.assertion.get_secret_value() == signed


def test_scopes_may_be_named_or_left_to_what_there_is() -> None:
    assert asked(GRANT, ID, SECRET).scopes is None
    assert asked(GRANT, ID, SECRET, ("scope", "filings:read  figures:read")).scopes == {
        ClientScope.FILINGS_READ,
        ClientScope.FIGURES_READ,
    }


def jwt_fields(claims: Any, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (GRANT, ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion(claims)), *more)


@pytest.mark.parametrize(
    ("fields", "given", "error"),
    [
        ((ID, SECRET), {}, "invalid_request"),
        ((("grant_type", "password"), ID, SECRET), {}, "unsupported_grant_type"),
        ((("grant_type", "authorization_code"), ID, SECRET), {}, "unsupported_grant_type"),
        ((GRANT, GRANT, ID, SECRET), {}, "invalid_request"),
        ((GRANT, ID, ("client_id", "client-2"), SECRET), {}, "invalid_request"),
        ((GRANT, ID, SECRET), {"query": "client_secret=s"}, "invalid_request"),
        ((GRANT, ID, SECRET), {"authorization": basic("client-1", "s")}, "invalid_request"),
        (jwt_fields({"sub": "client-1"}, SECRET), {}, "invalid_request"),
        ((GRANT, ("client_id", "client-2")), {"authorization": basic("client-1", "s")}, "invalid_request"),
        ((GRANT, ID, SECRET, ("scope", "everything")), {}, "invalid_scope"),
        ((GRANT,), {}, "invalid_client"),
        ((GRANT, ID), {}, "invalid_client"),
        ((GRANT, SECRET), {}, "invalid_client"),
        ((GRANT, ID, ("client_secret", "")), {}, "invalid_client"),
        ((GRANT, ID, ("client_secret", "s" * 513)), {}, "invalid_client"),
        ((GRANT, ("client_id", "c" * 101), SECRET), {}, "invalid_client"),
        ((GRANT,), {"authorization": "Bearer something"}, "invalid_client"),
        ((GRANT,), {"authorization": "Basic not base64!"}, "invalid_client"),
        ((GRANT,), {"authorization": basic("", "s")}, "invalid_client"),
        ((GRANT, ("client_assertion", assertion({"sub": "client-1"}))), {}, "invalid_client"),
        (jwt_fields({"iss": "client-1"}), {}, "invalid_client"),
        (jwt_fields({"sub": 1}), {}, "invalid_client"),
        (jwt_fields(["client-1"]), {}, "invalid_client"),
        (jwt_fields({"sub": "client-1"}, ("client_id", "client-2")), {}, "invalid_client"),
        ((GRANT, ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", "x")), {}, "invalid_client"),
        ((GRANT, ("client_assertion_type", ASSERTION_TYPE), ("client_assertion", "a.####.b")), {}, "invalid_client"),
    ],
)
def test_what_is_no_such_request_is_refused_by_the_name_that_the_standard_has_for_it(
    fields: tuple[tuple[str, str], ...], given: dict[str, str], error: str
) -> None:
    with pytest.raises(TokenRefused) as refused:
        asked(*fields, **given)

    assert refused.value.error == error
    assert "s:cret" not in refused.value.description
