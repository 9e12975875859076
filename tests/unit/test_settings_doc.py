"""docs/settings.md says what the code says."""

from chassis.config import Settings
from deploy.local import settings_doc


def test_the_page_is_in_step_with_the_settings() -> None:
    assert settings_doc.PATH.read_text(encoding="utf-8") == settings_doc.render(), "run make settings-doc"


def test_every_setting_has_a_row_with_a_meaning() -> None:
    rows = [line for line in settings_doc.render().splitlines() if line.startswith("| `PRAKAT_")]
    assert len(rows) == len(Settings.model_fields)
    assert all(row.split(" | ")[-1].strip("| ") not in ("", "None") for row in rows)
