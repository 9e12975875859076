"""Sarabun, in which everything is set, on paper and on screen."""

from __future__ import annotations

from pathlib import Path

# Made by `make assets`.
FONTS = Path(__file__).parents[1] / "gateway/portal/static/vendor"
