"""Agencies in bulk: for their officers as the table that an import takes, for everybody as open data."""

from __future__ import annotations

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Category, ConvenienceLevel, LaoType, Level, ServiceStatus


class ExportAgencies(Request):
    """The agency with everything below it today (None: the whole country), in the order of the list, a page at a time.

    It takes the right to read there what is not public.
    """

    agency_id: str | None = None
    category: Category | None = None
    lao_type: LaoType | None = None
    level: Level | None = None
    province_code: str | None = Field(None, pattern=r"^\d{2}$")
    page_size: int = Field(1000, ge=1, le=2000)
    after: str | None = Field(None, max_length=1000)


class AgencyRows(Reply):
    """`rows` are cells in the order of `headings`: a table that an import takes and finds nothing to change in."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    next: str | None


class GetImportTemplate(Request):
    pass


class TemplateColumn(Reply):
    """A column of the import: its code, its heading, what to write into it, and whether it must be there."""

    name: str
    heading: str
    about: str
    required: bool


class ImportTemplate(Reply):
    columns: tuple[TemplateColumn, ...]


class ListPublicRecords(Request):
    """All agencies that the public sees today, in the order of the list, a page at a time."""

    page_size: int = Field(1000, ge=1, le=2000)
    after: str | None = Field(None, max_length=1000)


class PublicRecord(Reply):
    """What is public of an agency today. `parent_code` is left out where the parent is not public."""

    id: str
    code: str
    lao_code: str | None
    parent_id: str | None
    parent_code: str | None
    level: Level
    category: Category | None
    lao_type: LaoType | None
    province_code: str | None
    reporting_unit: bool
    name_th: str
    name_en: str | None
    full_name_th: str | None
    address_th: str | None
    address_en: str | None
    website: str | None
    phone: str | None
    hours_note: str | None
    public_email: str | None
    complaints_email: str | None
    is_central: bool | None
    serves_public: bool | None
    service_status: ServiceStatus | None
    convenience_level: ConvenienceLevel | None


class PublicRecords(Reply):
    items: tuple[PublicRecord, ...]
    next: str | None


EXPORT_AGENCIES = Operation("agencies", "export_agencies", ExportAgencies, AgencyRows, Action.READ_FILINGS)
GET_IMPORT_TEMPLATE = Operation("agencies", "get_import_template", GetImportTemplate, ImportTemplate, Action.PUBLIC)
LIST_PUBLIC_RECORDS = Operation("agencies", "list_public_records", ListPublicRecords, PublicRecords, Action.PUBLIC)
