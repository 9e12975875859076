"""What `agencies` can be asked."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, Category, LaoType, Level


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


class ChangeAgency(Request):
    """Change details from `effective_on` (None: today). `version` is the one that the officer saw."""

    agency_id: str
    version: int
    details: AgencyDetails
    effective_on: date | None = None


class GetAgency(Request):
    agency_id: str


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
    """An ancestor, for the path shown above an agency's name; from the root down."""

    id: str
    name_th: str
    name_en: str | None


class Agency(AgencySummary):
    """An agency today, as the public may see it. `dga_email` is not public and is None without READ_FILINGS."""

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
    path: tuple[AgencyPath, ...]
    dissolved_on: date | None
    successor_ids: tuple[str, ...]


class Agencies(Reply):
    items: tuple[AgencySummary, ...]
    next: str | None


class ImportAgencies(Request):
    """Register or change many agencies from a CSV that the gateway has put into the store under `upload`.

    Columns: docs/imports.md. All or nothing; `dry_run` only tells what would happen.
    """

    upload: str
    dry_run: bool = False


class ImportProblem(Reply):
    """`row` counts from 1 at the heading, as a spreadsheet does; `column` is the heading's name."""

    row: int
    column: str
    message_th: str
    message_en: str


class ImportOutcome(Reply):
    """Counts of rows by what became (or would become) of them. Problems: the first 500; nothing is done if any."""

    created: int
    changed: int
    unchanged: int
    problems: tuple[ImportProblem, ...] = ()
    problem_count: int = 0


CHANGE_AGENCY = Operation("agencies", "change_agency", ChangeAgency, Agency, Action.MANAGE_AGENCY, changes=True)
IMPORT_AGENCIES = Operation(
    "agencies", "import_agencies", ImportAgencies, ImportOutcome, Action.REGISTER_AGENCIES, changes=True, seconds=120
)
GET_AGENCY = Operation("agencies", "get_agency", GetAgency, Agency, Action.PUBLIC)
LIST_AGENCIES = Operation("agencies", "list_agencies", ListAgencies, Agencies, Action.PUBLIC)
