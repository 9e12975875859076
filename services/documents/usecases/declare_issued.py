"""An officer declares that a notice or order has been made, though it is not uploaded yet."""

from contracts.calls import Call
from contracts.rpc.documents import declaring
from services.documents.domain.vocabulary import Obligation
from services.documents.usecases.books import Books
from services.documents.usecases.refusals import stale, told_by_field
from services.documents.usecases.views import declaration_view


def declare_issued(request: declaring.DeclareIssued, call: Call, books: Books) -> declaring.IssuedDeclarationView:
    """Declare, correct or withdraw. The same date again changes nothing and is not recorded.

    Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field), STALE_VERSION with the declaration as it is now.
    """
    books.need_agency(request.agency_id)
    declaration = books.declarations.get(request.agency_id, Obligation(request.obligation))
    if declaration.version != request.version:
        raise stale(declaration_view(declaration).model_dump(mode="json"))
    with told_by_field():
        changed = declaration.declare(request.issued_on, call.now)
    books.change_declaration(declaration, changed, call)
    return declaration_view(changed)
