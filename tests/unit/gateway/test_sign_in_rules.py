"""Where a sign-in may lead, and what its cookie and the forms' tokens are worth."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from gateway.auth.cookies import Cookies, SignIn, local_path

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
    ],
)
def test_anything_else_leads_home(target: str | None) -> None:
    assert local_path(target) == "/"


def carried(response: Response) -> Request:
    cookie = response.headers["set-cookie"].split(";")[0]
    return Request({"type": "http", "headers": [(b"cookie", cookie.encode())]})


def test_a_sign_in_under_way_comes_back_as_it_was() -> None:
    cookies, sign_in, response = Cookies(SECRET), SignIn.begin("/profile"), Response()

    cookies.set_sign_in(response, sign_in)

    assert cookies.sign_in(carried(response)) == sign_in


def test_a_sign_in_that_another_secret_has_signed_is_none() -> None:
    response = Response()
    Cookies("0f" * 32).set_sign_in(response, SignIn.begin("/"))

    assert Cookies(SECRET).sign_in(carried(response)) is None


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    response = Response()

    Cookies(SECRET).set_session(response, "secret-of-the-session")

    header = response.headers["set-cookie"]
    assert header.startswith("__Host-prakat-session=secret-of-the-session;")
    for attribute in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert attribute in header
    assert "Domain" not in header


def test_the_token_of_a_form_belongs_to_one_session() -> None:
    cookies = Cookies(SECRET)

    assert cookies.csrf_token_is_right("one", cookies.csrf_token("one"))
    assert not cookies.csrf_token_is_right("one", cookies.csrf_token("other"))
    assert not cookies.csrf_token_is_right("one", "ก")
