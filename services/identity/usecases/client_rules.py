"""What is asked of a machine client before it is registered."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from contracts.errors import ErrorCode, FieldProblem, Refusal
from contracts.rpc.identity.clients import RegisterClient
from services.identity.domain import clients
from services.identity.domain.addresses import is_too_wide, normal
from services.identity.domain.clients import Credential, KeyUnfit
from services.identity.domain.officers import written
from services.identity.usecases.ports.clients import Assertions

EXPIRY = FieldProblem(
    field="expires_at",
    message_th="วันหมดอายุต้องอยู่ในอนาคตและไม่เกิน 2 ปี",
    message_en="The expiry must lie in the future, at most two years ahead.",
)
NAME = FieldProblem(
    field="name",
    message_th="กรุณาระบุชื่อระบบ",
    message_en="Give the system a name.",
)
TOO_WIDE = FieldProblem(
    field="addresses",
    message_th="ช่วงที่อยู่เครือข่ายกว้างเกินไป ระบุได้ไม่กว้างกว่า /8 (IPv4) หรือ /32 (IPv6)",
    message_en="A range is too wide: at most /8 (IPv4) or /32 (IPv6).",
)
KEY_UNFIT = FieldProblem(
    field="public_key",
    message_th="ต้องเป็นกุญแจสาธารณะแบบ JWK: EC P-256, Ed25519 หรือ RSA ตั้งแต่ 2048 บิต และห้ามส่งกุญแจลับ",
    message_en="It must be a public key as JWK: EC P-256, Ed25519, or RSA from 2048 bits. Never send a private key.",
)


def ensure_fit(request: RegisterClient, now: datetime) -> None:
    """Raises Refusal INVALID_REQUEST with everything that is wrong."""
    problems = tuple(_problems(request, now))
    if problems:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=problems)


def _problems(request: RegisterClient, now: datetime) -> Iterator[FieldProblem]:
    if not written(request.name):
        yield NAME
    if request.expires_at.tzinfo is None or not now < request.expires_at <= now + clients.LONGEST:
        yield EXPIRY
    if any(is_too_wide(normal(network)) for network in request.addresses):
        yield TOO_WIDE


def new_credential(public_key: str | None, assertions: Assertions) -> tuple[Credential, str | None]:
    """A credential with the key, or with a new secret, which is returned with it.

    Raises Refusal INVALID_REQUEST for a key that will not do.
    """
    if public_key is None:
        secret = clients.new_secret(secrets.token_urlsafe)
        return Credential(str(uuid4()), clients.fingerprint(secret), None), secret
    try:
        return Credential(str(uuid4()), None, assertions.public_key(public_key)), None
    except KeyUnfit:
        raise Refusal(ErrorCode.INVALID_REQUEST, fields=(KEY_UNFIT,)) from None
