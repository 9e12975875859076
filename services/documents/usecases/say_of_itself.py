"""What an officer says of the agency: its licences, its obstacles, and what it shows of what it inherits."""

from collections.abc import Iterable

from contracts.calls import Call
from contracts.rpc.documents import declaring
from services.documents.domain.document import DocumentUnknown
from services.documents.domain.obstacles import Obstacle
from services.documents.domain.vocabulary import GazetteProgress, ObstacleType
from services.documents.usecases.books import Books
from services.documents.usecases.refusals import stale, told_by_field
from services.documents.usecases.views import licences_view, obstacles_view, switch_view


def declare_licences(request: declaring.DeclareLicences, call: Call, books: Books) -> declaring.LicencesView:
    """Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field), STALE_VERSION with the declaration as it is now."""
    books.need_agency(request.agency_id)
    declaration = books.licences.get(request.agency_id)
    if declaration.version != request.version:
        raise stale(licences_view(declaration).model_dump(mode="json"))
    gazette = GazetteProgress(request.gazette) if request.gazette else None
    with told_by_field():
        changed = declaration.declare(request.has_licences, gazette, call.now)
    books.change_licences(declaration, changed, call)
    return licences_view(changed)


def say_obstacles(request: declaring.SayObstacles, call: Call, books: Books) -> declaring.ObstaclesView:
    """Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field), STALE_VERSION with the obstacles as they are now."""
    books.need_agency(request.agency_id)
    obstacles = books.obstacles.get(request.agency_id)
    if obstacles.version != request.version:
        raise stale(obstacles_view(obstacles).model_dump(mode="json"))
    with told_by_field(only="items"):
        changed = obstacles.say(as_obstacles(request.items))
    books.change_obstacles(obstacles, changed, call)
    return obstacles_view(changed)


def as_obstacles(said: Iterable[declaring.ObstacleSaid]) -> list[Obstacle]:
    return [Obstacle(one.rank, ObstacleType(one.type), one.detail, one.active) for one in said]


def switch_inherited(request: declaring.SwitchInherited, call: Call, books: Books) -> declaring.SwitchView:
    """Raises AGENCY_UNKNOWN, DocumentUnknown when the agency inherits no such document, STALE_VERSION with the switch
    as it is now."""
    books.need_agency(request.agency_id)
    switch = books.switches.get(request.agency_id, request.document_id)
    need_inherited(request.agency_id, request.document_id, call, books)
    if switch.version != request.version:
        raise stale(switch_view(switch, call.now).model_dump(mode="json"))
    changed = switch.turn(request.off, call.now)
    books.change_switch(switch, changed, call)
    return switch_view(changed, call.now)


def need_inherited(agency_id: str, document_id: str, call: Call, books: Books) -> None:
    """Raises DocumentUnknown unless an agency above publishes that document for this one now."""
    document = books.documents.get(document_id)
    above = books.shown_above(agency_id, call.now)
    if document is None or document.agency_id not in above or not document.shows_below(call.now):
        raise DocumentUnknown()
