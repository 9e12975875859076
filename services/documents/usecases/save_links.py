"""An officer saves links of section 13, publishes, suspends and schedules them."""

from uuid import uuid4

from contracts.calls import Call
from contracts.rpc.documents import linking
from services.documents.domain.link import Link
from services.documents.domain.vocabulary import Obligation, Status
from services.documents.usecases.actors import name_of
from services.documents.usecases.books import Books
from services.documents.usecases.refusals import stale, told_by_field
from services.documents.usecases.views import link_for_officers


def save_link(request: linking.SaveLink, call: Call, books: Books) -> linking.Link:
    """Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field)."""
    books.need_agency(request.agency_id)
    with told_by_field():
        link = Link.save(
            id=str(uuid4()),
            agency_id=request.agency_id,
            obligation=Obligation(request.obligation),
            url=request.url,
            licence_name=request.licence_name,
            status=Status(request.status),
            at=call.now,
            by=name_of(call),
        )
    books.add_link(link, call)
    return _shown(link, call, books)


def change_link_publication(request: linking.ChangeLinkPublication, call: Call, books: Books) -> linking.Link:
    """Raises LinkUnknown, STALE_VERSION with the link as it is now."""
    link = _as_seen(request.agency_id, request.link_id, request.version, call, books)
    with told_by_field():
        changed = link.turn(Status(request.status), call.now, name_of(call), request.note)
    books.change_link(link, changed, call)
    return _shown(changed, call, books)


def schedule_link(request: linking.ScheduleLink, call: Call, books: Books) -> linking.Link:
    """Raises what `change_link_publication` raises, and INVALID_REQUEST (by field)."""
    link = _as_seen(request.agency_id, request.link_id, request.version, call, books)
    with told_by_field():
        changed = link.schedule(request.publish_at, request.suspend_at, request.note, call.now, name_of(call))
    books.change_link(link, changed, call)
    return _shown(changed, call, books)


def _as_seen(agency_id: str, link_id: str, version: int, call: Call, books: Books) -> Link:
    link = books.link_of(agency_id, link_id)
    if link.version != version:
        raise stale(_shown(link, call, books).model_dump(mode="json"))
    return link


def _shown(link: Link, call: Call, books: Books) -> linking.Link:
    return link_for_officers(link, call.now, books.link_checks.of_links([link.id]).get(link.id))
