"""The OpenID provider: Authlib's server with our rules, which are stricter than its defaults.

Authorization code flow only, PKCE with S256 always, confidential clients, exact redirect URIs, opaque access tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import structlog
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload, FlaskOAuth2Request
from authlib.oauth2 import OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7636.challenge import compare_s256_code_challenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core import OpenIDCode
from authlib.oidc.core.errors import RequestNotSupportedError, RequestURINotSupportedError
from flask import Flask, Response, g, request
from joserfc.jwk import ECKey

from services.identity.digital_id import history
from services.identity.digital_id.authorization_requests import ANY_SECURE_ADDRESS, AuthorizationRequest
from services.identity.digital_id.clients import Client
from services.identity.digital_id.end_session import EndSession
from services.identity.digital_id.hints import IdTokenHints
from services.identity.digital_id.keys import ALGORITHM, Keys
from services.identity.digital_id.model import Account, IssuedCode, IssuedToken, SignedIn
from services.identity.digital_id.revocation import Revocation
from services.identity.digital_id.store import issued, people
from services.identity.digital_id.userinfo import userinfo_endpoint
from services.identity.digital_id.vault import hash_of

CODE_LASTS = timedelta(seconds=60)
ID_TOKEN_LASTS = timedelta(minutes=5)
ACCESS_TOKEN_LASTS = timedelta(minutes=10)

_MAX_AGE = re.compile(r"[0-9]{1,9}")

Clock = Callable[[], datetime]
log = structlog.get_logger()


class Provider(AuthorizationServer):  # type: ignore[misc]
    """Answers what clients and their browsers ask, for `client` and in the name of `issuer`."""

    def __init__(self, app: Flask, client: Client, issuer: str, keys: Keys, clock: Clock) -> None:
        app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": int(ACCESS_TOKEN_LASTS.total_seconds())}
        super().__init__(app, query_client=self._client_with, save_token=self._save_token)
        self.client = client
        self.issuer = issuer
        self.clock = clock
        self.hints = IdTokenHints(keys, issuer, client.client_id, clock)
        self._issuer_parameter = _IssuerParameter(issuer)
        self.register_grant(CodeGrant, [_S256Only(), _OpenID(issuer, keys, clock)])
        self.register_extension(self._issuer_parameter)
        self.register_endpoint(userinfo_endpoint(client, clock))
        self.register_endpoint(Revocation(self))
        self.register_endpoint(EndSession(self))

    def consent_grant(self, asked: AuthorizationRequest, signed_in: SignedIn | None) -> CodeGrant:
        """The grant for a valid request. Raises OAuth2Error; where it has a redirect URI the client may be told."""
        grant: CodeGrant = self.get_consent_grant(asked.for_authlib(), signed_in)
        return grant

    def answer(self, grant: CodeGrant, signed_in: SignedIn | None) -> Response:
        """Back to the client: with a code for who is signed in, or with access_denied for None."""
        response: Response = self.create_authorization_response(grant.request, signed_in, grant)
        return response

    def answer_error(self, error: OAuth2Error) -> Response:
        """Back to the client with an error that has a redirect URI."""
        response: Response = self.handle_error_response(None, error)
        self._issuer_parameter.add_issuer_parameter(self, response)
        return response

    def create_oauth2_request(self, given: object) -> OAuth2Request:
        return given if isinstance(given, OAuth2Request) else _Incoming()

    def get_authorization_grant(self, asked: OAuth2Request) -> CodeGrant:
        if any(len(values) > 1 for values in asked.payload.datalist.values()):
            raise InvalidRequestError("A parameter was sent more than once.")  # RFC 6749 section 3.1
        # Authlib repeats the response type in its error, which fails for characters that errors may not have.
        if asked.payload.response_type != "code":
            known = self.query_client(asked.payload.client_id)
            returnable = known is not None and known.check_redirect_uri(asked.payload.redirect_uri)
            raise OAuth2Error(
                "The response type must be code.",
                error="unsupported_response_type" if asked.payload.response_type else "invalid_request",
                redirect_uri=asked.payload.redirect_uri if returnable else None,
            )
        grant: CodeGrant = super().get_authorization_grant(asked)
        return grant

    def _client_with(self, client_id: str | None) -> Client | None:
        return self.client if client_id == self.client.client_id else None

    def _save_token(self, token: dict[str, Any], asked: OAuth2Request) -> None:
        issued.add_token(
            IssuedToken(
                id=hash_of(token["access_token"]),
                code_id=asked.authorization_code.id,
                client_id=asked.client.client_id,
                account_id=asked.user.id,
                credentials=asked.user.credentials,
                scope=token["scope"],
                expires_at=self.clock() + ACCESS_TOKEN_LASTS,
            )
        )


class _Incoming(FlaskOAuth2Request):  # type: ignore[misc]
    """The request being served.

    Authlib refuses plain HTTP, but behind a proxy that ends TLS every request arrives so. That the issuer's address is
    HTTPS or on this machine was checked at the start.
    """

    def __init__(self) -> None:
        OAuth2Request.__init__(self, request.method, ANY_SECURE_ADDRESS, headers=request.headers)
        self._request = request
        self.payload = FlaskOAuth2Payload(request)


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    """One authorization or token request, checked. What is refused raises OAuth2Error."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    @staticmethod
    def validate_authorization_redirect_uri(asked: OAuth2Request, client: Client) -> str:
        # In place of Authlib's: that repeats the address in its error, which fails for characters errors may not have.
        redirect_uri: str | None = asked.payload.redirect_uri
        if not redirect_uri or not client.check_redirect_uri(redirect_uri):
            raise InvalidRequestError("The redirect URI is not the registered one.")
        return redirect_uri

    def validate_consent_request(self) -> str:
        redirect_uri: str = super().validate_consent_request()
        sent = self.request.payload.data
        problem: OAuth2Error | None = None
        if "request" in sent:
            problem = RequestNotSupportedError()
        elif "request_uri" in sent:
            problem = RequestURINotSupportedError()
        elif sent.get("response_mode", "query") != "query":
            problem = InvalidRequestError("The response mode must be query.")
        elif not _MAX_AGE.fullmatch(sent.get("max_age", "0")):
            problem = InvalidRequestError("max_age must be a number of seconds.")
        elif "id_token_hint" in sent and self.server.hints.subject_of(sent["id_token_hint"]) is None:
            problem = InvalidRequestError("The id_token_hint is not one of this issuer for this client.")
        if problem:
            problem.redirect_uri = redirect_uri
            raise problem
        return redirect_uri

    def save_authorization_code(self, code: str, asked: OAuth2Request) -> None:
        signed_in: SignedIn = asked.user
        sent = asked.payload.data
        issued.add_code(
            IssuedCode(
                id=hash_of(code),
                client_id=asked.client.client_id,
                account_id=signed_in.account.id,
                credentials=signed_in.account.credentials,
                redirect_uri=asked.payload.redirect_uri,
                scope=asked.scope,
                nonce=sent.get("nonce"),
                code_challenge=sent["code_challenge"],
                code_challenge_method=sent["code_challenge_method"],
                authenticated_at=signed_in.authenticated_at,
                acr=signed_in.acr,
                amr=list(signed_in.amr),
                expires_at=self.server.clock() + CODE_LASTS,
            )
        )

    def query_authorization_code(self, code: str, client: Client) -> IssuedCode | None:
        found = issued.code(hash_of(code), client.client_id)
        if found is None:
            return None
        if found.spent:
            self._refuse_replay(found)
        return found if self.server.clock() < found.expires_at else None

    def authenticate_user(self, code: IssuedCode) -> Account | None:
        # Everything else about the exchange has been checked: from here on the code cannot be used again.
        if not issued.spend_code(code.id):
            self._refuse_replay(code)
        account = people.account(code.account_id)
        return account if account and account.credentials == code.credentials else None

    def delete_authorization_code(self, code: IssuedCode) -> None:
        # Not deleted but kept as spent, so that a replay is recognised. Called once the token has been stored.
        if issued.was_replayed(code.id):
            self._refuse_replay(code)

    def _refuse_replay(self, code: IssuedCode) -> None:
        """RFC 6749 section 4.1.2: a code that comes twice may be stolen, so that what it gave ends."""
        issued.note_replay(code.id)
        log.warning("code_replayed", account_id=code.account_id, client_id=code.client_id)
        history.note(code.account_id, "code_replayed", self.server.clock())
        raise InvalidGrantError("The code has been used already.")


