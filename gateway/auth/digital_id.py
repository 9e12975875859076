"""The Digital ID, seen from a relying party: OpenID Connect, authorization code with PKCE.

What is checked of an ID token: signed by a key that the issuer publishes, with an algorithm of our list; issuer,
audience, authorized party, expiry, issue time, nonce, and the hash of the access token (OpenID Connect Core 3.1.3.7).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx
import structlog
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.identity import OpenSession
from gateway.auth.cookies import SignIn

log = structlog.get_logger()

ALGORITHMS = ("ES256", "RS256", "EdDSA", "Ed25519")
LEEWAY = 60
DISCOVERY_SECONDS = 3600.0
KEYS_SECONDS = 600.0
LEAST_BETWEEN_KEYS = 10.0
SCOPE = "openid profile email"


class DigitalId:
    """One issuer and our registration with it. The issuer's description and keys are fetched when first needed."""

    def __init__(self, http: httpx.AsyncClient, issuer: str, client_id: str, secret: str, redirect_uri: str) -> None:
        self._http = http
        self._issuer = issuer
        self._client_id = client_id
        self._secret = secret
        self._redirect_uri = redirect_uri
        self._described: tuple[float, dict[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def sign_in_url(self, sign_in: SignIn, language: str) -> str:
        """Where to send the browser."""
        described = await self._description()
        return f"{described['authorization_endpoint']}?" + urlencode(
            {
                "response_type": "code",
                "client_id": self._client_id,
                "redirect_uri": self._redirect_uri,
                "scope": SCOPE,
                "state": sign_in.state,
                "nonce": sign_in.nonce,
                "code_challenge": create_s256_code_challenge(sign_in.verifier),
                "code_challenge_method": "S256",
                "ui_locales": language,
            }
        )

    async def who(self, code: str, sign_in: SignIn) -> OpenSession:
        """The person whom the authorization code stands for.

        Raises Refusal SIGN_IN_FAILED when the code or the ID token is not good, SERVICE_UNAVAILABLE when the issuer
        does not answer.
        """
        tokens = await self._exchange(code, sign_in.verifier)
        claims = await self._claims(tokens, sign_in.nonce)
        if not claims.get("name"):
            claims = {**await self._user_info(tokens, claims["sub"]), **claims}
        auth_time = claims.get("auth_time")
        return OpenSession(
            issuer=claims["iss"],
            subject=claims["sub"],
            name=_name(claims),
            email=claims.get("email"),
            acr=claims.get("acr"),
            auth_time=datetime.fromtimestamp(auth_time, UTC) if isinstance(auth_time, int | float) else None,
        )

    async def sign_out_url(self, back_to: str) -> str | None:
        """Where the issuer ends its own session, None when it has no such address."""
        end = (await self._description()).get("end_session_endpoint")
        if not end:
            return None
        return f"{end}?" + urlencode({"client_id": self._client_id, "post_logout_redirect_uri": back_to})

    async def _exchange(self, code: str, verifier: str) -> Mapping[str, Any]:
        described = await self._description()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": verifier,
        }
        return await self._json(
            "POST", described["token_endpoint"], data=form, auth=httpx.BasicAuth(self._client_id, self._secret)
        )

    async def _claims(self, tokens: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        try:
            token = tokens["id_token"]
            try:
                decoded = jwt.decode(token, await self._key_set(), algorithms=list(ALGORITHMS))
            except InvalidKeyIdError:  # the issuer may have changed its keys since we fetched them
                decoded = jwt.decode(token, await self._key_set(anew=True), algorithms=list(ALGORITHMS))
            check_claims(decoded.header, decoded.claims, self._issuer, self._client_id, nonce, time.time())
            check_access_token_hash(decoded.header, decoded.claims, tokens.get("access_token"))
        except (JoseError, KeyError, ValueError, TypeError) as error:
            raise _failed("id_token", error) from None
        return decoded.claims

    async def _user_info(self, tokens: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        address = (await self._description()).get("userinfo_endpoint")
        if not address or not tokens.get("access_token"):
            return {}
        info = await self._json("GET", address, headers={"Authorization": f"Bearer {tokens['access_token']}"})
        if info.get("sub") != subject:
            raise _failed("userinfo", ValueError())
        return info

    async def _description(self) -> dict[str, Any]:
        now = time.monotonic()
        if self._described is None or now - self._described[0] > DISCOVERY_SECONDS:
            described = await self._json("GET", f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if described.get("issuer") != self._issuer:
                raise _failed("discovery", ValueError())
            self._described = (now, dict(described))
        return self._described[1]

    async def _key_set(self, anew: bool = False) -> KeySet:
        now = time.monotonic()
        longest = LEAST_BETWEEN_KEYS if anew else KEYS_SECONDS
        if self._keys is None or now - self._keys[0] > longest:
            published = await self._json("GET", (await self._description())["jwks_uri"])
            self._keys = (now, KeySet.import_key_set({"keys": published["keys"]}))
        return self._keys[1]

    async def _json(self, method: str, url: str, **given: Any) -> Mapping[str, Any]:
        try:
            response = await self._http.request(method, url, **given)
            answer = response.json()
        except httpx.HTTPError as error:
            log.error("digital_id_unreachable", error=type(error).__name__)
            raise Refusal(ErrorCode.SERVICE_UNAVAILABLE) from None
        except ValueError as error:
            raise _failed("answer", error) from None
        if response.status_code >= 500:
            log.error("digital_id_unreachable", status=response.status_code)
            raise Refusal(ErrorCode.SERVICE_UNAVAILABLE)
        if response.status_code >= 400 or not isinstance(answer, dict):
            raise _failed(f"status_{response.status_code}", ValueError())
        return answer


def check_claims(
    header: Mapping[str, Any], claims: Mapping[str, Any], issuer: str, client_id: str, nonce: str, now: float
) -> None:
    """Raises ValueError or KeyError unless the claims are those of a fresh ID token for us and this sign-in."""
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    wrong = (
        (header.get("alg") not in ALGORITHMS, "alg"),
        (claims["iss"] != issuer, "iss"),
        (client_id not in audience, "aud"),
        (len(audience) > 1 and claims.get("azp") != client_id, "azp"),
        (claims.get("azp", client_id) != client_id, "azp"),
        (not now < claims["exp"] + LEEWAY, "exp"),
        (claims["iat"] > now + LEEWAY, "iat"),
        (claims.get("nbf", 0) > now + LEEWAY, "nbf"),
        (claims.get("nonce") != nonce, "nonce"),
        (not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255, "sub"),
    )
    for is_wrong, claim in wrong:
        if is_wrong:
            raise ValueError(claim)


def check_access_token_hash(header: Mapping[str, Any], claims: Mapping[str, Any], access_token: str | None) -> None:
    """Raises ValueError when the ID token names an access token by its hash (`at_hash`) and it is not this one."""
    if "at_hash" in claims:
        algorithm = "EdDSA" if header["alg"].startswith("Ed") else header["alg"]
        expected = create_half_hash(access_token or "", algorithm)
        if expected is None or expected.decode() != claims["at_hash"]:
            raise ValueError("at_hash")


def _name(claims: Mapping[str, Any]) -> str:
    parts = (claims.get("given_name"), claims.get("family_name"))
    return str(
        claims.get("name") or " ".join(part for part in parts if part) or claims.get("preferred_username") or "-"
    )


def _failed(step: str, error: Exception) -> Refusal:
    log.warning("sign_in_failed", step=step, reason=str(error) if type(error) is ValueError else type(error).__name__)
    return Refusal(ErrorCode.SIGN_IN_FAILED)
