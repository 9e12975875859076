"""The API's description: complete, valid, and in keeping with the conventions (docs/http-api.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate
from pydantic import SecretStr

from chassis.config import Settings
from contracts.errors import ErrorCode
from gateway.api.description import describe
from gateway.app import create_app
from gateway.errors import STATUS

METHODS = ("get", "post", "put", "patch", "delete")

WRITTEN_WHILE_SENT = {
    "/api/v1/cabinet-reports/{report_id}/file",
    "/api/v1/campaigns/{campaign_id}/returns/{agency_id}/file",
    "/api/v1/agency-exports",
    "/api/v1/agency-import-template",
    "/api/v1/open-data/agencies",
}


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    settings = Settings(
        amqp_url=SecretStr("amqp://nobody:nobody@localhost/none"),
        s3_url=SecretStr("http://nobody:nobody@localhost/none"),
        session_secret=SecretStr("5e" * 32),
        oidc_client_secret=SecretStr("none"),
    )
    return describe(create_app(settings))


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in description["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def headers(operation: dict[str, Any]) -> set[str]:
    return {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"}


def test_the_description_is_valid_openapi_3_1(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    validate(description)


def test_everything_under_the_api_has_a_sentence_and_a_name_of_its_own(description: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, path, operation in operations(description) if "/file" not in path]

    assert len(names) == len(set(names))
    assert all(operation["summary"] for _, _, operation in operations(description))
    assert all(path.startswith("/api/v1/") for path in description["paths"])


def test_every_operation_says_how_it_refuses(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        refusals = {int(status): answer for status, answer in operation["responses"].items() if int(status) >= 400}
        assert {422, 429, 500, 503, 504} <= set(refusals), (method, path)
        for status, answer in refusals.items():
            if status == 416:
                continue
            problem = answer["content"]["application/problem+json"]
            assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}
            for code, example in problem["examples"].items():
                assert STATUS[ErrorCode(code)] == status
                assert example["value"]["code"] == code


def test_what_is_for_officers_says_so_and_may_be_refused_for_it(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        if "security" in operation:
            assert {"401", "403"} <= set(operation["responses"]), (method, path)
        else:
            assert method == "get", f"{method} {path} changes something and asks nobody who they are"


def test_every_question_has_an_etag_to_come_back_with(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        if method == "get" and path not in WRITTEN_WHILE_SENT:
            assert "If-None-Match" in headers(operation), path
            assert "304" in operation["responses"], path


def test_every_change_names_the_state_it_is_of(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        if method in ("put", "patch"):
            assert "If-Match" in headers(operation), path
            assert {"412", "428"} <= set(operation["responses"]), path


def test_every_post_has_an_idempotency_key(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        if method == "post":
            (key,) = [p for p in operation["parameters"] if p["name"] == "Idempotency-Key"]
            assert key["required"], path
            assert "400" in operation["responses"], path


def test_every_list_that_may_be_long_goes_by_pages(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    for name, schema in schemas.items():
        if "next" in schema.get("properties", {}):
            assert name.startswith("Page_"), name
    for _, path, operation in operations(description):
        answer = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
        if "Page_" in str(answer.get("schema")):
            queries = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"}
            assert {"page_size", "cursor"} <= queries, path


def test_bodies_are_shown_by_example(description: dict[str, Any]) -> None:
    for method, path, operation in operations(description):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is None:
            continue
        schema = description["components"]["schemas"][body["schema"]["$ref"].rpartition("/")[2]]
        properties = schema["properties"].values()
        assert "examples" in schema or all("examples" in one or "$ref" in one for one in properties), (method, path)
