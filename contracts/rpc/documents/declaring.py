"""What an agency declares of an obligation."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, GazetteProgress, Obligation, ObstacleType


class DeclareIssued(Request):
    """'Made but not yet uploaded' since `issued_on`; None withdraws it. `version` as seen (0: never declared)."""

    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None


class IssuedDeclarationView(Reply):
    """`migrated`: it is what an older system said."""

    agency_id: str
    obligation: Obligation
    version: int
    issued_on: date | None
    migrated: bool = False


class DeclareLicences(Request):
    """Has the agency licences as section 13(1) means them (None: not said), and how far are they announced in the Royal
    Gazette (only of an agency that has some)? `version` as seen (0: never declared)."""

    agency_id: str
    version: int
    has_licences: bool | None
    gazette: GazetteProgress | None = None


class LicencesView(Reply):
    """`migrated`: it is what an older system said."""

    agency_id: str
    version: int
    has_licences: bool | None
    gazette: GazetteProgress | None
    migrated: bool = False


class ObstacleSaid(Request):
    rank: int = Field(ge=1, le=3)
    type: ObstacleType
    detail: str | None = Field(None, max_length=1000)
    active: bool = True


class SayObstacles(Request):
    """Up to three obstacles, ranked; instead of those said before. `version` as seen (0: never said)."""

    agency_id: str
    version: int
    items: tuple[ObstacleSaid, ...] = Field(max_length=3)


class ObstaclesView(Reply):
    agency_id: str
    version: int
    items: tuple[ObstacleSaid, ...]


class SwitchInherited(Request):
    """Show a document that an agency above publishes for everything under it, or do not. `version` as seen (0: never
    switched)."""

    agency_id: str
    document_id: str
    version: int
    off: bool


class SwitchView(Reply):
    agency_id: str
    document_id: str
    version: int
    off: bool


DECLARE_ISSUED = Operation(
    "documents", "declare_issued", DeclareIssued, IssuedDeclarationView, Action.FILE, changes=True
)
DECLARE_LICENCES = Operation("documents", "declare_licences", DeclareLicences, LicencesView, Action.FILE, changes=True)
SAY_OBSTACLES = Operation("documents", "say_obstacles", SayObstacles, ObstaclesView, Action.FILE, changes=True)
SWITCH_INHERITED = Operation("documents", "switch_inherited", SwitchInherited, SwitchView, Action.FILE, changes=True)
