"""ETags and the headers that name them."""

import pytest
from starlette.requests import Request

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents.declaring import IssuedDeclarationView
from contracts.rpc.documents.published import PublishedDocuments
from gateway.api.preconditions import (
    NEVER,
    UNSEEN,
    etag_of,
    has_already,
    require_idempotency_key,
    require_seen_version,
)

DECLARATION = IssuedDeclarationView.model_validate(
    {"agency_id": "a", "obligation": "s16_order", "version": 7, "issued_on": None}
)


def a_request(**headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "PUT", "path": "/", "headers": named})


def test_the_etag_of_what_has_a_version_gives_that_version_back() -> None:
    etag = etag_of(DECLARATION, b"{}")

    assert require_seen_version(a_request(if_match=etag)) == 7


def test_the_etag_changes_with_the_content_also_when_the_version_does_not() -> None:
    assert etag_of(DECLARATION, b"one") != etag_of(DECLARATION, b"other")


def test_what_has_no_version_has_an_etag_too() -> None:
    assert etag_of(PublishedDocuments(items=()), b"{}").strip('"').isalnum()


def test_what_is_not_there_yet_has_been_seen_as_absent() -> None:
    assert require_seen_version(a_request(if_none_match="*")) == UNSEEN


@pytest.mark.parametrize("given", ['"someone-elses"', 'W/"7.ab"', "7", '"7.ab", "8.cd"'])
def test_an_etag_that_is_not_ours_names_a_state_that_never_was(given: str) -> None:
    assert require_seen_version(a_request(if_match=given)) == NEVER


@pytest.mark.parametrize("headers", [{}, {"if_match": "*"}, {"if_match": ""}])
def test_a_change_must_name_the_state_it_is_of(headers: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        require_seen_version(a_request(**headers))

    assert refused.value.code is ErrorCode.PRECONDITION_REQUIRED


@pytest.mark.parametrize(
    ("given", "already"), [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False)]
)
def test_whoever_has_the_answer_already_is_told_so(given: str, already: bool) -> None:
    assert has_already(a_request(if_none_match=given), '"a"') is already


@pytest.mark.parametrize("key", ["", "short", "x" * 129, "with space", "ไทยไทยไทย".encode().decode("latin-1")])
def test_an_idempotency_key_has_8_to_128_visible_characters(key: str) -> None:
    request = Request({"type": "http", "headers": [(b"idempotency-key", key.encode("latin-1"))]})

    with pytest.raises(Refusal) as refused:
        require_idempotency_key(request)

    assert refused.value.code is ErrorCode.IDEMPOTENCY_KEY_REQUIRED
