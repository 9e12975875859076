"""What the identity service is put together from, once in each process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chassis import access_tokens
from chassis.directory import AgencyDirectory
from chassis.mail import outbox
from chassis.mongo import in_transaction, prepare
from chassis.service import Process
from chassis.thai_days import bangkok_day
from contracts.calls import Caller
from contracts.events.envelope import HistoryOfRefusals
from services.identity.client_assertions import ClientAssertions
from services.identity.domain import dormancy
from services.identity.mailing import Mails
from services.identity.rights import DeclaredRights
from services.identity.store import (
    DOCUMENTS,
    AccountHistory,
    Attempts,
    Attendances,
    Calendar,
    Clients,
    Grants,
    NewsDesk,
    Officers,
    RefusedSignIns,
    Sessions,
    TokenDesk,
    Tokens,
    TokenSafe,
)
from services.identity.usecases import (
    AccountHistories,
    ClientDoor,
    Explaining,
    Following,
    GrantChanges,
    Redemption,
    Resting,
    SigningIn,
)


@dataclass(frozen=True)
class Identity:
    officers: Officers
    sessions: Sessions
    grants: Grants
    changes: GrantChanges
    rights: DeclaredRights
    signing_in: SigningIn
    refused_sign_ins: RefusedSignIns
    explaining: Explaining
    attendances: Attendances
    following: Following
    calendar: Calendar
    resting: Resting
    histories: AccountHistories
    tokens: Tokens
    token_desk: TokenDesk
    token_lifetime: timedelta
    redemption: Redemption
    clients: Clients
    assertions: ClientAssertions
    client_door: ClientDoor
    attempts: Attempts
    agencies: AgencyDirectory
    history: HistoryOfRefusals
    sign: Callable[[Caller, datetime, datetime], str]


def wire(process: Process) -> Identity:
    """Raises SettingsError when a secret of identity's is not set."""
    safe = TokenSafe(process.settings.need("token_secret"))
    private_key = process.settings.need("access_token_private_key")

    def sign(caller: Caller, now: datetime, until: datetime) -> str:
        return access_tokens.sign(private_key, caller, now, until - now)

    prepare(*DOCUMENTS)
    agencies, history, rights = process.directory, process.log, DeclaredRights()
    officers, grants, attempts = Officers(), Grants(), Attempts()
    desk = TokenDesk(agencies)
    desk.begin(bangkok_day(datetime.now(UTC)))
    tokens, clients, assertions = Tokens(safe, desk), Clients(), ClientAssertions()
    attendances, sessions, accounts = Attendances(), Sessions(), AccountHistory()
    accounts.prepare()
    attendances.begin()
    changes = GrantChanges(officers, grants, agencies, attendances, rights, history, bangkok_day)
    return Identity(
        officers=officers,
        sessions=sessions,
        grants=grants,
        changes=changes,
        rights=rights,
        signing_in=SigningIn(officers, grants, sessions, history, sign),
        refused_sign_ins=RefusedSignIns(),
        explaining=Explaining(officers, grants, agencies, rights),
        attendances=attendances,
        following=Following(agencies, grants, attendances),
        calendar=Calendar(),
        resting=resting(process, officers, changes),
        histories=AccountHistories(accounts, grants, agencies),
        tokens=tokens,
        token_desk=desk,
        token_lifetime=timedelta(days=process.settings.token_days),
        redemption=Redemption(officers, agencies, tokens, grants, changes, attempts, NewsDesk(), history, safe.veil),
        clients=clients,
        assertions=assertions,
        client_door=ClientDoor(clients, agencies, attempts, NewsDesk(), assertions, history, safe.veil, sign),
        attempts=attempts,
        agencies=agencies,
        history=history,
        sign=sign,
    )


def resting(process: Process, officers: Officers, changes: GrantChanges) -> Resting:
    settings = process.settings
    return Resting(
        accounts=officers,
        changes=changes,
        history=process.log,
        mailer=Mails(outbox(settings)),
        together=in_transaction,
        rule=dormancy.rule(settings.dormant_after_days, settings.dormant_notice_days),
        gateway_url=settings.gateway_url,
    )
