"""Pages behind the menu of officers. What the menu offers follows from the rights of the role that the officer acts by;
what it leads to is decided by the services, as always."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from chassis.authz import RIGHTS
from contracts.vocabulary import Action
from gateway.auth.callers import access_of
from gateway.portal.pages import page

MENU: Sequence[tuple[str, str, Action | None]] = (
    ("filing", "/filings", Action.READ_FILINGS),
    ("followup", "/campaigns", Action.READ_FIGURES),
    ("agencies_menu", "/structure", Action.READ_FILINGS),
    ("accounts", "/accounts/tokens", Action.ISSUE_TOKEN),
    ("profile", "/profile", None),
)
"""Words, address, and the right without which it is of no use."""


async def officer_page(
    request: Request, template: str, entry: str, status: int = 200, scripts: Sequence[str] = (), **context: Any
) -> Response:
    """`entry`: that of the menu to which the page belongs."""
    acting = (await access_of(request)).profile.acting
    rights = RIGHTS[acting.role] if acting else frozenset()
    menu = [(words, address, words == entry) for words, address, right in MENU if right is None or right in rights]
    return await page(request, template, status, scripts=scripts, menu=menu, may=rights, **context)
