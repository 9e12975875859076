"""Looking at agencies: one, and lists of them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Category, ConvenienceLevel, LaoType, Level, ServiceStatus


class GetAgency(Request):
    """`as_of`: the day asked about (None: today); the public asks no days to come."""

    agency_id: str
    as_of: date | None = None


class ListAgencies(Request):
    """Agencies by Thai collation of their names, `after` the cursor of the page before.

    `search` matches words of the Thai or English name by prefix, or a code exactly; `parent_id` direct children.
    """

    search: str | None = Field(None, max_length=200)
    parent_id: str | None = None
    category: Category | None = None
    province_code: str | None = Field(None, pattern=r"^\d{2}$")
    page_size: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=1000)


class AgencySummary(Reply):
    id: str
    code: str
    name_th: str
    name_en: str | None
    level: Level
    category: Category | None
    parent_id: str | None
    province_code: str | None


class AgencyPath(Reply):
    """Another agency by name: an ancestor in the path above an agency (from the root down), or a successor."""

    id: str
    name_th: str
    name_en: str | None


class Agency(AgencySummary):
    """An agency on the day asked about, as the public may see it. `dga_email` is not public and is None without
    READ_FILINGS.

    `dissolved_on` is the first day on which it does not exist (any more), past or announced; `successor_ids` answer for
    it from then on, `successors` are those of them that whoever asks may see, by name.
    """

    version: int
    lao_code: str | None
    lao_type: LaoType | None
    reporting_unit: bool
    full_name_th: str | None
    address_th: str | None
    address_en: str | None
    website: str | None
    phone: str | None
    hours_note: str | None
    public_email: str | None
    dga_email: str | None
    complaints_email: str | None
    visible: bool
    is_central: bool | None = None
    serves_public: bool | None = None
    service_status: ServiceStatus | None = None
    convenience_level: ConvenienceLevel | None = None
    path: tuple[AgencyPath, ...]
    dissolved_on: date | None
    successor_ids: tuple[str, ...]
    successors: tuple[AgencyPath, ...] = ()


class Agencies(Reply):
    items: tuple[AgencySummary, ...]
    next: str | None


GET_AGENCY = Operation("agencies", "get_agency", GetAgency, Agency, Action.PUBLIC)
LIST_AGENCIES = Operation("agencies", "list_agencies", ListAgencies, Agencies, Action.PUBLIC)
