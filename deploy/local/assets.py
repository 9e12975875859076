"""The pages' styles, script and fonts: fetched by npm, and copied to where the gateway serves them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from fontTools.ttLib import TTFont

from deploy.local.errors import LaunchError
from deploy.local.processes import ROOT

VENDOR = ROOT / "gateway/portal/static/vendor"
STAMP = ".made-from"
SUBSETS = ("thai", "latin")
WEIGHTS = ("400", "700")

CHARSET = '@charset "UTF-8";'  # counts only at the very beginning of a file
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FONT_FILE = re.compile(r"url\(\./files/([\w-]+\.woff2)\) format\('woff2'\)[^;]*;")
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)\s*$")


def install(vendor: Path = VENDOR) -> bool:
    """Fetch and copy the assets unless that was done for the same lock file. Returns whether there was anything to do.

    Raises LaunchError when npm is missing or fails.
    """
    # This file decides what is copied, so its change counts like one of the lock.
    made_from = hashlib.sha256((ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()
    stamp = vendor / STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == made_from:
        return False
    if not shutil.which("npm"):
        raise LaunchError("npm was not found: install Node.js 20 or newer, which brings it.")
    fetched = subprocess.run(["npm", "ci"], cwd=ROOT, capture_output=True, text=True, check=False)
    if fetched.returncode != 0:
        raise LaunchError(f"npm ci failed:\n{fetched.stderr.strip()}")
    copy(ROOT / "node_modules", vendor)
    stamp.write_text(made_from, encoding="utf-8")
    return True


def copy(packages: Path, vendor: Path) -> None:
    """Make the vendor directory anew from the packages that npm has fetched."""
    govuk, sarabun = packages / "govuk-frontend", packages / "@fontsource/sarabun"
    version = json.loads((govuk / "package.json").read_text(encoding="utf-8"))["version"]
    notice = f"/* GOV.UK Frontend {version}, MIT licence, set in Sarabun (SIL Open Font Licence) */\n"
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    style = (govuk / "dist/govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    script = (govuk / "dist/govuk/govuk-frontend.min.js").read_text(encoding="utf-8")
    faces = "".join(_font_faces(sarabun))
    (vendor / "govuk-frontend.min.css").write_text(CHARSET + notice + faces + in_sarabun(style), encoding="utf-8")
    (vendor / "govuk-frontend.min.js").write_text(notice + SOURCE_MAP.sub("", script), encoding="utf-8")
    shutil.copy(sarabun / "LICENSE", vendor / "sarabun.LICENSE.txt")
    for subset in SUBSETS:
        for weight in WEIGHTS:
            shutil.copy(sarabun / f"files/sarabun-{subset}-{weight}-normal.woff2", vendor)
        unpack(sarabun / f"files/sarabun-{subset}-400-normal.woff", vendor / f"sarabun-{subset}-400-normal.ttf")


def unpack(packed: Path, font: Path) -> None:
    """The same font as programs other than browsers take it: for what the gateway prints."""
    opened = TTFont(packed)
    opened.flavor = None
    opened.save(font)


def in_sarabun(style: str) -> str:
    """The style sheet in a font that has Thai and may be used by anybody: its own is licensed to gov.uk alone.

    Its images, the crown and the crest, are left out for the same reason.
    """
    return SOURCE_MAP.sub("", FONT_FACE.sub("", style).replace("GDS Transport", "Sarabun").removeprefix(CHARSET))


def _font_faces(sarabun: Path) -> list[str]:
    """The font's declarations for the subsets and weights that we serve, each with its range of characters."""
    faces = []
    for weight in WEIGHTS:
        declarations = (sarabun / f"{weight}.css").read_text(encoding="utf-8")
        for face in FONT_FACE.findall(declarations):
            if any(f"sarabun-{subset}-{weight}-normal" in face for subset in SUBSETS):
                faces.append(FONT_FILE.sub(r"url(\1) format('woff2');", face) + "\n")
    return faces
