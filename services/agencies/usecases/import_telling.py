"""What an import changes of an agency, in the words of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from contracts.rpc import agencies as rpc
from services.agencies.domain.agency import Agency, Facts
from services.agencies.usecases.agency_rows import Row

_FACTS = tuple(field.name for field in fields(Facts))


def changes_of(old: Agency, new: Agency, row: Row) -> Iterator[rpc.FieldChange]:
    """Each fact that holds otherwise from the row's day on, and the LAO code; parents by their ids."""
    if old.lao_code != new.lao_code:
        yield rpc.FieldChange(column="lao_code", before=old.lao_code, after=new.lao_code)
    if row.effective_on is None:
        return
    before, after = old.shown_on(row.effective_on), new.shown_on(row.effective_on)
    for name in _FACTS:
        was, is_now = getattr(before, name), getattr(after, name)
        if was != is_now:
            yield rpc.FieldChange(column=name, before=was, after=is_now)
