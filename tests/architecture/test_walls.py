"""The walls stand, and they bite: each contract of .importlinter catches a violation planted for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("contracts", "chassis", "services", "gateway", "deploy")

# contract -> (module that breaks it, what it imports)
VIOLATIONS = {
    "Domain imports nothing but the standard library": ("services/documents/domain/planted.py", "import pydantic"),
    "Use cases import only their domain and the contracts": (
        "services/documents/usecases/planted.py",
        "import chassis.mongo",
    ),
    "No service imports another": ("services/reporting/planted.py", "import services.documents.domain"),
    "Contracts import nothing of ours and no framework": ("contracts/planted.py", "import chassis.config"),
    "The chassis knows no service, gateway or deployment": ("chassis/planted.py", "import gateway.errors"),
    "The gateway knows no service, no database and no Nameko": ("gateway/api/planted.py", "import chassis.mongo"),
    "API and portal never import each other": ("gateway/portal/planted.py", "import gateway.api"),
    "Nameko and Kombu only in the chassis (and the operator's command line)": (
        "services/agencies/planted.py",
        "import nameko",
    ),
    "Entry point, wiring, use cases beside the store, domain: imports go down only": (
        "services/agencies/store/agencies.py",
        None,
    ),
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    result.stdout = click.unstyle(result.stdout)
    return result


@pytest.fixture
def copy_of_the_tree(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_walls_stand():
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


def test_every_contract_has_a_planted_violation():
    names = {
        line.removeprefix("name = ") for line in (ROOT / ".importlinter").read_text().splitlines() if "name = " in line
    }

    assert names == set(VIOLATIONS)


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_planted_violation_is_caught(copy_of_the_tree: Path, contract: str):
    module, line = VIOLATIONS[contract]
    if line is None:
        # a store that asks a use case: the layers upside down
        module, line = "services/agencies/store/agencies.py", "import services.agencies.usecases"
        planted = copy_of_the_tree / module
        planted.write_text(planted.read_text() + f"\n{line}\n")
    else:
        (copy_of_the_tree / module).write_text(f"{line}\n")

    result = lint(copy_of_the_tree)

    assert result.returncode != 0
    assert f"{contract} BROKEN" in result.stdout
