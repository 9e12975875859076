"""In which group an agency counts, as the database works it out of an entry."""

from __future__ import annotations

from services.reporting.domain.asking import Grouping
from services.reporting.store.records import Record

# The field of an entry that holds its group. Which child it stands under depends on the agency asked about.
FIELDS = {
    Grouping.CATEGORY: "category",
    Grouping.MINISTRY: "ministry_id",
    Grouping.DEPARTMENT: "department_id",
    Grouping.PROVINCE: "province_code",
    Grouping.LAO_TYPE: "lao_type",
}


def group_of(grouping: Grouping | None, below: str | None, entry: str = "$") -> str | Record | None:
    """The expression for the group of an entry; `entry` is the path to it. None: without a grouping there is none."""
    if grouping is None:
        return None
    if grouping is not Grouping.CHILDREN:
        return f"{entry}{FIELDS[grouping]}"
    # The one right below `below` on its line; that agency itself, the last of its own line, is a group alone.
    line = f"{entry}ancestor_ids"
    at = 0 if below is None else {"$add": [{"$indexOfArray": [line, below]}, 1]}
    return {"$arrayElemAt": [line, {"$min": [at, {"$subtract": [{"$size": line}, 1]}]}]}
