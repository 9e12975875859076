"""docs/open-data.md names what there is."""

from __future__ import annotations

from pathlib import Path

from services.reporting.usecases.list_rows import COLUMNS

DOC = Path(__file__).parents[2] / "docs" / "open-data.md"


def test_every_column_of_the_compliance_lists_is_explained() -> None:
    text = DOC.read_text()

    assert [column.name for column in COLUMNS if f"`{column.name}`" not in text] == []
