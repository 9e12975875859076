"""What the API's description (OpenAPI 3.1) says of every route: its headers, its refusals, and examples of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from contracts.errors import ErrorCode, Refusal
from contracts.vocabulary import ClientScope
from gateway.auth.client_credentials import TOKEN_ENDPOINT
from gateway.auth.cookies import SESSION
from gateway.errors import MEDIA_TYPE, STATUS, Problem, problem_of

PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_TEMPLATE = "#/components/schemas/{model}"

INTRODUCTION = """
The HTTP API of Prakat, in which Thai state agencies file the legal notices of the Electronic Government Operations
Act B.E. 2565, and by which everybody reads them.

Dates are ISO 8601 in the Christian Era, instants RFC 3339 in UTC. Errors are `application/problem+json` with a stable
`code`. Reading gives an `ETag`; changing requires it as `If-Match`; every POST requires an `Idempotency-Key`. Lists
give the address of the `next` page. The conventions are explained in docs/http-api.md.
"""


def problems_described(codes: Iterable[ErrorCode]) -> dict[int, dict[str, Any]]:
    """The responses by which a route refuses: one for each status, with an example for each code."""
    by_status: dict[int, dict[ErrorCode, None]] = {}
    for code in (*codes, ErrorCode.INTERNAL):
        by_status.setdefault(STATUS[code], {})[code] = None
    return {
        status: {
            "description": ", ".join(f"`{code}`" for code in codes_of_status),
            "content": {
                MEDIA_TYPE: {"schema": PROBLEM, "examples": {code: _example(code) for code in codes_of_status}}
            },
        }
        for status, codes_of_status in sorted(by_status.items())
    }


def _example(code: ErrorCode) -> dict[str, Any]:
    problem = problem_of(Refusal(code), "th").model_dump(mode="json")
    return {"value": {**problem, "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}}


def headers_described(method: str, signed_in: bool) -> list[dict[str, Any]]:
    """The request headers that mean something to every route of that method."""
    described = [_header("Accept-Language", "th (default) or en: the language of `detail` in errors.", example="en")]
    if method == "GET":
        described.append(_header("If-None-Match", "An ETag: 304 when the answer is still that one."))
    if method == "POST":
        text = "8 to 128 visible ASCII characters, new for each thing to be done: repeating it does nothing twice."
        described.append(
            _header("Idempotency-Key", text, required=True, example="0b7c1f0e-4f0c-4f0e-9d57-5d3f7c1f0e4f")
        )
    if method in ("PATCH", "PUT"):
        text = "The ETag of the state that the caller has seen. `If-None-Match: *` instead: there is none yet."
        described.append(_header("If-Match", text, example='"7.3b1f8a90c2d44e6f7a81"'))
    if signed_in and method != "GET":
        text = "`csrf_token` of GET /api/v1/me; needed from callers that send neither Sec-Fetch-Site nor Origin."
        described.append(_header("X-CSRF-Token", text))
    return described


def _header(name: str, description: str, required: bool = False, example: str | None = None) -> dict[str, Any]:
    header: dict[str, Any] = {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string"},
    }
    if example:
        header["example"] = example
    return header


SCOPES = {
    ClientScope.FILINGS_READ: "Read everything that the agency has filed.",
    ClientScope.FILINGS_WRITE: "File for the agency.",
    ClientScope.FIGURES_READ: "Read the figures that are not for everybody.",
    ClientScope.AGENCY_WRITE: "Change the agency's details.",
}

SECURITY_SCHEME = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION,
        "description": "Set by signing in with Digital ID at /auth/sign-in.",
    },
    "client": {
        "type": "oauth2",
        "description": "For other systems: a client that a central officer has registered. Of its rights, the scopes.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": TOKEN_ENDPOINT,
                "scopes": {scope.value: text for scope, text in SCOPES.items()},
            }
        },
    },
}


def raw_body(*media_types: str) -> dict[str, Any]:
    schema = {"schema": {"type": "string", "format": "binary"}}
    return {"required": True, "content": dict.fromkeys(media_types, schema)}


def created_at() -> dict[str, Any]:
    return {"headers": {"Location": {"description": "Address of what was made.", "schema": {"type": "string"}}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """The description of all routes; made once, when first asked for."""
    if app.openapi_schema is None:
        described = get_openapi(
            title="Prakat",
            version="1",
            openapi_version="3.1.0",
            summary="ระบบรายงานประกาศตามพระราชบัญญัติการปฏิบัติราชการทางอิเล็กทรอนิกส์ พ.ศ. 2565",
            description=INTRODUCTION,
            routes=app.routes,
        )
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        problem = Problem.model_json_schema(ref_template=PROBLEM_TEMPLATE, mode="serialization")
        schemas.update(problem.pop("$defs", {}))
        schemas["Problem"] = problem
        described["components"]["securitySchemes"] = SECURITY_SCHEME
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        app.openapi_schema = described
    return app.openapi_schema
