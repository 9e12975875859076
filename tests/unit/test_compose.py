"""The containers' description fits the code: every service is there and gets the settings that it may have."""

import re
from typing import Any

import pytest
import yaml

from chassis.config import PREFIX, Settings
from deploy.local.processes import REPLICAS, ROOT, SECRET_READERS
from deploy.local.secrets import completed

COMPOSE = yaml.safe_load((ROOT / "deploy/compose/compose.yaml").read_text(encoding="utf-8"))
OURS: dict[str, Any] = {name: part for name, part in COMPOSE["services"].items() if part["image"] == "prakat"}
INTERPOLATED = re.compile(r"\$\{(\w+)")


def test_every_service_in_the_repository_has_its_containers() -> None:
    services = {path.name for path in (ROOT / "services").iterdir() if (path / "domain").is_dir()}
    assert set(OURS) == services | {"gateway", "digital_id"}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting(name: str) -> None:
    variables = [variable for variable in OURS[name]["environment"] if variable.startswith(PREFIX)]
    assert {variable.removeprefix(PREFIX).lower() for variable in variables} <= set(Settings.model_fields)


@pytest.mark.parametrize("name", OURS)
def test_a_process_has_the_secrets_that_are_for_it_and_no_others(name: str) -> None:
    given = {variable.removeprefix(PREFIX).lower() for variable in OURS[name]["environment"]} & set(SECRET_READERS)
    assert given == {secret for secret, readers in SECRET_READERS.items() if name in readers}


@pytest.mark.parametrize("name", OURS)
def test_a_process_runs_in_copies(name: str) -> None:
    assert OURS[name]["deploy"]["replicas"] == REPLICAS


def test_the_secrets_file_has_all_that_the_description_takes_from_it() -> None:
    taken = set(INTERPOLATED.findall((ROOT / "deploy/compose/compose.yaml").read_text(encoding="utf-8")))
    assert taken <= set(completed(Settings(), {}))


def test_no_secret_is_written_into_the_description() -> None:
    for part in COMPOSE["services"].values():
        for variable, value in (part.get("environment") or {}).items():
            if "SECRET" in variable or "PASS" in variable or variable.endswith("_KEY"):
                assert INTERPOLATED.search(value), variable
