"""What every module of words is: Thai and English, by the key that the templates use."""

from __future__ import annotations

from collections.abc import Mapping

Pairs = Mapping[str, tuple[str, str]]
