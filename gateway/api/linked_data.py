"""An agency as linked data, for search engines and catalogues: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from contracts.rpc.agencies import Agency
from gateway.api.representations import Representation
from gateway.parts import parts_of

MEDIA_TYPE = "application/ld+json"
CODE, LAO_CODE = "รหัสหน่วยงาน", "รหัส อปท."


def as_linked_data(request: Request, agency: Agency) -> bytes:
    """Never more than the JSON tells the public: `dga_email` is left out for everybody."""
    base = parts_of(request).settings.gateway_url.rstrip("/")
    described = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization",
        "@id": f"{base}/agencies/{agency.id}",
        "name": _in_both(agency.name_th, agency.name_en),
        "legalName": agency.full_name_th,
        "identifier": [
            _identifier(CODE, agency.code),
            *([_identifier(LAO_CODE, agency.lao_code)] if agency.lao_code else []),
        ],
        "url": agency.website,
        "telephone": agency.phone,
        "email": agency.public_email,
        "address": _in_both(agency.address_th, agency.address_en),
        "contactPoint": _complaints(agency),
        "areaServed": {"@type": "Country", "name": "Thailand"},
        "parentOrganization": _organization(base, agency.path[-1].id) if agency.path else None,
        "dissolutionDate": agency.dissolved_on.isoformat() if agency.dissolved_on else None,
    }
    stated = {name: value for name, value in described.items() if value is not None}
    return json.dumps(stated, ensure_ascii=False).encode()


LINKED_DATA = Representation("jsonld", MEDIA_TYPE, as_linked_data)


def _in_both(thai: str | None, english: str | None) -> list[dict[str, str]] | None:
    texts = [("th", thai), ("en", english)]
    return [{"@language": language, "@value": text} for language, text in texts if text] or None


def _identifier(name: str, value: str) -> dict[str, Any]:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _organization(base: str, agency_id: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "@id": f"{base}/agencies/{agency_id}"}


def _complaints(agency: Agency) -> dict[str, str] | None:
    if agency.complaints_email is None:
        return None
    return {"@type": "ContactPoint", "contactType": "complaints", "email": agency.complaints_email}
