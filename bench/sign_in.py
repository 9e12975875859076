"""Sign-ins by password on one core beside the bare Argon2id verification that each of them holds."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import itertools
import re
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

import argon2

from bench.digital_id_on_one_core import THE_CORE, pin
from bench.ground import Ground
from bench.http_load import Answer, Asker, UnexpectedAnswer, get, request
from bench.measuring import Comparison, Contender
from bench.own_processes import running
from chassis.config import PREFIX, Settings
from deploy.demo.accounts import Account
from services.identity.digital_id.passwords import MEMORY_KIB, PARALLELISM, PASSES

WHOLE_SYSTEM = False
IN_FLIGHT = (1, 4)
ACCOUNTS = 8
READY = "/.well-known/openid-configuration"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_COOKIE = re.compile(rb"\r\nset-cookie: *(__Host-[^=]+=[^;\r]*)", re.IGNORECASE)
_CSRF = re.compile(r'name="csrf_token" value="(\w+)"')
_ACTION = re.compile(r'<form method="post" action="([^"]+)"')


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """One process of the Digital ID on one core, with several officers; the bare verification on the same core."""
    settings, port = ground.settings, ground.free_port()
    environment = {**ground.stack.environment("digital_id-1"), f"{PREFIX}HEALTH_PORT": "0"}
    threads = ["--worker-class", "gthread", "--threads", "8"]
    command = ["gunicorn", "-c", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}", *threads]
    async with Asker(port) as asker:

        async def answers() -> bool:
            try:
                return (await asker.ask(get(READY))).status == 200
            except OSError:
                return False

        command.append("bench.digital_id_on_one_core:create_app()")
        async with running(ground, "digital-id", command, answers, environment):
            officers = [Officer(asker, settings, Account.invented("bench", "มานะ", "วัดผล")) for _ in range(ACCOUNTS)]
            for officer in officers:
                await officer.register()
                await officer.sign_in()
            turns = itertools.cycle(officers)
            with ThreadPoolExecutor(max(IN_FLIGHT), initializer=pin) as threads_of_baseline:
                subject = Contender("sign-in: five requests, to the ID token", lambda _: next(turns).sign_in())
                bare = _bare(threads_of_baseline)
                facts = {"argon2id_kib": MEMORY_KIB, "passes": PASSES, "lanes": PARALLELISM, "core": THE_CORE}
                yield [Comparison("sign-in on one core", subject, [bare], count, facts=facts) for count in IN_FLIGHT]


class Officer:
    """Signs in again and again, each time in a new browser that has consented before."""

    def __init__(self, asker: Asker, settings: Settings, account: Account) -> None:
        self._asker = asker
        self._settings = settings
        self._account = account

    async def register(self) -> None:
        browser = Browser(self._asker)
        page = await browser.get("/register", 200)
        await browser.submit(page, self._account.registration, 303)

    async def sign_in(self) -> None:
        """From the client's request to its ID token. Raises UnexpectedAnswer."""
        browser, verifier = Browser(self._asker), secrets.token_urlsafe(48)
        sent = await browser.get(f"/connect/authorize?{urlencode(self._asked(verifier))}", 303)
        page = await browser.get(sent.header("Location"), 200)
        typed = {"username": self._account.username, "password": self._account.password}
        signed_in = await browser.submit(page, typed, 303)
        answer = await browser.get(signed_in.header("Location"), (200, 302))
        if answer.status == 200:  # the first time
            answer = await browser.submit(answer, {"decision": "allow"}, 302)
        await self._exchange(re.findall(r"[?&]code=(\w+)", answer.header("Location"))[0], verifier)

    def _asked(self, verifier: str) -> Mapping[str, str]:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        return {
            "response_type": "code",
            "client_id": self._settings.oidc_client_id,
            "redirect_uri": f"{self._settings.gateway_url}/auth/callback",
            "scope": "openid profile email",
            "state": secrets.token_urlsafe(16),
            "nonce": secrets.token_urlsafe(16),
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }

    async def _exchange(self, code: str, verifier: str) -> None:
        credentials = f"{self._settings.oidc_client_id}:{self._settings.need('oidc_client_secret')}"
        headers = {**FORM, "Authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}"}
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{self._settings.gateway_url}/auth/callback",
            "code_verifier": verifier,
        }
        answer = await self._asker.ask(request("POST", "/connect/token", headers, urlencode(fields).encode()), 200)
        if b'"id_token"' not in answer.body:
            raise UnexpectedAnswer("the token endpoint gave no ID token")


class Browser:
    """Cookies and forms, and no more."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._cookies: dict[str, str] = {}

    async def get(self, address: str, expect: int | tuple[int, ...]) -> Answer:
        return await self._ask("GET", address, {}, b"", expect)

    async def submit(self, page: Answer, typed: Mapping[str, str], expect: int) -> Answer:
        text = page.body.decode()
        fields = {"csrf_token": _CSRF.findall(text)[0], **typed}
        return await self._ask("POST", unescape(_ACTION.findall(text)[0]), FORM, urlencode(fields).encode(), expect)

    async def _ask(
        self, method: str, address: str, headers: Mapping[str, str], body: bytes, expect: int | tuple[int, ...]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        wire = request(method, address, {**headers, **({"Cookie": cookies} if cookies else {})}, body)
        answer = await self._asker.ask(wire)
        if answer.status not in (expect if isinstance(expect, tuple) else (expect,)):
            raise UnexpectedAnswer(f"{urlsplit(address).path} answered {answer.status}")
        for cookie in _COOKIE.findall(answer.head):
            name, _, value = cookie.decode().partition("=")
            self._cookies[name] = value
        return answer


def _bare(threads: ThreadPoolExecutor) -> Contender:
    """The verification that a sign-in holds, and nothing else."""
    hasher = argon2.PasswordHasher(PASSES, MEMORY_KIB, PARALLELISM, type=argon2.Type.ID)
    password = secrets.token_urlsafe(15)
    stored = hasher.hash(password)

    async def verify(_: Any) -> None:
        await asyncio.get_running_loop().run_in_executor(threads, hasher.verify, stored, password)

    memory = f"{MEMORY_KIB // 1024} MiB"
    return Contender(f"Argon2id verified: {memory}, {PASSES} passes, {PARALLELISM} lane", verify)
