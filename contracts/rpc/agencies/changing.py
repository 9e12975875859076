"""Changing an agency's details."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Request
from contracts.rpc.agencies.viewing import Agency
from contracts.vocabulary import Action, ConvenienceLevel, ServiceStatus


class AgencyDetails(Request):
    """The fields of the officer's screen that a change may set (domain section 3)."""

    name_th: str = Field(min_length=1, max_length=300)
    name_en: str | None = Field(None, max_length=300)
    full_name_th: str | None = Field(None, max_length=500)
    address_th: str | None = Field(None, max_length=1000)
    address_en: str | None = Field(None, max_length=1000)
    website: str | None = Field(None, max_length=500)
    phone: str | None = Field(None, max_length=100)
    hours_note: str | None = Field(None, max_length=500)
    public_email: str | None = Field(None, max_length=320)
    dga_email: str | None = Field(None, max_length=320)
    complaints_email: str | None = Field(None, max_length=320)
    visible: bool = True
    is_central: bool | None = None
    serves_public: bool | None = None
    service_status: ServiceStatus | None = None
    convenience_level: ConvenienceLevel | None = None


class ChangeAgency(Request):
    """Change details from `effective_on` (None: today). `version` is the one that the officer saw; `reason` is for the
    history."""

    agency_id: str
    version: int
    details: AgencyDetails
    effective_on: date | None = None
    reason: str | None = Field(None, max_length=1000)


CHANGE_AGENCY = Operation("agencies", "change_agency", ChangeAgency, Agency, Action.MANAGE_AGENCY, changes=True)
