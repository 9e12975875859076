"""A Digital ID, seen from a relying party: OpenID Connect, authorization code with PKCE."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx
import structlog
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from contracts.errors import ErrorCode
from contracts.rpc.identity.sessions import OpenSession
from gateway.auth.cookies import SignIn
from gateway.auth.id_tokens import Wrong, check_access_token_hash, check_claims, verified
from gateway.auth.issuers import Issuer
from gateway.auth.profiles import PROFILES
from gateway.auth.refusals import SignInTurnedAway

log = structlog.get_logger()

DISCOVERY_SECONDS = 3600.0
KEYS_SECONDS = 600.0
LEAST_BETWEEN_KEYS = 10.0
LONGEST_SID = 255


@dataclass(frozen=True)
class SignedIn:
    """Who signed in, for identity, and the ID token, for signing out."""

    who: OpenSession
    id_token: str


class DigitalId:
    """One issuer and our registration with it. The issuer's description and keys are fetched when first needed.

    Whatever goes wrong is raised as SignInTurnedAway: SIGN_IN_FAILED when the code, the ID token or the issuer's
    answers are not good, SERVICE_UNAVAILABLE when the issuer does not answer.
    """

    def __init__(self, http: httpx.AsyncClient, issuer: Issuer, gateway_url: str) -> None:
        self.issuer = issuer
        self._http = http
        self._profile = PROFILES[issuer.profile]
        self._redirect_uri = gateway_url.rstrip("/") + issuer.callback
        self._described: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def sign_in_url(self, sign_in: SignIn, language: str) -> str:
        """Where to send the browser."""
        described = await self._description()
        return _with(
            described["authorization_endpoint"],
            response_type="code",
            client_id=self.issuer.client_id,
            redirect_uri=self._redirect_uri,
            scope=self.issuer.scope,
            state=sign_in.state,
            nonce=sign_in.nonce,
            code_challenge=create_s256_code_challenge(sign_in.verifier),
            code_challenge_method="S256",
            ui_locales=language,
        )

    async def check_sender(self, iss: str | None) -> None:
        """Hold an authorization response to its issuer (RFC 9207): `iss` is what it says, if anything."""
        says_so = (await self._description()).get("authorization_response_iss_parameter_supported") is True
        if iss != self.issuer.issuer and (iss is not None or says_so):
            raise SignInTurnedAway("mix_up")

    async def who(self, code: str, sign_in: SignIn) -> SignedIn:
        """The person whom the authorization code stands for."""
        tokens = await self._exchange(code, sign_in.verifier)
        claims = await self._claims(tokens, sign_in.nonce)
        if not claims.get("name"):
            claims = {**await self._user_info(tokens, claims["sub"]), **claims}
        subject = self._profile.subject(claims)
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise SignInTurnedAway("sub")
        auth_time, sid = claims.get("auth_time"), claims.get("sid")
        who = OpenSession(
            issuer=self.issuer.issuer,
            subject=subject,
            name=_name(claims)[:300],
            email=_text(claims.get("email"), 320),
            acr=_text(claims.get("acr"), 100),
            auth_time=datetime.fromtimestamp(auth_time, UTC) if isinstance(auth_time, int | float) else None,
            issuer_session=_text(sid, LONGEST_SID),
        )
        return SignedIn(who, str(tokens["id_token"]))

    async def sign_out_url(self, back_to: str, id_token: str | None) -> str | None:
        """Where the issuer ends its own session, None when it has no such address. Without the ID token it asks the
        officer first, and may not send them back."""
        end = (await self._description()).get("end_session_endpoint")
        if not end:
            return None
        hint = {"id_token_hint": id_token} if id_token else {}
        return _with(end, **hint, client_id=self.issuer.client_id, **{self._profile.logout_back: back_to})

    async def _exchange(self, code: str, verifier: str) -> Mapping[str, Any]:
        described = await self._description()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": verifier,
        }
        credentials = self._profile.credentials(self.issuer)
        return await self._json("code", "POST", described["token_endpoint"], data=form, auth=credentials)

    async def _claims(self, tokens: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        id_token, issuer = tokens.get("id_token"), self.issuer
        try:
            try:
                token = verified(id_token, await self._key_set())
            except InvalidKeyIdError:  # the issuer may have changed its keys since we fetched them
                token = verified(id_token, await self._key_set(anew=True))
            check_claims(token.header, token.claims, issuer.issuer, issuer.client_id, nonce, time.time())
            check_access_token_hash(token.header, token.claims, tokens.get("access_token"))
        except Wrong as wrong:
            raise SignInTurnedAway(str(wrong)) from None
        except (JoseError, ValueError, TypeError, KeyError):
            raise SignInTurnedAway("signature") from None
        return token.claims

    async def _user_info(self, tokens: Mapping[str, Any], subject: str) -> Mapping[str, Any]:
        address = (await self._description()).get("userinfo_endpoint")
        if not address or not tokens.get("access_token"):
            return {}
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        info = await self._json("userinfo", "GET", address, headers=headers)
        if info.get("sub") != subject:  # OpenID Connect Core 5.3.2
            raise SignInTurnedAway("userinfo")
        return info

    async def _description(self) -> Mapping[str, Any]:
        now = time.monotonic()
        if self._described is None or now - self._described[0] > DISCOVERY_SECONDS:

            async def fetch(address: str) -> Mapping[str, Any]:
                return await self._json("discovery", "GET", address)

            described = await self._profile.description(self.issuer, fetch)
            if described.get("issuer") != self.issuer.issuer:
                raise SignInTurnedAway("discovery")
            self._described = (now, described)
        return self._described[1]

    async def _key_set(self, anew: bool = False) -> KeySet:
        now = time.monotonic()
        longest = LEAST_BETWEEN_KEYS if anew else KEYS_SECONDS
        if self._keys is None or now - self._keys[0] > longest:
            published = await self._json("keys", "GET", (await self._description())["jwks_uri"])
            self._keys = (now, KeySet.import_key_set({"keys": published["keys"]}))
        return self._keys[1]

    async def _json(self, step: str, method: str, url: str, **given: Any) -> Mapping[str, Any]:
        try:
            response = await self._http.request(method, url, **given)
            answer = response.json()
        except httpx.HTTPError as error:
            log.error("digital_id_unreachable", issuer=self.issuer.key, step=step, error=type(error).__name__)
            raise SignInTurnedAway("unreachable", ErrorCode.SERVICE_UNAVAILABLE) from None
        except ValueError:
            raise SignInTurnedAway(step) from None
        if response.status_code >= 500:
            log.error("digital_id_unreachable", issuer=self.issuer.key, step=step, status=response.status_code)
            raise SignInTurnedAway("unreachable", ErrorCode.SERVICE_UNAVAILABLE)
        if response.status_code >= 400 or not isinstance(answer, dict):
            raise SignInTurnedAway(step)
        return answer


def _with(address: str, **parameters: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(parameters)}"


def _text(value: object, longest: int) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= longest else None


def _name(claims: Mapping[str, Any]) -> str:
    parts = (claims.get("given_name"), claims.get("family_name"))
    return str(
        claims.get("name") or " ".join(part for part in parts if part) or claims.get("preferred_username") or "-"
    )
