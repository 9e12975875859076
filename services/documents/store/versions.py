"""Writes that depend on what was read."""

from __future__ import annotations


class StaleWrite(Exception):
    """The stored version is not the one that the new version was made from: somebody else was first."""

    code = "conflict"
