"""A machine client comes in: with its credentials for a quarter of an hour, at each request with what it got."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.calls import Call, Caller, CallerKind, Grant
from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.events.envelope import HistoryOfRefusals
from contracts.events.identity import ClientRefused
from contracts.rpc.identity.clients import ClientAccess, ClientHandle, OpenClientAccess, OpenedClientAccess
from contracts.vocabulary import ClientScope, Role
from services.identity.domain import attempts, clients
from services.identity.domain.addresses import subscriber_of
from services.identity.domain.clients import Client, ClientTurnedAway, Credential, fingerprint
from services.identity.usecases.existence import exists
from services.identity.usecases.ports import AgencyBook, AttemptBook, Sign
from services.identity.usecases.ports.clients import Assertions, ClientBook, NewsDesk
from services.identity.usecases.ports.tokens import Veil

# In whose history it stands when something calls itself a client that there never was.
NO_CLIENT = "clients"
TOLD_AGAIN_AFTER = timedelta(minutes=1)

BEYOND_SCOPES = FieldProblem(
    field="scopes",
    message_th="ระบบนี้ไม่ได้ลงทะเบียนไว้สำหรับขอบเขตที่ขอ",
    message_en="The client is not registered for all of these scopes.",
)


@dataclass(frozen=True)
class ClientDoor:
    """The books that it takes to let a machine client in."""

    clients: ClientBook
    agencies: AgencyBook
    attempts: AttemptBook
    news: NewsDesk
    assertions: Assertions
    history: HistoryOfRefusals
    veil: Veil
    sign: Sign

    def open_access(self, request: OpenClientAccess, call: Call, today: date) -> OpenedClientAccess:
        """Let in whoever shows a client's secret, or an assertion signed with its key, from where it may call.

        Whatever is wrong, the refusal is the same. Raises ClientTurnedAway, TooManyAttempts; Refusal INVALID_REQUEST
        for scopes beyond the registered ones, which only the client itself is told.
        """
        veiled = self.veil(subscriber_of(request.address))
        sources = (attempts.client_at(request.client_id, veiled), attempts.clients_address(veiled))
        attempts.ensure_may_try(self.attempts.of(sources, call.now), call.now)
        client = self.clients.get(request.client_id)
        try:
            found, credential = self._let_in(client, request, call, today)
        except ClientTurnedAway as refused:
            self.attempts.note_failure(sources, call.now)
            self._tell(client, refused.reason, veiled, call)
            raise
        scopes = request.scopes if request.scopes is not None else frozenset(map(ClientScope, found.scopes))
        if not scopes <= found.scopes or not scopes:
            self._tell(client, "scope", veiled, call)
            raise Refusal(ErrorCode.INVALID_REQUEST, fields=(BEYOND_SCOPES,))
        self.attempts.forget(sources[0])
        token = clients.new_secret(secrets.token_urlsafe)
        access = clients.open_access(found, credential, frozenset(map(str, scopes)), call.now)
        self.clients.open(fingerprint(token), access)
        return OpenedClientAccess(token=token, expires_at=access.expires_at, scopes=frozenset(scopes))

    def _let_in(
        self, client: Client | None, request: OpenClientAccess, call: Call, today: date
    ) -> tuple[Client, Credential]:
        secret = request.secret.get_secret_value() if request.secret else None
        assertion = request.assertion.get_secret_value() if request.assertion else None
        if client is None:
            raise ClientTurnedAway("unknown")
        client.ensure_may_call(request.address, call.now)
        self._ensure_agency_exists(client, today)
        if (secret is None) == (assertion is None):
            raise ClientTurnedAway("credentials_missing")
        if assertion is None:
            credential = client.with_secret(secret or "", call.now)
            if credential is None:
                raise ClientTurnedAway("secret")
            return client, credential
        asserted = self.assertions.verify(assertion, client, request.audience, call.now)
        if not self.clients.use_up(client.id, asserted.id, asserted.forget_at):
            raise ClientTurnedAway("assertion_replayed")
        return client, asserted.credential

    def access(self, request: ClientHandle, call: Call, today: date) -> ClientAccess:
        """An access token for this one request. Three reads by key, and at most once a minute a write.

        Everything is looked at as it is now: with a client that is revoked, or a secret that has ended, ends what was
        opened before. Raises ClientTurnedAway.
        """
        opened = self.clients.opened(fingerprint(request.token.get_secret_value()), call.now)
        if opened is None:
            raise ClientTurnedAway("access")
        client = self.clients.get(opened.client_id)
        try:
            if client is None:
                raise ClientTurnedAway("unknown")
            client.ensure_may_call(request.address, call.now)
            self._ensure_agency_exists(client, today)
            if opened.credential_id not in {each.id for each in client.holding(call.now)}:
                raise ClientTurnedAway("rotated")
        except ClientTurnedAway as refused:
            self._tell(client, refused.reason, self.veil(subscriber_of(request.address)), call)
            raise
        if client.last_used_at is None or call.now - client.last_used_at >= clients.LAST_USED_STEP:
            self.clients.note_used(client.id, call.now)
        scopes = frozenset(map(ClientScope, opened.scopes & client.scopes))
        until = call.now + clients.REQUEST
        return ClientAccess(
            access_token=self.sign(_caller(client, scopes), call.now, until),
            expires_at=until,
            client_id=client.id,
            agency_id=client.agency_id,
            name=client.name,
            scopes=scopes,
        )

    def _ensure_agency_exists(self, client: Client, today: date) -> None:
        if not exists(client.agency_id, today, self.agencies):
            raise ClientTurnedAway("agency_gone")

    def _tell(self, client: Client | None, reason: str, veiled: str, call: Call) -> None:
        subject = client.agency_id if client else NO_CLIENT
        told = f"client_refused:{client.id if client else subject}:{reason}:{veiled}"
        if self.news.is_news(told, call.now, TOLD_AGAIN_AFTER):
            refused = ClientRefused(
                client_id=client.id if client else None, agency_id=client.agency_id if client else None, reason=reason
            )
            self.history.record_refused(subject, refused, call)


def _caller(client: Client, scopes: frozenset[ClientScope]) -> Caller:
    """An integrator at its agency, and of that only what its scopes open."""
    grant = Grant(f"client:{client.id}", Role.INTEGRATOR, client.agency_id, client.registered_by)
    return Caller(client.id, client.name, CallerKind.CLIENT, (grant,), scopes=scopes)
