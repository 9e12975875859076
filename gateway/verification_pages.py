"""Where documents are verified by people: the address in QR codes, which must never change."""

from __future__ import annotations

from chassis.config import Settings

PATH = "/documents/{document_id}/verification"


def address_of(settings: Settings, document_id: str) -> str:
    return settings.gateway_url.rstrip("/") + PATH.format(document_id=document_id)