class _S256Only(CodeChallenge):  # type: ignore[misc]
    """PKCE for every request, by S256: RFC 9700 section 2.1.1. A request without a method means plain: refused."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]
    CODE_CHALLENGE_METHODS = {"S256": compare_s256_code_challenge}

    def validate_code_challenge(self, grant: CodeGrant, redirect_uri: str) -> None:
        sent = grant.request.payload.data
        if not sent.get("code_challenge") or sent.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE is required: code_challenge with code_challenge_method=S256.")
        super().validate_code_challenge(grant, redirect_uri)


class _OpenID(OpenIDCode):  # type: ignore[misc]
    """The ID token says who signed in, when and how; what else there is to know the client asks userinfo."""

    def __init__(self, issuer: str, keys: Keys, clock: Clock) -> None:
        super().__init__(require_nonce=False)
        self._issuer = issuer
        self._keys = keys
        self._clock = clock

    def exists_nonce(self, nonce: str, asked: OAuth2Request) -> bool:
        """The client recognises a replay by its nonce; here codes cannot be replayed."""
        return False

    def resolve_client_private_key(self, client: Client) -> ECKey:
        return self._signing()

    def get_client_algorithm(self, client: Client) -> str:
        return ALGORITHM

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": ALGORITHM, "kid": str(self._signing().kid)}

    def _signing(self) -> ECKey:
        """The same key throughout a request, also if the next one begins to sign in its midst."""
        if "signing_key" not in g:
            g.signing_key = self._keys.signing(self._clock())
        key: ECKey = g.signing_key
        return key

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        now = self._clock()
        return {
            "iss": self._issuer,
            "aud": client.client_id,
            "iat": int(now.timestamp()),
            "exp": int((now + ID_TOKEN_LASTS).timestamp()),
        }

    def generate_user_info(self, account: Account, scope: str) -> dict[str, str]:
        return {"sub": account.id}


class _IssuerParameter(IssuerParameter):  # type: ignore[misc]
    """RFC 9207: every answer says who gives it, so that a client of several issuers cannot be confused."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer

    def get_issuer(self) -> str:
        return self._issuer
