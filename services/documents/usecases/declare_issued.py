"""An officer declares that a notice or order has been made, though it is not uploaded yet."""

from contracts.calls import Call
from contracts.errors import ErrorCode, Refusal
from contracts.events.documents import DeclarationChanged
from contracts.events.envelope import History
from contracts.rpc.documents import declaring
from services.documents.domain.vocabulary import Obligation
from services.documents.usecases.ports import AgencyDirectory, Declarations
from services.documents.usecases.refusals import stale, told_by_field
from services.documents.usecases.views import declaration_state, declaration_view


def declare_issued(
    request: declaring.DeclareIssued,
    call: Call,
    directory: AgencyDirectory,
    declarations: Declarations,
    history: History,
) -> declaring.IssuedDeclarationView:
    """Declare, correct or withdraw. The same date again changes nothing and is not recorded.

    Raises AGENCY_UNKNOWN, INVALID_REQUEST (by field), STALE_VERSION with the declaration as it is now.
    """
    if directory.get(request.agency_id) is None:
        raise Refusal(ErrorCode.AGENCY_UNKNOWN)
    declaration = declarations.get(request.agency_id, Obligation(request.obligation))
    if declaration.version != request.version:
        raise stale(declaration_view(declaration).model_dump(mode="json"))
    with told_by_field():
        changed = declaration.declare(request.issued_on, call.now)
    if changed is not declaration:
        declarations.save([changed])
        before = declaration_state(declaration) if declaration.version else None
        event = DeclarationChanged(declaration=declaration_state(changed))
        history.record(changed.agency_id, event, call, before=before)
    return declaration_view(changed)
