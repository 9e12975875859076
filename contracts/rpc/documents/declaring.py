"""What an agency declares of an obligation."""

from __future__ import annotations

from datetime import date

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Obligation


class DeclareIssued(Request):
    """'Made but not yet uploaded' since `issued_on`; None withdraws it. `version` as seen (0: never declared)."""

    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None


class IssuedDeclarationView(Reply):
    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None


DECLARE_ISSUED = Operation(
    "documents", "declare_issued", DeclareIssued, IssuedDeclarationView, Action.FILE, changes=True
)
