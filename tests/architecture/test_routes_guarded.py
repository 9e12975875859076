"""Every address of the gateway says who may come in, and everything that changes asks who that is."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import SecretStr
from starlette.routing import BaseRoute, Mount

from chassis.config import Settings
from gateway.app import create_app
from gateway.auth.client_credentials import TOKEN_ENDPOINT
from gateway.auth.guards import CLIENT_ITSELF, OFFICER, OFFICER_FORM, PUBLIC, SIGNED_IN
from gateway.routes import GuardedRoute

GUARDS = (PUBLIC, SIGNED_IN, OFFICER, OFFICER_FORM, CLIENT_ITSELF)
STATIC = "/static"


@pytest.fixture(scope="module")
def app() -> FastAPI:
    settings = Settings(
        amqp_url=SecretStr("amqp://nobody:nobody@localhost/none"),
        s3_url=SecretStr("http://nobody:nobody@localhost/none"),
        session_secret=SecretStr("5e" * 32),
        oidc_client_secret=SecretStr("none"),
    )
    return create_app(settings)


def unguarded(routes: list[BaseRoute]) -> list[str]:
    """The addresses that nobody stands before: whose route is none of ours, or does not call its guard."""
    return [
        str(getattr(route, "path", route))
        for route in routes
        if not (isinstance(route, Mount) and route.path == STATIC) and not is_guarded(route)
    ]


def is_guarded(route: BaseRoute) -> bool:
    return isinstance(route, GuardedRoute) and route.guard in GUARDS and calls(route.dependant, route.guard.admit)


def calls(dependant: Dependant, guard: object) -> bool:
    return any(dependency.call is guard for dependency in dependant.dependencies)


def test_every_address_is_guarded(app: FastAPI) -> None:
    assert unguarded(app.routes) == []
    assert len(app.routes) > 30


def test_a_route_that_goes_round_the_machinery_would_be_found(app: FastAPI) -> None:
    def way_in() -> None:
        return None

    assert unguarded([APIRoute("/back-door", way_in)]) == ["/back-door"]


def test_whatever_changes_something_asks_who_does_it(app: FastAPI) -> None:
    for route in app.routes:
        if isinstance(route, GuardedRoute) and route.methods - {"GET"}:
            assert route.guard is not PUBLIC, route.path


def test_only_where_clients_prove_themselves_does_the_route_itself_look_who_asks(app: FastAPI) -> None:
    itself = [route for route in app.routes if isinstance(route, GuardedRoute) and route.guard is CLIENT_ITSELF]

    assert [(route.path, route.methods) for route in itself] == [(TOKEN_ENDPOINT, {"POST"})]


def test_machine_clients_have_no_account_and_no_pages(app: FastAPI) -> None:
    for route in app.routes:
        if isinstance(route, GuardedRoute) and route.guard is SIGNED_IN:
            assert route.path.startswith("/api/v1/") and not route.path.startswith("/api/v1/me"), route.path


def test_forms_are_held_to_their_token(app: FastAPI) -> None:
    pages = [route for route in app.routes if isinstance(route, GuardedRoute) and not route.path.startswith("/api/")]
    for route in pages:
        if route.methods - {"GET"} and route.path != TOKEN_ENDPOINT:
            assert route.guard is OFFICER_FORM, route.path
