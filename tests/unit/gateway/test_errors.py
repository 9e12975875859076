"""How refusals look over HTTP."""

import json

import pydantic
import pytest
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.agencies import ListAgencies
from gateway.errors import STATUS, problem_of, refusal_for
from gateway.field_problems import field_problems


def test_every_code_has_a_status() -> None:
    assert set(STATUS) == set(ErrorCode)


def test_a_problem_tells_what_happened_in_both_languages_and_its_detail_in_the_one_asked_for() -> None:
    problem = problem_of(Refusal(ErrorCode.UPLOAD_TOO_LARGE, limit=5242880), "en")

    shown = json.loads(problem.model_dump_json())
    assert shown["type"] == "/problems/upload_too_large"
    assert shown["status"] == 413
    assert shown["detail"] == shown["message_en"]
    assert "5242880" in shown["message_th"]
    assert shown["limit"] == 5242880


def test_details_cannot_pass_themselves_off_as_the_problem_itself() -> None:
    problem = problem_of(Refusal(ErrorCode.FORBIDDEN, status=200, title="Fine"), "th")

    assert problem.status == 403
    assert problem.title == "Forbidden"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HTTPException(404), ErrorCode.NOT_FOUND),
        (HTTPException(405), ErrorCode.METHOD_NOT_ALLOWED),
        (HTTPException(415), ErrorCode.UNSUPPORTED_MEDIA_TYPE),
        (HTTPException(400), ErrorCode.INVALID_REQUEST),
        (HTTPException(502), ErrorCode.INTERNAL),
        (RequestValidationError([]), ErrorCode.INVALID_REQUEST),
        (ClientDisconnect(), ErrorCode.UPLOAD_INTERRUPTED),
        (ZeroDivisionError(), ErrorCode.INTERNAL),
    ],
)
def test_every_exception_has_a_code(error: Exception, code: ErrorCode) -> None:
    refusal, _ = refusal_for(error)

    assert refusal.code is code


def test_what_the_framework_wraps_while_it_reads_a_body_keeps_its_code() -> None:
    wrapped = HTTPException(400)
    wrapped.__cause__ = Refusal(ErrorCode.UPLOAD_TOO_LARGE, limit=1)

    refusal, _ = refusal_for(wrapped)

    assert refusal.code is ErrorCode.UPLOAD_TOO_LARGE


def test_a_field_that_is_wrong_is_named_and_explained_in_both_languages() -> None:
    with pytest.raises(pydantic.ValidationError) as raised:
        ListAgencies.model_validate({"page_size": 0, "category": "circus"})

    problems = {problem.field: problem for problem in field_problems(raised.value.errors())}

    assert problems["page_size"].message_en == "Must be at least 1."
    assert problems["page_size"].message_th == "ต้องไม่น้อยกว่า 1"
    assert "'government'" in problems["category"].message_en
