"""What `agencies` can be asked: one module for each family of operations, all of their words by one name."""

from contracts.rpc.agencies import changing, importing, records, reorganising, tree, viewing
from contracts.rpc.agencies.changing import CHANGE_AGENCY, AgencyDetails, ChangeAgency
from contracts.rpc.agencies.importing import IMPORT_AGENCIES, ImportAgencies, ImportOutcome, ImportProblem
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

MODULES = (viewing, changing, importing, reorganising, records, tree)

__all__ = [
    "CHANGE_AGENCY",
    "GET_AGENCY",
    "IMPORT_AGENCIES",
    "LIST_AGENCIES",
    "MODULES",
    "Agencies",
    "Agency",
    "AgencyDetails",
    "AgencyPath",
    "AgencySummary",
    "ChangeAgency",
    "GetAgency",
    "ImportAgencies",
    "ImportOutcome",
    "ImportProblem",
    "ListAgencies",
]
