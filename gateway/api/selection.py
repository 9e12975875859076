"""Of which agencies something is asked: `?below=&group_by=&group=`, the same for every figure, list and trend."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query

from contracts.rpc.reporting.figures import GroupBy, Selection

Below = Annotated[
    str | None, Query(max_length=64, description="Only this agency and those below it, in the tree of that day.")
]


def _selection(
    below: Below = None,
    group_by: Annotated[GroupBy | None, Query(description="With `group`: only that group.")] = None,
    group: Annotated[
        str | None,
        Query(max_length=64, description="A group as figures name it: a category, a code, an agency's id."),
    ] = None,
) -> Selection:
    return Selection(below=below, group_by=group_by, group=group)


SelectionAsked = Annotated[Selection, Depends(_selection)]
