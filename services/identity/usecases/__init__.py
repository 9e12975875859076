"""What officers, the gateway and operators can do with identity. One module for each, named as they would say it."""

from services.identity.usecases.bootstrap_admin import bootstrap_admin
from services.identity.usecases.close_session import close_session
from services.identity.usecases.issue_token import issue_token
from services.identity.usecases.list_users import list_users
from services.identity.usecases.open_session import open_session
from services.identity.usecases.redeem_token import redeem_token
from services.identity.usecases.renew_access import renew_access
from services.identity.usecases.revoke_grant import revoke_grant

__all__ = [
    "bootstrap_admin",
    "close_session",
    "issue_token",
    "list_users",
    "open_session",
    "redeem_token",
    "renew_access",
    "revoke_grant",
]
