"""The provider's collections in database <prefix>_digital_id, and every question it asks of them."""

from services.identity.digital_id.store.attempts import AttemptsDocument
from services.identity.digital_id.store.consents import ConsentDocument
from services.identity.digital_id.store.history import HistoryDocument
from services.identity.digital_id.store.issued import CodeDocument, TokenDocument
from services.identity.digital_id.store.links import LinkDocument
from services.identity.digital_id.store.people import AccountDocument
from services.identity.digital_id.store.second_factors import SecondFactorDocument
from services.identity.digital_id.store.signed_in import HalfWayDocument, SessionDocument
from services.identity.digital_id.store.signing import SigningKeyDocument

DOCUMENTS = (
    AccountDocument,
    SessionDocument,
    HalfWayDocument,
    CodeDocument,
    TokenDocument,
    ConsentDocument,
    AttemptsDocument,
    SecondFactorDocument,
    LinkDocument,
    HistoryDocument,
    SigningKeyDocument,
)
