"""An officer looks at the whole filing of an agency (แบบฟอร์มรายงาน)."""

from contracts.calls import Call
from contracts.rpc.documents import declaring, linking, whole
from contracts.rpc.documents import filing as filing_words
from services.documents.domain.declaration import Declaration
from services.documents.domain.vocabulary import Obligation
from services.documents.usecases.books import Books
from services.documents.usecases.views import (
    declaration_view,
    for_officers,
    inherited_view,
    licences_view,
    link_for_officers,
    obstacles_view,
)


def get_filing(request: whole.GetFiling, call: Call, books: Books) -> whole.Filing:
    """Takes the same number of queries however much the agency and those above it have filed. Raises AGENCY_UNKNOWN."""
    books.need_agency(request.agency_id)
    return filing_of(request.agency_id, call, books)


def filing_of(agency_id: str, call: Call, books: Books) -> whole.Filing:
    now = call.now
    filing = books.filings.get(agency_id)
    own = books.documents.of_agency(agency_id)
    links = books.links.of_agency(agency_id)
    fared = books.link_checks.of_links([link.id for link in links])
    issued = books.declarations.of_agencies([agency_id])
    switches = books.switches.of_agency(agency_id)
    above = books.shown_above(agency_id, now)
    inherited = [d for d in books.documents.published_for(agency_id, above, now) if d.agency_id != agency_id]

    def documents(obligation: Obligation) -> tuple[filing_words.Document, ...]:
        return tuple(for_officers(document, now) for document in own if document.obligation is obligation)

    def linked(obligation: Obligation) -> tuple[linking.Link, ...]:
        return tuple(
            link_for_officers(link, now, fared.get(link.id)) for link in links if link.obligation is obligation
        )

    def declared(obligation: Obligation) -> declaring.IssuedDeclarationView:
        return declaration_view(issued.get((agency_id, obligation)) or Declaration(agency_id, obligation))

    return whole.Filing(
        agency_id=agency_id,
        version=filing.version,
        created_at=filing.created_at,
        changed_at=filing.changed_at,
        changed_by=filing.changed_by,
        section_10=whole.Section10(
            documents=documents(Obligation.S10_NOTICE),
            inherited=tuple(inherited_view(document, switches, now) for document in inherited),
            issued=declared(Obligation.S10_NOTICE),
        ),
        section_13_1=whole.Section131(
            declaration=licences_view(books.licences.get(agency_id)),
            documents=documents(Obligation.S13_1_NOTICE),
            links=linked(Obligation.S13_1_NOTICE),
        ),
        section_13_2=whole.Section132(links=linked(Obligation.S13_2_CHANNEL)),
        section_16=whole.Section16(documents=documents(Obligation.S16_ORDER), issued=declared(Obligation.S16_ORDER)),
        obstacles=obstacles_view(books.obstacles.get(agency_id)),
    )
