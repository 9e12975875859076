"""A person with a browser, scripted: registers, signs in through the Digital ID's pages, and calls the HTTP API.

Everything goes over HTTP, by the addresses that a person would use. What fails for a moment (a process was killed, the
system is busy) is tried again, under the same Idempotency-Key, for up to `PATIENCE` seconds.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self

import httpx

from deploy.demo.accounts import Account
from deploy.demo.pages import Form, form_with

PATIENCE = 30.0
_MOMENTARY = {429, 502, 503, 504}
_BETWEEN_TRIES = 0.25
_LONGEST_ANSWER = 150.0  # an import may take two minutes
_MOST_REDIRECTS = 10


class Unexpected(Exception):
    """The system answered otherwise than it should have. The message says what was asked and what came back."""


class Visitor:
    """One person's browser, as a context manager. Once signed in, several threads may use it."""

    def __init__(self, gateway_url: str, digital_id_url: str, address: str | None = None) -> None:
        """`address`: from where, for a gateway that takes this machine for a proxy (setting trusted_proxies)."""
        self._gateway = gateway_url.rstrip("/")
        self._digital_id = digital_id_url.rstrip("/")
        # Like a browser, take localhost for a secure place: the cookies are for https only. (httpx keeps what this jar
        # admits, but copies it into a stricter one for each request: hence the hook.)
        jar = CookieJar(DefaultCookiePolicy(secure_protocols=("https", "http")))
        self._http = httpx.Client(
            cookies=jar,
            timeout=_LONGEST_ANSWER,
            headers={"Accept-Language": "th", **({"X-Forwarded-For": address} if address else {})},
            event_hooks={"request": [lambda request: self._http.cookies.set_cookie_header(request)]},
        )
        self._csrf_token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._http.close()

    # At the Digital ID

    def register(self, account: Account) -> bool:
        """Register for a Digital ID. False when the account is there already.

        Raises Unexpected when the form is refused for another reason.
        """
        page = self._send("GET", f"{self._digital_id}/register")
        form = form_with(page.text, "given_name")
        answer = self._submit(page, form, account.registration)
        if answer.status_code == 422:
            if "username-problem" in answer.text or "email-problem" in answer.text:
                return False
            raise Unexpected(f"the Digital ID refused the registration of {account.username}")
        _require(answer, 303)
        return True

    def sign_in(self, account: Account) -> str:
        """Sign in through the Digital ID's own pages, and consent when asked. Starts over if a step is lost.

        Returns the path to which the gateway sends the browser then.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                came_to = self._sign_in_once(account)
            except Unexpected:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_BETWEEN_TRIES)
            else:
                break
        self._csrf_token = self.get("/api/v1/me").json()["csrf_token"]
        return came_to

    def _sign_in_once(self, account: Account) -> str:
        answer = self._send("GET", f"{self._gateway}/auth/sign-in?next=/")
        for _ in range(_MOST_REDIRECTS):
            if answer.has_redirect_location and answer.next_request is not None:
                came_from, target = str(answer.url), str(answer.next_request.url)
                if came_from.startswith(f"{self._gateway}/auth/callback"):
                    return target.removeprefix(self._gateway)
                answer = self._send("GET", target)
            elif answer.status_code == 200 and (form := form_with(answer.text, "password")):
                answer = self._submit(answer, form, {"username": account.username, "password": account.password})
            elif answer.status_code == 200 and (form := form_with(answer.text, "decision")):
                answer = self._submit(answer, form, {"decision": "allow"})
            else:
                break
        raise Unexpected(f"signing in ended at {answer.url.path} with {answer.status_code}")

    def _submit(self, page: httpx.Response, form: Form | None, typed: Mapping[str, str]) -> httpx.Response:
        if form is None:
            raise Unexpected(f"{page.url.path} shows no such form")
        return self._send("POST", str(page.url.join(form.action)), data={**form.hidden, **typed})

    # At the gateway

    def get(self, path: str, query: Mapping[str, str] | None = None, expect: int = 200) -> httpx.Response:
        """Raises Unexpected unless the answer has the status expected. So do the others."""
        return _require(self._send("GET", self._gateway + path, params=query), expect)

    def finds(self, path: str) -> bool:
        """Whether there is anything at `path`."""
        return self._send("GET", self._gateway + path).status_code != 404

    def post(
        self,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        content: bytes | None = None,
        media_type: str = "application/json",
        key: str | None = None,
        expect: int | tuple[int, ...] = 201,
    ) -> httpx.Response:
        """A command, done once for each `key` (a new one if None). Any of several statuses may be expected."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4()), "X-CSRF-Token": self._csrf_token}
        if content is None:
            answer = self._send("POST", self._gateway + path, json=body, headers=headers)
        else:
            headers["Content-Type"] = media_type
            answer = self._send("POST", self._gateway + path, content=content, headers=headers)
        return _require(answer, expect)

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        base: str | None = None,
    ) -> httpx.Response:
        """Whatever the answer is, at once and without a second try. `base`: another address of the gateway."""
        shown = {"X-CSRF-Token": self._csrf_token, **(headers or {})}
        return self._http.request(method, (base or self._gateway) + path, json=body, content=content, headers=shown)

    def submit(self, path: str, fields: Mapping[str, str]) -> httpx.Response:
        """Send a form of ours, and stop where it leads."""
        return self._send("POST", self._gateway + path, data=fields)

    @property
    def cookies(self) -> Mapping[str, str]:
        """What the browser keeps."""
        return {cookie.name: cookie.value or "" for cookie in self._http.cookies.jar}

    def patch(self, path: str, changes: Mapping[str, Any]) -> httpx.Response:
        """Change what is there now. When an answer was lost, the change may be found made: that is as good."""
        tries = 0
        while True:
            seen = self.get(path)
            if tries and all(seen.json()[name] == value for name, value in changes.items()):
                return seen
            tries += 1
            headers = {"If-Match": seen.headers["ETag"], "X-CSRF-Token": self._csrf_token}
            answer = self._send("PATCH", self._gateway + path, json=changes, headers=headers)
            if answer.status_code != 412 or tries > 3:
                return _require(answer, 200)

    def until(self, path: str, holds: Callable[[Any], bool], what: str, query: Mapping[str, str] | None = None) -> Any:
        """The JSON at `path` as soon as `holds` of it. Raises Unexpected, saying `what`, when it does not in time."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.get(path, query).json()
            if holds(answer):
                return answer
            if time.monotonic() > deadline:
                raise Unexpected(f"waited {PATIENCE:.0f} s in vain until {what}")
            time.sleep(_BETWEEN_TRIES)

    def have_done(self, path: str, *, content: bytes, media_type: str, key: str | None = None) -> Any:
        """The outcome of work that is ordered at `path` and done in the background, however long it takes.

        Raises Unexpected when it fails.
        """
        job = self.have_finished(path, content=content, media_type=media_type, key=key)
        if job["state"] != "done":
            problem = job["problem"] or {"code": job["state"], "message_en": "", "details": {}}
            raise Unexpected(f"{path}: {problem['code']}: {problem['message_en']} {str(problem['details'])[:500]}")
        return job["outcome"]

    def have_finished(self, path: str, *, content: bytes, media_type: str, key: str | None = None) -> Any:
        """As `have_done`: the job itself, done, failed or cancelled."""
        ordered = self.post(path, content=content, media_type=media_type, key=key, expect=202)
        address, wait = ordered.headers["Location"], 0.1
        while True:
            job = self.get(address).json()
            if job["finished_at"] is not None:
                return job
            time.sleep(wait)
            wait = min(wait * 2, 1.0)

    def _send(self, method: str, address: str, **options: Any) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE
        while True:
            wait = _BETWEEN_TRIES
            try:
                answer = self._http.request(method, address, **options)
                if not _is_momentary(answer) or time.monotonic() > deadline:
                    return answer
                wait = min(float(answer.headers.get("Retry-After", wait)), PATIENCE)
            except httpx.TransportError as error:
                if time.monotonic() > deadline:
                    raise Unexpected(f"{method} {address}: {error}") from error
            time.sleep(wait)


def _is_momentary(answer: httpx.Response) -> bool:
    # The same request is still being worked on when a repetition of it meets itself.
    meets_itself = answer.status_code == 409 and answer.json().get("code") == "conflict"
    return meets_itself or answer.status_code in _MOMENTARY


def _require(answer: httpx.Response, status: int | tuple[int, ...]) -> httpx.Response:
    if answer.status_code not in (status if isinstance(status, tuple) else (status,)):
        told = answer.text[:500]
        if "json" in answer.headers.get("Content-Type", ""):
            problem = answer.json()
            told = f"{problem.get('code')}: {problem.get('message_en')} {problem.get('fields') or ''}"
        asked = f"{answer.request.method} {answer.request.url.path}"
        raise Unexpected(f"{asked} answered {answer.status_code} instead of {status}. {told}")
    return answer
