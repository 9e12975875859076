"""Where a sign-in may lead, and what its cookie and the forms' tokens are worth."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from gateway.auth.cookies import Cookies, IssuersSession, SignIn, local_path

SECRET = "5e" * 32


@pytest.mark.parametrize("target", ["/", "/profile", "/agencies/1/filing?done=filed", "/ก"])
def test_a_path_of_this_site_is_kept(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "evil",
        "/\t/evil",
        "/a\r\nb",
        "/a\\b",
        "/\x7f/evil",
        "///evil.example",
        "\\/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "/" + "a" * 1000,
    ],
)
def test_anything_else_leads_home(target: str | None) -> None:
    assert local_path(target) == "/"


def carried(response: Response) -> Request:
    cookie = response.headers["set-cookie"].split(";")[0]
    return Request({"type": "http", "headers": [(b"cookie", cookie.encode())]})


def test_a_sign_in_under_way_comes_back_as_it_was() -> None:
    cookies, sign_in, response = Cookies(SECRET), SignIn.begin("default", "/profile"), Response()

    cookies.set_sign_in(response, sign_in)

    assert cookies.sign_in(carried(response)) == sign_in


def test_a_sign_in_that_another_secret_has_signed_is_none() -> None:
    response = Response()
    Cookies("0f" * 32).set_sign_in(response, SignIn.begin("default", "/"))

    assert Cookies(SECRET).sign_in(carried(response)) is None


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    response = Response()

    Cookies(SECRET).set_session(response, "secret-of-the-session")

    header = response.headers["set-cookie"]
    assert header.startswith("__Host-prakat-session=secret-of-the-session;")
    for attribute in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert attribute in header
    assert "Domain" not in header


def test_an_id_token_is_opened_beside_the_session_for_which_it_was_kept_and_no_other() -> None:
    cookies, kept, response = Cookies(SECRET), IssuersSession("default", "header.claims.signature"), Response()

    cookies.set_issuers_session(response, kept, "the session")

    assert "claims" not in response.headers["set-cookie"]
    assert "Path=/auth/sign-out" in response.headers["set-cookie"]
    assert cookies.issuers_session(carried(response), "the session") == kept
    assert cookies.issuers_session(carried(response), "another session") is None
    assert Cookies("0f" * 32).issuers_session(carried(response), "the session") is None


def test_an_id_token_that_no_browser_would_keep_is_not_sent() -> None:
    response = Response()

    Cookies(SECRET).set_issuers_session(response, IssuersSession("default", "x" * 4000), "the session")

    assert "set-cookie" not in response.headers


def test_the_token_of_a_form_belongs_to_one_session() -> None:
    cookies = Cookies(SECRET)

    assert cookies.csrf_token_is_right("one", cookies.csrf_token("one"))
    assert not cookies.csrf_token_is_right("one", cookies.csrf_token("other"))
    assert not cookies.csrf_token_is_right("one", "ก")
