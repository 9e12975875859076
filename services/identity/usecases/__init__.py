"""What officers, the gateway and operators can do with identity. One module for each, named as they would say it."""

from services.identity.usecases.account_history import AccountHistories
from services.identity.usecases.bootstrap_admin import bootstrap_admin
from services.identity.usecases.change_client import revoke_client, rotate_credentials
from services.identity.usecases.change_role import change_role
from services.identity.usecases.client_door import ClientDoor
from services.identity.usecases.close_other_sessions import close_other_sessions
from services.identity.usecases.close_session import close_session
from services.identity.usecases.end_tokens import end_tokens
from services.identity.usecases.explain_right import Explaining
from services.identity.usecases.export_tokens import export_tokens
from services.identity.usecases.follow_agencies import Following
from services.identity.usecases.grant_changes import GrantChanges
from services.identity.usecases.issue_token import issue_token
from services.identity.usecases.issue_tokens import issue_tokens
from services.identity.usecases.list_clients import list_clients
from services.identity.usecases.list_sessions import list_sessions
from services.identity.usecases.list_tokens import list_tokens
from services.identity.usecases.list_unattended import list_unattended
from services.identity.usecases.list_users import list_users
from services.identity.usecases.note_sign_in_refused import note_sign_in_refused
from services.identity.usecases.open_session import SigningIn
from services.identity.usecases.reactivate_officer import reactivate_officer
from services.identity.usecases.redeem_token import Redemption
from services.identity.usecases.register_client import register_client
from services.identity.usecases.renew_access import renew_access
from services.identity.usecases.rest_unused_accounts import Resting
from services.identity.usecases.revoke_grant import revoke_grant
from services.identity.usecases.revoke_token import revoke_token
from services.identity.usecases.show_token import show_token
from services.identity.usecases.switch_grant import switch_grant

__all__ = [
    "AccountHistories",
    "ClientDoor",
    "Explaining",
    "Following",
    "GrantChanges",
    "Redemption",
    "Resting",
    "SigningIn",
    "bootstrap_admin",
    "change_role",
    "close_other_sessions",
    "close_session",
    "end_tokens",
    "export_tokens",
    "issue_token",
    "issue_tokens",
    "list_clients",
    "list_sessions",
    "list_tokens",
    "list_unattended",
    "list_users",
    "note_sign_in_refused",
    "reactivate_officer",
    "register_client",
    "renew_access",
    "revoke_client",
    "revoke_grant",
    "revoke_token",
    "rotate_credentials",
    "show_token",
    "switch_grant",
]
