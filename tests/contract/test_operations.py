"""What the contracts promise is served, and nothing is served that they do not promise."""

from __future__ import annotations

from importlib import import_module

import pytest

from chassis.authz import RIGHTS
from contracts.errors import TEXTS, ErrorCode
from contracts.operations import NO_AGENCY, Operation
from contracts.vocabulary import Action, Role
from tests.builders.operations import OPERATIONS

SERVICES = ("identity", "agencies", "documents", "reporting")
NATIONAL = {Action.REGISTER_AGENCIES, Action.MIGRATE_FILINGS, Action.FOLLOW_UP}


def served_by(service: str) -> dict[str, Operation]:
    module = import_module(f"services.{service}.service")
    found = {}
    for value in vars(module).values():
        if isinstance(value, type) and getattr(value, "name", None) == service:
            found |= {name: getattr(value, name).operation for name in dir(value) if _is_entry(getattr(value, name))}
    return found


def _is_entry(member: object) -> bool:
    return isinstance(getattr(member, "operation", None), Operation)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_serves_exactly_its_operations(service: str):
    promised = {operation.method: operation for operation in OPERATIONS if operation.service == service}

    assert served_by(service) == promised


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.routing_key)
def test_an_operation_that_takes_a_right_says_at_which_agency(operation: Operation):
    if operation.somewhere:
        assert operation.action not in NO_AGENCY
    elif operation.action in NO_AGENCY | NATIONAL:
        assert "agency_id" not in operation.request.model_fields or operation.action is Action.PUBLIC
    else:
        assert "agency_id" in operation.request.model_fields


def test_every_role_has_its_rights_and_every_right_has_a_role():
    assert set(RIGHTS) == set(Role)
    assert set.union(*map(set, RIGHTS.values())) == set(Action) - NO_AGENCY


@pytest.mark.parametrize("code", ErrorCode)
def test_every_error_tells_what_to_do_in_thai_and_english(code: ErrorCode):
    thai, english = TEXTS[code]

    assert any("\u0e00" <= letter <= "\u0e7f" for letter in thai)
    assert english.endswith(".")


def test_every_exception_of_a_domain_has_a_known_code():
    for service in SERVICES:
        module = import_module(f"services.{service}.domain")
        for name in _modules_of(module):
            for value in vars(import_module(name)).values():
                if isinstance(value, type) and issubclass(value, Exception) and isinstance(_code(value), str):
                    assert _code(value) in set(ErrorCode), value


def _code(kind: type) -> object:
    return getattr(kind, "code", None)


def _modules_of(package: object) -> list[str]:
    import pkgutil

    return [f"{package.__name__}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
