"""What `agencies` can be asked: one module for each family of operations, the most used of their words by one name."""

from contracts.rpc.agencies.changing import CHANGE_AGENCY, AgencyDetails, ChangeAgency
from contracts.rpc.agencies.importing import (
    AGENCY_IMPORT,
    CANCEL_AGENCY_IMPORT,
    GET_AGENCY_IMPORT,
    IMPORT_AGENCIES,
    AgencyChange,
    AgencyImport,
    FieldChange,
    ImportAgencies,
    ImportFormat,
    ImportOutcome,
)
from contracts.rpc.agencies.viewing import (
    GET_AGENCY,
    LIST_AGENCIES,
    Agencies,
    Agency,
    AgencyPath,
    AgencySummary,
    GetAgency,
    ListAgencies,
)

__all__ = [
    "AGENCY_IMPORT",
    "CANCEL_AGENCY_IMPORT",
    "GET_AGENCY_IMPORT",
    "AgencyChange",
    "AgencyImport",
    "FieldChange",
    "ImportFormat",
    "CHANGE_AGENCY",
    "GET_AGENCY",
    "IMPORT_AGENCIES",
    "LIST_AGENCIES",
    "Agencies",
    "Agency",
    "AgencyDetails",
    "AgencyPath",
    "AgencySummary",
    "ChangeAgency",
    "GetAgency",
    "ImportAgencies",
    "ImportOutcome",
    "ListAgencies",
]
